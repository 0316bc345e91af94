"""How alike states vote in the UN General Assembly: agreement, and agreement beyond chance.

A vote is yes, abstain or no, in this order: an abstention lies in the middle. Roll calls on which one of two states
was absent are left out of the pair's figures: an absence is no vote, and why a state was absent is not in the data.

    disagreement of two votes  d = ((a - b) / 2)²      0 alike, 1/4 one step apart, 1 yes against no
    observed   D  = mean of d over the roll calls on which both voted
    kappa      1 - D / E,  E = Σ p(k) q(l) d(k, l)     p, q: the shares of the two states' own votes
    pi         1 - D / E,  E = Σ m(k) m(l) d(k, l)     m = (p + q) / 2: as if both drew from one common habit

Cohen (1968), Psychological Bulletin 70(4), weighted kappa; Scott (1955), Public Opinion Quarterly 19(3), pi; their use
for foreign policy, and why agreement needs the correction: Häge (2011), Political Analysis 19(3). 1 is perfect
agreement, 0 what chance gives, below 0 less than chance. Both are undefined (None) where chance allows no disagreement:
both always voted the same one way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from abstand.entities import resolve
from abstand.errors import InputError, NoData
from abstand.measuring.pair import check_window
from abstand.sources.tables import Issue
from abstand.store import Store

VOTES = ("no", "abstain", "yes")
RECENT_YEARS = 3  # some 250 roll calls: enough to tell states apart, and no more than the present policy
_STEPS = np.arange(len(VOTES)) / (len(VOTES) - 1)
DISAGREEMENT = (_STEPS[:, None] - _STEPS[None, :]) ** 2  # shape (3, 3), in [0, 1]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two states voted on ``votes`` roll calls between two days, both included.

    ``agreement``: share of like votes, in [0, 1]; ``kappa``, ``pi`` at most 1, None where undefined.
    """

    one: str
    other: str
    first: date
    last: date
    votes: int
    agreement: float
    kappa: float | None
    pi: float | None


@dataclass(frozen=True, slots=True)
class Window:
    """Days, both included, and the issue of the roll calls; None asks for all."""

    since: date | None = None
    until: date | None = None
    issue: Issue | None = None


def alignment(
    store: Store, states: Sequence[str], window: Window = Window(), every_years: int | None = None
) -> list[Likeness]:
    """The likeness of every pair of states (codes or names), in one go or for each ``every_years`` calendar years.

    Pairs that never voted on the same roll call are left out. Raises UnknownEntity, InputError for fewer than two
    states, NoData without any common vote.
    """
    codes = list(dict.fromkeys(resolve(state) for state in states))
    if len(codes) < 2:
        raise InputError("an alignment is between two states or more")
    check_window(window.since, window.until)
    rows = votes_of(store, window)
    held = rows.filter(pc.is_in(rows["state"], value_set=pa.array(codes)))
    found = [
        likeness
        for part in _parts(held, every_years)
        for pair in combinations(codes, 2)
        if (likeness := _likeness(part, *pair)) is not None
    ]
    if not found:
        raise NoData(_nothing(codes, rows, store.read("votes")))
    return found


def alignments(
    store: Store, state: str, others: Sequence[str], years: int = RECENT_YEARS
) -> dict[str, Likeness]:  # fmt: skip
    """One state with each of others (codes), in the last ``years`` before the latest stored vote; by the other's code.

    Those that it never voted with are left out; none are there if no votes are stored.
    """
    held = store.read("votes")
    last = pc.max(held["day"]).as_py() if held.num_rows else None
    if last is None:
        return {}
    recent = held.filter(pc.greater(held["day"], last - timedelta(days=years * 365)))
    rows = recent.filter(pc.is_in(recent["state"], value_set=pa.array([state, *others])))
    found = {other: _likeness(rows, state, other) for other in others}
    return {other: likeness for other, likeness in found.items() if likeness is not None}


def votes_of(store: Store, window: Window) -> pa.Table:
    """The stored votes of a window, one row a roll call and state. Raises NoData if no votes are stored at all."""
    rows = store.read("votes")
    if not rows.num_rows:
        raise NoData("no UN votes are stored; import them with ‘abstand import unga FILE…’")
    if window.since:
        rows = rows.filter(pc.greater_equal(rows["day"], window.since))
    if window.until:
        rows = rows.filter(pc.less_equal(rows["day"], window.until))
    if window.issue:
        rows = rows.filter(_on_issue(rows["issues"], window.issue))
    return rows


def _on_issue(issues: pa.ChunkedArray, issue: Issue) -> pa.Array:
    joined = pc.binary_join(issues, " ")
    return pc.match_substring(joined, issue.value)


def _nothing(codes: Sequence[str], rows: pa.Table, all_rows: pa.Table) -> str:
    ends = pc.min_max(rows["day"]).as_py()
    voting = {*rows["state"].unique().to_pylist()}
    if missing := [code for code in codes if code not in voting]:
        theirs = all_rows.filter(pc.is_in(all_rows["state"], value_set=pa.array(missing)))
        if not theirs.num_rows:
            return f"no vote of {', '.join(missing)} is stored"
        held = pc.min_max(theirs["day"]).as_py()
        return (
            f"no vote of {', '.join(missing)} is stored for these days and this issue; "
            f"there are votes from {held['min']} to {held['max']}"
        )
    days = f" between {ends['min']} and {ends['max']}" if ends["min"] else ""
    return f"{' and '.join(codes)} never voted on the same roll call{days}"


def _parts(rows: pa.Table, every_years: int | None) -> Iterator[pa.Table]:
    if every_years is None:
        yield rows
        return
    years = pc.year(rows["day"])
    ends = pc.min_max(years).as_py()
    for first in range(ends["min"] or 0, (ends["max"] or -1) + 1, every_years):
        yield rows.filter(pc.and_(pc.greater_equal(years, first), pc.less(years, first + every_years)))


def _likeness(rows: pa.Table, one: str, other: str) -> Likeness | None:
    ours, theirs = (_by_roll_call(rows, code) for code in (one, other))
    common = ours.join(theirs, "roll_call", join_type="inner", right_suffix="_other")
    if not common.num_rows:
        return None
    pairs = [
        np.array([VOTES.index(vote) for vote in common[name].to_pylist()], dtype=np.int64)
        for name in ("vote", "vote_other")
    ]
    days = pc.min_max(common["day"]).as_py()
    agreement, kappa, pi = agreements(*pairs)
    return Likeness(one, other, days["min"], days["max"], common.num_rows, agreement, kappa, pi)


def _by_roll_call(rows: pa.Table, state: str) -> pa.Table:
    return rows.filter(pc.equal(rows["state"], state)).select(["roll_call", "vote", "day"])


def agreements(one: NDArray[np.int64], other: NDArray[np.int64]) -> tuple[float, float | None, float | None]:
    """Agreement, kappa and pi of two states' votes on the same roll calls: 0 no, 1 abstain, 2 yes; shape (votes,)."""
    table = np.zeros(DISAGREEMENT.shape)
    np.add.at(table, (one, other), 1)
    table /= len(one)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    observed = float((table * DISAGREEMENT).sum())
    common = (rows + columns) / 2
    return (
        float(np.trace(table)),
        _beyond_chance(observed, np.outer(rows, columns)),
        _beyond_chance(observed, np.outer(common, common)),
    )


def _beyond_chance(observed: float, expected: NDArray[np.float64]) -> float | None:
    chance = float((expected * DISAGREEMENT).sum())
    return None if chance <= 0 else 1 - observed / chance
