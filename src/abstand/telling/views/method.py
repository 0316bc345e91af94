"""How acts are scored and weighed."""

from __future__ import annotations

from dataclasses import dataclass

from abstand.measuring.weights import Weights
from abstand.model import EventType, Status


@dataclass(frozen=True, slots=True)
class Method:
    """The scores of the types in [-10, 10], highest first; the weights of the statuses in [0, 1]."""

    scores: tuple[tuple[EventType, float], ...]
    weights: tuple[tuple[Status, float], ...]


def method_view(weights: Weights) -> Method:
    scores = sorted(weights.scores.items(), key=lambda item: -item[1])
    return Method(tuple(scores), tuple(weights.precision.items()))
