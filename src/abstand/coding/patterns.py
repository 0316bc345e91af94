"""Patterns of words, as the cue files write them (docs/cues-format.md), and finding them in a sentence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from abstand.coding.tokens import PART, Token, Tokens

GAP = "…"
LONGEST_GAP = 16  # words; German brackets span as many; against 8 the pilot corpus lost .001 of its F1 (de .004)
LONGEST_LABEL = 100  # letters
_KEY = 3  # letters of a word's beginning or end by which patterns are looked up

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Word:
    """One place of a pattern: any of ``exact``, or a word that begins, ends or holds one of the parts."""

    exact: frozenset[str]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    holds: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Word:
        exact, begins, ends, holds = set(), [], [], []
        for option in text.lower().replace("’", "'").split("/"):
            part = option.strip("*")
            if option.startswith("*") and option.endswith("*"):
                holds.append(part)
            elif option.startswith("*"):
                ends.append(part)
            elif option.endswith("*"):
                begins.append(part)
            else:
                exact.add(part)
        return cls(frozenset(exact), tuple(begins), tuple(ends), tuple(holds))

    def matches(self, word: str) -> bool:
        return (
            word in self.exact
            or (bool(self.begins) and word.startswith(self.begins))
            or (bool(self.ends) and word.endswith(self.ends))
            or any(part in word for part in self.holds)
        )

    def stem(self, word: str) -> int:
        """How many letters of a matching word are fixed: all but what a ``*`` at the end stands for."""
        if word in self.exact:
            return len(word)
        return max((len(part) for part in self.begins if word.startswith(part)), default=len(word))

    def keys(self) -> Iterator[str]:
        """Beginnings (``abc``) and ends (``*abc``) under which a lookup finds this word; ``*`` where any may match."""
        if self.holds:
            yield "*"
        for part in self.exact:
            yield part[:_KEY]
        for part in self.begins:
            yield part[:_KEY] if len(part) >= _KEY else "*"
        for part in self.ends:
            yield "*" + (part[-_KEY:] if len(part) >= _KEY else "")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in order; ``gaps[i]`` says whether words may stand between ``words[i - 1]`` and ``words[i]``."""

    text: str
    words: tuple[Word, ...]
    gaps: tuple[bool, ...]

    @classmethod
    def parse(cls, text: str) -> Pattern:
        words: list[Word] = []
        gaps: list[bool] = []
        gap = False
        for part in text.split():
            if part == GAP:
                gap = True
            else:
                words.append(Word.parse(part))
                gaps.append(gap)
                gap = False
        if not words:
            raise ValueError(f"the pattern {text!r} holds no word")
        return cls(text, tuple(words), tuple(gaps))

    @property
    def label(self) -> str:
        """The pattern as shown to people: long lists of alternatives are cut."""
        return textwrap.shorten(self.text.replace("/", " / "), LONGEST_LABEL, placeholder=" [...]").replace(" / ", "/")

    def match(self, tokens: Tokens, at: int) -> tuple[int, ...] | None:
        """The places of the pattern's words if its first word stands at ``at``."""
        if not self.words[0].matches(tokens.words[at].text):
            return None
        places = [at]
        for word, gap in zip(self.words[1:], self.gaps[1:], strict=True):
            place = self._next(word, gap, tokens, places[-1] + 1)
            if place is None:
                return None
            places.append(place)
        return tuple(places)

    @staticmethod
    def _next(word: Word, gap: bool, tokens: Tokens, start: int) -> int | None:
        end = min(len(tokens.words), start + (LONGEST_GAP + 1 if gap else 1))
        for place in range(start, end):
            if tokens.crossing(start - 1, place) >= PART:
                return None
            if word.matches(tokens.words[place].text):
                return place
        return None


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A pattern found: the places of its words and what the pattern stands for."""

    places: tuple[int, ...]
    pattern: Pattern
    value: T

    @property
    def first(self) -> int:
        return self.places[0]

    @property
    def last(self) -> int:
        return self.places[-1]


@dataclass(frozen=True)
class PatternSet(Generic[T]):
    """Many patterns, each with a value, found in one walk over the words."""

    patterns: tuple[tuple[Pattern, T], ...]

    @classmethod
    def parse(cls, texts: Iterable[tuple[str, T]]) -> PatternSet[T]:
        return cls(tuple((Pattern.parse(text), value) for text, value in texts))

    def find(self, tokens: Tokens) -> list[Match[T]]:
        """Every match, in the order of the words."""
        return [
            Match(places, pattern, value)
            for at, token in enumerate(tokens.words)
            for pattern, value in self._candidates(token)
            if (places := pattern.match(tokens, at)) is not None
        ]

    def _candidates(self, token: Token) -> Sequence[tuple[Pattern, T]]:
        keys = (token.text[:_KEY], "*" + token.text[-_KEY:], "*")
        return [entry for key in keys for entry in self._index.get(key, ())]

    @cached_property
    def _index(self) -> dict[str, list[tuple[Pattern, T]]]:
        index: dict[str, list[tuple[Pattern, T]]] = {}
        for pattern, value in self.patterns:
            for key in dict.fromkeys(pattern.words[0].keys()):
                index.setdefault(key, []).append((pattern, value))
        return index


def longest(matches: Iterable[Match[T]]) -> list[Match[T]]:
    """Of matches that share a word, the one with more words, then with the least between them."""
    chosen: list[Match[T]] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: (-len(m.places), m.last - m.first, m.places)):
        if taken.isdisjoint(match.places):
            chosen.append(match)
            taken.update(match.places)
    return sorted(chosen, key=lambda m: m.places)
