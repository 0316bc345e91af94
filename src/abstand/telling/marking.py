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
    return _cut(entry.sentence, _evidence(entry, entry.report.sentence))


def marked(entry: Entry, span: Span) -> tuple[Segment, ...]:
    """Another part of the document in the same way. Only of an entry that holds its document's text."""
    return _cut(span.of(entry.document.text), _evidence(entry, span))


def _cut(text: str, spans: list[tuple[int, int, str]]) -> tuple[Segment, ...]:
    borders = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    return tuple(Segment(text[start:end], _roles(start, end, spans)) for start, end in pairwise(borders))


def _evidence(entry: Entry, within: Span) -> list[tuple[int, int, str]]:
    """The evidence that lies in a part of the document, by offsets of that part."""
    return [
        (item.span.start - within.start, item.span.end - within.start, item.role.value)
        for item in entry.report.evidence
        if within.start <= item.span.start and item.span.end <= within.end
    ]


def _roles(start: int, end: int, spans: list[tuple[int, int, str]]) -> tuple[str, ...]:
    return tuple(sorted({role for first, last, role in spans if first <= start and end <= last}))
