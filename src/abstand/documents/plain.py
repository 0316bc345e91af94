"""Plain text to a draft: blocks of lines, and the title if the first line looks like one."""

from __future__ import annotations

import re

from abstand.documents.boilerplate import is_credit, is_ended, is_foreign, is_home
from abstand.documents.bylines import read_byline
from abstand.documents.cleaning import clean, one_line
from abstand.documents.draft import Draft

# characters; the longest headlines of Russian agencies run to about 180
MAX_TITLE = 200
# buttons, a date and a byline may stand over the title, no more
TITLE_WITHIN = 6
# characters; lines of hard-wrapped mail are 60 and more, and never much longer
WRAPPED_AT = range(55, 101)
# of the longest line: a wrapped line is cut where the next word does not fit
MIN_FILLED = 0.7
MIN_WORDS_IN_TITLE = 3

_BLANK_LINE = re.compile(r"\n[ ]*\n\s*")
_CRUMBS = re.compile(r" {3,}| +[›»>→/|] +")


def read_plain(text: str) -> Draft:
    """The draft of a plain text (decoded, not yet cleaned)."""
    raw = [[line.strip() for line in block.split("\n") if line.strip()] for block in _BLANK_LINE.split(clean(text))]
    title, blocks = _take_title([block for block in raw if block])
    return Draft(blocks=[[one_line(line) for line in _unwrapped(block)] for block in blocks], title=title)


def _take_title(blocks: list[list[str]]) -> tuple[str, list[list[str]]]:
    """The title and the blocks without the line it stood on; no title if a sentence comes first."""
    lines = [(i, j, line) for i, block in enumerate(blocks[:TITLE_WITHIN]) for j, line in enumerate(block)]
    for k, (i, j, line) in enumerate(lines[:TITLE_WITHIN]):
        following = [one_line(later) for _, _, later in lines[k + 1 : k + 1 + TITLE_WITHIN]]
        title = _without_crumbs(line, following)
        if not title or _stands_over_title(title):
            continue
        if not _looks_like_title(title, following) or _is_wrapped(blocks[i]):
            break
        rest = [block[:j] + block[j + 1 :] if n == i else block for n, block in enumerate(blocks)]
        return title, [block for block in rest if block]
    return "", blocks


def _stands_over_title(line: str) -> bool:
    return is_foreign(line) or is_credit(line) or is_home(line) or read_byline(line, "") is not None


def _looks_like_title(line: str, following: list[str]) -> bool:
    if not following or len(line) > MAX_TITLE or line.endswith((",", ";", ":")):
        return False
    return not is_ended(line) or line.endswith(("?", "!", "…"))


def _without_crumbs(line: str, following: list[str]) -> str:
    """The line without the breadcrumbs before it ("Startseite > Politik > Title"); empty if it is nothing else."""
    parts = [one_line(part) for part in _CRUMBS.split(line) if part.strip()]
    whole = one_line(line)
    again = next((f for f in following if f and (f in parts or whole.endswith(f" {f}")) and f != whole), None)
    if again is not None and len(again.split()) >= MIN_WORDS_IN_TITLE:
        return again
    if len(parts) > 1 and is_home(parts[0]):
        return parts[-1] if len(parts[-1].split()) >= MIN_WORDS_IN_TITLE else ""
    return max(parts, key=len) if " | " in line else whole


def _unwrapped(block: list[str]) -> list[str]:
    return [" ".join(block)] if _is_wrapped(block) else block


def _is_wrapped(block: list[str]) -> bool:
    """Whether the block is one paragraph cut into lines: all but the last are filled, and a sentence ends it."""
    longest = max(map(len, block))
    filled = all(len(line) >= MIN_FILLED * longest for line in block[:-1])
    one_a_line = all(map(is_ended, block))
    return len(block) > 1 and longest in WRAPPED_AT and filled and is_ended(block[-1]) and not one_a_line
