"""Who vouches for an act, of those whom its passage names.

A speaker stands by a speech word, a source word ("according to") or a denial, nearer than others, in the part of the
sentence in which the act is told; who does the act speaks for it less often than others. Each such sign has a weight
(``crediting.toml``); the sum is the logit of "speaks for this act", to which the reader's own logit is added in its
weight. There may be several speakers: a chain of sources is kept in the text's order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from abstand.coding.lexicon import Marker, Place
from abstand.coding.patterns import Match
from abstand.coding.scene import Scene
from abstand.model import Span, Status

REACH = 6  # words between a speech word and its speaker
WORD = 0.1  # of ``distance`` a word
_VOICED = {Marker.SPEECH: "speech", Marker.ATTRIBUTION: "source", Marker.DENIAL: "denial"}
_GOVERNED = frozenset({Place.RECIPIENT, Place.TOPIC, Place.PARTNER, Place.PLACE})
_DOUBTED = frozenset({Status.RUMOURED, Status.HYPOTHETICAL})
Places = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a passage; ``is_entity`` if a code, else a name as written or a source without one."""

    name: str
    spans: tuple[Span, ...]
    is_entity: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An act as far as its speakers depend on it."""

    words: Span
    status: Status
    actors: Sequence[str]
    recipients: Sequence[str]


@dataclass(frozen=True)
class Floor:
    """A sentence laid out, and everybody who may speak in it; ``begin`` is where it begins in their offsets."""

    scene: Scene
    begin: int
    named: Sequence[Named]

    def places(self, span: Span) -> Places | None:
        """The sentence's words that a span touches; None for a span before the sentence."""
        return self.scene.tokens.range_of(span.shift(-self.begin)) if span.start >= self.begin else None

    def own(self, one: Named) -> list[Places]:
        return [place for span in one.spans if (place := self.places(span))]


def speakers_of(act: Told, floor: Floor, heard: Sequence[float]) -> list[Named]:
    """Those who vouch for the act, in the order of the text; ``heard`` are the reader's logits for each."""
    weights = _weights()
    chosen = [
        one
        for one, logit in zip(floor.named, heard, strict=True)
        if weights["bias"] + weights["reader"] * logit + sum(weights[sign] * x for sign, x in signs(one, act, floor))
        > weights["least"]
    ]
    return sorted(chosen, key=lambda one: max(one.spans))


def heard_by(one: Named, floor: Floor) -> Span | None:
    """The speech or source word beside somebody, in the floor's offsets; None if there is none."""
    cue = _cue_of(floor.own(one), floor)
    return floor.scene.tokens.span(cue.first, cue.last).shift(floor.begin) if cue else None


@cache
def _weights() -> dict[str, float]:
    text = (resources.files("abstand.coding") / "crediting.toml").read_text("utf-8")
    return {name: float(weight) for name, weight in tomllib.loads(text).items()}


def signs(one: Named, act: Told, floor: Floor) -> Iterator[tuple[str, float]]:
    """What speaks for and against somebody as a speaker for the act, with how much of it there is."""
    if not one.is_entity:
        yield "name", 1
        if act.status in _DOUBTED:
            yield "name_doubted", 1
    if one.name in act.actors:
        yield ("actor_denied" if act.status is Status.DENIED else "actor"), 1
        if act.status is Status.PLANNED:
            yield "actor_planned", 1
    if one.name in act.recipients:
        yield ("recipient_denied" if act.status is Status.DENIED else "recipient"), 1
    own, told = floor.own(one), floor.places(act.words)
    if not own:
        yield "before", 1
    elif told:
        yield from _by_cue(own, told, one, floor)


def _by_cue(own: Sequence[Places], told: Places, one: Named, floor: Floor) -> Iterator[tuple[str, float]]:
    cue = _cue_of(own, floor)
    if cue is None:
        return
    at = (cue.first, cue.last)
    yield _VOICED[cue.value], 1
    gap = min(_gap(at, place) for place in own)
    yield "distance", WORD * gap
    place = min(own, key=lambda place: _gap(at, place))
    if any(_gap(at, other) < gap for rival in floor.named if rival != one for other in floor.own(rival)):
        yield "rival", 1
    if any(match.value in _GOVERNED and 0 < place[0] - match.last <= 2 for match in floor.scene.roles):
        yield "governed", 1
    if place[0] > cue.last:
        yield "behind_cue", 1
    if _gap(at, told) == 0:
        yield "act_speaks", 1
    yield from _between(at, told, floor)


def _cue_of(own: Sequence[Places], floor: Floor) -> Match[Marker] | None:
    """The nearest speech word in reach and in the same clause as somebody; a source word before others."""
    near = [
        (marker is not Marker.ATTRIBUTION, gap, match.first, match)
        for marker in _VOICED
        for match in floor.scene.markers[marker]
        for place in own
        if (gap := _gap((match.first, match.last), place)) <= REACH
        and floor.scene.tokens.crossing(match.first, place[0]) == 0
    ]
    return min(near, key=lambda item: item[:3])[3] if near else None


def _between(cue: Places, told: Places, floor: Floor) -> Iterator[tuple[str, float]]:
    """What parts the speech word from the act: another half of the sentence, another speech word."""
    tokens = floor.scene.tokens
    first, last = min(cue[1], told[1]), max(cue[0], told[0])
    if first < last:
        between = tokens.sentence[tokens.words[first].end : tokens.words[last].start]
        yield "halves", float(";" in between)
    if tokens.crossing(cue[0], told[0]) == 0:
        yield "same_clause", 1
    others = [match for marker in _VOICED for match in floor.scene.markers[marker] if match.first not in range(*cue)]
    if any(_gap(told, (match.first, match.last)) < _gap(told, cue) for match in others):
        yield "nearer_cue", 1


def _gap(one: Places, other: Places) -> int:
    """Words from one to the other; 0 where they touch."""
    return max(one[0] - other[1], other[0] - one[1], 0)
