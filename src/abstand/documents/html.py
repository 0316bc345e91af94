"""An HTML page to a draft: its own metadata first, then htmldate for the day, trafilatura for the text."""

from __future__ import annotations

import re
import tomllib
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import lxml.html
import trafilatura
from htmldate import find_date
from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura.settings import Document as ExtractedDocument

from abstand.documents.bylines import read_byline
from abstand.documents.cleaning import clean, clean_markup, one_line
from abstand.documents.days import FIRST_CREDIBLE, day_of_stamp
from abstand.documents.draft import Draft
from abstand.documents.metadata import Metadata, read_metadata
from abstand.errors import DataError

DATA = "html.toml"
# an element that holds more of a page's paragraphs than this is the article, whatever its class says
MAX_PRUNED_SHARE = 0.4
# of the text that a page states in JSON-LD; some state it with its boilerplate, so that less is found than stated
MIN_FOUND_SHARE = 0.5
# so many <article>s, each with less than this share of their text, are a front page
MIN_TEASERS = 4
MAX_TEASER_SHARE = 0.5
# a byline is one of the first short texts on a page
BYLINE_TAGS = ("p", "div", "span", "address", "li")
MAX_BYLINES_TRIED = 400

_WORDS = re.compile(r"[a-z]+")
_SENTENCE_END = re.compile(r"[.!?…][\"“”»)]?$")


@dataclass(frozen=True, slots=True)
class _Prunings:
    tags: frozenset[str]
    words: frozenset[str]
    kept: frozenset[str]


def read_html(text: str, today: date, url: str = "") -> Draft:
    """The draft of a page; its ``blocks`` are empty where it holds no article."""
    tree = _parsed(text)
    if tree is None:
        return Draft(blocks=[], is_html=True)
    stated = read_metadata(tree, today)
    return Draft(
        blocks=[] if _is_listing(tree, stated) else _fuller(_blocks(tree), _stated_blocks(stated)),
        title=stated.title,
        published=stated.published if stated.states_day else _found_day(tree, today, url or stated.url),
        authors=stated.authors or _printed_authors(tree),
        language=stated.language,
        outlet=stated.outlet,
        url=stated.url,
        translated_from=stated.translated_from,
        is_html=True,
    )


def _parsed(text: str) -> HtmlElement | None:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    try:
        return lxml.html.document_fromstring(clean_markup(text).encode("utf-8"), parser=parser)
    except LxmlError:  # a page without a single element
        return None


def _blocks(tree: HtmlElement) -> list[list[str]]:
    """The paragraphs of the main text, one a block."""
    found = trafilatura.bare_extraction(
        _pruned(deepcopy(tree)),
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=False,
    )
    if not isinstance(found, ExtractedDocument):
        return []
    return [[line] for element in found.body for line in _lines(element)]


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
    lengths = [_paragraph_letters(article) for article in tree.iter("article")]
    return len(lengths) >= MIN_TEASERS and max(lengths) < MAX_TEASER_SHARE * sum(lengths)


def _stated_blocks(stated: Metadata) -> list[list[str]]:
    return [[one_line(line)] for line in clean(stated.text).split("\n") if line.strip()]


def _pruned(tree: HtmlElement) -> HtmlElement:
    """The tree without what is no article by its name or class."""
    prunings = _prunings()
    most = MAX_PRUNED_SHARE * _paragraph_letters(tree)
    for element in list(tree.iter()):
        if _is_pruned(element, prunings) and _paragraph_letters(element) <= most:
            parent = element.getparent()
            if parent is not None:
                element.drop_tree()
    return tree


def _is_pruned(element: HtmlElement, prunings: _Prunings) -> bool:
    if not isinstance(element.tag, str) or element.tag in prunings.kept:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}".casefold()
    return element.tag in prunings.tags or not prunings.words.isdisjoint(_WORDS.findall(names))


def _paragraph_letters(element: HtmlElement) -> int:
    return sum(len(p.text_content()) for p in element.iter("p"))


def _printed_authors(tree: HtmlElement) -> tuple[str, ...]:
    """The names in the first short text on the page that is a byline."""
    for element in list(tree.iter(*BYLINE_TAGS))[:MAX_BYLINES_TRIED]:
        byline = read_byline(one_line(element.text_content()), "")
        if byline and byline.authors:
            return byline.authors
    return ()


def _found_day(tree: HtmlElement, today: date, url: str) -> date | None:
    """The day that htmldate finds in the address or markup (not by search through the text: that finds events)."""
    stamp = find_date(
        deepcopy(tree),
        extensive_search=False,
        original_date=True,
        url=url or None,
        min_date=FIRST_CREDIBLE.isoformat(),
        max_date=today.isoformat(),
    )
    return day_of_stamp(stamp, today) if stamp else None


@cache
def _prunings() -> _Prunings:
    table = tomllib.loads(files("abstand.documents").joinpath(DATA).read_text("utf-8"))
    try:
        return _Prunings(frozenset(table["tags"]), frozenset(table["words"]), frozenset(table["kept"]))
    except KeyError as missing:
        raise DataError(DATA, str(missing.args[0]), "is missing") from missing
