"""How far to believe an act that the model proposes, in the light of all else that the passage shows.

The model judges every pair of entities by itself. What it does not see: that another pair is likelier to do the same
thing, that the same words already tell another act, that two who stand together against a third are seldom hostile to
each other, that somebody stands nearer to the act's words, and what the word lists make of the sentence. Each such
sign has a weight (``weighing.toml``, made by ``training/weigh.py``); their sum with the model's own logit is the logit
that the act is told so, which is the report's confidence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp

from abstand.coding.reader.labels import is_mutual, type_of
from abstand.coding.reader.passage import Candidate, Passage
from abstand.model import EventType, Span

FARTHEST = 150  # letters; what is farther off is just far
LETTER = 0.01  # of ``distance`` a letter
MOST_RIVALS = 4  # more count as so many
IN_PLAY = -2.0  # logit from which two are taken to stand together
HOSTILE = frozenset(
    {
        EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.PROTEST, EventType.SANCTION,
        EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act as the model reads it; ``label`` as in ``labels``, ``logit`` its own judgement."""

    first: Candidate
    second: Candidate
    label: int
    logit: float
    trigger: Span

    @property
    def type(self) -> EventType:
        return type_of(self.label)

    @property
    def parties(self) -> frozenset[str]:
        return frozenset((self.first.name, self.second.name))


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each sign, and the confidence from which an act is told, ``hostile`` for a hostile one."""

    signs: Mapping[str, float]
    least: float
    hostile: float

    def tells(self, one: Proposal, confidence: float) -> bool:
        """Whether a proposed act is sure enough to be told."""
        return confidence >= (self.hostile if one.type in HOSTILE else self.least)

    def confidence(self, one: Proposal, among: Sequence[Proposal], passage: Passage) -> float:
        """The probability that the passage tells a proposed act; ``among`` are all its proposals."""
        logit = sum(self.signs.get(sign, 0.0) * value for sign, value in signs(one, among, passage))
        return 1 / (1 + exp(-logit))


@cache
def shipped_weights() -> Weights:
    """The weights of this installation."""
    read = tomllib.loads((resources.files("abstand.coding.reader") / "weighing.toml").read_text("utf-8"))
    return Weights(read["signs"], read["least"], read["hostile"])


def signs(one: Proposal, among: Sequence[Proposal], passage: Passage) -> Iterator[tuple[str, float]]:
    """The signs for and against a proposed act, with their values."""
    yield "bias", 1
    yield "logit", one.logit
    others = [other for other in among if other is not one]
    yield from _of_rivals(one, others)
    yield from _of_company(one, others)
    yield from _of_lists(one, passage)
    yield from _of_place(one, passage)


def _of_rivals(one: Proposal, others: Sequence[Proposal]) -> Iterator[tuple[str, float]]:
    """Other pairs that may do the same, and other acts that the same words may tell."""
    same = [other.logit for other in others if other.type is one.type]
    yield "rivals", min(len(same), MOST_RIVALS)
    yield "stronger_rival", max(0.0, max(same, default=one.logit) - one.logit)
    if any(other.type is not one.type and other.trigger.overlaps(one.trigger) for other in others):
        yield "words_of_another_act", 1


def _of_company(one: Proposal, others: Sequence[Proposal]) -> Iterator[tuple[str, float]]:
    """Whether those said to be hostile do the same to a third, or suffer the same from it."""
    if one.type not in HOSTILE or is_mutual(one.label):
        return
    directed = [other for other in others if other.logit > IN_PLAY and not is_mutual(other.label)]
    does = {(other.label, other.first.name, other.second.name) for other in directed}
    if any(_stand_together(one, other, does) for other in directed):
        yield "together", 1


def _stand_together(one: Proposal, other: Proposal, does: set[tuple[int, str, str]]) -> bool:
    """Whether what another act says of one of two who are proposed to be hostile is said of the second, too."""
    first, second = one.first.name, one.second.name
    swap = {first: second, second: first}
    actor, recipient = other.first.name, other.second.name
    if {actor, recipient} == {first, second}:
        return False
    twin = (other.label, swap.get(actor, actor), swap.get(recipient, recipient))
    return twin != (other.label, actor, recipient) and twin in does


def _of_lists(one: Proposal, passage: Passage) -> Iterator[tuple[str, float]]:
    """What the word lists know of the act's words, and what the cue coder makes of the sentence."""
    known = {hint.of for hint in passage.hints if hint.span.overlaps(one.trigger) and isinstance(hint.of, EventType)}
    if one.type in known:
        yield "cue", 1
    elif known:
        yield "cue_of_another_act", 1
    if not passage.cued:
        yield "lists_find_nothing", 1
    if (one.type, one.parties) in passage.cued:
        yield "lists_find_it", 1
    if any(parties == one.parties for _, parties in passage.cued):
        yield "lists_find_the_pair", 1


def _of_place(one: Proposal, passage: Passage) -> Iterator[tuple[str, float]]:
    """How near the two stand to the act's words, and how many others stand nearer."""
    gaps = [_gap(entity, one.trigger, passage.begin) for entity in passage.entities]
    own, other = (_gap(party, one.trigger, passage.begin) for party in (one.first, one.second))
    yield "nearer_than_first", sum(gap < own for gap in gaps)
    yield "nearer_than_second", sum(gap < other for gap in gaps)
    yield "distance", LETTER * max(own, other)


def _gap(party: Candidate, trigger: Span, begin: int) -> int:
    """Letters between a party, as the sentence names it, and the act's words."""
    named = [span for span in party.spans if span.start >= begin]
    return min((max(s.start - trigger.end, trigger.start - s.end, 0) for s in named), default=FARTHEST)
