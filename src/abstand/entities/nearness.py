"""Bodies whose name several states use ("the Senate"): whose is meant, by the states that are named near."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property

from abstand.entities.marks import stands_for_state
from abstand.model import Mention, Span, Way

CONTEXT = 2  # sentences before, in which a state named takes a body away from the one that mostly has it
WIDEST_GAP = 8  # code points
_SENTENCE_END = re.compile(r"[.!?…][»“”\"’)]*\s+(?=[«„“\"—–-]?\s?[^\Wa-zа-яё\d])")
_OWNED = re.compile(r"(?:['’]s?)?[\s‑-](?:Republic's\s)?")
_OWNER_AFTER = re.compile(r"\s(?:(?:of|de|du|der|des|von)\s(?:the\s|la\s)?|d['’]|de l['’])?")
OWNERS = (Way.NAME, Way.ADJECTIVE, Way.CAPITAL)


def rough_sentences(text: str) -> list[Span]:
    """Sentences by their full stops, for texts that nobody has split."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return [Span(start, end) for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


class Nearness:
    """The states that a text names, by their places."""

    def __init__(self, text: str, mentions: Sequence[Mention], sentences: Callable[[], Sequence[Span]]) -> None:
        self._text = text
        self._mentions = [mention for mention in mentions if stands_for_state(mention)]
        self._split = sentences

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self._mentions]

    @cached_property
    def _opens(self) -> list[int]:
        return [sentence.start for sentence in self._split()]

    def owner(self, start: int, end: int) -> str | None:
        """The code of the state beside ``[start, end)`` that has it: "Polish Senate", "Senate of Poland"."""
        at = bisect_left(self._starts, start)
        for before in self._mentions[max(0, at - 1) : at]:
            if before.way in OWNERS and self._fits(_OWNED, before.end, start):
                return before.code
        for after in self._mentions[at : at + 1]:
            if after.way in OWNERS[:1] and self._fits(_OWNER_AFTER, end, after.start):
                return after.code
        return None

    def _fits(self, gap: re.Pattern[str], start: int, end: int) -> bool:
        return start <= end <= start + WIDEST_GAP and bool(gap.fullmatch(self._text, start, end))

    def nearest(self, start: int, codes: Collection[str], usual: str | None) -> str | None:
        """Which of ``codes`` is meant at ``start``; ``usual`` is what the name means if no other is near."""
        place = max(0, bisect_right(self._opens, start) - 1)
        sentence = self._before(start, self._opens[place])
        context = self._before(start, self._opens[max(0, place - CONTEXT)])
        if usual is None:
            named = {mention.code for mention in self._mentions if mention.code in codes}
            return self._last(sentence, codes) or self._last(self._before(start, 0), codes) or _only(named)
        if usual in (mention.code for mention in context):
            return usual
        return self._last(sentence, codes) or self._last(context, codes) or usual

    def _before(self, start: int, first: int) -> Sequence[Mention]:
        return self._mentions[bisect_left(self._starts, first) : bisect_left(self._starts, start)]

    def _last(self, mentions: Sequence[Mention], codes: Collection[str]) -> str | None:
        found: Iterator[str] = (mention.code for mention in reversed(mentions) if mention.code in codes)
        return next(found, None)


def _only(codes: Collection[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None
