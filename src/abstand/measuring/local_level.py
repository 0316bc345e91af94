"""The local level model: a level that wanders by a random walk, seen through scored acts.

    level[t+1] = level[t] + step,   step ~ N(0, q) a day
    score[i]   = level[t_i] + noise, noise ~ N(0, r / precision[i])

Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, ch. 4; Durbin and Koopman (2012),
ch. 2 and 5.2. Nothing is assumed of the level before the first act (exact diffuse start), so that a single doubtful act
gives a wide band around its own score, not one drawn to neutral. The smoother joins two filters, one from either end
(Fraser and Potter 1969): what the acts up to a day say, and what those after it say.

All variances below are in units of r until the end: only ``ratio`` = q / r shapes the recursions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from abstand.measuring.panel import Floats, Ints, Mask, Order, Panel


@dataclass(frozen=True, slots=True)
class Variances:
    """By owner of a panel, shape (owners,): ``step`` of the level per day, ``noise`` of one plainly asserted act.

    Both in squared units of the score.
    """

    step: Floats
    noise: Floats


@dataclass(frozen=True, slots=True)
class Level:
    """``mean`` and ``variance`` of a level in units of the score; any one shape. No knowledge: infinite variance."""

    mean: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class Fits:
    """How ratios fit, shape (owners, ratios): with r known, the log density is -(count·log(2πr) + logs + squares/r)/2.

    ``squares``: squared errors of prediction over their variance; ``logs``: the logs of these variances; ``count``:
    shape (owners, 1), acts less one for the unknown start of each series.
    """

    squares: Floats
    logs: Floats
    count: Floats


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of a panel's series: what acts up to a slot say (``past``), and those from it on (``future``)."""

    panel: Panel
    variances: Variances
    past: Level
    future: Level

    def smoothed(self, series: Ints, day: Ints) -> Level:
        """The level of series on days (arrays of one shape), given all acts."""
        slot = self._last(series, day)
        return joined(self._past(slot, series, day), self._ahead(slot + 1, series, day))

    def filtered(self, series: Ints, day: Ints) -> Level:
        """The level given only acts up to the day; infinite variance before the first."""
        return self._past(self._last(series, day), series, day)

    def change(self, series: Ints, early: Ints, late: Ints) -> Level:
        """The change of the level from the day ``early`` to the day ``late`` ≥ it, given all acts."""
        before, after = self.smoothed(series, early), self.smoothed(series, late)
        together = self.together(series, early, late)
        return Level(after.mean - before.mean, before.variance + after.variance - 2 * together)

    def together(self, series: Ints, early: Ints, late: Ints) -> Floats:
        """The covariance of the levels on the day ``early`` and the day ``late`` ≥ it, given all acts."""
        return self._kept(series, early, late) * self.smoothed(series, late).variance

    def _kept(self, series: Ints, early: Ints, late: Ints) -> Floats:
        """By how much the level on the early day moves with that on the late one: the product of the smoother's gains.

        The gain from one day to the next slot is P / (P + q·days), P the variance given the acts up to that day
        (Durbin and Koopman 2012, 4.7): 1 where nothing is known yet.
        """
        told = self.panel
        gap = np.where(np.isfinite(told.gap_back), told.gap_back, 0)
        logs = -np.log1p(self.variances.step[told.owner][told.of_slot] * gap / self.past.variance)
        sums = np.concatenate([[0], np.cumsum(logs)])
        first, last = self._last(series, early), self._last(series, late)
        step = self.variances.step[told.owner[series]]
        variance = self.filtered(series, early).variance
        until = np.where(first == last, late, told.day[np.minimum(first + 1, len(told.day) - 1)])
        start = 1 / (1 + step * (until - early) / variance)
        between = np.exp(sums[np.maximum(last, 0)] - sums[np.minimum(first + 1, last).clip(0)])
        reached = told.day[np.maximum(last, 0)]
        end = 1 / (1 + step * (late - reached) / self.past.variance[np.maximum(last, 0)])
        return np.where(first == last, start, start * between * end)

    def _past(self, slot: Ints, series: Ints, day: Ints) -> Level:
        return self._carried(self.past, slot, slot >= self.panel.start[series], series, day)

    def _ahead(self, slot: Ints, series: Ints, day: Ints) -> Level:
        return self._carried(self.future, slot, slot < self.panel.start[series + 1], series, day)

    def _carried(self, level: Level, slot: Ints, known: Mask, series: Ints, day: Ints) -> Level:
        """The level at a slot, carried over the days between."""
        slot = np.where(known, slot, self.panel.start[series])
        passed = np.abs(day - self.panel.day[slot])
        step = self.variances.step[self.panel.owner[series]]
        return Level(level.mean[slot], np.where(known, level.variance[slot] + step * passed, np.inf))

    def _last(self, series: Ints, day: Ints) -> Ints:
        """The last slot up to the day; the one before the series' first if there is none."""
        origin = int(min(self.panel.day.min(initial=0), day.min(initial=0)))
        width = int(max(self.panel.day.max(initial=0), day.max(initial=0))) - origin + 1
        keys = self.panel.of_slot * width + (self.panel.day - origin)
        return np.searchsorted(keys, series * width + (day - origin), side="right") - 1


