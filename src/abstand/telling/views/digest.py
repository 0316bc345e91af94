"""What moved in some days: steps, where pairs stand and their notable acts, and apart from these what is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import combinations

from abstand import measuring
from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.measuring.exposure import reading_of
from abstand.measuring.measured import prior_of
from abstand.measuring.observations import observations
from abstand.measuring.pair import Options
from abstand.measuring.rows import report_rows
from abstand.measuring.told_steps import Step
from abstand.measuring.weights import plover
from abstand.model import Direction, EventType, Point, Question, Status
from abstand.store import Store
from abstand.telling.told import Told, tell_event, tell_events
from abstand.telling.views.pair import Measure
from abstand.telling.views.step import ShownStep, Steps, shown_step
from abstand.telling.words import Words

NOTABLE = 5  # acts told in full of a pair; the rest are counted
CARRIERS = 3  # events told of a step
_SURE = frozenset({Status.ASSERTED.value, Status.PLANNED.value})


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a pair stands on the last day, and how far it moved in the days told of (None where it had no level)."""

    day: date
    distance: float
    low: float
    high: float
    change: float | None


@dataclass(frozen=True, slots=True)
class DigestStep:
    """A step, and the events that carried it most."""

    step: ShownStep
    carriers: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class DigestPair:
    """``acts`` are the weightiest that no pair before has told; ``more`` counts those left out."""

    a: str
    b: str
    title: str
    moved: Moved | None
    acts: tuple[Told, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Digest:
    """``pairs`` have news, those that moved most come first; ``unsure`` is what is rumoured, possible, denied or did
    not happen, of all pairs; ``quiet`` names the pairs asked for of which nothing was told.
    """

    since: date
    until: date
    steps: tuple[DigestStep, ...]
    pairs: tuple[DigestPair, ...]
    unsure: tuple[Told, ...]
    quiet: tuple[str, ...]


def busiest_pairs(store: Store, since: date, until: date, most: int) -> list[tuple[str, str]]:
    """The pairs with the most events in these days."""
    events: dict[tuple[str, str], set[str]] = {}
    for entry in store.entries(Question(since=since, until=until), texts=False):
        for pair in combinations(sorted(entry.report.codes), 2):
            events.setdefault((pair[0], pair[1]), set()).add(entry.event or entry.report.id)
    counted = Counter({pair: len(found) for pair, found in events.items()})
    return [pair for pair, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most]]


def digest_view(
    store: Store, pairs: Iterable[tuple[str, str]], since: date, until: date, words: Words, gazetteer: Gazetteer,
    measure: Measure | None = None, steps: Steps | None = None,
) -> Digest:  # fmt: skip
    """What was told of the pairs from ``since`` to ``until``, both included; the others are quiet."""
    events: dict[tuple[str, str], list[Told]] = {}
    quiet: list[str] = []
    for pair in pairs:
        if told := tell_events(store.entries(Question(pair, since, until)), words, gazetteer):
            events[pair] = told
        else:
            quiet.append(_title(pair, words, gazetteer))
    held = _held(store) if events else Options()
    moves = {pair: _moved(store, pair, since, until, measure or partial(measuring.distance, **held)) for pair in events}
    order = sorted(events, key=lambda pair: (-_movement(moves[pair]), -len(events[pair]), pair))
    stepped = steps or partial(measuring.steps, since=since, until=until, **held)
    found = [step for pair in order for step in _steps(store, pair, stepped) if since <= step.day <= until]
    return Digest(
        since, until,
        tuple(_step(step, words, gazetteer) for step in sorted(found, key=lambda step: -abs(step.size))),
        tuple(_pairs(order, events, moves, words, gazetteer)),
        tuple(_unsure(event for pair in order for event in events[pair])), tuple(quiet),
    )  # fmt: skip


def _held(store: Store) -> Options:
    """What measuring starts from, read once for all pairs."""
    rows = report_rows(store)
    seen = observations(rows, plover())
    return Options(rows=rows, seen=seen, prior=prior_of(seen), reading=reading_of(store))


def _title(pair: tuple[str, str], words: Words, gazetteer: Gazetteer) -> str:
    return " – ".join(gazetteer.display_name(code, words.language) for code in pair)


def _pairs(
    order: Sequence[tuple[str, str]], events: dict[tuple[str, str], list[Told]],
    moves: dict[tuple[str, str], Moved | None], words: Words, gazetteer: Gazetteer,
) -> Iterator[DigestPair]:  # fmt: skip
    """Each act is told once, with the first pair that takes part in it."""
    told: set[str] = set()
    for pair in order:
        sure = [event for event in events[pair] if event.status in _SURE and event.report not in told]
        told.update(event.report for event in sure)
        by = sorted(sure, key=_weight, reverse=True)
        title = _title(pair, words, gazetteer)
        yield DigestPair(*pair, title, moves[pair], tuple(by[:NOTABLE]), len(by[NOTABLE:]))


def _unsure(events: Iterable[Told]) -> list[Told]:
    """Once each, by day."""
    distinct = {event.report: event for event in events if event.status not in _SURE}
    return sorted(distinct.values(), key=lambda event: (event.first or date.min, event.report))


def _weight(event: Told) -> tuple[float, int, str]:
    """Acts far from neutral first, then those that many tell of."""
    return abs(plover().scores[EventType(event.type)]), event.reports, event.report


def _movement(moved: Moved | None) -> float:
    return abs(moved.change or 0.0) if moved else 0.0


def _steps(store: Store, pair: tuple[str, str], steps: Steps) -> Sequence[Step]:
    try:
        return steps(store, *pair)
    except NoData:
        return ()


def _step(step: Step, words: Words, gazetteer: Gazetteer) -> DigestStep:
    carriers = (tell_event(list(carrier.entries), words, gazetteer) for carrier in step.carriers if carrier.entries)
    return DigestStep(shown_step(step, words, gazetteer), tuple(carriers)[:CARRIERS])


def _moved(store: Store, pair: tuple[str, str], since: date, until: date, measure: Measure) -> Moved | None:
    try:
        curve = measure(store, *pair).curve(Direction.SYMMETRIC)
    except NoData:
        return None
    last = _on(curve, until)
    before = _on(curve, since - timedelta(days=1))
    if last is None:
        return None
    change = round(last.distance - before.distance, 3) if before else None
    return Moved(last.day, round(last.distance, 3), round(last.low, 3), round(last.high, 3), change)


def _on(curve: Sequence[Point], day: date) -> Point | None:
    """The level of a day, or the latest known before it."""
    return next((point for point in reversed(curve) if point.day <= day), None)
