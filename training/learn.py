"""Losses of the reader and one pass of learning."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import torch
from dataset import Example, speaker_places, time_place, trigger_tokens
from network import Acts, Network
from records import Record
from torch import Tensor
from torch.nn import functional

from abstand.coding.reader.encoding import Batch
from abstand.coding.reader.labels import DOMAINS, MODES, STATUSES, TYPES
from abstand.model import Domain, EventType, Status

SOURCE_CHOICE = 0.5  # of two tellings of one act (a report and its denial), either is learned from equally often


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a batch: its pair (place among the batch's pairs), its label, the event told, the example."""

    pair: int
    label: int
    event: Record
    row: int


def acts_of(batch: Batch, examples: Sequence[Example]) -> list[Act]:
    """The acts that a batch tells."""
    base = np.searchsorted(batch.entity_rows, np.arange(len(examples)))
    pairs = {(int(a), int(b)): n for n, (a, b) in enumerate(zip(batch.first, batch.second, strict=True))}
    acts = []
    for row, example in enumerate(examples):
        for (first, second, label), events in example.acts.items():
            event = events[0] if random.random() < SOURCE_CHOICE else events[-1]
            acts.append(Act(pairs[int(base[row]) + first, int(base[row]) + second], label, event, row))
    return acts


def tensors(batch: Batch) -> dict[str, Tensor]:
    """The arrays of a batch, by name, as tensors."""
    return {f.name: torch.from_numpy(getattr(batch, f.name)) for f in fields(batch) if f.name != "items"}


def act_outputs(
    network: Network, hidden: Tensor, t: dict[str, Tensor], vector: Tensor, pair: Tensor, label: Tensor
) -> Acts:
    """The heads' outputs for acts given by pair and label; candidates of other passages are not masked."""
    rows = t["entity_rows"][t["first"][pair]]
    said = torch.cat(
        [
            network.pool(hidden, t["inside"], t["entities"], t["entity_rows"]),
            network.pool(hidden, t["inside"], t["names"], t["name_rows"]),
        ]
    )
    dated = network.pool(hidden, t["inside"], t["times"], t["time_rows"])
    return network.acts(hidden, t["inside"], vector[pair], rows, label, said, dated)


def losses(
    network: Network, hidden: Tensor, batch: Batch, examples: Sequence[Example], positive: float, rare: Tensor
) -> dict[str, Tensor]:
    """The loss of each head on a batch, given the encoder's hidden states."""
    t = tensors(batch)
    vector, logits = network.pairs(hidden, t["inside"], t["entities"], t["entity_rows"], t["first"], t["second"])
    acts = acts_of(batch, examples)
    wanted = torch.zeros_like(logits)
    for act in acts:
        wanted[act.pair, act.label] = 1
    weight = torch.tensor(positive)
    found = functional.binary_cross_entropy_with_logits(logits, wanted, pos_weight=weight, reduction="sum")
    result = {"types": found / len(examples) / 4, "tags": _tag_loss(network, hidden, batch, examples)}
    if acts:
        pair, label = torch.tensor([act.pair for act in acts]), torch.tensor([act.label for act in acts])
        out = act_outputs(network, hidden, t, vector, pair, label)
        result |= _act_losses(out, acts, batch, examples, rare)
    return result


def _tag_loss(network: Network, hidden: Tensor, batch: Batch, examples: Sequence[Example]) -> Tensor:
    """Which words tell an act of which type, whoever takes part: helps the encoder, is not used to code."""
    wanted = torch.where(torch.from_numpy(batch.inside) > 0, 0, -100)
    for row, example in enumerate(examples):
        for event in example.record["events"]:
            wanted[row, trigger_tokens(example, event)] = 1 + TYPES.index(EventType(event["type"]))
    weight = torch.ones(len(TYPES) + 1)
    weight[0] = 0.1
    return functional.cross_entropy(network.tags(hidden).flatten(0, 1), wanted.flatten(), weight=weight)


def _act_losses(
    out: Acts, acts: Sequence[Act], batch: Batch, examples: Sequence[Example], rare: Tensor
) -> dict[str, Tensor]:
    events = [act.event for act in acts]
    status = torch.tensor([STATUSES.index(Status(event["status"])) for event in events])
    domain = torch.tensor([DOMAINS.index(Domain(event["domain"])) for event in events])
    mode = torch.tensor([MODES.index(event["mode"] or "") for event in events])
    return {
        "status": functional.cross_entropy(out.status, status, weight=rare),
        "domain": functional.cross_entropy(out.domain, domain),
        "mode": functional.cross_entropy(out.mode, mode),
        "trigger": _trigger_loss(out.trigger, acts, examples),
        "speakers": _speaker_loss(out.speakers, acts, batch, examples),
        "times": _time_loss(out.times, acts, batch, examples),
    }


def _trigger_loss(logits: Tensor, acts: Sequence[Act], examples: Sequence[Example]) -> Tensor:
    wanted = torch.zeros_like(logits)
    for n, act in enumerate(acts):
        places = trigger_tokens(examples[act.row], act.event)
        wanted[n, places] = 1 / max(1, len(places))
    return -(wanted * logits.log_softmax(-1)).sum(-1).mean()


def _speaker_loss(logits: Tensor, acts: Sequence[Act], batch: Batch, examples: Sequence[Example]) -> Tensor:
    rows = np.concatenate([batch.entity_rows, batch.name_rows])
    own = torch.from_numpy(np.array([act.row for act in acts])[:, None] == rows[None])
    wanted = torch.zeros_like(logits)
    for n, act in enumerate(acts):
        wanted[n, candidate_places(batch, act.row)[speaker_places(examples[act.row], act.event)]] = 1
    loss = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    return (loss * own).sum() / len(acts)


def candidate_places(batch: Batch, row: int) -> Any:
    """The places, among all entities then all names of a batch, of a passage's candidates for speaking."""
    return np.concatenate(
        [np.flatnonzero(batch.entity_rows == row), len(batch.entity_rows) + np.flatnonzero(batch.name_rows == row)]
    )


def _time_loss(logits: Tensor, acts: Sequence[Act], batch: Batch, examples: Sequence[Example]) -> Tensor:
    total, count = logits.sum() * 0, 0
    for n, act in enumerate(acts):
        place = time_place(examples[act.row], act.event)
        places = [*np.flatnonzero(batch.time_rows == act.row).tolist(), len(batch.time_rows)]
        if place is not None and len(places) > 1:
            total = total + functional.cross_entropy(logits[n, places][None], torch.tensor([place]))
            count += 1
    return total / max(1, count)


def rarity(examples: Sequence[Example], power: float = 0.4) -> Tensor:
    """A weight for each status: the rarer, the heavier."""
    told = [event["status"] for example in examples for events in example.acts.values() for event in events]
    counts, even = Counter(told), len(told) / len(STATUSES)
    return torch.tensor([(even / max(1, counts[status])) ** power for status in STATUSES])
