"""Who stands by which word of saying: a sentence's speech words, source words and denials, and those named there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from abstand.coding.lexicon import Marker
from abstand.coding.patterns import Match, longest
from abstand.coding.scene import Scene
from abstand.coding.voices import voices
from abstand.model import Span

REACH = 8  # words between a word of saying and who is heard by it
MOST_CROSSING = 2  # commas, or the border of a part of the sentence, between the two
COST_OF_COMMA = 3  # words that a comma between the two counts for
NAME_OF_TITLE = 3  # words between an official's title and his state or name
COST_AHEAD = 3  # and somebody before a source word ("X, according to Y"), where those govern what follows
VERB_FINAL = frozenset({"kk"})
CLAUSE_OPENING = 3  # words at a clause's beginning
POSTPOSED = frozenset({"zufolge"})  # source words that follow whom they name; in Kazakh all do
_KINDS = (Marker.ATTRIBUTION, Marker.DENIAL, Marker.SPEECH)  # of words in several lists the first counts
_QUOTED = re.compile(r"[«„“\"‘].{12,}?[»“”\"’](?!\w)")  # shorter ones are names
Places = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a passage; ``is_entity`` if a code, else a name as written or a source without one."""

    name: str
    spans: tuple[Span, ...]
    is_entity: bool


class Saying(NamedTuple):
    """A word of saying: the places of its first and last word, its kind."""

    first: int
    last: int
    kind: Marker
    match: Match[Marker]

    @property
    def places(self) -> Places:
        return self.first, self.last


class Link(NamedTuple):
    """Somebody near a word of saying: at ``place``, ``gap`` words off, across ``crossing``; the least ``cost`` is the
    likeliest to be heard by it."""

    cost: int
    place: Places
    gap: int
    crossing: int


@dataclass(frozen=True)
class Floor:
    """A sentence laid out, and everybody who may speak in it; ``begin`` is where it begins in their offsets."""

    scene: Scene
    begin: int
    named: Sequence[Named]

    def places(self, span: Span) -> Places | None:
        """The sentence's words that a span touches; None for a span before the sentence."""
        return self.scene.tokens.range_of(span.shift(-self.begin)) if span.start >= self.begin else None

    @cached_property
    def own(self) -> tuple[tuple[Places, ...], ...]:
        """Where in the sentence each of ``named`` is named."""
        return tuple(tuple(place for span in one.spans if (place := self.places(span))) for one in self.named)

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """The words of saying, in order; none shares a word with another."""
        more = longest(voices(self.scene.lexicon.language).words.find(self.scene.tokens))
        taken: set[int] = set()
        found = []
        for match in (*(match for kind in _KINDS for match in self.scene.markers[kind]), *more):
            if taken.isdisjoint(match.places):
                taken |= set(match.places)
                found.append(Saying(match.first, match.last, match.value, match))
        return tuple(sorted(found, key=lambda saying: saying.first))

    @cached_property
    def links(self) -> dict[tuple[int, int], Link]:
        """For each of ``named`` and each word of saying in reach, by their numbers, the nearest link."""
        return {
            (one, number): min(found)
            for one in range(len(self.named))
            for number, saying in enumerate(self.sayings)
            if (found := list(self._links(one, saying)))
        }

    def _links(self, one: int, saying: Saying) -> Iterator[Link]:
        for place in self.own[one]:
            space = 1 if self._frames(place, saying) else gap(saying.places, place)
            crossing = self.scene.tokens.crossing(*inner(saying.places, place))
            in_quote = self.quote_of(place[0])
            is_quoted = self.named[one].is_entity and in_quote not in (None, self.quote_of(saying.first))
            if space <= REACH and crossing <= MOST_CROSSING and not is_quoted:
                ahead = COST_AHEAD if place[0] < saying.first and self._governs(saying) else 0
                yield Link(space + COST_OF_COMMA * crossing + ahead, place, space, crossing)

    def _frames(self, place: Places, saying: Saying) -> bool:
        """Whether somebody opens the clause that the word of saying ends, in a language whose verbs come last."""
        tokens = self.scene.tokens
        if self.scene.lexicon.language not in VERB_FINAL or tokens.crossing(place[0], saying.last):
            return False
        opens = place[0] < CLAUSE_OPENING or tokens.crossing(place[0] - CLAUSE_OPENING, place[0]) > 0
        ends = saying.last + 1 == len(tokens.words) or tokens.crossing(saying.last, saying.last + 1) > 0
        return place[0] < saying.first and opens and ends

    def _governs(self, saying: Saying) -> bool:
        is_postposed = self.scene.lexicon.language == "kk" or saying.match.pattern.text in POSTPOSED
        return saying.kind is Marker.ATTRIBUTION and not is_postposed

    def is_nearest(self, one: int, saying: int) -> bool:
        """Whether nobody stands nearer to the word of saying."""
        own = self.links[one, saying].cost
        return all(link.cost >= own for (_, number), link in self.links.items() if number == saying)

    @cached_property
    def has_official_of_nobody(self) -> bool:
        """Whether an official or a ministry of no named state is heard: "a security official said"."""
        titles = map(self._nearest_title, self.sayings)
        return any(title < self._nearest_named(number) for number, title in enumerate(titles))

    def _nearest_title(self, saying: Saying) -> int:
        near = [gap(saying.places, (place, place)) for place in self.scene.titles if not self._crosses(saying, place)]
        return min((space for space in near if space <= REACH), default=REACH + 1)

    def _nearest_named(self, saying: int) -> int:
        costs = [link.cost for (_, number), link in self.links.items() if number == saying]
        return min((cost - NAME_OF_TITLE for cost in costs), default=REACH + 1)

    def _crosses(self, saying: Saying, place: int) -> bool:
        return self.scene.tokens.crossing(*inner(saying.places, (place, place))) > 0

    def told_by(self) -> list[Named]:
        """Who is heard in the sentence, the nearest to each speech or source word, in the text's order."""
        near = {one for one, saying in self.links if self.is_nearest(one, saying)}
        return sorted((self.named[one] for one in near), key=lambda one: one.spans)

    def quote_of(self, place: int) -> int | None:
        """The quotation in which a word stands, by its number."""
        at = self.scene.tokens.words[place].start
        return next((number for number, span in enumerate(self._quotes) if span.start <= at < span.end), None)

    @cached_property
    def _quotes(self) -> tuple[Span, ...]:
        return tuple(Span(*match.span()) for match in _QUOTED.finditer(self.scene.tokens.sentence))

    @cached_property
    def has_pronoun(self) -> bool:
        """Whether a pronoun may stand for somebody named before."""
        words = voices(self.scene.lexicon.language).pronouns
        return any(word.text in words for word in self.scene.tokens.words)


def inner(one: Places, other: Places) -> Places:
    """The two words that face each other."""
    return (one[1], other[0]) if one[0] <= other[0] else (other[1], one[0])


def gap(one: Places, other: Places) -> int:
    """Words from one to the other; 0 where they touch."""
    return max(one[0] - other[1], other[0] - one[1], 0)
