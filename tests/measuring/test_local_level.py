"""The local level model against the textbook: the same acts as one multivariate normal, solved densely."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, norm

from abstand.measuring.local_level import (
    DIFFUSE_VARIANCE,
    LOG_NOISE_PRIOR,
    LOG_STEP_PRIOR,
    Floats,
    Level,
    Variances,
    fit,
    log_likelihood,
    smooth,
)

VARIANCES = Variances(step=0.03, noise=11.0)
CLOSE = 1e-8


def dense(days: np.ndarray, scores: Floats, precisions: Floats, variances: Variances, length: int) -> Level:
    """The posterior of the level by conditioning a joint normal: no filter, no recursion."""
    grid = np.arange(length)
    covariance = DIFFUSE_VARIANCE + variances.step * np.minimum.outer(grid, grid)
    across = covariance[:, days]
    seen = across[days] + np.diag(variances.noise / precisions)
    mean = across @ np.linalg.solve(seen, scores)
    return Level(mean, np.diag(covariance - across @ np.linalg.solve(seen, across.T)))


def drawn(seed: int, acts: int, length: int) -> tuple[np.ndarray, Floats, Floats]:
    generator = np.random.default_rng(seed)
    days = np.sort(generator.integers(0, length, acts))
    return days, generator.uniform(-10, 10, acts), generator.uniform(0.05, 2.0, acts)


@pytest.mark.parametrize("seed", range(12))
def test_the_smoother_is_the_dense_posterior(seed: int) -> None:
    acts, length = 1 + seed, 5 + 4 * seed
    days, scores, precisions = drawn(seed, acts, length)
    told, expected = (solve(days, scores, precisions, VARIANCES, length) for solve in (smooth, dense))
    np.testing.assert_allclose(told.mean, expected.mean, rtol=0, atol=CLOSE)
    np.testing.assert_allclose(told.variance, expected.variance, rtol=0, atol=CLOSE)


@pytest.mark.parametrize("seed", range(12))
def test_the_likelihood_is_the_dense_density(seed: int) -> None:
    days, scores, precisions = drawn(seed, 1 + seed, 40)
    since = days - days[0]
    covariance = DIFFUSE_VARIANCE + VARIANCES.step * np.minimum.outer(since, since) + np.diag(11.0 / precisions)
    expected = multivariate_normal(np.zeros(len(days)), covariance).logpdf(scores)
    assert log_likelihood(days, scores, precisions, VARIANCES) == pytest.approx(float(expected), abs=CLOSE)


def test_acts_of_one_day_are_weighed_together() -> None:
    days = np.array([3, 3, 3])
    one = smooth(days, np.array([1.0, 2.0, 6.0]), np.array([1.0, 1.0, 2.0]), VARIANCES, 5)
    other = smooth(days[:1], np.array([3.75]), np.array([4.0]), VARIANCES, 5)
    np.testing.assert_allclose(one.mean, other.mean, atol=CLOSE)
    np.testing.assert_allclose(one.variance, other.variance, atol=CLOSE)


def test_days_without_acts_widen_the_band() -> None:
    sharp = Variances(step=0.5, noise=0.1)
    level = smooth(np.array([0, 20]), np.array([2.0, 2.0]), np.ones(2), sharp, 41)
    between, after = level.variance[:21], level.variance[20:]
    assert between.argmax() == 10, "the middle is the least known"
    assert (np.diff(after) > 0).all()
    assert np.diff(after) == pytest.approx(sharp.step), "by the step of each day"


def test_days_without_acts_do_not_pull_the_level_to_neutral() -> None:
    level = smooth(np.array([0, 1, 2]), np.full(3, 8.0), np.full(3, 5.0), VARIANCES, 400)
    assert level.mean[3:] == pytest.approx(level.mean[2])
    assert level.mean[2] > 7


def test_more_precision_narrows_the_band_and_nears_the_score() -> None:
    days, scores = np.array([4, 9, 15]), np.array([5.0, -3.0, 6.0])
    levels = [smooth(days, scores, np.full(3, precision), VARIANCES, 20) for precision in (0.1, 0.5, 1.0, 4.0)]
    for vague, sharp in pairwise(levels):
        assert (sharp.variance < vague.variance).all()
        assert abs(sharp.mean[4] - 5.0) < abs(vague.mean[4] - 5.0)


def test_one_more_act_narrows_the_band() -> None:
    few = smooth(np.array([5, 20]), np.array([1.0, 1.0]), np.ones(2), VARIANCES, 30)
    more = smooth(np.array([5, 12, 20]), np.array([1.0, -9.0, 1.0]), np.ones(3), VARIANCES, 30)
    assert (more.variance < few.variance).all(), "even one that says something else"


def test_the_fit_has_the_highest_posterior_nearby() -> None:
    days, scores, precisions = drawn(7, 12, 200)
    best = fit(days, scores, precisions)

    def posterior(step: float, noise: float) -> float:
        prior = sum(norm.logpdf(np.log(value), *of) for value, of in ((step, LOG_STEP_PRIOR), (noise, LOG_NOISE_PRIOR)))
        return float(prior) + log_likelihood(days, scores, precisions, Variances(step, noise))

    highest = posterior(best.step, best.noise)
    for factor in (0.8, 1.25):
        assert posterior(best.step * factor, best.noise) < highest
        assert posterior(best.step, best.noise * factor) < highest


def test_the_fit_finds_a_restless_pair_more_restless() -> None:
    days = np.arange(0, 300, 5)
    calm = fit(days, np.full(60, 3.0), np.ones(60))
    restless = fit(days, np.where(days < 150, 9.0, -9.0), np.ones(60))
    assert restless.step > calm.step


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.floats(-10, 10), st.floats(1e-6, 20)), min_size=1, max_size=12
    ).map(sorted)
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_the_level_is_always_a_number(acts: list[tuple[int, float, float]]) -> None:
    days, scores, precisions = (np.array(column) for column in zip(*acts, strict=True))
    variances = fit(days, scores, precisions)
    level = smooth(days, scores, precisions, variances, 61)
    assert 0 < variances.step < np.inf
    assert 0 < variances.noise < np.inf
    assert np.isfinite(level.mean).all()
    assert (level.variance > 0).all()
    assert (abs(level.mean) <= 10 + CLOSE).all(), "never beyond the scores that were seen"
