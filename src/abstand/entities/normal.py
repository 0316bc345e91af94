"""Text as the gazetteer reads it: composed letters (NFC) and no half characters, and the way back to the given text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

HALF = re.compile("[\ud800-\udfff]")
UNKNOWN = "�"
# a letter with what joins it: marks, and the vowels and finals of Hangul
_CLUSTER = re.compile("[^\u0300-\u036f\u1160-\u11ff][\u0300-\u036f\u1160-\u11ff]+")


@dataclass(frozen=True, slots=True)
class Normal:
    """``text`` in NFC; ``offsets[i]`` is where its character ``i`` begins in the text as given, None if they agree."""

    text: str
    offsets: Sequence[int] | None

    def origin(self, at: int) -> int:
        return at if self.offsets is None else self.offsets[at]


def normal(text: str) -> Normal:
    """``text`` composed, half characters replaced.

    >>> normal("Se\u0301oul").origin(2)
    3
    """
    whole = HALF.sub(UNKNOWN, text) if not text.isascii() else text
    if unicodedata.is_normalized("NFC", whole):
        return Normal(whole, None)
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for cluster in _CLUSTER.finditer(whole):
        parts += [whole[at : cluster.start()], unicodedata.normalize("NFC", cluster[0])]
        offsets += [*range(at, cluster.start()), *[cluster.start()] * len(parts[-1])]
        at = cluster.end()
    parts.append(whole[at:])
    return Normal("".join(parts), [*offsets, *range(at, len(whole) + 1)])
