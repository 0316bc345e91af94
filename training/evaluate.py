"""How well the model alone reads the corpus's dev part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import torch
from dataset import Example
from learn import act_outputs, tensors
from network import Network
from records import Item, Record, items
from torch import Tensor

from abstand.coding.reader.decode import ActOutputs, Engine, Floats, Ints, read_acts
from abstand.coding.reader.encoding import Batch
from abstand.coding.reader.weighing import Weights

BATCH = 32
TRIED = (0.2, 0.3, 0.4, 0.5, 0.6)


class TorchEngine:
    """The network in torch, as an Engine."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._hidden = self._vector = torch.zeros(0)

    @torch.no_grad()
    def pairs(self, batch: Batch) -> Floats:
        self.network.eval()
        t = tensors(batch)
        self._hidden = self.network.encoder(t["ids"], t["mask"], t["cues"], t["markers"])
        self._vector, logits = self.network.pairs(
            self._hidden, t["inside"], t["entities"], t["entity_rows"], t["first"], t["second"]
        )
        return logits.numpy()

    @torch.no_grad()
    def acts(self, batch: Batch, pair: Ints, label: Ints) -> ActOutputs:
        chosen: tuple[Tensor, Tensor] = (torch.from_numpy(pair), torch.from_numpy(label))
        out = act_outputs(self.network, self._hidden, tensors(batch), self._vector, *chosen)
        return ActOutputs(*(value.numpy() for value in out))


def in_batches(data: Sequence[Example]) -> Iterator[list[Example]]:
    order = sorted(data, key=lambda example: len(example.encoded.ids))
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def predicted(engine: Engine, data: Sequence[Example], weights: Weights) -> dict[str, list[Record]]:
    """What the reader finds, by record id, as the records of the interface."""
    found: dict[str, list[Record]] = defaultdict(list)
    for part in in_batches(data):
        for example, acts in zip(part, read_acts(Batch.of([e.encoded for e in part]), engine, weights), strict=True):
            found[example.record["id"]] += [
                {
                    "type": act.type.value,
                    "mode": act.mode,
                    "actors": [one.name for one in act.actors],
                    "recipients": [one.name for one in act.recipients],
                    "status": act.status.value,
                    "speakers": [one.name for one in act.speakers],
                    "when": [act.time.when.first.isoformat(), act.time.when.last.isoformat()] if act.time else None,
                    "domain": act.domain.value,
                    "trigger": act.trigger.of(example.encoded.passage.text),
                    "confidence": act.confidence,
                }
                for act in acts
            ]
    return found


def event_f1(gold: Iterable[tuple[str, set[Item]]], found: dict[str, list[Record]], floor: float) -> float:
    """Micro F1 of (type, pair) over records, of what is found with at least ``floor`` confidence."""
    tally: Counter[str] = Counter()
    for id_, wanted in gold:
        told = set(items([event for event in found.get(id_, []) if event["confidence"] >= floor]))
        tally.update(right=len(wanted & told), wrong=len(told - wanted), missed=len(wanted - told))
    return 2 * tally["right"] / max(1, 2 * tally["right"] + tally["wrong"] + tally["missed"])


def report(engine: Engine, data: Sequence[Example]) -> str:
    """A line a threshold: event F1 over all and by language; then type and status of what is found at the best."""
    found = predicted(engine, data, Weights({"logit": 1.0}, min(TRIED), min(TRIED)))
    records = {example.record["id"]: example.record for example in data}
    by_language: dict[str, list[tuple[str, set[Item]]]] = defaultdict(list)
    for id_, record in records.items():
        by_language[record["lang"]].append((id_, set(items(record["events"]))))
    everything = [pair for pairs in by_language.values() for pair in pairs]
    lines = []
    for floor in TRIED:
        parts = " ".join(f"{lang} {event_f1(own, found, floor):.3f}" for lang, own in sorted(by_language.items()))
        lines.append(f"  from {floor}: all {event_f1(everything, found, floor):.3f} {parts}")
    return "\n".join([*lines, f"  {_given_found(records, found)}"])


def _given_found(records: dict[str, Record], found: dict[str, list[Record]]) -> str:
    """Of events found: shares of right status, direction, date and speakers."""
    tally: Counter[str] = Counter()
    for id_, record in records.items():
        wanted, told = items(record["events"]), items(found.get(id_, []))
        for item in wanted.keys() & told.keys():
            gold, own = wanted[item][0], told[item][0]
            tally["found"] += 1
            tally["status"] += gold["status"] == own["status"]
            tally["direction"] += item[1] & set(gold["actors"]) == item[1] & set(own["actors"])
            tally["when"] += gold["when"] == own["when"]
            tally["speakers"] += {s.casefold() for s in gold["speakers"]} == {s.casefold() for s in own["speakers"]}
    shares = {name: tally[name] / max(1, tally["found"]) for name in ("status", "direction", "when", "speakers")}
    return " ".join(f"{name} {share:.3f}" for name, share in shares.items())
