"""How strongly acts speak for a change of level within each of many intervals, and how strongly chance would.

Acts of one unit of time (a week, in a history of years) are gathered into one observation, since news come in bursts.
The statistic of a place is the log likelihood ratio of two levels against one within an interval, as a standard score,
less what the best of so many intervals of that length gives by chance (Frick, Munk and Sieling 2014, J. R. Stat. Soc.
B 76). The intervals are those of seeded binary segmentation (Kovács et al. 2023, Biometrika 110): around every change
there is one that holds no other, so that a turn is not hidden by its return.

Each interval has a noise of its own, shrunk to that between neighbouring units, which a few changes hardly touch; and
what an allowed drift would make of the two levels is divided out. The statistic therefore has no scale: in histories
without a change, made by shuffling the units (scores and weights together) and adding a drift, it is distributed alike
whether the real history has changes or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from abstand.measuring.panel import Floats, Ints

LEAST_UNITS = 3  # on either side of a change: one or two are outliers, no level
WEEK = 7
UNITS = 150  # a history of so many weeks and more is gathered by weeks, one of so many days and less by days
LIKENESS = 0.1  # acts of one unit share what caused them: their mean is at best as sure as that of ten acts
FIRMNESS = 10.0  # half the number of units that the noise of the whole history counts for within an interval
FLOOR = 0.01  # of the noise, in squared points: scores are given in tenths
SHORTER = 2**-0.5  # the intervals' length from layer to layer
# No change is a level that stands still but for a drift of one point of the scale in ten years, known to a factor of
# 1.6. What drifts faster has changed, and is told as steps.
DECADE_DAYS = 3652.5
STILL_SPREAD = 0.5
_AT_ONCE = 12_000  # values in an array of simulated histories by places: more do not fit the processor's cache


@dataclass(frozen=True, slots=True)
class Units:
    """Acts gathered by unit, arrays of shape (units,): the first day with an act, the mean score, and its weight.

    The variance of the mean is the noise over the weight.
    """

    day: Ints
    score: Floats
    weight: Floats

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True, slots=True)
class Places:
    """Places of a change: before unit ``at``, within the units ``start`` … ``end`` - 1; arrays of shape (places,)."""

    start: Ints
    at: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.at)


def unit_days(day: Ints) -> int:
    """How many days make a unit in a history with acts on these days, ascending."""
    span = int(day[-1] - day[0]) if len(day) else 0
    return min(WEEK, max(1, span // UNITS))


def gathered(day: Ints, score: Floats, precision: Floats, width: int, origin: int = 0) -> Units:
    """Acts (days ascending) by units of ``width`` days, one of them beginning on the day ``origin``."""
    unit = (day - origin) // width
    new = np.diff(unit, prepend=unit[:1] - 1) > 0
    at = np.cumsum(new) - 1
    total = np.bincount(at, precision)
    mean = np.bincount(at, precision * score) / total
    return Units(day[new], mean, total / (1 + LIKENESS * total))


def whole(start: int, end: int) -> Places:
    """All places of one interval."""
    at = np.arange(start + LEAST_UNITS, end - LEAST_UNITS + 1)
    return Places(np.full(len(at), start), at, np.full(len(at), end))


@lru_cache(maxsize=8)
def seeded(units: int) -> Places:
    """The places of all seeded intervals: shorter in each layer, and overlapping by half."""
    bounds: set[tuple[int, int]] = set()
    length = float(units)
    while length >= 2 * LEAST_UNITS:
        starts = np.linspace(0, units - length, 2 * int(np.ceil(units / length)) - 1)
        bounds |= {(int(start), min(units, int(np.ceil(start + length)))) for start in starts}
        length *= SHORTER
    parts = [whole(start, end) for start, end in sorted(bounds)] or [whole(0, 0)]
    return Places(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("start", "at", "end")))


def ratios(day: Ints, score: Floats, weight: Floats, places: Places, noise: Floats) -> Floats:
    """The log likelihood ratio of each place in each history, shape (histories, places).

    ``day`` is of shape (units,), ``score`` and ``weight`` (histories, units), ``noise`` (histories,): the variance of
    an observation of weight 1.
    """
    score = score - score.mean(axis=1, keepdims=True)
    sums = [_sums(values) for values in (weight, weight * score, weight * score**2)]
    left = [of[:, places.at] - of[:, places.start] for of in sums[:2]]
    both = [of[:, places.end] - of[:, places.start] for of in sums]
    right = [both[0] - left[0], both[1] - left[1]]
    joint = left[0] * right[0] / both[0]
    noise = np.maximum(noise, FLOOR)[:, None]
    # the means of a random walk to the left and right of a place differ with a third of the variance of its ends
    drift = (day[places.end - 1] - day[places.start]) / DECADE_DAYS / 3
    gain = joint * (left[1] / left[0] - right[1] / right[0]) ** 2 / (1 + joint * drift / noise)
    spread = 2 * FIRMNESS * noise + both[2] - both[1] ** 2 / both[0]
    found: Floats = -(FIRMNESS + (places.end - places.start) / 2) * np.log1p(-gain / spread)
    return found


def strengths(ratio: Floats, places: Places, units: int) -> Floats:
    """Log likelihood ratios as standard scores, less what intervals of that length give in ``units`` by chance."""
    found: Floats = np.sqrt(2 * ratio) - np.sqrt(2 * np.log(np.e * units / (places.end - places.start)))
    return found


def noises(score: Floats, weight: Floats) -> Floats:
    """The noise of each history, shape (histories,), from the differences of neighbours (von Neumann 1941)."""
    if score.shape[1] < 2:
        return np.full(len(score), FLOOR)
    left, right = weight[:, :-1], weight[:, 1:]
    noise: Floats = (left * right / (left + right) * np.diff(score, axis=1) ** 2).mean(axis=1)
    return noise


def chance(units: Units, generator: np.random.Generator, copies: int) -> Floats:
    """The greatest strength in each of ``copies`` histories without a change, shape (copies,)."""
    places = seeded(len(units))
    at_once = max(1, _AT_ONCE // len(places))
    sizes = [min(at_once, copies - done) for done in range(0, copies, at_once)]
    return np.concatenate([_greatest(units, places, generator, size) for size in sizes])


def _greatest(units: Units, places: Places, generator: np.random.Generator, copies: int) -> Floats:
    order = generator.permuted(np.tile(np.arange(len(units)), (copies, 1)), axis=1)
    step = np.exp(STILL_SPREAD * generator.standard_normal(copies)) / DECADE_DAYS
    gap = np.diff(units.day, prepend=units.day[0])
    drift = np.cumsum(generator.standard_normal(order.shape) * np.sqrt(step[:, None] * gap), axis=1)
    score, weight = units.score[order] + drift, units.weight[order]
    ratio = ratios(units.day, score, weight, places, noises(score, weight))
    greatest: Floats = strengths(ratio, places, len(units)).max(axis=1)
    return greatest


def _sums(values: Floats) -> Floats:
    return np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
