"""Characters that only typesetting needs are cleaned away; what is left is NFC."""

from __future__ import annotations

import re
import sys
from functools import cache

from abstand.documents.nfc import normalise

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# soft hyphens, zero-width signs, marks of direction, control characters, halves of surrogate pairs
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\ud800-\udfff\ufffe\uffff]"
)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")
_BLANK = re.compile(r"[^\S\n]")
_LONG_RUN = re.compile(r" {4,}")
_BLANKS = re.compile(r"\s+")


def clean(text: str) -> str:
    """NFC text with ``\\n`` as its only line end and the plain blank as its only blank, at most three in a row."""
    text = _LINE_ENDS.sub("\n", text)
    return normalise(_LONG_RUN.sub("   ", _BLANK.sub(" ", _UNSEEN.sub("", text)))).text


def clean_markup(text: str) -> str:
    """HTML without the characters, plain or as numeric references, that no XML tree may hold."""
    return _REFERENCE.sub(_allowed, _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))


def _allowed(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    # 128 to 159 are Windows-1252 signs by the HTML standard: the parser knows them
    return "" if code > sys.maxunicode or (_UNSEEN.match(chr(code)) and not 0x80 <= code < 0xA0) else reference[0]


def without_unseen(text: str) -> str:
    """The text without soft hyphens, marks of direction and the like; fast where it holds none."""
    return _UNSEEN.sub("", text) if any(map(text.__contains__, _unseen())) else text


@cache
def _unseen() -> tuple[str, ...]:
    return tuple(char for char in map(chr, range(0x10000)) if _UNSEEN.match(char) and not "\ud800" <= char <= "\udfff")


def one_line(text: str) -> str:
    """The cleaned text as one line, every run of blanks or line ends as one blank."""
    return _BLANKS.sub(" ", clean(text)).strip()


def same(line: str) -> str:
    """A key under which two prints of one line are equal: letter case and blanks do not count."""
    return _BLANKS.sub(" ", line).strip().casefold()
