"""From the model's numbers to the acts of a passage."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from abstand.annotation.times import TimeExpression
from abstand.coding.reader.encoding import Batch, Encoded
from abstand.coding.reader.labels import DOMAINS, LABELS, MODES, MODES_OF, STATUSES, TYPES, is_mutual, type_of
from abstand.coding.reader.passage import Candidate
from abstand.coding.reader.weighing import Proposal, Weights
from abstand.model import Domain, EventType, Span, Status

POSSIBLE = -4.6  # logit, a chance of one in a hundred, from which an act is looked at closer
SPEAKS = 0.0  # logit above which the head takes a candidate for a speaker
DISPUTED = 0.3  # share of the second status from which an act is both told and denied
PART_OF_ACT = 0.3  # share of the best token's weight from which its neighbours belong to the act's words
_WORD = re.compile(r"[\w’'-]*")
_WORD_BACK = re.compile(r"[\w’'-]*$")

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class ActOutputs(NamedTuple):
    """Logits for K acts: ``trigger`` (K, n), ``speakers`` (K, E + N), ``times`` (K, T + 1), the last for "no time"."""

    status: Floats
    domain: Floats
    mode: Floats
    trigger: Floats
    speakers: Floats
    times: Floats


class Engine(Protocol):
    """What runs the network: onnxruntime in use, torch in training."""

    def pairs(self, batch: Batch) -> Floats:
        """Logits (P, LABELS) of a batch's ordered pairs."""

    def acts(self, batch: Batch, pair: Ints, label: Ints) -> ActOutputs:
        """What there is to say of the acts given by pair and label (K,), of the batch read last."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act found in a passage: entities, words and time are the passage's. Mutual acts have no recipients.

    ``time`` and ``speakers`` are the heads' own choice; ``dated`` is the logit of each of the passage's times against
    "no time", ``heard`` that of each who may speak.
    """

    type: EventType
    mode: str | None
    actors: tuple[Candidate, ...]
    recipients: tuple[Candidate, ...]
    status: Status
    domain: Domain
    speakers: tuple[Candidate, ...]
    time: TimeExpression | None
    trigger: Span
    confidence: float
    dated: tuple[float, ...] = ()
    heard: tuple[float, ...] = ()


def read_acts(batch: Batch, engine: Engine, weights: Weights) -> list[list[Act]]:
    """The acts of each passage of a batch, the surest first."""
    found: list[list[Act]] = [[] for _ in batch.items]
    for row, proposals in proposals_of(batch, engine).items():
        among = [proposal for proposal, _ in proposals]
        for proposal, acts in proposals:
            confidence = weights.confidence(proposal, among, batch.items[row].passage)
            if weights.tells(proposal, confidence):
                found[row] += [replace(act, confidence=round(confidence, 3)) for act in acts]
    return [sorted(_joined(acts), key=lambda act: -act.confidence) for acts in found]


def proposals_of(batch: Batch, engine: Engine) -> dict[int, list[tuple[Proposal, list[Act]]]]:
    """By passage: what the model thinks possible, each with the acts it would be: two if it is told and denied."""
    found: defaultdict[int, list[tuple[Proposal, list[Act]]]] = defaultdict(list)
    logits = _balanced(engine.pairs(batch), batch) if len(batch.first) else np.zeros((0, LABELS), dtype=np.float32)
    pair, label = _likeliest(logits, batch)
    if len(pair):
        out = engine.acts(batch, pair, label)
        for place, (p, kind) in enumerate(zip(pair.tolist(), label.tolist(), strict=True)):
            row = int(batch.pair_rows[p])
            one, other = (_entity(batch, row, int(at[p])) for at in (batch.first, batch.second))
            act = _act(batch, out, place, row, kind, one, other)
            proposal = Proposal(one, other, kind, float(logits[p, kind]), act.trigger)
            found[row].append((proposal, [replace(act, status=status) for status in _statuses(out.status[place])]))
    return found


def _balanced(logits: Floats, batch: Batch) -> Floats:
    """Both orders of a pair say the same of what the two do together: their mean."""
    back = _reverse(batch)
    mutual = (logits[:, len(TYPES) :] + logits[back, len(TYPES) :]) / 2
    return np.concatenate([logits[:, : len(TYPES)], mutual], axis=1)


def _reverse(batch: Batch) -> Ints:
    """The place of each pair's other order."""
    order = {(a, b): n for n, (a, b) in enumerate(zip(batch.first.tolist(), batch.second.tolist(), strict=True))}
    return np.array([order[b, a] for a, b in order], dtype=np.int64)


