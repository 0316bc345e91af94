"""Which of the times that a passage names is the time of an act.

A time belongs to the act it stands by: in the same clause, with no other act or speech word nearer, and on the right
side of the day of publication for what is planned or done. Each such sign has a weight (``dating.toml``); the sum is
the logit of "this is the act's time". The reader's own judgement, where there is one, counts as a further sign. No
time is chosen whose sum stays below the threshold.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from abstand.annotation.times import TimeExpression
from abstand.coding.lexicon import Marker
from abstand.coding.scene import Scene
from abstand.coding.tokens import COMMA
from abstand.model import Span, Status

MONTH_DAYS, YEAR_DAYS = 25, 300  # from so many days on a time is a month's, a year's
FARTHEST = 15  # words; what is farther off is just far
ADJACENT = 1  # words from act to time that still count as side by side
WORD = 0.1  # of ``distance`` a word
_TOLD = frozenset({Status.ASSERTED, Status.NEGATED, Status.DENIED})
Places = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence laid out, and the times named in it and before it; ``begin`` is where it begins in their offsets."""

    scene: Scene
    begin: int
    times: Sequence[TimeExpression]
    published: date | None

    def places(self, span: Span) -> Places | None:
        """The sentence's words that a span touches; None for a span before the sentence."""
        return self.scene.tokens.range_of(span.shift(-self.begin)) if span.start >= self.begin else None


def time_of(
    act: Span, status: Status, others: Sequence[Span], passage: Passage, told: Sequence[float] = ()
) -> TimeExpression | None:
    """The time of the act whose words are ``act``; ``others`` are the words of the other acts of the sentence.

    ``told`` are the reader's logits for each time against "no time".
    """
    if not passage.times:
        return None
    weights = _weights()
    scores = [
        weights["bias"]
        + sum(weights[sign] * value for sign, value in _signs(time, act, status, others, passage))
        + (weights["reader"] * told[place] if told else 0)
        for place, time in enumerate(passage.times)
    ]
    best = max(range(len(scores)), key=scores.__getitem__)
    return passage.times[best] if scores[best] > weights["least_read" if told else "least"] else None


@cache
def _weights() -> dict[str, float]:
    text = (resources.files("abstand.coding") / "dating.toml").read_text("utf-8")
    return {name: float(weight) for name, weight in tomllib.loads(text).items()}


def _signs(
    time: TimeExpression, act: Span, status: Status, others: Sequence[Span], passage: Passage
) -> Iterator[tuple[str, float]]:
    yield from _of_length(time)
    yield from _of_tense(time, status, passage.published)
    own, at = passage.places(act), passage.places(time.span)
    if at is None:
        yield "before", 1
        if all(other.span.start < passage.begin for other in passage.times):
            yield "only_before", 1
    elif own is not None:
        yield from _of_clause(at, own, passage)
        yield from _of_rivals(at, own, [place for span in others if (place := passage.places(span))], passage)


def _of_length(time: TimeExpression) -> Iterator[tuple[str, float]]:
    days = (time.when.last - time.when.first).days
    if days >= MONTH_DAYS:
        yield ("year" if days >= YEAR_DAYS else "month"), 1


def _of_tense(time: TimeExpression, status: Status, published: date | None) -> Iterator[tuple[str, float]]:
    if published and status is Status.PLANNED and time.when.last < published:
        yield "planned_in_the_past", 1
    if published and status in _TOLD and time.when.first > published:
        yield "told_of_the_future", 1
    if status is Status.HYPOTHETICAL:
        yield "hypothetical", 1


def _of_clause(at: Places, own: Places, passage: Passage) -> Iterator[tuple[str, float]]:
    crossing = min(passage.scene.tokens.crossing(a, b) for a, b in zip(at, own, strict=True))
    if crossing:
        yield ("comma" if crossing == COMMA else "clause"), 1
    gap = _gap(at, own)
    yield "distance", WORD * min(gap, FARTHEST)
    if gap <= ADJACENT and not crossing:
        yield "adjacent", 1
    if at[0] > own[1]:
        yield "behind", 1
    if at[0] <= 1:
        yield "opening", 1


def _of_rivals(at: Places, own: Places, others: Sequence[Places], passage: Passage) -> Iterator[tuple[str, float]]:
    """Other acts, speech words and times that stand between the time and its act, or nearer to either."""
    tokens, gap = passage.scene.tokens, _gap(at, own)
    crossing = min(tokens.crossing(a, b) for a, b in zip(at, own, strict=True))
    if any(_gap(at, other) < gap and tokens.crossing(at[0], other[0]) <= crossing for other in others):
        yield "nearer_act", 1
    spoken = [(m.first, m.last) for kind in (Marker.SPEECH, Marker.DENIAL) for m in passage.scene.markers[kind]]
    is_speech = any(_gap(word, own) == 0 for word in spoken)
    if not is_speech and any(_gap(at, word) < gap and tokens.crossing(at[0], word[0]) < COMMA for word in spoken):
        yield "nearer_speech", 1
    rivals = [place for time in passage.times if (place := passage.places(time.span)) and place != at]
    if not rivals:
        yield "only", 1
    if all(_gap(other, own) >= gap for other in rivals):
        yield "nearest", 1


def _gap(one: Places, other: Places) -> int:
    """Words from one to the other; 0 where they touch."""
    return max(one[0] - other[1], other[0] - one[1], 0)
