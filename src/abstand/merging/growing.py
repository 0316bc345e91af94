"""Adds reports to events that are assembled already, and reads only what they can touch.

A report can change only the events of the connected set (under ``same``) that it falls into, and whoever belongs to it
is found step by step: the candidates of the new reports, the candidates of those that are judged the same, and so on.
So the events are those that all reports together would give, whatever came first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from abstand.merging.candidates import SLACK_DAYS, parties
from abstand.merging.clusters import Verdicts, clusters, judge
from abstand.merging.events import NO_VERDICTS, event
from abstand.merging.scoring import Weights, shipped_weights
from abstand.merging.traits import SAME_NEWS_DAYS, Ints, Trait, trait
from abstand.model import Entry, Event, Question

GAP_DAYS = 7  # times of one pair of parties that are no further apart are asked for at once


class Held(Protocol):
    """The reports that are kept, each with the id of its event: every Store is one."""

    def entries_near(self, questions: Sequence[Question]) -> Iterable[Entry]:
        """The reports that any of the questions asks for; more do no harm."""

    def entries_of(self, ids: Iterable[str]) -> Iterable[Entry]:
        """The reports with these ids, and those of the events with these ids."""


@dataclass(frozen=True, slots=True)
class Revision:
    """``events`` take the place of those with the ids in ``gone``; an id may be in both. Both are in order of ids."""

    events: tuple[Event, ...]
    gone: tuple[str, ...]


def update(
    changed: Iterable[Entry],
    held: Held,
    verdicts: Verdicts = NO_VERDICTS,
    removed: Iterable[Entry] = (),
    weights: Weights | None = None,
) -> Revision:
    """Assemble the reports that have ``changed`` (new, coded anew, judged by a person) with those that they touch.

    ``removed`` are reports that are gone, with the events that they were in; what they held together is assembled anew.
    """
    gone = [trait(entry) for entry in removed]
    seeds = [trait(entry) for entry in changed]
    reached = _Reach(held, verdicts, weights or shipped_weights(), gone).of(seeds)
    found = clusters(reached, weights or shipped_weights(), verdicts)
    before = {item.entry.event for item in (*reached, *gone)} - {""}
    return Revision(tuple(sorted(map(event, found), key=lambda one: one.id)), tuple(sorted(before)))


class _Reach:
    """Reads step by step what is connected with the reports that have changed."""

    def __init__(self, held: Held, verdicts: Verdicts, weights: Weights, gone: Sequence[Trait]) -> None:
        self._held, self._verdicts, self._weights = held, verdicts, weights
        self._gone = {item.id: item for item in gone}
        self._known: dict[str, Trait] = {}

    def of(self, seeds: Sequence[Trait]) -> list[Trait]:
        """All reports that the seeds, and those that are gone, are connected with."""
        self._known = {item.id: item for item in seeds}
        reached = self._known.keys() | self._gone.keys()
        asked: set[str] = set()
        while fresh := reached - asked:
            self._read([self._known.get(id_) or self._gone[id_] for id_ in sorted(fresh)])
            asked |= fresh
            reached = self._connected(reached)
        return [self._known[id_] for id_ in sorted(reached - self._gone.keys())]

    def _read(self, traits: Sequence[Trait]) -> None:
        """Who may be the same as these, whom people have judged the same, and the rest of their events."""
        self._take(self._held.entries_near(list(questions_of(traits))))
        ids = {item.id for item in traits}
        named = {id_ for pair, is_same in self._verdicts.items() if is_same and pair & ids for id_ in pair}
        named |= {item.entry.event for item in traits} - {""}
        self._take(self._held.entries_of(sorted(named - self._known.keys())))

    def _take(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if entry.report.id not in self._known and entry.report.id not in self._gone:
                self._known[entry.report.id] = trait(entry)

    def _connected(self, start: Collection[str]) -> set[str]:
        """Whom of the known these are connected with: by pairs judged the same, or in one event until now."""
        traits = [*self._known.values(), *self._gone.values()]
        links = judge(traits, self._weights, self._verdicts).links()
        held = [(row, item.entry.event) for row, item in enumerate(traits) if item.entry.event]
        nodes = {event: len(traits) + n for n, event in enumerate(dict.fromkeys(event for _, event in held))}
        held_links = np.array([(row, nodes[event]) for row, event in held], np.int32).reshape(-1, 2)
        part = connected(len(traits) + len(nodes), np.concatenate([links, held_links]))
        wanted = {part[row] for row, item in enumerate(traits) if item.id in start}
        return {item.id for row, item in enumerate(traits) if part[row] in wanted}


def connected(size: int, links: Ints) -> list[int]:
    """The connected part of each of so many nodes, named by its least node; ``links`` has the shape (links, 2).

    A library would do it, but bring more memory than all the rest of merging.
    """
    part, (one, other) = np.arange(size), links.T
    while True:
        least = part.copy()
        np.minimum.at(least, part[one], part[other])
        np.minimum.at(least, part[other], part[one])
        least = least[least]
        if (least == part).all():
            return part.tolist()
        part = least


def questions_of(traits: Iterable[Trait]) -> Iterator[Question]:
    """What to ask the store for so that no candidate of the traits is missed: their parties and days."""
    times: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for item in traits:
        if item.first is not None and item.last is not None:
            for codes in parties(item):
                times[codes].append((item.first - SLACK_DAYS, item.last + SLACK_DAYS + SAME_NEWS_DAYS))
    for codes, spans in sorted(times.items()):
        for first, last in _joined(sorted(spans)):
            yield Question((codes[0], codes[-1]), date.fromordinal(first), date.fromordinal(last))


def _joined(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order, those that are near each other as one."""
    start, end = spans[0]
    for first, last in spans[1:]:
        if first > end + GAP_DAYS:
            yield start, end
            start, end = first, last
        end = max(end, last)
    yield start, end
