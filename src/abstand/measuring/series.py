"""The distance of two states over time, in both directions and together, with its 95 % interval.

A level on PLOVER's scale becomes a distance in [0, 1] by ``(10 - level) / 20``: 0 is the closest cooperation, 1 open
violence, 0.5 a level of 0. The symmetric distance is the mean of the two directions, whose errors are taken as
independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from abstand.entities import resolve
from abstand.errors import InputError, NoData
from abstand.measuring.local_level import Floats, Level, fit, smooth
from abstand.measuring.observations import Observation, observations
from abstand.measuring.weights import SCALE, Weights, plover
from abstand.model import Direction, Dyad, Point, Question, Series
from abstand.store import Store

Z95 = 1.959963984540054  # standard deviations to either side of the middle 95 % of a normal distribution


def distance(
    store: Store, one: str, other: str, *, since: date | None = None, until: date | None = None,
    weights: Weights | None = None,
) -> Series:  # fmt: skip
    """The series of two states given by code or name, from the first to the last day with an act.

    All acts are used for the estimate; ``since`` and ``until`` only cut what is shown. Raises UnknownEntity, and NoData
    if no act with a weight and a date is stored for the pair.
    """
    dyad = Dyad(resolve(one), resolve(other))
    if dyad.actor == dyad.recipient:
        raise InputError(f"{one!r} and {other!r} are both {dyad.actor}; a distance is between two")
    entries = store.entries(Question(pair=(dyad.actor, dyad.recipient)), texts=False)
    scored = weights or plover()
    there = observations(entries, dyad.actor, dyad.recipient, scored)
    back = observations(entries, dyad.recipient, dyad.actor, scored)
    if not there and not back:
        raise NoData(_nothing(dyad, len(entries)))
    first = min(seen.day for seen in there + back)
    length = (max(seen.day for seen in there + back) - first).days + 1
    curves = {
        Direction.THERE: _level(there, first, length),
        Direction.BACK: _level(back, first, length),
    }
    told = {Direction.THERE: there, Direction.BACK: back}
    points = [p for way, level in curves.items() if level for p in _points(way, level, told[way], first)]
    points += _points(Direction.SYMMETRIC, _together(list(curves.values())), there + back, first)
    return Series(dyad, tuple(p for p in points if (since or p.day) <= p.day <= (until or p.day)))


def _nothing(dyad: Dyad, entries: int) -> str:
    told = f"{entries} report(s) of {dyad.actor} and {dyad.recipient} are stored, but none with a date and a weight"
    return told if entries else f"no report of {dyad.actor} and {dyad.recipient} is stored"


def _level(seen: Sequence[Observation], first: date, length: int) -> Level | None:
    if not seen:
        return None
    days = np.array([(item.day - first).days for item in seen], dtype=np.int64)
    scores = np.array([item.score for item in seen])
    precisions = np.array([item.precision for item in seen])
    return smooth(days, scores, precisions, fit(days, scores, precisions), length)


def _together(levels: Sequence[Level | None]) -> Level:
    """The mean of the directions that are known."""
    known = [level for level in levels if level is not None]
    mean = sum((level.mean for level in known), np.zeros_like(known[0].mean)) / len(known)
    variance = sum((level.variance for level in known), np.zeros_like(known[0].mean)) / len(known) ** 2
    return Level(mean, variance)


def _points(direction: Direction, level: Level, seen: Sequence[Observation], first: date) -> list[Point]:
    reports = np.bincount([(item.day - first).days for item in seen], [item.reports for item in seen], len(level.mean))
    events = np.bincount([(item.day - first).days for item in seen], minlength=len(level.mean))
    spread = Z95 * np.sqrt(level.variance)
    # a high level is a short distance: the band's ends change places
    middle, low, high = (_distances(values) for values in (level.mean, level.mean + spread, level.mean - spread))
    return [
        Point(
            direction,
            first + timedelta(days=day),
            middle[day],
            low[day],
            high[day],
            int(reports[day]),
            int(events[day]),
        )
        for day in range(len(middle))
    ]


def _distances(levels: Floats) -> list[float]:
    distances: list[float] = np.clip((SCALE - levels) / (2 * SCALE), 0, 1).tolist()
    return distances
