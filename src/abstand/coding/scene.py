"""One sentence laid out for the cue coder: its words and what the lexicon knows of them, looked up once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from abstand.coding.lexicon import Cue, Lexicon, Marker, Place
from abstand.coding.patterns import Match, longest
from abstand.coding.tokens import Tokens

OPENING = 5  # words within which a clause opens that depends on a word


@dataclass(frozen=True)
class Scene:
    """A sentence's words with titles, role words and markers found in them."""

    tokens: Tokens
    lexicon: Lexicon

    @classmethod
    def of(cls, sentence: str, lexicon: Lexicon) -> Scene:
        return cls(Tokens.of(sentence, lexicon.split_words), lexicon)

    @cached_property
    def titles(self) -> frozenset[int]:
        """Places of titles and functions: president, ministry, spokesman …"""
        return frozenset(place for match in self.lexicon.titles.find(self.tokens) for place in match.places)

    @cached_property
    def posts_abroad(self) -> frozenset[int]:
        """Places of titles that are held in another state: ambassador, embassy, consul …"""
        return frozenset(place for match in self.lexicon.abroad.find(self.tokens) for place in match.places)

    @cached_property
    def links(self) -> frozenset[int]:
        """Places of words that may stand between a preposition and the name it governs: titles, articles, numbers."""
        return self.titles | {
            place
            for place, word in enumerate(self.tokens.words)
            if word.text in self.lexicon.articles or word.text.isnumeric()
        }

    @cached_property
    def fillers(self) -> frozenset[int]:
        """Places of words that may stand inside a party: links and capitalised words such as given names."""
        sentence = self.tokens.sentence
        return self.links | {
            place for place, word in enumerate(self.tokens.words) if place and sentence[word.start].isupper()
        }

    def opens_clause_after(self, place: int) -> bool:
        """Whether "that", "whether" … follows soon after a word."""
        return any(word.text in self.lexicon.split_words for word in self.tokens.words[place + 1 : place + 1 + OPENING])

    @cached_property
    def cues(self) -> tuple[Match[Cue], ...]:
        return tuple(longest(self.lexicon.cues.find(self.tokens)))

    @cached_property
    def roles(self) -> tuple[Match[Place], ...]:
        """Role words, but those that are part of a source word: the "to" of "according to"."""
        naming = {place for match in self.markers[Marker.ATTRIBUTION] for place in match.places}
        return tuple(
            match for match in longest(self.lexicon.roles.find(self.tokens)) if naming.isdisjoint(match.places)
        )

    @cached_property
    def markers(self) -> dict[Marker, tuple[Match[Marker], ...]]:
        found = self.lexicon.markers.find(self.tokens)
        return {marker: tuple(longest(match for match in found if match.value is marker)) for marker in Marker}
