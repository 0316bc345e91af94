"""Teasers of other articles, known by their structure: like elements side by side that each begin with a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from abstand.documents.boilerplate import is_ended
from abstand.documents.cleaning import one_line

# so many like elements in a row are a list of teasers
MIN_TEASERS = 3
# characters of a teaser with its headline; longer ones may be entries of a live report that begin with a link
MAX_TEASER = 400
# words; shorter links are menu entries, names of authors, tags
MIN_WORDS_IN_HEADLINE = 3
# a page whose text outside its teasers has fewer characters of prose holds no article
MIN_PROSE_OUTSIDE = 250
MIN_SENTENCES_LONG = 80
_ITEMS = ("article", "div", "li", "section", "p", "tr", "td", "dd", "a")
_BLOCKS = frozenset({*_ITEMS, "h1", "h2", "h3", "h4", "h5", "h6", "header", "ul", "ol", "table", "figure", "time"})


def without_teasers(tree: HtmlElement) -> HtmlElement:
    """The same tree, changed: without its teasers."""
    for teaser in list(_teasers(tree)):
        if teaser.getparent() is not None:
            teaser.drop_tree()
    return tree


def is_listing(tree: HtmlElement) -> bool:
    """Whether a page holds teasers of other texts and hardly any text besides."""
    teasers = list(_teasers(tree))
    if not teasers:
        return False
    inside = {part for teaser in teasers for part in teaser.iter()}
    prose = (_text(p) for p in tree.iter("p", "div", "td") if p not in inside and not _has_blocks(p))
    return sum(len(text) for text in prose if len(text) >= MIN_SENTENCES_LONG and is_ended(text)) < MIN_PROSE_OUTSIDE


def _teasers(tree: HtmlElement) -> Iterator[HtmlElement]:
    for parent in tree.iter():
        if len(parent) >= MIN_TEASERS and isinstance(parent.tag, str):
            for like in _alike(parent):
                found = [item for item in like if _is_teaser(item)]
                if len(found) >= MIN_TEASERS:
                    yield from found


def _alike(parent: HtmlElement) -> Iterable[list[HtmlElement]]:
    """The children of an element in groups of one tag and class."""
    groups: defaultdict[tuple[str, str], list[HtmlElement]] = defaultdict(list)
    for child in parent:
        if child.tag in _ITEMS:
            groups[child.tag, child.get("class") or ""].append(child)
    return groups.values()


def _is_teaser(item: HtmlElement) -> bool:
    """Whether an element begins with a link that is a headline: alone in its block, or the block alone in it."""
    text = _text(item)
    if len(text.split()) < MIN_WORDS_IN_HEADLINE or len(text) > MAX_TEASER:
        return False
    link = item if item.tag == "a" else next((a for a in item.iter("a") if _text(a)), None)
    if link is None or len(_text(link).split()) < MIN_WORDS_IN_HEADLINE:
        return False
    return item is link or _text(_block_of(link, item)) == _text(link)


def _block_of(link: HtmlElement, item: HtmlElement) -> HtmlElement:
    """The innermost block around a link, below ``item``; the link itself where it stands in the item with blocks."""
    around = link
    while around is not item and around.getparent() is not None:
        around = around.getparent()
        if around.tag in _BLOCKS:
            return link if around is item and _has_blocks(item) else around
    return around


def _has_blocks(element: HtmlElement) -> bool:
    return any(child.tag in _BLOCKS for child in element.iterdescendants())


def _text(element: HtmlElement) -> str:
    return one_line(element.text_content())
