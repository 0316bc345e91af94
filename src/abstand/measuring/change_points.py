"""Where a level changes at once, not by drifting: tests against a local level without a change.

The statistic of a place is the gain in log posterior density by a step there, the variances estimated anew with it: a
step makes a model with much drift needless. The greatest gain of a series is held against the greatest in histories
simulated from the model without a (further) change, its drift drawn from the posterior and each act scattering as it
does, each history analysed like the real one: so that looking in many places and not knowing the variances are paid
for. A step found splits the series; the parts, with variances in common, are searched again until nothing is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from abstand.measuring.contrasts import Acts, contrasts, eligible, left_out, tiled
from abstand.measuring.local_level import Levels, Variances, fits, levels
from abstand.measuring.observations import Texts
from abstand.measuring.panel import Floats, Ints, Panel
from abstand.measuring.robust import robust_levels
from abstand.measuring.variances import GRID, STATED, Prior, density, shares

# The chance of any step in a decade without a change, or in a shorter history, shall be 5 %. The simulation does
# not know all: tested at 5 %, 9 of 140 simulated dyads had a false step (bench/steps.py), so the test is stricter.
TESTED_AT = 0.03
DECADE_DAYS = 3652.5
MOST_STEPS = 40
FEW, MANY = 99, 400  # histories simulated at first, and more unless these are enough to say no
HOPELESS = 0.2  # a share of the first histories from which on no more are simulated
ROUNDS = 1  # of weighing outliers down, in real and simulated histories alike
SUSPECTS = 20  # documents or outlets tried as the only one that a change rests on: those that move it most
MOST_DRAWN = 0.9  # an act that nearly makes the level itself is not enlarged beyond measure
# No change is a level that stands still but for a drift of one point of the scale in ten years, known to a factor of
# 1.6. What drifts faster has changed, and is told as steps: a null model with the drift that a wandering level has
# would call every turn of a relation drift.
STILL = float(np.log(1 / DECADE_DAYS / STATED.noise))
STILL_SPREAD = 0.5
_ACTS_AT_ONCE = 200_000  # simulated at a time, for each ratio of the grid: some 300 MB


@dataclass(frozen=True, slots=True)
class Change:
    """A change on ``day`` (the first of the new level), as a number.

    ``chance``: the share of simulated histories with a gain as great; ``critical``: the gain that the allowed share of
    them exceeds.
    """

    day: int
    chance: float
    critical: float


@dataclass(frozen=True, slots=True)
class Found:
    """The changes by day, the acts (outliers weighed down, some set aside) and the levels between the changes."""

    changes: tuple[Change, ...]
    acts: Acts
    levels: Levels

    def around(self, change: Change) -> Acts:
        """The acts from the change before to the one after."""
        return between(self.acts, [other.day for other in self.changes if other is not change], change.day)


def search(acts: Acts, prior: Prior, generator: np.random.Generator) -> Found:
    """The changes in the acts of one direction; of the ``prior`` counts what it says of noise.

    A change that would not be told from chance without the undated acts of a single document is none: those acts are
    set aside and the search goes on.
    """
    prior = still(prior)
    changes: list[Change] = []
    while True:
        days = [change.day for change in changes]
        told = acts.split(days)
        found = robust_levels(told, prior, rounds=ROUNDS)
        weighed = acts.weighed(found.panel.precision)
        change = _greatest(told, found, prior, generator) if len(changes) < MOST_STEPS else None
        if change is None:
            return Found(tuple(sorted(changes, key=lambda change: change.day)), weighed, found)
        around = between(weighed, days, change.day)
        single = resting_on(around, around.alone, change, found.variances, prior)
        if single:
            acts = acts.where(acts.alone != single)
        else:
            changes.append(change)


def still(prior: Prior) -> Prior:
    """The prior of a level without a change."""
    return replace(prior, ratio=STILL, ratio_spread=STILL_SPREAD)


def between(acts: Acts, days: list[int], day: int) -> Acts:
    """The acts between the nearest changes before and after a day."""
    start = max((other for other in days if other <= day), default=acts.day[0])
    end = min((other for other in days if other > day), default=acts.day[-1] + 1)
    return acts.where((acts.day >= start) & (acts.day < end))


def gains(many: Panel, prior: Prior) -> Floats:
    """By owner and place, shape (owners, places): the gain in log posterior density by a step there.

    With a step, the squared errors of prediction lose the square of the contrast (its ``strength`` in units of r).
    """
    copies, ratios = many.owners, len(GRID)
    told = fits(many, np.exp(np.broadcast_to(GRID, (copies, ratios))))
    values = (np.repeat(of.reshape(copies, -1), ratios, axis=0) for of in (many.score, many.precision))
    known = Variances(np.tile(np.exp(GRID), copies), np.ones(copies * ratios))
    spread = tiled(_first(many, copies), *values)
    strength = contrasts(levels(spread, known)).strength.reshape(copies, ratios, -1)
    squares = told.squares[:, :, None] - strength**2
    shape = prior.shape + told.count[:, :, None] / 2
    rest = -told.logs / 2 - ((GRID - prior.ratio) / prior.ratio_spread) ** 2 / 2
    with_step = (rest[:, :, None] - shape * np.log(prior.shape * prior.noise + squares / 2)).max(axis=1)
    gain: Floats = with_step - density(told, GRID, prior).max(axis=1)[:, None]
    return gain


def _first(many: Panel, copies: int) -> Panel:
    """The first of the copies in a panel."""
    series, slots, acts = many.series // copies, len(many.day) // copies, len(many.score) // copies
    return Panel(
        many.start[: series + 1], many.day[:slots], many.slot[:acts], many.score[:acts], many.precision[:acts],
        np.zeros(series, dtype=np.int64),
    )  # fmt: skip


def resting_on(acts: Acts, names: Texts, change: Change, variances: Variances, prior: Prior) -> str:
    """The name (of a document or outlet, one an act) without whose acts the change is none, "" if there is none."""
    distinct = np.array(sorted(set(names.tolist()) - {""}), dtype=object)
    if not len(distinct):
        return ""
    delta, error = left_out(acts, variances, change.day, names == distinct[:, None])
    for name in distinct[np.argsort(np.abs(delta) / error)[:SUSPECTS]]:
        if gain_at(acts.where(names != name), change.day, prior) < change.critical:
            return str(name)
    return ""


def gain_at(acts: Acts, day: int, prior: Prior) -> float:
    """The gain by a change just before ``day``; 0 if no act is left on one side."""
    if not len(acts.day) or not acts.day[0] < day <= acts.day[-1]:
        return 0.0
    told = acts.split([])
    return float(gains(told, prior)[0, np.searchsorted(told.day, day) - 1])


def _greatest(told: Panel, found: Levels, prior: Prior, generator: np.random.Generator) -> Change | None:
    """The change with the greatest gain, if chance does not give as much; ``told`` has outliers at full weight."""
    allowed = eligible(found.panel)
    if not allowed.any():
        return None
    gain = np.where(allowed, gains(found.panel, prior)[0], -np.inf)
    best = int(gain.argmax())
    span = float(found.panel.day[-1] - found.panel.day[0])
    false_alarms = 1 - (1 - TESTED_AT) ** max(1.0, span / DECADE_DAYS)
    null = _null(told, found, prior, generator, FEW)
    if (null >= gain[best]).mean() < HOPELESS:
        null = np.concatenate([null, _null(told, found, prior, generator, MANY)])
    chance = (1 + int((null >= gain[best]).sum())) / (1 + len(null))
    if chance > false_alarms:
        return None
    slot = np.flatnonzero(np.isfinite(found.panel.gap_back))[best]
    return Change(int(found.panel.day[slot + 1]), chance, float(np.quantile(null, 1 - false_alarms)))


def _null(told: Panel, found: Levels, prior: Prior, generator: np.random.Generator, copies: int) -> Floats:
    """The greatest gain in each of ``copies`` histories without a further change."""
    steps = _drawn_steps(found.panel, prior, generator, copies)
    at_once = max(1, _ACTS_AT_ONCE // len(told.score))
    scatter = _scatter(told, found)
    parts = (steps[at : at + at_once] for at in range(0, copies, at_once))
    return np.concatenate([_greatest_gains(told, scatter, prior, generator, part) for part in parts])


def _drawn_steps(told: Panel, prior: Prior, generator: np.random.Generator, copies: int) -> Floats:
    """Variances of the level's step a day, from their posterior."""
    found = fits(told, np.exp(GRID)[None, :])
    at: Ints = generator.choice(len(GRID), copies, p=shares(found, prior)[0])
    width = GRID[1] - GRID[0]
    ratio = np.exp(GRID[at] + generator.uniform(-width / 2, width / 2, copies))
    shape = prior.shape + found.count[0, 0] / 2
    noise = (prior.shape * prior.noise + found.squares[0, at] / 2) / generator.gamma(shape, size=copies)
    steps: Floats = ratio * noise
    return steps


