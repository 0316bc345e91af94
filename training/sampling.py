"""Which passages take part in an epoch, and in which batches."""

from __future__ import annotations

import random
from collections.abc import Sequence

from dataset import Example

JITTER = 15  # tokens by which passages of one batch may differ more for the sake of chance
EMPTY = 0.5  # share of the passages without acts in an epoch: those with acts hold as many pairs without


def epoch_of(data: Sequence[Example]) -> list[Example]:
    """All passages with acts, and some of the others."""
    return [example for example in data if example.acts or random.random() < EMPTY]


def expected(data: Sequence[Example]) -> float:
    """The passages of an epoch, in the mean."""
    return sum(1.0 if example.acts else EMPTY for example in data)


def batches(data: Sequence[Example], size: int) -> list[list[Example]]:
    """Passages of like length together, the batches in random order."""
    order = sorted(data, key=lambda example: len(example.encoded.ids) + random.random() * JITTER)
    parts = [order[n : n + size] for n in range(0, len(order), size)]
    random.shuffle(parts)
    return parts
