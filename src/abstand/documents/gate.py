"""The gate: tells, before the costly extraction, which pages of an archive cannot hold what we look for.

It reads more of a page than the extraction does (all that is not left out by its tag or class), so that it lets pages
pass that turn out to be empty, but drops none with a report: a report needs two parties that are named in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lxml.html import HtmlElement

from abstand.documents.cleaning import clean
from abstand.documents.decoding import decode
from abstand.documents.html import parsed
from abstand.documents.language import LATIN, language_of
from abstand.documents.metadata import Metadata, read_metadata
from abstand.documents.pruning import pruned
from abstand.documents.reading import MIN_ARTICLE, is_html
from abstand.entities import Gazetteer
from abstand.errors import InputError
from abstand.model import LANGUAGES
from abstand.sources import Raw, Reason

MIN_PARTIES = 2
# a link in a list, of no more words, is a menu's ("Russland", "Naher Osten"): no sentence is so short
MAX_MENU_WORDS = 3
# Russian and Kazakh are mixed on pages, and told apart only by the letters of what the extraction leaves
_CYRILLIC = ("ru", "kk")
# characters; a shorter text is looked through in every language of its script
MIN_TO_TELL = 1000
# where the text of a page is parted: a name ends where a block does
_BLOCKS = (
    "address", "article", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "fieldset", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "option", "p", "pre", "section", "table", "td", "th",
    "tr", "ul",
)  # fmt: skip


def why_unread(raw: Raw, gazetteer: Gazetteer) -> str | None:
    """Why a page need not be read, as one of ``Reason``; None if it must. Raises InputError for what is no text."""
    text = decode(raw.content, raw.source, raw.charset)
    tree = parsed(text) if is_html(text) else None
    stated = read_metadata(tree, date.max) if tree is not None else Metadata()
    shown = clean(text) if tree is None else clean(f"{_shown(tree)}\n{stated.text}")
    languages = _languages(shown, raw.language or stated.language)
    if not languages:
        return Reason.LANGUAGE
    codes = {code for language in languages for code in gazetteer.possible_codes(shown, language)}
    return None if len(codes) >= MIN_PARTIES else Reason.GATE


def _languages(text: str, declared: str) -> frozenset[str]:
    """The languages of ours that the page can be in: what its longest lines are in, and what it declares."""
    stated = {declared} & {*LANGUAGES}
    lines = sorted((line for line in text.split("\n") if len(line) >= MIN_ARTICLE), key=len, reverse=True)
    sample = "\n".join(lines) or text
    try:
        told = language_of(sample, "")
    except InputError:
        return frozenset(stated)
    if told in _CYRILLIC:
        return frozenset({*stated, *_CYRILLIC})
    return frozenset({*stated, *(LATIN if len(sample) < MIN_TO_TELL else (told,))})


def _shown(tree: HtmlElement) -> str:
    """All that the extraction could take for the article, a block a line."""
    tree = pruned(tree)
    for element in list(tree.iter("script", "style", "title")):
        element.drop_tree()
    for link in _menu_links(tree.iter("li")):
        link.drop_tree()
    for block in tree.iter(*_BLOCKS):
        block.text = f"\n{block.text or ''}"
        block.tail = f"\n{block.tail or ''}"
    return str(tree.text_content())


def _menu_links(items: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    for item in list(items):
        words = item.text_content().split()
        links = item.findall(".//a")
        if len(links) == 1 and len(words) <= MAX_MENU_WORDS and links[0].text_content().split() == words:
            yield item
