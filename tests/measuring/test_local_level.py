"""The local level model against the textbook: dense posteriors of one multivariate normal, and statsmodels."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.measuring.local_level import Level, Levels, Variances, fits, joined, levels
from abstand.measuring.panel import Floats, Ints, Panel, panel

STEP, NOISE = 0.03, 11.0
CLOSE = 1e-8


def one(days: Ints, scores: Floats, precisions: Floats) -> Panel:
    return panel(np.zeros(len(days), dtype=np.int64), days, scores, precisions)


def found(days: Ints, scores: Floats, precisions: Floats, step: float = STEP, noise: float = NOISE) -> Levels:
    return levels(one(days, scores, precisions), Variances(np.array([step]), np.array([noise])))


def on(told: Levels, grid: Ints, *, filtered: bool = False) -> Level:
    series = np.zeros(len(grid), dtype=np.int64)
    return told.filtered(series, grid) if filtered else told.smoothed(series, grid)


def dense(days: Ints, scores: Floats, precisions: Floats, grid: Ints) -> tuple[Floats, Floats]:
    """Mean and covariance of the level on ``grid``: a flat prior on its start, a random walk, and no recursion."""
    walk = STEP * np.minimum.outer(grid, grid).astype(float)
    across = STEP * np.minimum.outer(grid, days)
    inverse = np.linalg.inv(STEP * np.minimum.outer(days, days) + np.diag(NOISE / precisions))
    ones = np.ones(len(days))
    information = ones @ inverse @ ones
    start = ones @ inverse @ scores / information
    mean = start + across @ inverse @ (scores - start)
    missing = 1 - across @ inverse @ ones
    return mean, walk - across @ inverse @ across.T + np.outer(missing, missing) / information


def drawn(seed: int, acts: int, length: int) -> tuple[Ints, Floats, Floats]:
    generator = np.random.default_rng(seed)
    days = np.sort(generator.integers(0, length, acts))
    return days, generator.uniform(-10, 10, acts), generator.uniform(0.05, 2.0, acts)


@pytest.mark.parametrize("seed", range(12))
def test_the_smoother_is_the_dense_posterior(seed: int) -> None:
    length = 5 + 4 * seed
    acts = drawn(seed, 1 + seed, length)
    grid = np.arange(length)
    told, (mean, covariance) = on(found(*acts), grid), dense(*acts, grid)
    np.testing.assert_allclose(told.mean, mean, rtol=0, atol=CLOSE)
    np.testing.assert_allclose(told.variance, np.diag(covariance), rtol=0, atol=CLOSE)


@pytest.mark.parametrize("seed", range(6))
def test_the_filter_is_the_dense_posterior_of_the_acts_so_far(seed: int) -> None:
    days, scores, precisions = drawn(seed, 6 + seed, 40)
    for day in range(int(days[0]), 40, 7):
        so_far = days <= day
        mean, covariance = dense(days[so_far], scores[so_far], precisions[so_far], np.array([day]))
        told = on(found(days, scores, precisions), np.array([day]), filtered=True)
        assert told.mean[0] == pytest.approx(mean[0], abs=CLOSE)
        assert told.variance[0] == pytest.approx(covariance[0, 0], abs=CLOSE)


def test_nothing_is_known_before_the_first_act_by_what_came_so_far() -> None:
    told = on(found(np.array([5]), np.array([3.0]), np.ones(1)), np.array([4, 5]), filtered=True)
    assert told.variance.tolist() == [np.inf, NOISE]


@pytest.mark.parametrize("seed", range(8))
def test_the_change_between_two_days_has_the_dense_variance(seed: int) -> None:
    length = 30
    acts = drawn(seed, 1 + 2 * seed, length)
    told = found(*acts)
    grid = np.arange(length)
    mean, covariance = dense(*acts, grid)
    early, late = (part.ravel() for part in np.meshgrid(grid, grid))
    early, late = early[early <= late], late[early <= late]
    change = told.change(np.zeros(len(early), dtype=np.int64), early, late)
    np.testing.assert_allclose(change.mean, mean[late] - mean[early], atol=CLOSE)
    expected = covariance[late, late] + covariance[early, early] - 2 * covariance[late, early]
    np.testing.assert_allclose(change.variance, expected, atol=CLOSE)


@pytest.mark.parametrize("seed", range(12))
def test_the_likelihood_is_the_dense_one_of_the_contrasts(seed: int) -> None:
    """With an unknown start the density is that of the differences between acts (restricted likelihood)."""
    days, scores, precisions = drawn(seed, 2 + seed, 40)
    told = fits(one(days, scores, precisions), np.array([[STEP / NOISE]]))
    density = -(told.count * np.log(2 * np.pi * NOISE) + told.logs + told.squares / NOISE) / 2
    covariance = STEP * np.minimum.outer(days, days) + np.diag(NOISE / precisions)
    inverse, ones = np.linalg.inv(covariance), np.ones(len(days))
    information = ones @ inverse @ ones
    error = scores - ones @ inverse @ scores / information
    expected = (
        -(
            (len(days) - 1) * np.log(2 * np.pi)
            + np.linalg.slogdet(covariance)[1]
            + np.log(information)
            + error @ inverse @ error
        )
        / 2
    )
    # acts of one day are gathered: their own variances do not hang on what is estimated
    gathered = [precisions[days == day] for day in np.unique(days)]
    constant = sum((np.log(day.sum()) - np.log(day).sum()) / 2 for day in gathered)
    assert density[0, 0] - constant == pytest.approx(float(expected), abs=1e-7)


@pytest.mark.parametrize("seed", range(4))
def test_statsmodels_finds_the_same(seed: int) -> None:
    structural = pytest.importorskip("statsmodels.tsa.statespace.structural")
    generator = np.random.default_rng(seed)
    days = np.sort(generator.choice(60, 25, replace=False))
    scores = generator.uniform(-10, 10, 25)
    observed = np.full(60, np.nan)
    observed[days] = scores
    model = structural.UnobservedComponents(observed, "llevel", use_exact_diffuse=True)
    theirs = model.smooth([NOISE, STEP])
    ours = found(days, scores, np.ones(25))
    grid = np.arange(60)
    smoothed, filtered = on(ours, grid), on(ours, grid, filtered=True)
    np.testing.assert_allclose(smoothed.mean, theirs.smoothed_state[0], atol=1e-6)
    np.testing.assert_allclose(smoothed.variance, theirs.smoothed_state_cov[0, 0], atol=1e-6)
    known = grid >= days[0]
    np.testing.assert_allclose(filtered.mean[known], theirs.filtered_state[0, known], atol=1e-6)
    np.testing.assert_allclose(filtered.variance[known], theirs.filtered_state_cov[0, 0, known], atol=1e-6)
    steps = np.array([0.001, 0.03, 0.5])
    told = fits(ours.panel, steps[None, :] / NOISE)
    density = -(told.count * np.log(2 * np.pi * NOISE) + told.logs + told.squares / NOISE)[0] / 2
    expected = np.array([model.loglike([NOISE, step]) for step in steps])
    np.testing.assert_allclose(np.diff(density), np.diff(expected), atol=1e-6)


def test_many_series_at_once_are_each_by_itself() -> None:
    generator = np.random.default_rng(5)
    acts = [drawn(seed, int(generator.integers(1, 30)), 200) for seed in range(20)]
    series = np.repeat(np.arange(20), [len(days) for days, _, _ in acts])
    order = generator.permutation(len(series))
    columns = (np.concatenate(column)[order] for column in zip(*acts, strict=True))
    steps, noises = generator.uniform(0.01, 1, 20), generator.uniform(1, 20, 20)
    together = levels(panel(series[order], *columns), Variances(steps, noises))
    grid = np.arange(200)
    for number, (step, noise) in enumerate(zip(steps, noises, strict=True)):
        alone = on(found(*acts[number], step, noise), grid)
        told = together.smoothed(np.full(200, number), grid)
        np.testing.assert_allclose(told.mean, alone.mean, atol=1e-12)
        np.testing.assert_allclose(told.variance, alone.variance, atol=1e-12)


def test_series_of_one_owner_add_their_fits() -> None:
    parts = [drawn(seed, 9, 50) for seed in (1, 2)]
    both = panel(np.repeat([0, 1], 9), *(np.concatenate(column) for column in zip(*parts, strict=True)))
    ratios = np.array([[0.001, 0.1]])
    told = fits(replace(both, owner=np.zeros(2, dtype=np.int64)), ratios)
    alone = [fits(one(*part), ratios) for part in parts]
    np.testing.assert_allclose(told.squares, alone[0].squares + alone[1].squares)
    np.testing.assert_allclose(told.logs, alone[0].logs + alone[1].logs)
    assert told.count.tolist() == [[16.0]]


def test_one_doubtful_act_gives_a_wide_band_around_its_own_score() -> None:
    told = on(found(np.array([3]), np.array([-9.0]), np.array([0.01])), np.array([3]))
    assert told.mean[0] == -9.0
    assert told.variance[0] == pytest.approx(NOISE / 0.01)


def test_acts_of_one_day_are_weighed_together() -> None:
    several = on(found(np.array([3, 3, 3]), np.array([1.0, 2.0, 6.0]), np.array([1.0, 1.0, 2.0])), np.arange(5))
    single = on(found(np.array([3]), np.array([3.75]), np.array([4.0])), np.arange(5))
    np.testing.assert_allclose(several.mean, single.mean, atol=CLOSE)
    np.testing.assert_allclose(several.variance, single.variance, atol=CLOSE)


def test_days_without_acts_widen_the_band_by_the_step_of_each() -> None:
    level = on(found(np.array([0, 20]), np.array([2.0, 2.0]), np.ones(2), 0.5, 0.1), np.arange(41))
    assert level.variance[:21].argmax() == 10, "the middle is the least known"
    assert np.diff(level.variance[20:]) == pytest.approx(0.5)
    assert level.mean[20:] == pytest.approx(level.mean[20]), "silence is not neutral"


def test_joining_with_nothing_changes_nothing() -> None:
    known = Level(np.array([4.0]), np.array([2.0]))
    told = joined(known, Level(np.zeros(1), np.array([np.inf])))
    assert (told.mean[0], told.variance[0]) == (4.0, 2.0)


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.floats(-10, 10), st.floats(1e-6, 20)), min_size=1, max_size=12
    ),
    st.floats(1e-6, 10),
    st.floats(1e-3, 100),
)  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_the_level_is_always_a_number(acts: list[tuple[int, float, float]], step: float, noise: float) -> None:
    days, scores, precisions = (np.array(column) for column in zip(*acts, strict=True))
    level = on(found(days, scores, precisions, step, noise), np.arange(61))
    assert np.isfinite(level.mean).all()
    assert (level.variance > 0).all()
    assert (abs(level.mean) <= 10 + CLOSE).all(), "never beyond the scores that were seen"


def test_a_series_without_acts_is_named() -> None:
    with pytest.raises(ValueError, match="series 1 has no act"):
        panel(np.array([0, 2]), np.array([1, 1]), np.ones(2), np.ones(2))
