"""Which quotation marks close: needed to keep a closing mark with the sentence that it ends.

One sign opens in one language and closes in another (“ in English and German, » in German books and French);
what stands before it in the paragraph decides.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"[„“”«»\"]")
_BRACKETS = frozenset(")]}")
_MARKS = frozenset("“”«»‘’‹›\"'")
_BLANK = frozenset(" \u00a0\u202f")


def closing_quotes(text: str, start: int, end: int, *, low: bool = False) -> frozenset[int]:
    """The offsets in ``[start, end)`` of quotation marks that close; ``low``: “ always closes (German)."""
    closing: set[int] = set()
    guillemet = ""
    low_open = low
    straight_open = False
    for found in _MARK.finditer(text, start, end):
        mark, closes = found[0], False
        match mark:
            case "„":
                low_open = True
            case "“" | "”":
                closes = low_open or mark == "”"
                low_open = low
            case '"':
                closes, straight_open = straight_open, not straight_open
            case _:
                guillemet = guillemet or mark
                closes = mark != guillemet
        if closes:
            closing.add(found.start())
    return frozenset(closing)


def end_of_closers(text: str, at: int, end: int, closing: frozenset[int]) -> int:
    """Where the closing brackets and quotes end that follow a terminator which ends at ``at``."""
    while at < end:
        if text[at] in _BRACKETS or _closes(text, at, end, closing):
            at += 1
        elif text[at] in _BLANK and at + 1 in closing and text[at + 1] in "»«" and not _letter(text, at + 2, end):
            at += 2
        else:
            break
    return at


def _closes(text: str, at: int, end: int, closing: frozenset[int]) -> bool:
    """A mark right after a terminator closes, unless a letter follows and the paragraph says that it opens."""
    return text[at] in _MARKS and (at in closing or not _letter(text, at + 1, end))


def _letter(text: str, at: int, end: int) -> bool:
    return at < end and text[at].isalnum()
