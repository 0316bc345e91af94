"""The page of a pair: how far apart the two are now, how that changed, and the acts behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from abstand import measuring
from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.measuring.rows import report_rows
from abstand.model import Direction, Point, Series
from abstand.store import Store
from abstand.telling.listing import listed
from abstand.telling.selection import PAGE_SIZE, Selection
from abstand.telling.told import Told, tell_listed
from abstand.telling.views.paging import Paging, page_of
from abstand.telling.words import Words

YEAR = timedelta(days=365)
Measure = Callable[[Store, str, str], Series]
Rows = Callable[[Store], pa.Table]


@dataclass(frozen=True, slots=True)
class Now:
    """The latest distance with its 95 % interval; ``change`` over the year before, None where there is no such year.

    ``last_report`` is the last day with a report: from then on the band only widens.
    """

    day: date
    distance: float
    low: float
    high: float
    change: float | None
    last_report: date


@dataclass(frozen=True, slots=True)
class Pair:
    a: str
    b: str
    name_a: str
    name_b: str
    now: Now | None
    events: tuple[Told, ...]
    paging: Paging


def pair_view(
    store: Store, pair: tuple[str, str], selection: Selection, words: Words, gazetteer: Gazetteer,
    measure: Measure = measuring.distance, rows: Rows = report_rows,
) -> Pair:  # fmt: skip
    """The pair as selected; the latest events first."""
    found, paging = page_of(listed(rows(store), pair, selection), selection.page, PAGE_SIZE)
    told = tuple(tell_listed(store, pair, found, words, gazetteer))
    a, b = (gazetteer.display_name(code, words.language) for code in pair)
    return Pair(*pair, a, b, latest(store, pair, measure, selection.direction), told, paging)


def pair_page(
    pair: tuple[str, str], told: Sequence[Told], now: Now | None, page: int, language: str, gazetteer: Gazetteer
) -> Pair:
    """One page of a pair's events as they were told."""
    events, paging = page_of(told, page, PAGE_SIZE)
    a, b = (gazetteer.display_name(code, language) for code in pair)
    return Pair(*pair, a, b, now, tuple(events), paging)


def latest(
    store: Store, pair: tuple[str, str], measure: Measure, direction: Direction = Direction.SYMMETRIC
) -> Now | None:
    """Where the two stand; None if no report of them has a day and a weight."""
    try:
        curve = measure(store, *pair).curve(direction)
    except NoData:
        return None
    return now_of(curve) if curve else None


def now_of(curve: tuple[Point, ...]) -> Now:
    """The end of a curve of at least one point."""
    last = curve[-1]
    before = next((point for point in curve if point.day == last.day - YEAR), None)
    told = max((point.day for point in curve if point.reports), default=last.day)
    change = round(last.distance - before.distance, 3) if before else None
    return Now(last.day, round(last.distance, 3), round(last.low, 3), round(last.high, 3), change, told)
