"""The two variances of a local level: maximum likelihood for each dyad, shrunk to what dyads have in common.

Two numbers are estimated: ``noise`` = r, with an inverse gamma prior IG(shape, shape · noise), and ``ratio`` = q / r,
whose logarithm has a normal prior. Given the ratio, r has a closed posterior (the predictions' squared errors over
their variance add up to ``squares``, Harvey 1989, 3.4), so only the ratio is searched, on two grids and a parabola.
The prior itself is estimated over the store's dyads (empirical Bayes; Efron 2010, Large-Scale Inference, ch. 1), by
expectation and maximisation, with the stated prior counting as that of twenty more dyads.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import digamma

from abstand.measuring.local_level import Fits, Variances, fits
from abstand.measuring.panel import Floats, Panel


@dataclass(frozen=True, slots=True)
class Prior:
    """``ratio``: centre and standard deviation of log(q / r), q per day. ``noise``: of r; ``shape``: how firmly."""

    ratio: float
    ratio_spread: float
    noise: float
    shape: float


# A level that drifts with a standard deviation of 0.17 a day (3 points of the scale a year) under acts that scatter by
# 4 points around it, each known to about a factor of e (a standard deviation of the log of r near 1): judgements, on
# which a store with few dyads falls back.
STATED = Prior(ratio=float(np.log(0.03 / 16.0)), ratio_spread=1.4, noise=16.0, shape=1.5)
POOL_DYADS = 10  # fewer dyads tell nothing of what dyads have in common: the stated prior is used as it is
POOL_ACTS = 10  # a dyad with fewer tells next to nothing of its drift
STATED_DYADS = 20.0  # the stated prior counts as so many dyads
_ROUNDS = 25  # of expectation and maximisation: the prior then moves by less than a thousandth
GRID = np.linspace(np.log(1e-7), np.log(10.0), 15)  # of log ratios: from standing still to jumping daily
_FINE = np.linspace(-1.0, 1.0, 9) * (GRID[1] - GRID[0])
_SHAPES = (0.2, 200.0)  # between a prior that says nothing of r and one that leaves it no freedom


def fitted(panel: Panel, prior: Prior = STATED) -> Variances:
    """The variances of each owner: the ratio with the highest posterior density, and r's posterior centre given it."""
    coarse = np.broadcast_to(GRID, (panel.owners, len(GRID)))
    best = _highest(coarse, density(fits(panel, np.exp(coarse)), coarse, prior))
    fine = best[:, None] + _FINE
    best = _highest(fine, density(fits(panel, np.exp(fine)), fine, prior))
    ratio = np.exp(best)[:, None]
    noise = _noise(fits(panel, ratio), prior)
    return Variances((ratio * noise)[:, 0], noise[:, 0])


def pooled(panel: Panel) -> Prior:
    """The prior that the panel's series have in common; the stated one where they are too few to tell."""
    told = fits(panel, np.exp(np.broadcast_to(GRID, (panel.owners, len(GRID)))))
    enough = told.count[:, 0] >= POOL_ACTS - 1
    if enough.sum() < POOL_DYADS:
        return STATED
    told = Fits(told.squares[enough], told.logs[enough], told.count[enough])
    prior = STATED
    for _ in range(_ROUNDS):
        prior = _next(told, prior)
    return prior


def _noise(told: Fits, prior: Prior) -> Floats:
    """The inverse of the posterior mean of 1 / r, shape (owners, ratios)."""
    noise: Floats = (prior.shape * prior.noise + told.squares / 2) / (prior.shape + told.count / 2)
    return noise


def density(told: Fits, logs: Floats, prior: Prior) -> Floats:
    """The log posterior density of log ratios, shape (owners, ratios), r integrated out; up to a constant an owner."""
    shape = prior.shape + told.count / 2
    evidence = -told.logs / 2 - shape * np.log(prior.shape * prior.noise + told.squares / 2)
    total: Floats = evidence - ((logs - prior.ratio) / prior.ratio_spread) ** 2 / 2
    return total


def shares(told: Fits, prior: Prior) -> Floats:
    """The posterior probabilities of the ratios of ``GRID``, shape (owners, ratios)."""
    logs = density(told, GRID, prior)
    share: Floats = np.exp(logs - logs.max(axis=1, keepdims=True))
    shared: Floats = share / share.sum(axis=1, keepdims=True)
    return shared


def _highest(grid: Floats, logs: Floats) -> Floats:
    """Where each row's parabola through the highest point and its neighbours has its top, shape (owners,)."""
    row = np.arange(len(grid))
    top = np.clip(logs.argmax(axis=1), 1, grid.shape[1] - 2)
    left, middle, right = (logs[row, top + at] for at in (-1, 0, 1))
    bend = left - 2 * middle + right
    shift = np.where(bend < 0, (left - right) / (2 * np.where(bend < 0, bend, -1)), 0)
    best: Floats = grid[row, top] + np.clip(shift, -1, 1) * (grid[0, 1] - grid[0, 0])
    return best


def _next(told: Fits, prior: Prior) -> Prior:
    """One round: what each dyad says under the prior, and the prior under which they say it best."""
    share = shares(told, prior)
    weight = len(share) + STATED_DYADS
    centre = ((share @ GRID).sum() + STATED_DYADS * STATED.ratio) / weight
    spread = (share @ (GRID - centre) ** 2).sum() + STATED_DYADS * (
        STATED.ratio_spread**2 + (STATED.ratio - centre) ** 2
    )
    shape, scale = prior.shape + told.count / 2, prior.shape * prior.noise + told.squares / 2
    inverse = ((share * shape / scale).sum() + STATED_DYADS / STATED.noise) / weight
    logs = (share * (np.log(scale) - digamma(shape))).sum() + STATED_DYADS * _log_noise(STATED)
    return Prior(
        float(centre), float(np.sqrt(spread / weight)), float(1 / inverse), _shape(logs / weight + np.log(inverse))
    )


def _log_noise(prior: Prior) -> float:
    """The mean of log r."""
    return float(np.log(prior.shape * prior.noise) - digamma(prior.shape))


def _shape(excess: float) -> float:
    """The shape of the inverse gamma whose mean of log r exceeds the log of r's centre by ``excess``."""

    def over(shape: float) -> float:
        return float(np.log(shape) - digamma(shape)) - excess

    low, high = _SHAPES
    if over(high) >= 0:
        return high
    return low if over(low) <= 0 else float(brentq(over, low, high))