def _likeliest(logits: Floats, batch: Batch) -> tuple[Ints, Ints]:
    """Pairs and labels that are possible at all; of one type between the same two only the likeliest arrangement."""
    best: dict[tuple[int, int, int], tuple[float, int, int]] = {}
    for pair, label in np.argwhere(logits > POSSIBLE).tolist():
        a, b = int(batch.first[pair]), int(batch.second[pair])
        if not (is_mutual(label) and a > b):
            key = (min(a, b), max(a, b), label % len(TYPES))
            best[key] = max(best.get(key, (-np.inf, 0, 0)), (float(logits[pair, label]), pair, label))
    kept = sorted((pair, label) for _, pair, label in best.values())
    return np.array([p for p, _ in kept], dtype=np.int64), np.array([kind for _, kind in kept], dtype=np.int64)


def _act(batch: Batch, out: ActOutputs, place: int, row: int, label: int, one: Candidate, other: Candidate) -> Act:
    item, type_ = batch.items[row], type_of(label)
    dated, heard = _dated(batch, row, out.times[place]), _heard(batch, row, out.speakers[place])
    return Act(
        type_,
        _mode(out.mode[place], type_),
        (one, other) if is_mutual(label) else (one,),
        () if is_mutual(label) else (other,),
        Status.ASSERTED,
        DOMAINS[int(out.domain[place].argmax())],
        tuple(one for one, logit in zip(item.passage.speakers, heard, strict=True) if logit > SPEAKS),
        _time(item, dated),
        _trigger(item, out.trigger[place]),
        0.0,
        dated,
        heard,
    )


def _statuses(logits: Floats) -> list[Status]:
    """The likeliest status; of an act that is told and denied in one sentence also the other."""
    shares = np.exp(logits - logits.max())
    shares /= shares.sum()
    first, second = (STATUSES[place] for place in np.argsort(-shares)[:2].tolist())
    is_disputed = Status.DENIED in (first, second) and shares[STATUSES.index(second)] >= DISPUTED
    return [first, second] if is_disputed else [first]


def _entity(batch: Batch, row: int, place: int) -> Candidate:
    return batch.items[row].passage.entities[place - int(np.searchsorted(batch.entity_rows, row))]


def _mode(logits: Floats, type_: EventType) -> str | None:
    allowed = [0, *(MODES.index(mode) for mode in MODES_OF[type_])]
    return MODES[max(allowed, key=lambda number: logits[number])] or None


def _heard(batch: Batch, row: int, logits: Floats) -> tuple[float, ...]:
    own = np.concatenate([batch.entity_rows == row, batch.name_rows == row])
    return tuple(logits[own].tolist())


def _dated(batch: Batch, row: int, logits: Floats) -> tuple[float, ...]:
    return tuple((logits[np.flatnonzero(batch.time_rows == row)] - logits[len(batch.time_rows)]).tolist())


def _time(item: Encoded, dated: Sequence[float]) -> TimeExpression | None:
    best = max(range(len(dated)), key=dated.__getitem__, default=None)
    return item.passage.times[best] if best is not None and dated[best] > 0 else None


def _trigger(item: Encoded, logits: Floats) -> Span:
    """The words around the likeliest token whose tokens are nearly as likely, whole words."""
    weight = np.exp(logits - logits.max())
    first = last = int(logits.argmax())
    while first > item.first and weight[first - 1] >= PART_OF_ACT:
        first -= 1
    while last + 1 < item.last and weight[last + 1] >= PART_OF_ACT:
        last += 1
    text = item.passage.text
    begin = _WORD_BACK.search(text, 0, item.offsets[first].end)
    end = _WORD.match(text, item.offsets[last].end)
    start = min(begin.start() if begin else item.offsets[first].start, item.offsets[first].start)
    return Span(start, max(item.offsets[last].end, end.end() if end else 0))


def _joined(acts: Iterable[Act]) -> list[Act]:
    """Acts that are one act of several parties: told by the same words, as real, with the same others."""
    return _united(_united(list(acts), "actors", "recipients"), "recipients", "actors")


def _united(acts: Sequence[Act], several: str, same: str) -> list[Act]:
    groups: dict[tuple[object, ...], list[Act]] = {}
    for act in acts:
        key = (act.type, act.status, act.trigger, *sorted(c.name for c in getattr(act, same)))
        groups.setdefault(key if act.recipients else (*key, id(act)), []).append(act)
    return [_union(group, several) for group in groups.values()]


def _union(group: Sequence[Act], several: str) -> Act:
    best = max(group, key=lambda act: act.confidence)
    parties = tuple({one.name: one for act in group for one in getattr(act, several)}.values())
    return replace(best, actors=parties) if several == "actors" else replace(best, recipients=parties)
