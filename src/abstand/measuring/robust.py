"""Outliers: acts whose noise is Student's t, not normal, so that one act far from all others moves the level little.

A t distribution is a normal one whose precision is itself drawn (from a gamma distribution); the level and these
precisions are estimated in turn, each given the other (variational; Harrison and West 1997, Bayesian Forecasting and
Dynamic Models, 10; Särkkä and Nummenmaa 2009, IEEE Trans. Automatic Control 54).
An act that stands where the level is gets its full precision, one that is k standard deviations off about
(ν + 1) / (ν + k²) of it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from abstand.measuring.local_level import Levels, levels
from abstand.measuring.panel import Floats, Panel
from abstand.measuring.variances import STATED, Prior, fitted

FREEDOM = 5.0  # degrees of freedom ν: an act 4 standard deviations off counts for 0.3, one within 1 fully
ROUNDS = 3  # of weighing and fitting; a fourth moves levels by less than a hundredth of the scale


def robust_levels(panel: Panel, prior: Prior = STATED, freedom: float = FREEDOM, rounds: int = ROUNDS) -> Levels:
    """Levels and variances of a panel under Student's noise; ``freedom`` infinite: normal noise, nothing reweighed.

    The panel of what is returned has the reweighed precisions.
    """
    found = levels(panel, fitted(panel, prior))
    if np.isinf(freedom):
        return found
    for _ in range(rounds):
        weighed = replace(panel, precision=panel.precision * trust(panel, found, freedom))
        found = levels(weighed, fitted(weighed, prior))
    return found


def trust(panel: Panel, found: Levels, freedom: float = FREEDOM) -> Floats:
    """The factor on each act's precision, shape (acts,), in (0, (ν + 1) / ν], given levels of the same slots."""
    level = found.smoothed(panel.of_slot, panel.day)
    off = (panel.score - level.mean[panel.slot]) ** 2 + level.variance[panel.slot]
    noise = found.variances.noise[panel.owner][panel.of_slot][panel.slot]
    factor: Floats = (freedom + 1) / (freedom + off * panel.precision / noise)
    return factor
