"""Photo captions and alternative texts among paragraphs: short lines without full stop that are no subheadings."""

from __future__ import annotations

import re

from abstand.documents.boilerplate import is_credit, is_label, is_scene

# a word this short (und, the, с) says nothing about what a caption shows
MIN_LETTERS_OF_WORD = 4
MIN_NAMES_IN_COMMON = 2
# a paragraph of two such lines is an alternative text with its caption
LINES_OF_ALT_AND_CAPTION = 2

_WORD = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(r"[-–—•·▪*]\s|\d+[.)]\s")


def without_captions(blocks: list[list[str]]) -> list[list[str]]:
    """The blocks (lines that no blank line parts) without captions; a block that was one goes."""
    paired = _pairs([block for block in blocks if not _is_alt_and_caption(block, len(blocks))])
    kept = [[line for line in block if not is_credit(line) and not is_scene(line)] for block in paired]
    return [block for block in kept if block]


def _is_alt_and_caption(block: list[str], blocks: int) -> bool:
    """Two short lines in one block: its photo's alternative text, and its caption."""
    if blocks == 1 or len(block) != LINES_OF_ALT_AND_CAPTION:
        return False
    return all(is_label(line) and not _BULLET.match(line) for line in block)


def _pairs(blocks: list[list[str]]) -> list[list[str]]:
    """Without neighbouring lines of which one repeats the other's names: the same photo, told twice."""
    lines = [(i, line) for i, block in enumerate(blocks) for line in block]
    dropped = {
        k
        for j in range(len(lines) - 1)
        if is_label(lines[j][1]) and is_label(lines[j + 1][1]) and _repeats(lines[j][1], lines[j + 1][1])
        for k in (j, j + 1)
    }
    kept: list[list[str]] = [[] for _ in blocks]
    for k, (i, line) in enumerate(lines):
        if k not in dropped:
            kept[i].append(line)
    return [block for block in kept if block]


def _repeats(first: str, second: str) -> bool:
    one, other = _words(first), _words(second)
    common = one & other
    return len(common) >= MIN_NAMES_IN_COMMON and common in (one, other)


def _words(line: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(line) if len(word) >= MIN_LETTERS_OF_WORD}
