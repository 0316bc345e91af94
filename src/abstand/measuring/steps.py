"""Steps: dated changes of the distance of two states, with the events that carried them and their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Unpack

import numpy as np

from abstand.measuring import newcomers
from abstand.measuring.change_points import Change, Found, dated, resting_on, search
from abstand.measuring.contrasts import Acts, acts, contrasts, moved
from abstand.measuring.local_level import levels
from abstand.measuring.observations import day_of
from abstand.measuring.pair import Options, acts_of, check_window
from abstand.measuring.rows import OWN
from abstand.measuring.scale import PER_POINT, Z95
from abstand.measuring.told_steps import Carrier, Step
from abstand.measuring.weights import SCALE
from abstand.model import Direction, Dyad, Entry, Question
from abstand.store import Store

CARRIERS = 10  # shown of a step: those that carried most
TRIED = 200  # events on either side of a step that are left out in turn: those nearest to it
DIGITS = 4  # to which a change is rounded: less is no difference, and nearness counts
SURE = 0.95  # the probability that the days from ``first`` to ``last`` hold the change


@dataclass(frozen=True, slots=True)
class Told:
    """The entries of a pair by event."""

    entries: dict[str, list[Entry]]

    @classmethod
    def of(cls, store: Store, dyad: Dyad) -> Told:
        entries: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in store.entries(Question(pair=(dyad.actor, dyad.recipient))):
            entries[entry.event or entry.report.id].append(entry)
        return cls(entries)


def steps(
    store: Store, one: str, other: str, *, since: date | None = None, until: date | None = None, seed: int = 0,
    **options: Unpack[Options],
) -> tuple[Step, ...]:  # fmt: skip
    """The steps in both directions of a dyad, by day; none if the history shows none or is too short to tell.

    All acts are used; ``since`` and ``until`` only cut what is shown. A step that only outlets make which came in about
    then (``watch`` keeps since when each is read) is none. ``seed``: of the simulated histories. The chance
    of any step in a direction without a change is 5 % for a history of up to ten years, and for every ten of a
    longer one. Raises as ``distance``.
    """
    check_window(since, until)
    read = acts_of(store, one, other, **options)
    is_own = options.get("source", OWN) == OWN
    told, began = (Told.of(store, read.dyad), newcomers.starts(store.watched())) if is_own else (Told({}), {})
    generator = np.random.default_rng(seed)
    found: list[Step] = []
    for direction, way in _ways(read.dyad):
        seen = read.seen.of(way)
        if len(seen):
            changes = search(acts(seen), read.prior, generator)
            found += [
                _step(read.dyad, direction, change, changes, told)
                for change in changes.changes
                if not newcomers.makes(began, changes.around(change), change.day, changes.scan)
            ]
    shown = [step for step in found if (since or step.day) <= step.day <= (until or step.day)]
    return tuple(sorted(shown, key=lambda step: (step.day, step.direction)))


def _ways(dyad: Dyad) -> Iterator[tuple[Direction, Dyad]]:
    yield Direction.THERE, dyad
    yield Direction.BACK, Dyad(dyad.recipient, dyad.actor)


def _step(dyad: Dyad, direction: Direction, change: Change, found: Found, told: Told) -> Step:
    around = found.around(change)
    before, after, error = _sides(around, change, found)
    first, last = _days(around, change, found)
    size, margin = (before - after) * PER_POINT, Z95 * error * PER_POINT
    day = day_of(change.day)
    return Step(
        _id(dyad, direction, day), dyad, direction, day,
        day_of(first), day_of(last), (SCALE - before) * PER_POINT, (SCALE - after) * PER_POINT,
        size, size - margin, size + margin, 1 - change.chance,
        resting_on(around, around.outlet, change.day, found.scan, found.levels.variances),
        _carriers(around, change, found, told),
    )  # fmt: skip


def _id(dyad: Dyad, direction: Direction, day: date) -> str:
    """``KAZ.RUS.2022-09-21``: whose step towards whom, and its day; so that an id alone leads to the dyad."""
    way = (dyad.actor, dyad.recipient) if direction is Direction.THERE else (dyad.recipient, dyad.actor)
    return ".".join((*way, day.isoformat()))


def _sides(around: Acts, change: Change, found: Found) -> tuple[float, float, float]:
    """The level before and after a change, and the error of the difference."""
    places = contrasts(levels(around.split([]), found.levels.variances))
    at = int(np.searchsorted(np.unique(around.day), change.day)) - 1
    return float(places.before[at]), float(places.after[at]), float(places.error[at])


def _days(around: Acts, change: Change, found: Found) -> tuple[int, int]:
    """The first and last day of the places that hold the change with probability ``SURE``, and of the day itself."""
    day, ratio = dated(around, found.scan.noise)
    before = around.day[np.searchsorted(around.day, day) - 1]
    weight = np.exp(ratio - ratio.max()) * (day - before)
    by = np.argsort(-weight, kind="stable")
    kept = by[: int(np.searchsorted(np.cumsum(weight[by]), SURE * weight.sum())) + 1]
    return min(int(before[kept].min()) + 1, change.day), max(int(day[kept].max()), change.day)


def _carriers(around: Acts, change: Change, found: Found, told: Told) -> tuple[Carrier, ...]:
    """The events beside the step without which it is no larger: those that carried most first, then the nearest."""
    off = np.abs(around.day - change.day + 0.5)
    lost = np.round(moved(around, found.levels.variances, change.day) * PER_POINT, DIGITS) + 0.0
    beside = np.argsort(off, kind="stable")[: 2 * TRIED]
    by = sorted(beside[lost[beside] >= 0].tolist(), key=lambda at: (-lost[at], off[at]))
    return tuple(
        Carrier(event, day_of(int(around.day[at])), float(lost[at]), tuple(told.entries.get(event, ())))
        for at in by[:CARRIERS]
        for event in [str(around.event[at])]
    )
