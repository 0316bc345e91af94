"""The distance of two states over time, in both directions and together, with its 50 and 95 % intervals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import Any, Unpack

import numpy as np

from abstand.errors import NoData
from abstand.measuring.exposure import Coverage, Reading, coverage, exposure, reading_of
from abstand.measuring.local_level import Level
from abstand.measuring.measured import Measured, measure
from abstand.measuring.observations import By, day_number, day_of
from abstand.measuring.pair import Acts, Options, acts_of, check_window, two
from abstand.measuring.panel import Ints
from abstand.measuring.rows import OWN, report_rows
from abstand.measuring.scale import band, together
from abstand.model import Direction, Point, Series
from abstand.store import Store


@dataclass(frozen=True, slots=True)
class Window:
    """The days shown, both included; ``filtered``: by what the acts up to each day said."""

    since: date | None
    until: date | None
    filtered: bool

    def days(self, first: int, last: int) -> Ints:
        """The days shown of those from the first to the last, as numbers."""
        start = max(first, day_number(self.since)) if self.since else first
        end = min(last, day_number(self.until)) if self.until else last
        return np.arange(start, end + 1)


def distance(
    store: Store, one: str, other: str, *, since: date | None = None, until: date | None = None, filtered: bool = False,
    **options: Unpack[Options],
) -> Series:  # fmt: skip
    """The series of two states given by code or name, from the first to the last day with an act.

    All acts are used for the estimate; ``since`` and ``until`` only cut what is shown. ``filtered`` shows for each day
    what the acts up to it said, not what is known now. Raises UnknownEntity, InputError for one state twice, an unknown
    source or a window without days, and NoData if no act with a weight and a date is stored for the pair.
    """
    (series,) = distance_by(
        store, one, other, By.WHOLE, since=since, until=until, filtered=filtered, **options
    ).values()
    return series


def distance_by(
    store: Store, one: str, other: str, by: By, *, since: date | None = None, until: date | None = None,
    filtered: bool = False, **options: Unpack[Options],
) -> dict[str, Series]:  # fmt: skip
    """As ``distance``, from the acts of each domain, status, outlet or language by themselves.

    Groups without an act that has a weight and a date are left out, so those of denied and negated acts always.
    """
    check_window(since, until)
    acts = acts_of(store, one, other, by, **options)
    measured = measure(acts.seen, acts.prior)
    window = Window(since, until, filtered)
    own = options.get("source", OWN) == OWN
    reading = (options.get("reading") or reading_of(store)) if own else None
    return {
        group: Series(acts.dyad, tuple(_points(reading, acts, measured, by, group, window)), group)
        for group in dict.fromkeys(measured.group.tolist())
    }


def covered(
    store: Store, one: str, other: str, *, since: date | None = None, until: date | None = None
) -> tuple[Coverage, ...]:
    """What was read, by month, that could tell of two states, and how often it did: of our own reports.

    From the first to the last day with a document; raises as ``distance``, NoData if no day lies in the window.
    """
    check_window(since, until)
    exposed = exposure(reading_of(store), report_rows(store), two(one, other))
    days = np.zeros(0, np.int64)
    if len(exposed.day):
        days = Window(since, until, False).days(int(exposed.day.min()), int(exposed.day.max()))
    if not len(days):
        raise NoData(f"no document with a day was read between {since or 'the first'} and {until or 'the last'}")
    return coverage(exposed, days)


def _points(
    reading: Reading | None, acts: Acts, measured: Measured, by: By, group: str, window: Window
) -> Iterator[Point]:
    """The points of a group: there, back, together; with what was read if that is known."""
    dyad = acts.dyad
    ways = measured.series([(dyad.actor, dyad.recipient), (dyad.recipient, dyad.actor)], group)
    first, last = measured.days(ways)
    days = window.days(int(first.min()), int(last.max()))
    if not len(days):
        return
    there, back = (measured.level(np.full(len(days), way), days, filtered=window.filtered) for way in ways)
    dates, read = [day_of(day) for day in days.tolist()], _read(reading, acts, by, group, days)
    for direction, level, of in (
        (Direction.THERE, there, ways[:1]),
        (Direction.BACK, back, ways[1:]),
        (Direction.SYMMETRIC, together(there, back, measured.shared(ways[:1], ways[1:])), ways),
    ):
        yield from _curve(direction, level, _counts(measured, of, days), dates, read)


def _read(
    reading: Reading | None, acts: Acts, by: By, group: str, days: Ints
) -> tuple[list[int | None], list[float | None]]:
    """Documents read and evidence of quiet, by day."""
    if reading is None:
        return [None] * len(days), [None] * len(days)
    only = {by.value: group} if by in (By.OUTLET, By.LANGUAGE) else {}
    read, quiet = exposure(reading, acts.rows, acts.dyad, **only).daily(days)
    return read.tolist(), quiet.tolist()


def _counts(measured: Measured, series: Ints, days: Ints) -> list[list[int]]:
    """Reports, events and undated events by day, each of shape (days,)."""
    seen = measured.seen
    on = np.isin(measured.of_act, series) & (seen.day >= days[0]) & (seen.day <= days[-1])
    place = seen.day[on] - days[0]
    return [
        np.bincount(place, weights, len(days)).astype(int).tolist()
        for weights in (seen.reports[on], np.ones(int(on.sum())), seen.undated[on])
    ]


def _curve(
    direction: Direction, level: Level, counts: list[list[int]], dates: list[date],
    read: tuple[list[int | None], list[float | None]],
) -> Iterator[Point]:  # fmt: skip
    """The points of the days on which anything is known: all from the first such day on."""
    since = int(np.isinf(level.variance).sum())
    shown = band(Level(level.mean[since:], level.variance[since:]))
    middle, low, high, low50, high50 = (
        ends.tolist() for ends in (shown.middle, shown.low, shown.high, shown.low50, shown.high50)
    )
    columns: list[list[Any]] = [dates, *counts, *read]
    days, reports, events, undated, documents, quiet = (column[since:] for column in columns)
    # an iterator of C's: there are ten thousand points to a pair
    return map(
        Point, repeat(direction), days, middle, low, high, reports, events, low50, high50, undated, documents, quiet
    )
