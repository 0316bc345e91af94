"""Thresholds and confidence, chosen on the corpus's dev part.

A label's threshold lies halfway between the best of all labels and the best of its type: with some forty events a type,
the type's own best is half chance. Confidence is Platt's scaling of the logit: the share of reports that are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from records import Record, items
from scipy.optimize import minimize

from abstand.coding.reader.labels import TYPES

LEAST = 0.05  # below it no report is looked at
GRID = np.round(np.arange(0.1, 0.86, 0.02), 2)
BINS = 10

Floats = NDArray[np.float64]
Telling = tuple[float, str, bool]  # probability, type, whether (type, pair) is right


def tellings(gold: dict[str, Record], found: dict[str, list[Record]]) -> list[Telling]:
    """Every (type, pair) that is told, with its probability and whether the record has it."""
    told = []
    for id_, record in gold.items():
        wanted = items(record["events"])
        for item, events in items(found.get(id_, [])).items():
            told.append((max(event["confidence"] for event in events), item[0], item in wanted))
    return told


def wanted_by_type(gold: dict[str, Record]) -> dict[str, int]:
    """How many (type, pair) there are to find of each type."""
    own = [item for record in gold.values() for item in items(record["events"])]
    return {type_.value: sum(item[0] == type_ for item in own) for type_ in TYPES}


def best_threshold(told: Sequence[Telling], wanted: int) -> float:
    """The threshold of the grid with the highest F1, the middle of the best ones."""
    chances, right = np.array([t[0] for t in told]), np.array([t[2] for t in told])
    scores = np.array([2 * right[chances >= at].sum() / max(1, (chances >= at).sum() + wanted) for at in GRID])
    return float(np.median(GRID[scores >= scores.max() - 1e-9]))


def thresholds(gold: dict[str, Record], found: dict[str, list[Record]]) -> list[float]:
    """A threshold for each label, the directed types first, then the mutual ones."""
    told, wanted = tellings(gold, found), wanted_by_type(gold)
    common = best_threshold(told, sum(wanted.values()))
    own = [(common + best_threshold([t for t in told if t[1] == type_], wanted[type_])) / 2 for type_ in TYPES]
    return [round(value, 3) for value in own * 2]


def platt(told: Sequence[Telling]) -> tuple[float, float]:
    """Slope and shift that make 1 / (1 + exp(-(slope * logit + shift))) the likeliest chances of being right."""
    logits, right = _logits(told), np.array([t[2] for t in told], dtype=float)

    def cost(at: Floats) -> float:
        score = at[0] * logits + at[1]
        return float(np.mean(np.logaddexp(0, score) - right * score))

    slope, shift = minimize(cost, np.array([1.0, 0.0])).x
    return round(float(slope), 4), round(float(shift), 4)


def _logits(told: Sequence[Telling]) -> Floats:
    chances = np.clip([t[0] for t in told], 0.001, 0.999)
    return np.asarray(np.log(chances / (1 - chances)))


def reliability(told: Sequence[Telling], slope: float, shift: float) -> tuple[float, list[dict[str, Any]]]:
    """The expected calibration error over ten equal bins of confidence, and the bins: mean confidence, share, count."""
    confidence = 1 / (1 + np.exp(-(slope * _logits(told) + shift)))
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
