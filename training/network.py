"""The reader in torch: the encoder and the heads over entities, ordered pairs, and acts.

Labels are the 16 types for "first does it to second", then the 16 again for "both do it together". Sizes are named as
in ``abstand.coding.reader.encoding.Batch``; K is the number of acts that are looked at closer.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from encoder import MASKED, Encoder
from torch import Tensor, nn

from abstand.coding.reader.encoding import BARE
from abstand.coding.reader.labels import DOMAINS, LABELS, MODES, STATUSES, TYPES

LOOKS = 4  # places of the sentence that a pair looks at


class Acts(NamedTuple):
    """Logits for each act: ``trigger`` (K, n), ``speakers`` (K, S), ``times`` (K, T + 1), the last for "no time"."""

    status: Tensor
    domain: Tensor
    mode: Tensor
    trigger: Tensor
    speakers: Tensor
    times: Tensor


class Pool(nn.Module):
    """One vector for each thing named: a weighted mean of its tokens, which know how they name it and where."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.way, self.place = nn.Embedding(BARE + 1, width), nn.Embedding(2, width)
        for table in (self.way, self.place):
            nn.init.normal_(table.weight, std=0.02)
        self.weight = nn.Linear(width, 1)

    def forward(self, hidden: Tensor, inside: Tensor, marks: Tensor, rows: Tensor) -> Tensor:
        """(things, width) from hidden (B, n, width), inside (B, n), marks (things, n), rows (things,)."""
        x = hidden[rows] + self.way(marks) + self.place(inside[rows])
        weight = self.weight(x).squeeze(-1).masked_fill(marks == 0, MASKED).softmax(-1)
        return torch.bmm(weight[:, None], x).squeeze(1)


def _block(*sizes: int, drop: float) -> nn.Sequential:
    return nn.Sequential(nn.LayerNorm(sizes[0]), nn.Dropout(drop), nn.Linear(*sizes), nn.GELU(), nn.Dropout(drop))


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder, width: int, wide: int, drop: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.pool = Pool(width)
        self.ask = nn.Linear(3 * width, LOOKS * width)
        self.pair = _block(width * (4 + LOOKS), wide, drop=drop)
        self.types = nn.Linear(wide, LABELS)
        self.tags = nn.Linear(width, len(TYPES) + 1)
        self.label = nn.Embedding(LABELS, wide)
        nn.init.normal_(self.label.weight, std=0.05)
        self.act = _block(wide, wide, drop=drop)
        self.status = nn.Sequential(
            nn.Linear(wide + width, wide), nn.GELU(), nn.Dropout(drop), nn.Linear(wide, len(STATUSES))
        )
        self.domain, self.mode = nn.Linear(wide + width, len(DOMAINS)), nn.Linear(wide + width, len(MODES))
        self.trigger, self.speaker, self.time = (nn.Linear(wide, width) for _ in range(3))
        self.spoken, self.dated = nn.Linear(width, width), nn.Linear(width, width)
        self.silence, self.undated = nn.Parameter(torch.zeros(1) - 2), nn.Parameter(torch.zeros(width))

    def pairs(
        self, hidden: Tensor, inside: Tensor, entities: Tensor, rows: Tensor, first: Tensor, second: Tensor
    ) -> tuple[Tensor, Tensor]:
        """A vector (P, wide) and the logits of the labels (P, LABELS) for every ordered pair."""
        sentence = _mean(hidden, inside)
        own = self.pool(hidden, inside, entities, rows)
        at = rows[first]
        a, b, whole, tokens = own[first], own[second], sentence[at], hidden[at]
        query = self.ask(torch.cat([a, b, whole], -1)).view(-1, LOOKS, hidden.shape[-1])
        seen = _looked(query, tokens, inside[at])
        vector = self.pair(torch.cat([a, b, whole, a * b, seen.flatten(1)], -1))
        return vector, self.types(vector)

    def acts(
        self, hidden: Tensor, inside: Tensor, vector: Tensor, rows: Tensor, label: Tensor, said: Tensor, dated: Tensor
    ) -> Acts:
        """What else there is to say of each act: vector (K, wide), its passage's row and label (K,).

        ``said`` (S, width) and ``dated`` (T, width) are the pooled candidates of all passages; the caller keeps those
        of the act's own.
        """
        act = self.act(vector + self.label(label))
        tokens = hidden[rows]
        trigger = (self.trigger(act)[:, None] * tokens).sum(-1) / hidden.shape[-1] ** 0.5
        trigger = trigger.masked_fill(inside[rows] == 0, MASKED)
        both = torch.cat([act, torch.bmm(trigger.softmax(-1)[:, None], tokens).squeeze(1)], -1)
        scale = hidden.shape[-1] ** 0.5
        speakers = self.speaker(act) @ self.spoken(said).T / scale + self.silence
        times = self.time(act) @ self.dated(torch.cat([dated, self.undated[None]])).T / scale
        return Acts(self.status(both), self.domain(both), self.mode(both), trigger, speakers, times)


def _mean(hidden: Tensor, inside: Tensor) -> Tensor:
    share = inside.float() / inside.sum(1, keepdim=True).clamp(min=1)
    return torch.bmm(share[:, None], hidden).squeeze(1)


def _looked(query: Tensor, tokens: Tensor, inside: Tensor) -> Tensor:
    """(P, looks, width): what each query finds among the sentence's tokens."""
    score = query @ tokens.transpose(1, 2) / query.shape[-1] ** 0.5
    return score.masked_fill(inside[:, None] == 0, MASKED).softmax(-1) @ tokens


__all__ = ["Acts", "Network", "Pool"]