def joined(one: Level, other: Level) -> Level:
    """Two independent findings on the same level, each weighed by its precision; one of them may know nothing."""
    left, right = 1 / one.variance, 1 / other.variance
    return Level((left * one.mean + right * other.mean) / (left + right), 1 / (left + right))


def levels(panel: Panel, variances: Variances) -> Levels:
    """Both filters over a panel, exact for normal noise of known variances."""
    weight = panel.sums(panel.precision)
    score = panel.sums(panel.precision * panel.score) / weight
    ratio = (variances.step / variances.noise)[panel.owner][panel.of_slot]
    noise = variances.noise[panel.owner][panel.of_slot]
    past = _filtered(panel.forward, weight, score, ratio * panel.gap)
    future = _filtered(panel.backward, weight, score, ratio * panel.gap_back)
    return Levels(panel, variances, *(replace(way, variance=way.variance * noise) for way in (past, future)))


def _filtered(order: Order, weight: Floats, score: Floats, drift: Floats) -> Level:
    """Kalman filter of all series in step; ``drift`` is the variance gained since the slot before, in units of r."""
    laid = [_laid(order, values) for values in (weight, score, drift)]
    means, variances = np.empty(len(weight)), np.empty(len(weight))
    width = len(order.ranked)
    mean, variance = np.zeros(width), np.full(width, np.inf)
    for first, end in pairwise(order.bounds.tolist()):
        seen, value, gained = (values[first:end] for values in laid)
        mean, variance = mean[: end - first], variance[: end - first]
        variance = 1 / (1 / (variance + gained) + seen)
        mean = mean + variance * seen * (value - mean)
        means[first:end], variances[first:end] = mean, variance
    return Level(means[order.place], variances[order.place])


def _laid(order: Order, values: Floats) -> Floats:
    out = np.empty_like(values)
    out[order.place] = values
    return out


def fits(panel: Panel, ratios: Floats) -> Fits:
    """How well each of the ``ratios`` q / r, shape (owners, ratios), tells the panel's acts."""
    weight = panel.sums(panel.precision)
    score = panel.sums(panel.precision * panel.score) / weight
    squares, logs = _predicted(panel, weight, score, ratios[panel.owner])
    within = panel.precision * (panel.score - score[panel.slot]) ** 2
    series = panel.of_slot[panel.slot]
    squares += np.bincount(series, within, panel.series)[:, None]
    count = (np.bincount(series, minlength=panel.series) - 1).astype(np.float64)[:, None]
    return Fits(_by_owner(panel, squares), _by_owner(panel, logs), _by_owner(panel, count))


def _by_owner(panel: Panel, values: Floats) -> Floats:
    if panel.owners == panel.series:
        return values
    out = np.zeros((panel.owners, values.shape[1]))
    np.add.at(out, panel.owner, values)
    return out


def _predicted(panel: Panel, weight: Floats, score: Floats, ratios: Floats) -> tuple[Floats, Floats]:
    """Sums over slots of squared errors of prediction over their variance, and of the variance's logs."""
    order = panel.forward
    laid = [_laid(order, values)[:, None] for values in (weight, score, np.where(panel.gap < np.inf, panel.gap, 0))]
    ratios = ratios[order.ranked]
    squares, logs = np.zeros_like(ratios), np.zeros_like(ratios)
    first_end = int(order.bounds[1]) if len(order.bounds) > 1 else 0
    variance = np.broadcast_to(1 / laid[0][:first_end], ratios.shape)
    mean = np.broadcast_to(laid[1][:first_end], ratios.shape)
    for first, end in pairwise(order.bounds.tolist()[1:]):
        seen, value, gap = (values[first:end] for values in laid)
        width = end - first
        ahead = variance[:width] + ratios[:width] * gap
        spread = ahead + 1 / seen
        error = value - mean[:width]
        squares[:width] += error**2 / spread
        logs[:width] += np.log(spread)
        gain = ahead / spread
        mean, variance = mean[:width] + gain * error, gain / seen
    out = np.empty_like(squares), np.empty_like(logs)
    for laid_out, ranked in zip(out, (squares, logs), strict=True):
        laid_out[order.ranked] = ranked
    return out
