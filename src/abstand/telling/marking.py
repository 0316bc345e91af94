"""A sentence cut where the words of its act, parties, speaker, time and status begin and end."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from abstand.model import Entry, Span


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a sentence and the roles they are evidence for; none for the words between."""

    text: str
    roles: tuple[str, ...] = ()


def segments(entry: Entry) -> tuple[Segment, ...]:
    """The sentence in order, whole: the texts put together are the sentence."""
    spans = [(span.start, span.end, role) for span, role in _evidence(entry)]
    borders = sorted({0, len(entry.sentence), *(at for start, end, _ in spans for at in (start, end))})
    return tuple(Segment(entry.sentence[start:end], _roles(start, end, spans)) for start, end in pairwise(borders))


def _evidence(entry: Entry) -> list[tuple[Span, str]]:
    """The evidence that lies in the sentence, by offsets of the sentence."""
    sentence = entry.report.sentence
    return [
        (item.span.shift(-sentence.start), item.role.value)
        for item in entry.report.evidence
        if sentence.start <= item.span.start and item.span.end <= sentence.end
    ]


def _roles(start: int, end: int, spans: list[tuple[int, int, str]]) -> tuple[str, ...]:
    return tuple(sorted({role for first, last, role in spans if first <= start and end <= last}))
