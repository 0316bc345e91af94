"""From scored pairs to acts: connected under ``same``, unless a ``different`` breaks them.

Pairs judged the same are taken from the surest to the least sure (of equal ones by id), and each joins its two groups
unless a member of one is judged different from a member of the other, or their days cannot all be one act's. So the
groups of a connected set depend on that set alone, not on order or on what else is in the store. People's verdicts come
before all scores: their "same" joins whatever the scores say, save what a person calls different.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from abstand.merging import candidates
from abstand.merging.candidates import SLACK_DAYS
from abstand.merging.scoring import Floats, Weights, scores
from abstand.merging.traits import Ints, Trait, columns

Verdicts = Mapping[frozenset[str], bool]
Rows = NDArray[np.int32]
_NO_PAIRS: Rows = np.zeros((2, 0), np.int32)
IN_LISTS = 100_000  # pairs that are lists at once


@dataclass(frozen=True, slots=True)
class Apart:
    """For each row those judged different from it: ``others`` from the row's ``start`` to that of the next."""

    start: Ints
    others: Rows

    @classmethod
    def of_pairs(cls, one: Rows, other: Rows, rows: int) -> Apart:
        both = np.concatenate([one, other])
        order = np.argsort(both, kind="stable")
        start = np.searchsorted(both[order], np.arange(rows + 1, dtype=both.dtype))
        return cls(start, np.concatenate([other, one])[order])

    def of(self, row: int) -> set[int]:
        return set(self.others[self.start[row] : self.start[row + 1]].tolist())


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of rows (i < j), each once: those judged the same with their log-odds, those judged different.

    ``same`` has the shape (2, pairs), ``odds`` (pairs,): in a store full of one act there are millions. ``told_same``
    and ``told_different`` are people's verdicts, the latter for each row.
    """

    same: Rows
    odds: Floats
    different: Apart
    told_same: list[tuple[int, int]]
    told_different: dict[int, set[int]]

    def links(self) -> Rows:
        """All pairs judged the same, by scores or people, shape (pairs, 2)."""
        return np.concatenate([self.same.T, np.array(self.told_same, np.int32).reshape(-1, 2)])

    def in_order(self) -> Iterator[tuple[int, int]]:
        """The pairs that scores judge the same, from the surest to the least sure, of equal ones by rows."""
        one, other = self.same
        order = np.lexsort((other, one, -self.odds))
        for start in range(0, len(order), IN_LISTS):
            part = order[start : start + IN_LISTS]
            yield from zip(one[part].tolist(), other[part].tolist(), strict=True)


@dataclass(slots=True)
class Group:
    """Rows joined so far, and what may not join them. The days are those that all members may share."""

    rows: list[int]
    different: set[int]
    told_different: set[int]
    first: int
    last: int
    is_overruled: bool = False  # a person has joined what days keep apart

    def bars(self, other: Group) -> bool:
        """Whether scores or days keep the two apart."""
        days_apart = max(self.first, other.first) > min(self.last, other.last) + SLACK_DAYS
        return days_apart or not self.different.isdisjoint(other.rows)

    def is_told_apart(self, other: Group) -> bool:
        """Whether a person keeps the two apart."""
        return not self.told_different.isdisjoint(other.rows)

    def take(self, other: Group) -> None:
        """Both as one, on the days that they share, or where a person has joined others: on those of either."""
        self.rows += other.rows
        self.different |= other.different
        self.told_different |= other.told_different
        first, last = max(self.first, other.first), min(self.last, other.last)
        self.is_overruled |= other.is_overruled or first > last + SLACK_DAYS
        if self.is_overruled:
            first, last = min(self.first, other.first), max(self.last, other.last)
        self.first, self.last = first, last


class Groups:
    """The group of each row; made when first asked for, as most rows stay alone."""

    def __init__(self, traits: Sequence[Trait], judged: Judged) -> None:
        self._traits, self._judged = traits, judged
        self._of: dict[int, Group] = {}

    def __getitem__(self, row: int) -> Group:
        if row not in self._of:
            trait, told = self._traits[row], self._judged.told_different.get(row, ())
            apart = self._judged.different.of(row)
            self._of[row] = Group([row], apart, set(told), trait.first or 0, trait.last or 0)
        return self._of[row]

    def join(self, one: int, other: int) -> None:
        """The smaller group goes into the larger."""
        into, gone = self[one], self[other]
        if into is gone:
            return
        if len(into.rows) < len(gone.rows):
            into, gone = gone, into
        into.take(gone)
        for row in gone.rows:
            self._of[row] = into

    def rows(self) -> list[list[int]]:
        """The rows of each group, those that stand alone among them."""
        found = {id(group): group.rows for group in self._of.values()}
        return [*found.values(), *([row] for row in range(len(self._traits)) if row not in self._of)]


def clusters(traits: Sequence[Trait], weights: Weights, verdicts: Verdicts) -> list[list[Trait]]:
    """The traits by the act that they tell of, each in just one list."""
    ordered = sorted(traits, key=lambda trait: trait.id)
    judged = judge(ordered, weights, verdicts)
    groups = Groups(ordered, judged)
    for one, other in judged.told_same:
        if not groups[one].is_told_apart(groups[other]):
            groups.join(one, other)
    for one, other in judged.in_order():
        mine, theirs = groups[one], groups[other]
        if mine is not theirs and not mine.bars(theirs) and not mine.is_told_apart(theirs):
            groups.join(one, other)
    return [[ordered[row] for row in rows] for rows in groups.rows()]


def judge(traits: Sequence[Trait], weights: Weights, verdicts: Verdicts) -> Judged:
    """All pairs that are judged, by score or by a person; what is neither is unsure."""
    table = columns(traits)
    same, odds, different = [_NO_PAIRS], [np.zeros(0)], [_NO_PAIRS]
    for pairs in candidates.pairs(traits, table):
        found = scores(table, *pairs, weights)
        both, sure = np.array(pairs, np.int32), found >= weights.same
        same.append(both[:, sure])
        odds.append(found[sure])
        different.append(both[:, found <= weights.different])
    rows = {trait.id: row for row, trait in enumerate(traits)}
    told = list(_known(verdicts, rows))
    told_different: dict[int, set[int]] = {}
    told_apart = [pair for pair, is_same in told if not is_same]
    for one, other in told_apart:
        told_different.setdefault(one, set()).add(other)
        told_different.setdefault(other, set()).add(one)
    surely, score = np.concatenate(same, axis=1), np.concatenate(odds)
    kept = _once(surely, len(traits), told_apart)
    apart = np.concatenate(different, axis=1)
    apart = apart[:, _once(apart, len(traits))]
    return Judged(
        surely[:, kept], score[kept], Apart.of_pairs(apart[0], apart[1], len(traits)),
        sorted(pair for pair, is_same in told if is_same), told_different,
    )  # fmt: skip


def _once(pairs: Rows, rows: int, without: Sequence[tuple[int, int]] = ()) -> Ints:
    """The places of pairs that are not ``without``, each once: reports of many parties meet in several blocks."""
    keys, places = np.unique(pairs[0].astype(np.int64) * rows + pairs[1], return_index=True)
    return places[~np.isin(keys, [one * rows + other for one, other in without])] if without else places


def _known(verdicts: Verdicts, rows: Mapping[str, int]) -> Iterator[tuple[tuple[int, int], bool]]:
    """The verdicts on two reports that are both here."""
    for ids, is_same in verdicts.items():
        here = sorted(rows[id_] for id_ in ids if id_ in rows)
        if len(here) == len(("one", "other")):
            yield (here[0], here[1]), is_same
