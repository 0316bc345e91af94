"""Which passages take part in an epoch, and in which batches."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from dataset import Example

JITTER = 15  # tokens by which passages of one batch may differ more for the sake of chance
SEEN_TOLD, SEEN_EMPTY = 0.5, 0.25  # shares in an epoch of what the start weights have learned from: with acts, without


@dataclass(frozen=True, slots=True)
class Sample:
    """The passages to learn from; ``since`` is the number of the first corpus file that the start weights do not know.

    With 0 every passage takes part in every epoch.
    """

    data: Sequence[Example]
    since: int = 0

    def epoch(self) -> list[Example]:
        return [example for example in self.data if random.random() < self._share(example)]

    def _share(self, example: Example) -> float:
        if _file(example) >= self.since:
            return 1.0
        return SEEN_TOLD if example.acts else SEEN_EMPTY

    @property
    def expected(self) -> float:
        """The passages of an epoch, in the mean."""
        return sum(map(self._share, self.data))


def _file(example: Example) -> int:
    """The number of a record's file, the middle of its id; 0 for files that have a name instead."""
    number = example.record["id"].split("-")[1]
    return int(number) if number.isdigit() else 0


def batches(data: Sequence[Example], size: int) -> list[list[Example]]:
    """Passages of like length together, the batches in random order."""
    order = sorted(data, key=lambda example: len(example.encoded.ids) + random.random() * JITTER)
    parts = [order[n : n + size] for n in range(0, len(order), size)]
    random.shuffle(parts)
    return parts
