"""Unicode normal form C with a way back: which raw characters an offset in the NFC text stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from abstand.model import Span

# below this, no character combines with one before it
FIRST_COMBINING = "\u0300"


@dataclass(frozen=True, slots=True)
class Normalised:
    """NFC ``text``; ``offsets[i]`` is the raw offset where the characters begin that became ``text[i]``.

    ``offsets`` has one entry more than ``text``: the length of the raw text.
    """

    text: str
    offsets: Sequence[int]

    def raw(self, span: Span) -> Span:
        """The shortest raw range whose NFC form holds all of ``span``."""
        if span.start == span.end:
            return Span(self.offsets[span.start], self.offsets[span.start])
        end = span.end
        while end < len(self.text) and self.offsets[end] == self.offsets[span.end - 1]:
            end += 1
        return Span(self.offsets[span.start], self.offsets[end])


def normalise(text: str) -> Normalised:
    """The NFC form of ``text`` with the map back to ``text``."""
    if unicodedata.is_normalized("NFC", text):
        return Normalised(text, range(len(text) + 1))
    parts: list[str] = []
    offsets: list[int] = []
    for start, end in _chunks(text):
        part = unicodedata.normalize("NFC", text[start:end])
        parts.append(part)
        # what keeps its length keeps its places; what was composed begins where its first character stood
        offsets.extend(range(start, end) if part == text[start:end] else [start] * len(part))
    return Normalised("".join(parts), (*offsets, len(text)))


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Ranges that can be normalised one by one with the same result as the whole."""
    start = 0
    for i in range(1, len(text)):
        if text[i] < FIRST_COMBINING or not _combines(text, start, i):
            yield start, i
            start = i
    if text:
        yield start, len(text)


def _combines(text: str, start: int, i: int) -> bool:
    if unicodedata.combining(text[i]):
        return True
    before, char = text[start:i], text[i]
    joined = unicodedata.normalize("NFC", before + char)
    return joined != unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", char)
