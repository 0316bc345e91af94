"""The outputs of the lowest layers, which keep their start weights: computed once, half an epoch's work."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from dataset import Example
from network import Network
from swap import pool_of, swapped
from torch import Tensor, nn

from abstand.coding.reader.encoding import Batch

Key = tuple[int, int]  # an example and a version of it


class Lower:
    """Each passage comes in ``versions``, the first with its own names, the others with names changed (swap.py)."""

    def __init__(self, network: Network, data: Sequence[Example], versions: int) -> None:
        self._network, self._versions = network, versions
        self._pool, self._dice = pool_of(data), random.Random(0)
        self._states: dict[Key, Tensor] = {}

    def of(self, part: Sequence[Example], width: int) -> Tensor:
        """States (passages, ``width``, hidden) of a batch, each passage in any of its versions, padded with zeros."""
        keys = [(id(example), self._dice.randrange(self._versions)) for example in part]
        self._compute({key: example for key, example in zip(keys, part, strict=True) if key not in self._states})
        states = [self._states[key] for key in keys]
        return torch.stack([nn.functional.pad(state.float(), (0, 0, 0, width - len(state))) for state in states])

    def _compute(self, missing: dict[Key, Example]) -> None:
        if not missing:
            return
        items = [
            example.encoded if version == 0 else swapped(example, self._pool, self._dice)
            for (_, version), example in missing.items()
        ]
        batch = Batch.of(items)
        with torch.no_grad():
            states = self._network.encoder.lower(torch.from_numpy(batch.ids), torch.from_numpy(batch.mask)).half()
        for key, item, state in zip(missing, items, states, strict=True):
            self._states[key] = state[: len(item.ids)].clone()
