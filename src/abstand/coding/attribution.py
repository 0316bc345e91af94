"""According to whom: speech verbs, denials and source words, and the names beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from abstand.coding.lexicon import Marker, Place
from abstand.coding.parties import OBLIQUE, Party
from abstand.coding.patterns import Match
from abstand.coding.scene import Scene
from abstand.coding.tokens import COMMA
from abstand.model import Mention, Span, Way

SPEAKER_REACH = 6  # words between a speech verb and its speaker
LONGEST_NAME = 4  # words of a person's name
_SPEAKING = (Marker.SPEECH, Marker.ATTRIBUTION, Marker.DENIAL)
_QUOTED_NAME = re.compile(r"[«„“\"]((?:[\w’'-]+ ){0,2}[\w’'-]+)[»“”\"]")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who vouches for what: an entity's codes or a name as written; ``place`` is the speech word's place.

    Without names it is an official of a state that the sentence leaves to be understood: the actor's.
    """

    names: tuple[str, ...]
    span: Span
    place: int
    why: str
    by: Marker
    party: Party | None = None

    @property
    def is_official(self) -> bool:
        return self.party is not None or not self.names


def find_voices(scene: Scene, parties: Sequence[Party], mentions: Sequence[Mention]) -> list[Voice]:
    """The speakers a sentence names, in the order of their speech words."""
    markers = sorted((m for kind in _SPEAKING for m in scene.markers[kind]), key=lambda marker: marker.places)
    voices: dict[tuple[str, ...], Voice] = {}
    for marker in markers:
        for voice in _voices_of(marker, scene, parties, mentions):
            voices.setdefault(voice.names, voice)
    return list(voices.values())


def speakers_of(act: int, actors: tuple[str, ...], voices: Iterable[Voice], scene: Scene) -> list[Voice]:
    """The voices that vouch for an act told at the word ``act``: others than the actor, or from another clause."""
    return [
        voice
        for voice in voices
        if scene.tokens.crossing(voice.place, act) > 0 or not voice.is_official or set(voice.names) - set(actors)
    ]


def names_of(voices: Iterable[Voice], actors: tuple[str, ...]) -> tuple[str, ...]:
    """The speakers as reports carry them; an official of no named state speaks for the actor."""
    return tuple(dict.fromkeys(name for voice in voices for name in voice.names or actors[:1]))


def _voices_of(
    marker: Match[Marker], scene: Scene, parties: Sequence[Party], mentions: Sequence[Mention]
) -> Iterator[Voice]:
    outlets = [m for m in mentions if m.way is Way.OUTLET and _beside(m.span, marker, scene, COMMA)]
    speaking = [party for party in parties if _speaks(party, marker, scene)]
    title = _title(marker, scene)
    if outlets and marker.value is not Marker.DENIAL:
        for mention in outlets:
            yield _voice((mention.span.of(scene.tokens.sentence),), mention.span, marker)
    elif speaking and not _is_spoken_for(title, marker, speaking, scene):
        # who denies is the subject, mostly the first; the nearest may be whose charge is denied
        denies = marker.value is Marker.DENIAL
        best = min(speaking, key=lambda party: party.first if denies else _gap(marker, party.first, party.last))
        yield _voice(best.codes, scene.tokens.span(best.first, best.last), marker, best)
    elif (name := _unknown_name(marker, scene, mentions)) is not None:
        yield _voice((name.of(scene.tokens.sentence),), name, marker)
    elif title is not None:
        yield _voice((), scene.tokens.span(title, title), marker)


def _voice(names: tuple[str, ...], span: Span, marker: Match[Marker], party: Party | None = None) -> Voice:
    return Voice(names, span, marker.first, marker.pattern.label, marker.value, party)


def _beside(span: Span, marker: Match[Marker], scene: Scene, most_crossing: int) -> bool:
    places = scene.tokens.range_of(span)
    return (
        places is not None
        and _gap(marker, *places) <= SPEAKER_REACH
        and scene.tokens.crossing(marker.first, places[0]) <= most_crossing
    )


def _speaks(party: Party, marker: Match[Marker], scene: Scene) -> bool:
    if party.role in (Place.RECIPIENT, Place.TOPIC, Place.PARTNER) or party.is_venue:
        return False
    if party.cases and party.cases <= OBLIQUE and not party.is_adjective:
        return False
    if min(scene.tokens.crossing(place, party.first) for place in marker.places) > 0:
        return False
    return _gap(marker, party.first, party.last) <= SPEAKER_REACH


def _gap(marker: Match[Marker], first: int, last: int) -> int:
    return max(first - marker.last, marker.first - last, 0)


def _unknown_name(marker: Match[Marker], scene: Scene, mentions: Sequence[Mention]) -> Span | None:
    """A name that no data file knows: in quotes, or two and more capitalised words, in the speech word's own clause."""
    quoted = [Span(*match.span(1)) for match in _QUOTED_NAME.finditer(scene.tokens.sentence) if match[1][0].isupper()]
    if marker.value is not Marker.ATTRIBUTION:
        quoted = []
    for span in (*quoted, *_capitalised(scene)):
        known = any(span.overlaps(mention.span) for mention in mentions)
        if not known and _beside(span, marker, scene, 0):
            return span
    return None


def _capitalised(scene: Scene) -> Iterator[Span]:
    """Runs of two to LONGEST_NAME capitalised words that are no titles, not counting a sentence's first word."""
    run: list[int] = []
    for place, word in enumerate((*scene.tokens.words, None)):
        letter = scene.tokens.sentence[word.start] if word else ""
        joined = not run or (place < len(scene.tokens.words) and scene.tokens.crossing(run[-1], place) == 0)
        if place and letter.isupper() and place not in scene.titles and joined:
            run.append(place)
            continue
        if 2 <= len(run) <= LONGEST_NAME:
            yield scene.tokens.span(run[0], run[-1])
        run = []


def _is_spoken_for(title: int | None, marker: Match[Marker], parties: Sequence[Party], scene: Scene) -> bool:
    """Whether an official of no named state stands nearer, set apart from the parties by a coordinator."""
    if title is None or title < marker.last or any(party.first < title for party in parties):
        return False
    between = range(title + 1, min(party.first for party in parties))
    return any(scene.tokens.words[place].text in scene.lexicon.coordinators for place in between)


def _title(marker: Match[Marker], scene: Scene) -> int | None:
    """The title of an official nearest to the speech word in its clause."""
    near = [
        place
        for place in scene.titles
        if _gap(marker, place, place) <= SPEAKER_REACH and scene.tokens.crossing(marker.first, place) == 0
    ]
    return min(near, key=lambda place: _gap(marker, place, place), default=None)
