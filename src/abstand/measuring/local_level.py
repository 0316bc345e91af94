"""The local level model: a level that wanders by a random walk, seen through scored acts.

    level[t+1] = level[t] + step,   step ~ N(0, q per day)
    score[i]   = level[t_i] + noise, noise ~ N(0, r / precision[i])

Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, ch. 4; Durbin and Koopman
(2012), ch. 2.
Days without acts widen the band by q a day; they never pull the level to neutral.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]

DIFFUSE_VARIANCE = 100.0  # before the first act the level may be anything on the scale of ±10
# Prior means and spreads of log variance: a pair's level drifts with a standard deviation of 0.17 a day (3 a year),
# acts scatter by about 4 around it; a factor of e either way is one standard deviation. They keep pairs with
# few acts sane.
LOG_STEP_PRIOR = (np.log(0.03), 1.0)
LOG_NOISE_PRIOR = (np.log(16.0), 1.0)


@dataclass(frozen=True, slots=True)
class Variances:
    """``step``: of the level, per day; ``noise``: of one plainly asserted act's score. Both in squared score units."""

    step: float
    noise: float


@dataclass(frozen=True, slots=True)
class Level:
    """Smoothed ``mean`` and ``variance`` of the level, shape (days,), one for each day asked for."""

    mean: Floats
    variance: Floats


def fit(days: NDArray[np.int64], scores: Floats, precisions: Floats) -> Variances:
    """The variances with the highest posterior probability; all arrays of shape (acts,), days ascending."""

    def cost(logs: Floats) -> float:
        variances = Variances(float(np.exp(logs[0])), float(np.exp(logs[1])))
        means, spreads = np.array([LOG_STEP_PRIOR, LOG_NOISE_PRIOR]).T
        prior = 0.5 * float((((logs - means) / spreads) ** 2).sum())
        return prior - log_likelihood(days, scores, precisions, variances)

    start = np.array([LOG_STEP_PRIOR[0], LOG_NOISE_PRIOR[0]])
    best = minimize(cost, start, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-4})
    return Variances(float(np.exp(best.x[0])), float(np.exp(best.x[1])))


def log_likelihood(days: NDArray[np.int64], scores: Floats, precisions: Floats, variances: Variances) -> float:
    """The log density of the scores, the first one included with its diffuse prior."""
    mean, variance, total, previous = 0.0, DIFFUSE_VARIANCE, 0.0, int(days[0])
    for day, score, precision in zip(days.tolist(), scores.tolist(), precisions.tolist(), strict=True):
        variance += variances.step * (day - previous)
        spread = variance + variances.noise / precision
        error = score - mean
        total -= 0.5 * (np.log(2 * np.pi * spread) + error**2 / spread)
        gain = variance / spread
        mean, variance, previous = mean + gain * error, variance * (1 - gain), day
    return float(total)


def smooth(days: NDArray[np.int64], scores: Floats, precisions: Floats, variances: Variances, length: int) -> Level:
    """The level on the days 0 … length - 1, given all acts (Kalman filter, then Rauch-Tung-Striebel smoother)."""
    weight = np.bincount(days, precisions, length)
    weighed = np.bincount(days, precisions * scores, length)
    filtered, variance = np.empty(length), np.empty(length)
    mean, spread = 0.0, DIFFUSE_VARIANCE
    for day in range(length):
        if day:
            spread += variances.step
        if weight[day] > 0:
            gain = spread / (spread + variances.noise / weight[day])
            mean, spread = mean + gain * (weighed[day] / weight[day] - mean), spread * (1 - gain)
        filtered[day], variance[day] = mean, spread
    return _smoothed(filtered, variance, variances.step)


def _smoothed(filtered: Floats, variance: Floats, step: float) -> Level:
    mean, spread = filtered.copy(), variance.copy()
    for day in range(len(filtered) - 2, -1, -1):
        ahead = variance[day] + step
        share = variance[day] / ahead
        mean[day] += share * (mean[day + 1] - filtered[day])
        spread[day] += share**2 * (spread[day + 1] - ahead)
    return Level(mean, spread)
