"""Words of a sentence with their places, and the borders between its parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from abstand.model import Span

COMMA, PART = 1, 2  # how much a border parts what stands on its two sides

_WORD = re.compile(
    r"""(?:[ldnsjmtc]|qu|jusqu|lorsqu|puisqu)['’](?=\w)   # French elision: a word of its own
      | \w+n['’]t\b                                        # English negation
      | ['’]s\b                                            # English genitive
      | \w+(?:[-‑.]\w+)*                                   # words, compounds, abbreviations, numbers
    """,
    re.VERBOSE | re.IGNORECASE,
)
# an abbreviation in brackets, or up to three words in quotes, parts nothing: (OVKS), «Талибан», "Spiegel"
_SHORT_ASIDE = re.compile(r"\([^\W\d_]{2,10}\)|[«„“\"]\s?(?:[\w’'-]+ ){0,2}[\w’'-]+\s?[»“”\"]")
_PART_MARKS = frozenset(';:–—()[]"„“”«»!?…')


@dataclass(frozen=True, slots=True)
class Token:
    """A word: ``text`` in lower case with straight apostrophes; offsets in the sentence."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Tokens:
    """The words of one sentence. ``split_words`` open a new part of the sentence (that, because, if …)."""

    sentence: str
    words: tuple[Token, ...]
    borders: tuple[int, ...]

    @classmethod
    def of(cls, sentence: str, split_words: frozenset[str] = frozenset()) -> Tokens:
        words = tuple(
            Token(match.group().lower().replace("’", "'"), match.start(), match.end())
            for match in _WORD.finditer(sentence)
        )
        plain = _SHORT_ASIDE.sub(lambda match: f" {match[0][1:-1]} ", sentence)
        borders: list[int] = []
        total = end = 0
        for word in words:
            between = plain[end : word.start]
            marked = PART if not _PART_MARKS.isdisjoint(between) else COMMA if "," in between else 0
            total += max(marked, PART if word.text in split_words and borders else 0)
            borders.append(total)
            end = word.end
        return cls(sentence, words, tuple(borders))

    def crossing(self, one: int, other: int) -> int:
        """What lies between two words: 0 nothing, 1 a comma, 2 and more a new part of the sentence."""
        return abs(self.borders[one] - self.borders[other])

    def span(self, first: int, last: int) -> Span:
        """The offsets of the words ``first`` to ``last``, both included."""
        return Span(self.words[first].start, self.words[last].end)

    def range_of(self, span: Span) -> tuple[int, int] | None:
        """The first and last word that touch ``span``; None if none does."""
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end) - 1
        return (first, last) if first <= last else None

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self.words]
