"""From which confidence an act is told, and whether confidence is what it says: the share of reports that are right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

GRID = np.round(np.arange(0.1, 0.86, 0.02), 2)
BINS = 10

Floats = NDArray[np.float64]
Telling = tuple[float, str, bool]  # probability, type, whether (type, pair) is right


def best_threshold(told: Sequence[Telling], wanted: int) -> float:
    """The threshold of the grid with the highest F1, the middle of the best ones."""
    scores = _scores(told, wanted)
    return round(float(np.median(GRID[scores >= scores.max() - 1e-9])), 2)


def surest_threshold(told: Sequence[Telling], wanted: int, slack: float) -> float:
    """The highest threshold of the grid whose F1 falls short of the best by no more than ``slack``."""
    scores = _scores(told, wanted)
    return round(float(GRID[scores >= scores.max() - slack].max()), 2)


def _scores(told: Sequence[Telling], wanted: int) -> Floats:
    """F1 at each threshold of the grid."""
    chances, right = np.array([t[0] for t in told]), np.array([t[2] for t in told])
    return np.array([2 * right[chances >= at].sum() / max(1, (chances >= at).sum() + wanted) for at in GRID])


def reliability(told: Sequence[Telling]) -> tuple[float, list[dict[str, Any]]]:
    """The expected calibration error over ten equal bins of confidence, and the bins: mean confidence, share, count."""
    confidence = np.array([t[0] for t in told])
    right = np.array([t[2] for t in told], dtype=float)
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    bins = [
        {
            "confidence": confidence[place == n].mean(),
            "right": right[place == n].mean(),
            "count": int((place == n).sum()),
        }
        for n in np.unique(place)
    ]
    error = sum(b["count"] * abs(b["confidence"] - b["right"]) for b in bins) / max(1, len(told))
    return float(error), bins
