"""An HTML page to a draft: its own metadata first, then trafilatura for the text and htmldate for the day."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date

import lxml.html
import trafilatura
from lxml import etree
from lxml.html import HtmlComment, HtmlElement
from trafilatura.settings import Document as ExtractedDocument

from abstand.documents.cleaning import clean, clean_markup, one_line
from abstand.documents.dating import day_of_page, read_printed
from abstand.documents.draft import Draft
from abstand.documents.layout import without_layout_lists, without_layout_tables
from abstand.documents.leads import with_lead
from abstand.documents.metadata import Metadata, read_metadata
from abstand.documents.pruning import paragraph_letters, pruned
from abstand.documents.teasers import is_listing, without_teasers

# of the text that a page states in JSON-LD; some state it with its boilerplate, so that less is found than stated
MIN_FOUND_SHARE = 0.5
# so many <article>s, each with less than this share of their text, are a front page
MIN_TEASERS = 4
MAX_TEASER_SHARE = 0.5

_SENTENCE_END = re.compile(r"[.!?…][\"“”»)]?$")


def read_html(text: str, today: date, url: str = "") -> Draft:
    """The draft of a page; its ``blocks`` are empty where it holds no article."""
    tree = parsed(text)
    if tree is None:
        return Draft(blocks=[], is_html=True)
    stated = read_metadata(tree, today)
    printed = read_printed(tree, stated.language)
    return Draft(
        blocks=[] if _is_listing(tree, stated) else _fuller(_blocks(tree), _stated_blocks(stated)),
        title=stated.title,
        published=day_of_page(tree, stated, printed, today, url or stated.url),
        authors=stated.authors or printed.authors,
        language=stated.language,
        outlet=stated.outlet,
        url=stated.url,
        translated_from=stated.translated_from,
        is_html=True,
    )


def parsed(text: str) -> HtmlElement | None:
    """The tree of a page; None if it holds no element."""
    return tree_of(clean_markup(text))


def tree_of(markup: str) -> HtmlElement | None:
    """The tree of cleaned markup."""
    parser = etree.HTMLParser(encoding="utf-8")
    # one class for all elements: lxml.html's own look-up costs as much as parsing
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment))
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except etree.LxmlError:  # a page without a single element
        return None


def _blocks(tree: HtmlElement) -> list[list[str]]:
    """The paragraphs of the main text, one a block."""
    bare = without_layout_lists(without_layout_tables(without_teasers(pruned(deepcopy(tree)))))
    found = trafilatura.bare_extraction(
        deepcopy(bare),
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=False,
    )
    if not isinstance(found, ExtractedDocument):
        return []
    return [[line] for line in with_lead(bare, [line for element in found.body for line in _lines(element)])]


def _lines(element: HtmlElement) -> list[str]:
    """The paragraphs in an element of trafilatura's tree: list items and quoted paragraphs are some of their own."""
    parts = element.xpath("./item|./p|.//item") or [element]
    return [line for part in parts for line in _split_at_breaks(part)]


def _split_at_breaks(element: HtmlElement) -> list[str]:
    """A line break ends a paragraph where a sentence ends."""
    lines = [""]
    for piece in _pieces(element):
        if piece == "\n" and _SENTENCE_END.search(lines[-1].rstrip()):
            lines.append("")
        else:
            lines[-1] += piece
    return [line for line in map(one_line, lines) if line]


def _pieces(element: HtmlElement) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        pieces += ["\n"] if child.tag == "lb" else _pieces(child)
        pieces.append(child.tail or "")
    return pieces


def _fuller(found: list[list[str]], stated: list[list[str]]) -> list[list[str]]:
    """The text found on the page, unless the page states a much longer one that only a script would show."""
    return stated if _letters(found) < MIN_FOUND_SHARE * _letters(stated) else found


def _letters(blocks: list[list[str]]) -> int:
    return sum(len(line) for block in blocks for line in block)


def _is_listing(tree: HtmlElement, stated: Metadata) -> bool:
    """Whether the page holds teasers of many articles, and none of them in full."""
    if stated.is_article:
        return False
    if is_listing(pruned(deepcopy(tree))):
        return True
    lengths = [paragraph_letters(article) for article in tree.iter("article")]
    return len(lengths) >= MIN_TEASERS and max(lengths) < MAX_TEASER_SHARE * sum(lengths)


def _stated_blocks(stated: Metadata) -> list[list[str]]:
    return [[one_line(line)] for line in clean(stated.text).split("\n") if line.strip()]
