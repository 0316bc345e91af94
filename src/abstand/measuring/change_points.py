"""Where a level changes at once: the search for changes, each held against what chance gives in the whole history.

The history is split at its strongest place, the parts again, as long as a place is stronger than the strongest of
histories without a change (``scanning``) may be. Each change is then dated by the acts between its neighbours and
tested once more by these acts alone; the weakest that fails is taken back, until all hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from abstand.measuring.contrasts import Acts, moved
from abstand.measuring.local_level import Levels, Variances
from abstand.measuring.observations import Texts
from abstand.measuring.panel import Floats, Ints
from abstand.measuring.robust import robust_levels
from abstand.measuring.scanning import (
    DECADE_DAYS,
    LEAST_UNITS,
    STILL_SPREAD,
    Places,
    Units,
    chance,
    gathered,
    noises,
    ratios,
    seeded,
    strengths,
    unit_days,
    whole,
)
from abstand.measuring.variances import STATED, Prior

FALSE_ALARMS = 0.05  # the chance of any change in a decade without one, or in a shorter history
FEW, MANY = 99, 200  # histories simulated at first, and more unless these are enough to say no
HOPELESS = 0.2  # a share of the first histories from which on no more are simulated
ROUNDS = 1  # of weighing outliers down, for the levels between the changes
DATINGS = 2  # rounds of dating changes, each between its neighbours
SUSPECTS = 20  # documents or outlets tried as the only one that a change rests on: those that carry most of it
NEVER = -np.inf  # the strength of a place that is none


@dataclass(frozen=True, slots=True)
class Change:
    """A change on ``day`` (the first of the new level), as a number.

    ``chance``: the share of histories without a change that hold a place as strong.
    """

    day: int
    chance: float


@dataclass(frozen=True, slots=True)
class Scan:
    """What places are held against.

    ``width``: days of a unit; ``noise`` and ``units`` (their number): of the whole history; ``null``: the greatest
    strengths of histories without a change, shape (histories,); ``allowed``: the share of these that may be stronger.
    """

    width: int
    noise: float
    units: int
    null: Floats
    allowed: float

    @property
    def critical(self) -> float:
        return float(np.quantile(self.null, 1 - self.allowed)) if len(self.null) else np.inf

    def chance(self, strength: float) -> float:
        return (1 + int((self.null >= strength).sum())) / (1 + len(self.null))

    def strength(self, of: Acts, day: int) -> float:
        """How strongly acts speak for a change on a day, against none; units are counted from that day."""
        days = np.unique(of.day)
        if min(np.sum(days < day), np.sum(days >= day)) < LEAST_UNITS:
            return NEVER
        units = gathered(of.day, of.score, of.precision, self.width, day)
        at = int(np.searchsorted(units.day, day))
        place = Places(*(np.array([number]) for number in (0, at, len(units))))
        return float(self._strengths(units, place)[0])

    def strongest(self, units: Units, start: int, end: int) -> tuple[float, int]:
        """The greatest strength between two units, and the unit before which the place is."""
        every = seeded(len(units))
        kept = (every.start >= start) & (every.end <= end)
        found = NEVER, 0
        for places in (whole(start, end), Places(every.start[kept], every.at[kept], every.end[kept])):
            if len(places):
                strength = self._strengths(units, places)
                best = int(strength.argmax())
                found = max(found, (float(strength[best]), int(places.at[best])))
        return found

    def _strengths(self, units: Units, places: Places) -> Floats:
        found: Floats = strengths(_ratios(units, places, self.noise), places, self.units)[0]
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """The changes by day, the acts (outliers weighed down, some set aside) and the levels between the changes."""

    changes: tuple[Change, ...]
    acts: Acts
    levels: Levels
    scan: Scan

    def around(self, change: Change) -> Acts:
        """The acts from the change before to the one after."""
        return between(self.acts, [other.day for other in self.changes if other is not change], change.day)


def search(acts: Acts, prior: Prior, generator: np.random.Generator) -> Found:
    """The changes in the acts of one direction (one at least); of the ``prior`` counts what it says of noise.

    A change that would not be told from chance without the undated acts of a single document is none: those acts are
    set aside and the search goes on.
    """
    scan = _scan(acts, generator)
    while True:
        days = _held(acts, scan)
        found = robust_levels(acts.split(days), still(prior), rounds=ROUNDS)
        single = next((name for day in days if (name := _alone(acts, days, day, scan, found.variances))), "")
        if not single:
            break
        acts = acts.where(acts.alone != single)
    changes = tuple(Change(day, scan.chance(scan.strength(_around(acts, days, day), day))) for day in days)
    return Found(changes, acts.weighed(found.panel.precision), found, scan)


def still(prior: Prior) -> Prior:
    """The prior of a level without a change."""
    return replace(prior, ratio=float(np.log(1 / DECADE_DAYS / STATED.noise)), ratio_spread=STILL_SPREAD)


def between(acts: Acts, days: list[int], day: int) -> Acts:
    """The acts between the nearest changes before and after a day."""
    start = max((other for other in days if other <= day), default=acts.day[0])
    end = min((other for other in days if other > day), default=acts.day[-1] + 1)
    return acts.where((acts.day >= start) & (acts.day < end))


def resting_on(around: Acts, names: Texts, day: int, scan: Scan, variances: Variances) -> str:
    """The name (of a document or outlet, one an act) without whose acts the change is none, "" if there is none."""
    distinct, at = np.unique(names.astype(str), return_inverse=True)
    carried = np.bincount(at, np.abs(moved(around, variances, day)))
    suspects = [name for name in distinct[np.argsort(-carried, kind="stable")] if name][:SUSPECTS]
    return next(
        (str(name) for name in suspects if scan.strength(around.where(names != name), day) <= scan.critical), ""
    )


def dated(around: Acts, noise: float) -> tuple[Ints, Floats]:
    """The days on which a change may have been the first of the new level, and the log likelihood ratio of each."""
    units = gathered(around.day, around.score, around.precision, 1)
    places = whole(0, len(units))
    return units.day[places.at], _ratios(units, places, noise)[0]


def _ratios(units: Units, places: Places, noise: float) -> Floats:
    return ratios(units.day, units.score[None], units.weight[None], places, np.array([noise]))


def _scan(acts: Acts, generator: np.random.Generator) -> Scan:
    """With as many simulated histories as are needed to say yes or no to the strongest place."""
    width = unit_days(acts.day)
    units = gathered(acts.day, acts.score, acts.precision, width)
    noise = float(noises(units.score[None], units.weight[None])[0])
    allowed = 1 - (1 - FALSE_ALARMS) ** max(1.0, float(acts.day[-1] - acts.day[0]) / DECADE_DAYS)
    scan = Scan(width, noise, len(units), np.zeros(0), allowed)
    if len(units) < 2 * LEAST_UNITS:
        return scan
    null = chance(units, generator, FEW)
    if (null >= scan.strongest(units, 0, len(units))[0]).mean() < HOPELESS:
        null = np.concatenate([null, chance(units, generator, MANY)])
    return replace(scan, null=null)


def _held(acts: Acts, scan: Scan) -> list[int]:
    """The days of the changes that hold."""
    units = gathered(acts.day, acts.score, acts.precision, scan.width)
    days = [int(units.day[at]) for at in _split(units, scan)]
    while days:
        days = _dated(acts, days, scan)
        strength = [scan.strength(_around(acts, days, day), day) for day in days]
        weakest = int(np.argmin(strength))
        if strength[weakest] > scan.critical:
            break
        del days[weakest]
    return days


def _split(units: Units, scan: Scan) -> list[int]:
    """The places at which a history falls into parts that hold no further change, ascending."""
    found: list[int] = []
    parts = [(0, len(units))]
    while parts:
        start, end = parts.pop()
        strength, at = scan.strongest(units, start, end)
        if strength > scan.critical:
            found.append(at)
            parts += [(start, at), (at, end)]
    return sorted(found)


def _dated(acts: Acts, days: list[int], scan: Scan) -> list[int]:
    """The likeliest day of each change, given its neighbours."""
    for _ in range(DATINGS):
        for number in range(len(days)):
            possible, ratio = dated(_around(acts, days, days[number]), scan.noise)
            if len(ratio):
                days[number] = int(possible[ratio.argmax()])
    return days


def _around(acts: Acts, days: list[int], day: int) -> Acts:
    return between(acts, [other for other in days if other != day], day)


def _alone(acts: Acts, days: list[int], day: int, scan: Scan, variances: Variances) -> str:
    """The document whose undated acts alone make a change."""
    around = _around(acts, days, day)
    return resting_on(around, around.alone, day, scan, variances) if around.alone.any() else ""
