"""What the word lists know of a sentence's words, shown to the reader as hints that it may follow or not.

A hint says that a word is a cue of an event type, or a marker: of negation, denial, rumour, plan, speech …
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from abstand.coding.lexicon import Lexicon, Marker
from abstand.coding.reader.labels import TYPES
from abstand.coding.scene import Scene
from abstand.model import EventType, Sentence, Span

CUE_HINTS = {type_: number for number, type_ in enumerate(TYPES, start=1)}  # 0: no cue
MARKER_HINTS = {marker: number for number, marker in enumerate(Marker, start=1)}  # 0: no marker


@dataclass(frozen=True, slots=True)
class Hint:
    """A word and what the lists say of it."""

    span: Span
    of: EventType | Marker


def hints(sentence: Sentence, lexicon: Lexicon) -> Iterator[Hint]:
    """The hints of a sentence; offsets are the document's."""
    scene = Scene.of(sentence.text, lexicon)
    known: list[tuple[tuple[int, ...], EventType | Marker]] = [(cue.places, cue.value.type) for cue in scene.cues]
    known += [(match.places, marker) for marker, matches in scene.markers.items() for match in matches]
    for places, of in known:
        for place in places:
            yield Hint(scene.tokens.span(place, place).shift(sentence.span.start), of)
