"""The day and authors that an HTML page prints, and the day that its address and markup show.

A wrong day is worse than none: what could be the day of a teaser, of a change, or of the visit is left aside.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import islice

from htmldate import find_date
from lxml.html import HtmlElement

from abstand.documents.body import is_prose
from abstand.documents.bylines import Byline, read_byline
from abstand.documents.cleaning import one_line
from abstand.documents.days import FIRST_CREDIBLE, day_of_stamp
from abstand.documents.metadata import Metadata
from abstand.documents.pruning import pruned

# where bylines stand; the article's head is near the beginning of a page, and no element of it is nested deeply
BYLINE_TAGS = frozenset(
    {"abbr", "address", "b", "dd", "div", "em", "font", "i", "li", "p", "small", "span", "strong", "td", "time"}
)
MAX_ELEMENTS_TRIED = 2000
LEVELS_OF_HEAD = 2

_CHANGED = re.compile(r"modif|updat|chang|revis|expir", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """What bylines between the headline and the first paragraph say."""

    authors: tuple[str, ...]
    days: frozenset[date]


def read_printed(tree: HtmlElement, language: str) -> Printed:
    """``language`` is the one that the page states; it tells what 04/05/2023 is."""
    start = _around_headline(tree)
    bylines: list[Byline] = []
    begun = False
    for element in islice(tree.iter(), MAX_ELEMENTS_TRIED):
        begun = begun or element is start
        if not begun or element.tag not in BYLINE_TAGS:
            continue
        text = one_line(element.text_content())
        if element.tag == "p" and is_prose(text):
            break
        if byline := read_byline(text, language):
            bylines.append(byline)
    headline = start is not tree
    # without a headline, a day may be today's, as many papers print it at the top
    days = frozenset(byline.day for byline in bylines if byline.day and headline)
    return Printed(next((byline.authors for byline in bylines if byline.authors), ()), days)


def _around_headline(tree: HtmlElement) -> HtmlElement:
    """Where the article's head begins: up to two elements around the ``<h1>``; the whole tree if there is none."""
    start = next(tree.iter("h1"), None)
    if start is None:
        return tree
    for _ in range(LEVELS_OF_HEAD):
        parent = start.getparent()
        if parent is None or parent.tag in ("body", "html"):
            break
        start = parent
    return start


def day_of_page(tree: HtmlElement, stated: Metadata, printed: Printed, today: date, url: str) -> date | None:
    """The stated day; else the one printed beside the headline; else what htmldate finds in address and markup."""
    if stated.states_day:
        return stated.published
    if printed.days:
        day = next(iter(printed.days))
        return day if len(printed.days) == 1 and day <= today else None
    return _found_day(tree, today, url)


def _found_day(tree: HtmlElement, today: date, url: str) -> date | None:
    """htmldate's day, after the removal of what misleads it: events in the text, teasers, changes, the imprint."""
    bare = pruned(deepcopy(tree))
    for element in bare.xpath("//script|//time|//p|//meta[not(@content)]"):
        element.drop_tree()
    for tag in list(bare.iter("meta")):
        if _CHANGED.search(f"{tag.get('name') or ''} {tag.get('property') or ''} {tag.get('itemprop') or ''}"):
            tag.drop_tree()
    stamp = find_date(
        bare,
        extensive_search=False,
        original_date=True,
        url=url or None,
        min_date=FIRST_CREDIBLE.isoformat(),
        max_date=today.isoformat(),
    )
    return day_of_stamp(stamp, today) if stamp else None
