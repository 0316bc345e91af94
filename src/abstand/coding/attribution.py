"""According to whom: speech verbs and source words, and the names beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from abstand.coding.lexicon import Marker, Place
from abstand.coding.parties import Party
from abstand.coding.patterns import Match
from abstand.coding.scene import Scene
from abstand.coding.tokens import COMMA
from abstand.model import Mention, Span, Way

SPEAKER_REACH = 6  # words between a speech verb and its speaker
_PERSON = re.compile(r"[^\W\d_a-zа-яё][\w’'-]+(?: (?:(?:von|van|de|bin|al)\s)?[^\W\d_a-zа-яё][\w’'-]+)+")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who vouches for what: an entity's code or a name as written; ``place`` is the speech word's place."""

    names: tuple[str, ...]
    span: Span
    place: int
    why: str
    is_code: bool


def find_voices(scene: Scene, parties: Sequence[Party], mentions: Sequence[Mention]) -> list[Voice]:
    """The speakers a sentence names, in the order of their speech words."""
    markers = sorted(
        (*scene.markers[Marker.SPEECH], *scene.markers[Marker.ATTRIBUTION]), key=lambda marker: marker.places
    )
    voices: list[Voice] = []
    for marker in markers:
        for voice in _voices_of(marker, scene, parties, mentions):
            if all(voice.names != other.names for other in voices):
                voices.append(voice)
    return voices


def speakers_of(act: int, actors: tuple[str, ...], voices: Sequence[Voice], scene: Scene) -> list[Voice]:
    """The voices that vouch for an act told at the word ``act``: those that speak of it from another clause."""
    return [
        voice
        for voice in voices
        if scene.tokens.crossing(voice.place, act) > 0 or not voice.is_code or set(voice.names) - set(actors)
    ]


def _voices_of(
    marker: Match[Marker], scene: Scene, parties: Sequence[Party], mentions: Sequence[Mention]
) -> list[Voice]:
    outlets = [m for m in mentions if m.way is Way.OUTLET and _beside(m, marker, scene)]
    if outlets:
        text = scene.tokens.sentence
        return [Voice((m.span.of(text),), m.span, marker.first, marker.pattern.text, False) for m in outlets]
    speaking = [p for p in parties if _speaks(p, marker, scene)]
    if speaking:
        best = min(speaking, key=lambda p: _gap(marker, p.first, p.last))
        span = scene.tokens.span(best.first, best.last)
        return [Voice(best.codes, span, marker.first, marker.pattern.text, True)]
    return _named(marker, scene)


def _beside(mention: Mention, marker: Match[Marker], scene: Scene) -> bool:
    places = scene.tokens.range_of(mention.span)
    return (
        places is not None
        and _gap(marker, *places) <= SPEAKER_REACH
        and scene.tokens.crossing(marker.first, places[0]) <= COMMA
    )


def _speaks(party: Party, marker: Match[Marker], scene: Scene) -> bool:
    if party.role in (Place.RECIPIENT, Place.TOPIC, Place.PARTNER) or party.is_venue:
        return False
    if scene.tokens.crossing(marker.first, party.first) > 0:
        return False
    after = party.first > marker.last
    if marker.value is Marker.ATTRIBUTION and not after and marker.pattern.text not in ("zufolge",):
        return False
    return _gap(marker, party.first, party.last) <= SPEAKER_REACH


def _gap(marker: Match[Marker], first: int, last: int) -> int:
    return max(first - marker.last, marker.first - last, 0)


def _named(marker: Match[Marker], scene: Scene) -> list[Voice]:
    """A person that no data file knows: two or more capitalised words in the speech word's own clause."""
    tokens = scene.tokens
    for match in _PERSON.finditer(tokens.sentence):
        span = Span(match.start(), match.end())
        places = tokens.range_of(span)
        if places and _gap(marker, *places) <= SPEAKER_REACH and tokens.crossing(marker.first, places[0]) == 0:
            return [Voice((match.group(),), span, marker.first, marker.pattern.text, False)]
    return []
