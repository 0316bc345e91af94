"""From what stands on a page to the article: appeals, captions, bylines and repetitions go; their facts are kept."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from abstand.documents.boilerplate import closes_text, heads_links, is_ended, is_foreign, is_label
from abstand.documents.bylines import Byline, is_author_box, read_byline
from abstand.documents.captions import without_captions
from abstand.documents.cleaning import same

# characters; a shorter one may be a quotation or a line of a dialogue, but does not show that an article has begun
MIN_PROSE = 80
# a head with a lead: bylines stand before the second paragraph of prose
PROSE_IN_HEAD = 2
# a teaser cut off with an ellipsis repeats at least so many characters of its article
MIN_TEASER = 40


@dataclass(frozen=True, slots=True)
class Body:
    """An article's paragraphs and what its bylines said. ``days`` are those of lines that are only a date."""

    paragraphs: tuple[str, ...]
    authors: tuple[str, ...] = ()
    translated_from: str = ""
    days: frozenset[date] = frozenset()


def refine(blocks: list[list[str]], title: str, language: str, authors: tuple[str, ...] = ()) -> Body:
    """The article in ``blocks`` (lines that no blank line parts). ``authors`` are those known from elsewhere."""
    blocks = without_captions(_without_foreign(_until_footer(blocks)))
    lines = [line for block in blocks for line in block if same(line) != same(title)]
    head, lines = _take_head(lines, language)
    tail, lines = _take_tail(lines, language, (*authors, *(a for byline in head for a in byline.authors)))
    lines = _without_last_label(lines)
    bylines = head + tail
    return Body(
        tuple(_once(lines)),
        tuple(dict.fromkeys(author for byline in bylines for author in byline.authors)),
        next((byline.translated_from for byline in bylines if byline.translated_from), ""),
        frozenset(byline.day for byline in bylines if byline.day),
    )


def is_prose(paragraph: str) -> bool:
    return len(paragraph) >= MIN_PROSE and is_ended(paragraph)


def _until_footer(blocks: list[list[str]]) -> list[list[str]]:
    """The blocks before the heading of the comments or the author's box.

    "3 Kommentare" also stands under a title: with a number it ends the text only after two paragraphs.
    """
    prose = 0
    for i, block in enumerate(blocks):
        for j, line in enumerate(block):
            needed = PROSE_IN_HEAD if any(map(str.isdigit, line)) else 1
            if prose >= needed and closes_text(line):
                return [*blocks[:i], block[:j]]
            prose += is_prose(line)
    return blocks


def _without_foreign(blocks: list[list[str]]) -> list[list[str]]:
    kept = []
    in_links = False
    for block in blocks:
        lines = []
        for line in block:
            in_links = heads_links(line) or (in_links and is_label(line))
            if not in_links and not is_foreign(line) and not closes_text(line):
                lines.append(line)
        kept.append(lines)
    return [block for block in kept if block]


def _take_head(lines: list[str], language: str) -> tuple[list[Byline], list[str]]:
    """The bylines before the second paragraph of prose, and the other lines."""
    found: list[Byline] = []
    kept: list[str] = []
    prose = 0
    for i, line in enumerate(lines):
        if prose == PROSE_IN_HEAD:
            return found, kept + lines[i:]
        byline = read_byline(line, language)
        if byline is None:
            kept.append(line)
            prose += is_prose(line)
        else:
            found.append(byline)
    return found, kept


def _take_tail(lines: list[str], language: str, authors: tuple[str, ...]) -> tuple[list[Byline], list[str]]:
    """The bylines and author's boxes after the last paragraph, and the lines before."""
    found: list[Byline] = []
    end = len(lines)
    while end:
        byline = read_byline(lines[end - 1], language)
        if byline is None and not is_author_box(lines[end - 1], authors):
            break
        found = [byline, *found] if byline else found
        end -= 1
    return found, lines[:end]


def _without_last_label(lines: list[str]) -> list[str]:
    """No article ends with a line without full stop behind a paragraph: that heads or captions what is not there."""
    return lines[:-1] if len(lines) > 1 and is_label(lines[-1]) and is_prose(lines[-2]) else lines


def _once(lines: list[str]) -> list[str]:
    """Each paragraph once; a teaser that breaks off ("… hat der Minis…") and is printed in full goes too."""
    first: dict[str, str] = {}
    for line in lines:
        first.setdefault(same(line), line)
    in_order = sorted(first.values())
    return [line for line in first.values() if not _is_cut_off(line, in_order)]


def _is_cut_off(line: str, in_order: list[str]) -> bool:
    stem = line.rstrip(" .…[](")
    if len(stem) < MIN_TEASER or not line.endswith(("…", "...", "…]", "...]")):
        return False
    at = bisect_left(in_order, stem)  # what begins with the stem stands from here on: the line itself, and another
    return any(other != line and other.startswith(stem) for other in in_order[at : at + 2])
