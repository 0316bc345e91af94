"""From a level on the scale of scores to a distance in [0, 1], and from two directions to one distance.

    distance = (10 - level) / 20

0 is the closest cooperation, 1 open violence, 0.5 a level of 0. A high level is a short distance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from abstand.measuring.local_level import Level
from abstand.measuring.panel import Floats
from abstand.measuring.weights import SCALE

# standard deviations to either side of the middle 95 and 50 % of a normal distribution
Z95 = 1.959963984540054
Z50 = 0.6744897501960817
PER_POINT = 1 / (2 * SCALE)  # distance a point of the scale


@dataclass(frozen=True, slots=True)
class Band:
    """Distances in [0, 1] with their 95 and 50 % intervals, cut at 0 and 1; arrays of one shape."""

    middle: Floats
    low: Floats
    high: Floats
    low50: Floats
    high50: Floats


def band(level: Level) -> Band:
    spread = np.sqrt(level.variance)
    ends = (0.0, Z95, -Z95, Z50, -Z50)
    return Band(*(np.clip((SCALE - level.mean - z * spread) * PER_POINT, 0, 1) for z in ends))


def together(there: Level, back: Level, shared: Floats | float = 0.0) -> Level:
    """The mean of two directions, or the one that is known where the other is not (infinite variance).

    ``shared`` in [0, 1] is the correlation of their errors: acts that count in both directions err in both.
    """
    only = [np.isinf(there.variance), np.isinf(back.variance)]
    one, other = (np.where(np.isinf(way.variance), 0, way.variance) for way in (there, back))
    mean = np.select(only, [back.mean, there.mean], (there.mean + back.mean) / 2)
    variance = (one + other + 2 * shared * np.sqrt(one * other)) / 4
    return Level(mean, np.select(only, [back.variance, there.variance], variance))
