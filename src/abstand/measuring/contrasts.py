"""What the acts before and after a day say of a level: their difference, its error, and who makes it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from abstand.measuring.local_level import Levels, Variances, levels
from abstand.measuring.observations import Observations, Texts
from abstand.measuring.panel import Floats, Ints, Mask, Panel, panel


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of one direction, arrays of shape (acts,), in the order in which a panel keeps them.

    ``alone``: the document that alone tells an act dated by publication, "" for all other acts.
    """

    event: Texts
    day: Ints
    score: Floats
    precision: Floats
    outlet: Texts
    alone: Texts

    def where(self, kept: Mask | Ints) -> Acts:
        return Acts(*(getattr(self, column.name)[kept] for column in fields(self)))

    def weighed(self, precision: Floats) -> Acts:
        return replace(self, precision=precision)

    def split(self, breaks: list[int]) -> Panel:
        """The acts as one series a part, all with the same variances; a part begins on the day of a break."""
        parts = np.searchsorted(np.array(sorted(breaks), dtype=np.int64), self.day, side="right")
        told = panel(np.unique(parts, return_inverse=True)[1], self.day, self.score, self.precision)
        return replace(told, owner=np.zeros(told.series, dtype=np.int64))


def acts(seen: Observations) -> Acts:
    """The observations of one direction and group."""
    alone = np.where(seen.undated, seen.document, "").astype(object)
    told = Acts(seen.event, seen.day, seen.score, seen.precision, seen.outlet, alone)
    return told.where(np.lexsort((seen.precision, seen.score, seen.day)))


@dataclass(frozen=True, slots=True)
class Contrasts:
    """By place between two days with acts of a series: the level by those before and by those after, shape (places,).

    ``slot``: the slot before each place. ``error``: the standard error of the difference. The difference over its error
    is the statistic of a step there under the model (de Jong and Penzer 1998, JASA 93, "Diagnosing shocks in time
    series").
    """

    slot: Ints
    before: Floats
    after: Floats
    error: Floats


def contrasts(found: Levels) -> Contrasts:
    """All places of a panel, in its order."""
    told = found.panel
    slot = np.flatnonzero(np.isfinite(told.gap_back))
    drift = found.variances.step[told.owner][told.of_slot[slot]] * told.gap_back[slot]
    variance = found.past.variance[slot] + found.future.variance[slot + 1] + drift
    return Contrasts(slot, found.past.mean[slot], found.future.mean[slot + 1], np.sqrt(variance))


def moved(of: Acts, variances: Variances, day: int) -> Floats:
    """By how much the step on ``day`` is the larger for each act, shape (acts,), in points: what it loses without it.

    Variances stay as they are. ``of`` are the acts of one series with a change on ``day``; an act that stands alone on
    its side carries the whole step. (Leaving one observation out of a regression; Belsley, Kuh and Welsch 1980,
    Regression Diagnostics, 2.1.)
    """
    told = of.split([day])
    found = levels(told, variances)
    slot = told.slot
    side, at = told.of_slot[slot], told.day[slot]
    edge = np.array([told.day[told.start[1] - 1], told.day[told.start[1]]])
    level = found.smoothed(side, at)
    ends = found.smoothed(np.arange(2), edge).mean
    together = found.together(side, np.minimum(at, edge[side]), np.maximum(at, edge[side]))
    left = variances.noise[0] / told.precision - level.variance
    alone = np.bincount(side, minlength=2)[side] == 1
    change = together * (told.score - level.mean) / np.where(alone, 1, left)
    step = ends[1] - ends[0]
    lost: Floats = np.where(alone, abs(step), np.sign(step) * np.where(side == 1, change, -change))
    return lost
