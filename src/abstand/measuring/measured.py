"""Observations of any number of dyads, measured at once: the one way from scored acts to levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from abstand.measuring.local_level import Level, Levels
from abstand.measuring.observations import Observations, Texts
from abstand.measuring.panel import Floats, Ints, Panel, panel
from abstand.measuring.robust import FREEDOM, robust_levels
from abstand.measuring.variances import STATED, Prior, pooled

NONE = -1  # the number of a series that there is not
NEVER = 2**40  # the number of a day that never comes


@dataclass(frozen=True)
class Measured:
    """Series by group and ordered dyad; ``group``, ``actor``, ``recipient``: shape (series,); ``of_act``: (acts,)."""

    seen: Observations
    group: Texts
    actor: Texts
    recipient: Texts
    of_act: Ints
    levels: Levels

    @cached_property
    def number(self) -> dict[tuple[str, str, str], int]:
        """Series by group, actor and recipient."""
        keys = zip(self.group.tolist(), self.actor.tolist(), self.recipient.tolist(), strict=True)
        return {key: number for number, key in enumerate(keys)}

    def series(self, dyads: Iterable[tuple[str, str]], group: str = "") -> Ints:
        """The numbers of the dyads' series, ``NONE`` for a dyad without acts."""
        return np.array([self.number.get((group, *dyad), NONE) for dyad in dyads], dtype=np.int64)

    def days(self, series: Ints) -> tuple[Ints, Ints]:
        """First and last day with an act of each series, as numbers; of a series that is none, ``NEVER`` and its
        negative."""
        panel = self.levels.panel
        at = series.clip(0)
        first, last = panel.day[panel.start[at]], panel.day[panel.start[at + 1] - 1]
        return np.where(series == NONE, NEVER, first), np.where(series == NONE, -NEVER, last)

    def acts(self, series: Ints) -> Ints:
        """How many acts each series has."""
        counts = np.bincount(self.of_act, minlength=len(self.group))
        return np.where(series == NONE, 0, counts[series])

    def shared(self, one: Ints, other: Ints) -> Floats:
        """How far the errors of two series go together, in [0, 1]: exact for levels that stand still.

        They do by the acts that count in both: their share of all precision.
        """
        seen, count = self.seen, len(self.group)
        whole = np.bincount(self.of_act, seen.precision, count)
        reciprocal = np.bincount(self.of_act, seen.precision * seen.reciprocal, count)
        share = np.sqrt(reciprocal[one] * reciprocal[other] / (whole[one] * whole[other]))
        return np.where((one == NONE) | (other == NONE), 0, np.minimum(share, 1))

    def level(self, series: Ints, day: Ints, *, filtered: bool = False) -> Level:
        """The level of series on days, arrays of one shape; infinite variance where nothing is known."""
        at = series.clip(0)
        level = self.levels.filtered(at, day) if filtered else self.levels.smoothed(at, day)
        return Level(level.mean, np.where(series == NONE, np.inf, level.variance))

    def change(self, series: Ints, early: Ints, late: Ints) -> Level:
        """The change of level from one day to a later one; infinite variance for a series that is none."""
        change = self.levels.change(series.clip(0), early, late)
        return Level(change.mean, np.where(series == NONE, np.inf, change.variance))


def measure(seen: Observations, prior: Prior = STATED, *, freedom: float = FREEDOM) -> Measured:
    """Levels of every group and ordered dyad that has an act; needs at least one."""
    of_act, starts = _series(seen)
    found = robust_levels(_panel(seen, of_act), prior, freedom)
    return Measured(seen, seen.group[starts], seen.actor[starts], seen.recipient[starts], of_act, found)


def prior_of(seen: Observations) -> Prior:
    """What dyads have in common: of all the acts of a store."""
    return pooled(_panel(seen, _series(seen)[0])) if len(seen) else STATED


def _panel(seen: Observations, of_act: Ints) -> Panel:
    return panel(of_act, seen.day, seen.score, seen.precision)


def _series(seen: Observations) -> tuple[Ints, Ints]:
    """The number of each act's series, and where each series begins; acts are sorted by series."""
    new = np.ones(len(seen), dtype=bool)
    new[1:] = False
    for column in (seen.group, seen.actor, seen.recipient):
        new[1:] |= column[1:] != column[:-1]
    return np.cumsum(new) - 1, np.flatnonzero(new)
