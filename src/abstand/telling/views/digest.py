"""What moved in some days: where pairs stand now, the notable acts, and apart from them what is rumoured or denied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from abstand import measuring
from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.measuring.weights import plover
from abstand.model import Direction, Entry, EventType, Point, Question, Status
from abstand.store import Store
from abstand.telling.told import Told, tell_events
from abstand.telling.views.pair import Measure
from abstand.telling.words import Words

NOTABLE = 10  # acts told in full of a pair; the rest are counted
_UNSURE = frozenset({Status.RUMOURED.value, Status.DENIED.value, Status.HYPOTHETICAL.value})


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a pair stands on the last day, and how far it moved in the days told of (None where it had no level)."""

    day: date
    distance: float
    low: float
    high: float
    change: float | None


@dataclass(frozen=True, slots=True)
class DigestPair:
    """``acts`` are the weightiest, ``unsure`` what is rumoured, denied or possible; ``more`` counts acts left out."""

    a: str
    b: str
    title: str
    moved: Moved | None
    acts: tuple[Told, ...]
    unsure: tuple[Told, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Digest:
    """``pairs`` have news; those that moved most come first."""

    since: date
    until: date
    pairs: tuple[DigestPair, ...]
    quiet: tuple[str, ...]


def digest_view(
    store: Store, pairs: Iterable[tuple[str, str]], since: date, until: date, words: Words, gazetteer: Gazetteer,
    measure: Measure = measuring.distance,
) -> Digest:  # fmt: skip
    """What was told of the pairs from ``since`` to ``until``, both included; the others are quiet."""
    told: list[DigestPair] = []
    quiet: list[str] = []
    for pair in pairs:
        title = " – ".join(gazetteer.display_name(code, words.language) for code in pair)
        entries = store.entries(Question(pair, since, until))
        if entries:
            told.append(_pair(pair, title, entries, _moved(store, pair, since, until, measure), words, gazetteer))
        else:
            quiet.append(title)
    return Digest(since, until, tuple(sorted(told, key=_movement, reverse=True)), tuple(quiet))


def _pair(
    pair: tuple[str, str], title: str, entries: Sequence[Entry], moved: Moved | None, words: Words, gazetteer: Gazetteer
) -> DigestPair:
    events = tell_events(entries, words, gazetteer)
    unsure = tuple(event for event in events if event.status in _UNSURE)
    sure = sorted((event for event in events if event.status not in _UNSURE), key=_weight, reverse=True)
    return DigestPair(*pair, title, moved, tuple(sure[:NOTABLE]), unsure, max(0, len(sure) - NOTABLE))


def _weight(event: Told) -> tuple[float, int, str]:
    """Acts far from neutral first, then those that many tell of."""
    return abs(plover().scores[EventType(event.type)]), event.reports, event.report


def _movement(pair: DigestPair) -> tuple[float, int, str]:
    change = abs(pair.moved.change or 0.0) if pair.moved else 0.0
    return change, len(pair.acts) + pair.more, pair.title


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
