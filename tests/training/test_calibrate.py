"""Thresholds and confidence, from what was told and whether it was right."""

import pytest
from calibrate import GRID, best_threshold, reliability


def test_the_best_threshold_parts_right_from_wrong() -> None:
    told = [(0.7, "AID", True)] * 10 + [(0.4, "AID", False)] * 10
    best = best_threshold(told, 10)
    assert 0.4 < best <= 0.7
    assert best == pytest.approx((0.42 + 0.70) / 2)


def test_what_is_missed_speaks_for_a_low_threshold() -> None:
    told = [(0.8, "AID", True)] * 2 + [(0.3, "AID", True)] * 8 + [(0.3, "AID", False)] * 4
    assert best_threshold(told, 10) <= 0.3
    assert best_threshold([(chance, "AID", is_right) for chance, _, is_right in told if is_right], 10) <= 0.3
    assert best_threshold(told[:2] + told[-4:], 2) > 0.3


def test_a_threshold_lies_in_the_grid_also_without_any_telling() -> None:
    for told, wanted in (([], 0), ([], 5), ([(0.9, "AID", False)], 0)):
        assert GRID[0] <= best_threshold(told, wanted) <= GRID[-1]


def right_of(chance: float, right: int, wrong: int) -> list[tuple[float, str, bool]]:
    return [(chance, "AID", True)] * right + [(chance, "AID", False)] * wrong


def test_reliability_weighs_the_bins_by_their_counts() -> None:
    told = [*right_of(0.25, 0, 30), *right_of(0.75, 10, 0)]
    error, bins = reliability(told)
    assert error == pytest.approx(0.25)
    assert [(b["confidence"], b["right"], b["count"]) for b in bins] == [
        (pytest.approx(0.25), 0.0, 30),
        (pytest.approx(0.75), 1.0, 10),
    ]


def test_the_surest_are_in_the_last_bin() -> None:
    error, bins = reliability(right_of(1.0, 10, 0))
    assert error == 0
    assert [b["count"] for b in bins] == [10]
