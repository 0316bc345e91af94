"""Variances: near maximum likelihood where acts are many, near the prior where they are few, always sane."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from abstand.measuring.local_level import Fits, fits
from abstand.measuring.panel import Panel, panel
from abstand.measuring.robust import robust_levels, trust
from abstand.measuring.variances import GRID, POOL_DYADS, STATED, Prior, density, fitted, pooled

VAGUE = Prior(ratio=STATED.ratio, ratio_spread=50.0, noise=16.0, shape=1e-6)


def simulated(seed: int, acts: int, step: float, noise: float, dyads: int = 1) -> Panel:
    generator = np.random.default_rng(seed)
    days = generator.integers(0, 1500, (dyads, acts))
    walk = generator.standard_normal((dyads, 1500)).cumsum(axis=1) * np.sqrt(step)
    score = np.take_along_axis(walk, days, axis=1) + generator.standard_normal((dyads, acts)) * np.sqrt(noise)
    return panel(np.repeat(np.arange(dyads), acts), days.ravel(), score.ravel(), np.ones(dyads * acts))


def test_many_acts_give_the_maximum_likelihood() -> None:
    told = simulated(1, 900, 0.02, 9.0)

    def cost(logs: np.ndarray) -> float:
        found = fits(told, np.exp(logs[:1] - logs[1])[None, :])
        density = found.count * logs[1] + found.logs + found.squares / np.exp(logs[1])
        return float(density[0, 0])

    best = np.exp(minimize(cost, np.log([0.02, 9.0]), method="Nelder-Mead").x)
    found = fitted(told, VAGUE)
    assert found.noise[0] == pytest.approx(best[1], rel=0.01)
    assert found.step[0] == pytest.approx(best[0], rel=0.05)


def test_the_ratio_found_has_the_highest_density() -> None:
    told = simulated(3, 60, 0.05, 9.0)
    found = fitted(told)
    best = np.log(found.step / found.noise)
    near = (best + np.array([-0.3, 0.0, 0.3]))[None, :]
    low, top, high = density(fits(told, np.exp(near)), near, STATED)[0]
    assert top > max(low, high)


def test_few_acts_have_the_variances_of_the_prior() -> None:
    told = panel(np.zeros(1, np.int64), np.zeros(1, np.int64), np.array([5.0]), np.ones(1))
    found = fitted(told)
    assert found.noise[0] == pytest.approx(STATED.noise)
    assert np.log(found.step[0] / found.noise[0]) == pytest.approx(STATED.ratio, abs=0.01)


@pytest.mark.parametrize("scores", [[2.5] * 5, [-10, 10, -10, 10, -10], [0, 0, 0, 0, 10]])
def test_five_acts_give_sane_bands(scores: list[float]) -> None:
    told = panel(np.zeros(5, np.int64), np.array([0, 3, 40, 41, 300]), np.array(scores, float), np.ones(5))
    found = robust_levels(told)
    level = found.smoothed(np.zeros(301, np.int64), np.arange(301))
    assert ((np.sqrt(level.variance) > 0.5) & (np.sqrt(level.variance) < 6)).all()


def test_a_restless_pair_is_found_more_restless() -> None:
    calm, restless = (fitted(simulated(2, 200, step, 9.0)).step[0] for step in (0.0005, 0.3))
    assert restless > 10 * calm


def test_too_few_dyads_have_the_stated_prior() -> None:
    assert pooled(simulated(4, 50, 0.02, 9.0, dyads=POOL_DYADS - 1)) == STATED
    assert pooled(simulated(4, 5, 0.02, 9.0, dyads=40)) == STATED, "five acts tell nothing of drift"


def test_many_dyads_teach_the_prior() -> None:
    prior = pooled(simulated(5, 60, 0.3, 4.0, dyads=150))
    assert prior.noise == pytest.approx(4.0, rel=0.3)
    assert prior.ratio == pytest.approx(np.log(0.3 / 4.0), abs=0.8), "the stated prior counts as twenty dyads more"
    assert prior.ratio_spread < STATED.ratio_spread
    assert prior.shape > STATED.shape


def test_an_outlier_is_trusted_less_and_moves_the_level_less() -> None:
    days, scores = np.arange(0, 200, 10), np.full(20, 3.0)
    scores[::2] += 1
    scores[10] = -9.0
    told = panel(np.zeros(20, np.int64), days, scores, np.ones(20))
    found = robust_levels(told)
    factor = trust(told, found)
    assert factor.argmin() == 10
    assert factor[10] < 0.35
    assert (np.delete(factor, 10) > 0.9).all()
    at = np.zeros(1, np.int64), np.array([100])
    normal = robust_levels(told, freedom=np.inf)
    assert found.smoothed(*at).mean[0] > normal.smoothed(*at).mean[0]
    assert np.array_equal(normal.panel.precision, told.precision)


def columns() -> Iterator[st.SearchStrategy[float]]:
    yield st.integers(0, 4000)
    yield st.sampled_from([-10.0, -9.0, -2.0, 0.0, 2.5, 10.0])
    yield st.floats(1e-9, 1e3)


@given(st.lists(st.tuples(*columns()), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_nothing_gives_a_variance_that_is_no_number(acts: list[tuple[int, float, float]]) -> None:
    days, scores, precisions = (np.array(column) for column in zip(*acts, strict=True))
    told = panel(np.zeros(len(days), np.int64), days, scores, precisions)
    found = robust_levels(told)
    assert np.isfinite([*found.variances.step, *found.variances.noise]).all()
    assert (found.variances.step > 0).all()
    assert (found.variances.noise > 0).all()
    level = found.smoothed(np.zeros(50, np.int64), np.linspace(0, 4000, 50).astype(np.int64))
    assert np.isfinite(level.mean).all()
    assert (abs(level.mean) <= 10 + 1e-9).all()


def test_the_order_of_the_acts_does_not_matter() -> None:
    generator = np.random.default_rng(8)
    acts = [generator.integers(0, 30, 40), generator.choice([-9.0, 2.5, 5.0], 40), generator.choice([0.3, 1.0], 40)]
    order = generator.permutation(40)
    one, other = (
        robust_levels(panel(np.zeros(40, np.int64), *(column[by] for column in acts))) for by in (slice(None), order)
    )
    days = np.arange(30), np.arange(30)
    assert np.array_equal(one.smoothed(0 * days[0], days[1]).mean, other.smoothed(0 * days[0], days[1]).mean)


def test_the_grid_reaches_from_standing_still_to_jumping() -> None:
    flat = Fits(np.zeros((1, len(GRID))), np.zeros((1, len(GRID))), np.zeros((1, 1)))
    assert GRID[density(flat, GRID, STATED).argmax()] == pytest.approx(STATED.ratio, abs=GRID[1] - GRID[0])
