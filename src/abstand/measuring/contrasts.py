"""What the acts before and after a day say of a level: their difference, its error, and who makes it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from abstand.measuring.local_level import Levels, Variances, levels
from abstand.measuring.observations import Observations, Texts
from abstand.measuring.panel import Floats, Ints, Mask, Panel, panel

LEAST_ACTS = 3  # on either side of a step: one or two acts are outliers, no level
NOTHING = 1e-9  # the precision of an act that is left out: too little to tell anything, enough to divide by


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


def tiled(told: Panel, score: Floats, precision: Floats) -> Panel:
    """A panel of one owner many times over, each time with other scores or precisions: shape (copies, acts)."""
    copies, slots, series = len(score), len(told.day), told.series
    start = (told.start[:-1] + slots * np.arange(copies)[:, None]).ravel()
    slot = (told.slot + slots * np.arange(copies)[:, None]).ravel()
    owner = np.repeat(np.arange(copies), series)
    return Panel(
        np.append(start, slots * copies), np.tile(told.day, copies), slot, score.ravel(), precision.ravel(), owner
    )


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

    @property
    def strength(self) -> Floats:
        return np.abs(self.after - self.before) / self.error


def contrasts(found: Levels) -> Contrasts:
    """All places of a panel, in its order."""
    told = found.panel
    slot = np.flatnonzero(np.isfinite(told.gap_back))
    drift = found.variances.step[told.owner][told.of_slot[slot]] * told.gap_back[slot]
    variance = found.past.variance[slot] + found.future.variance[slot + 1] + drift
    return Contrasts(slot, found.past.mean[slot], found.future.mean[slot + 1], np.sqrt(variance))


def eligible(told: Panel) -> Mask:
    """Which places have enough acts on either side within their series, in the order of ``contrasts``."""
    acts = np.concatenate([[0], np.cumsum(np.bincount(told.slot, minlength=len(told.day)))])
    slot = np.flatnonzero(np.isfinite(told.gap_back))
    part = told.of_slot[slot]
    before = acts[slot + 1] - acts[told.start[part]]
    after = acts[told.start[part + 1]] - acts[slot + 1]
    enough: Mask = (before >= LEAST_ACTS) & (after >= LEAST_ACTS)
    return enough


def left_out(of: Acts, variances: Variances, day: int, out: Mask) -> tuple[Floats, Floats]:
    """The change of level before ``day``, and its error, without some acts; for each row of ``out`` (rows, acts).

    ``of`` are the acts of one series with a change on ``day``. Where nothing is left on a side, the error is vast.
    """
    told = of.split([])
    precision = np.where(out, NOTHING, of.precision)
    many = tiled(told, np.broadcast_to(of.score, out.shape), precision)
    same = Variances(*(np.repeat(values, len(out)) for values in (variances.step, variances.noise)))
    found = contrasts(levels(many, same))
    place = many.day[found.slot + 1] == day
    return (found.after - found.before)[place], found.error[place]
