"""Which way the words around a time look: to what has been, or to what is to come.

The nearest word of a kind decides, one in the same clause before any beyond a comma. Words of saying are not among
them: who announces on Friday may speak of the Monday after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from abstand.model import Span

Tense = Literal["past", "coming"]
CLAUSE = 1000  # a comma is farther than any number of letters
BESIDE = CLAUSE + 3  # a comma and a blank between the two: "announced, on Friday,"
JOINT = 50  # so many letters farther is what stands beyond an "and"
NOWHERE = CLAUSE * CLAUSE
_JOINT = re.compile(r" (?:and|but|while|und|aber|doch|während|et|mais|tandis|и|но|а|және|ал|бірақ) ")
_PART_END = re.compile(r"[;:!?]|(?<=[^\W\d]{3})\.(?= )|(?<=[»”)])\.(?= )")


@dataclass(frozen=True, slots=True)
class Tenses:
    """A language's words for either; words of saying are past for what stands in their own clause.

    ``failed`` says that what was to come has not, wherever it stands.
    """

    words: re.Pattern[str]
    failed: re.Pattern[str]

    def around(self, text: str, plain: str, span: Span, *, planned: bool = False) -> Tense | None:
        """The tense of the part of the sentence that ``span`` is in; ``plain`` is the text in lower case.

        What was ``planned`` for a time lies ahead whatever the tense, unless it failed.
        """
        start = max((end.end() for end in _PART_END.finditer(plain, 0, span.start)), default=0)
        after = _PART_END.search(plain, span.end)
        end = after.start() if after else len(plain)
        if self.failed.search(plain, start, end):
            return "past"
        if planned:
            return "coming"
        nearest: tuple[int, Tense | None] = (NOWHERE, None)
        for word in self.words.finditer(plain, start, end):
            # a capital is a name's, and a noun's in German, save where the sentence begins
            if not text[word.start()].isupper() or word.start() == start:
                far = _distance(plain, span, Span(*word.span()))
                if far < nearest[0] and (word.lastgroup != "said" or far < BESIDE):
                    nearest = far, "coming" if word.lastgroup == "coming" else "past"
        return nearest[1]


def _distance(plain: str, one: Span, other: Span) -> int:
    first, last = sorted((one, other))
    between = plain[first.end : last.start]
    if first.end > last.start:
        return NOWHERE
    return len(between) + CLAUSE * between.count(",") + JOINT * len(_JOINT.findall(between))