def _scatter(told: Panel, found: Levels) -> Floats:
    """How far each act is from the level, enlarged by what the act itself has drawn the level to it (shape (acts,))."""
    level = found.smoothed(told.of_slot, told.day)
    drawn = found.panel.precision * level.variance[told.slot] / found.variances.noise[0]
    scatter: Floats = (told.score - level.mean[told.slot]) / np.sqrt(1 - np.minimum(drawn, MOST_DRAWN))
    return scatter


def _greatest_gains(
    told: Panel, scatter: Floats, prior: Prior, generator: np.random.Generator, steps: Floats
) -> Floats:
    """Histories simulated with these steps a day, analysed like the real one; where levels start does not matter.

    Each act scatters as far as the real one, to either side (wild bootstrap; Wu 1986, Annals of Statistics 14): the
    scatter of acts follows no distribution that one would write down, and their precision tells little of it.
    """
    copies = len(steps)
    gap = np.where(np.isfinite(told.gap), told.gap, 0)
    moves = generator.standard_normal((copies, len(gap))) * np.sqrt(steps[:, None] * gap)
    sides = generator.choice((-1.0, 1.0), (copies, len(scatter)))
    score = moves.cumsum(axis=1)[:, told.slot] + sides * scatter
    many = robust_levels(tiled(told, score, np.broadcast_to(told.precision, score.shape)), prior, rounds=ROUNDS).panel
    greatest: Floats = np.where(eligible(told), gains(many, prior), -np.inf).max(axis=1)
    return greatest
