"""Takes out of an HTML tree what is no article by its name or class, as ``html.toml`` lists them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from lxml.html import HtmlElement

from abstand.errors import DataError

DATA = "html.toml"
# an element that holds more of a page's paragraphs than this is the article, whatever its class says
MAX_PRUNED_SHARE = 0.4

_WORDS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Prunings:
    tags: frozenset[str]
    words: frozenset[str]
    kept: frozenset[str]


def pruned(tree: HtmlElement) -> HtmlElement:
    """The same tree, changed: without what is no article by its name or class."""
    prunings = _prunings()
    most = MAX_PRUNED_SHARE * paragraph_letters(tree)
    for element in _marked(tree, prunings):
        if _is_pruned(element, prunings) and paragraph_letters(element) <= most:
            parent = element.getparent()
            if parent is not None:
                element.drop_tree()
    return tree


def _marked(tree: HtmlElement, prunings: _Prunings) -> list[HtmlElement]:
    """The elements that can be told by class or name."""
    return [*tree.xpath("descendant-or-self::*[@class or @id]"), *tree.iter(*prunings.tags)]


def _is_pruned(element: HtmlElement, prunings: _Prunings) -> bool:
    if not isinstance(element.tag, str) or element.tag in prunings.kept:
        return False
    return element.tag in prunings.tags or _is_listed(f"{element.get('class') or ''} {element.get('id') or ''}")


@lru_cache(10_000)  # a site's pages have the same classes, and asking this is half of the pruning
def _is_listed(names: str) -> bool:
    return not _prunings().words.isdisjoint(_WORDS.findall(names.casefold()))


def paragraph_letters(element: HtmlElement) -> int:
    """The number of characters in the ``<p>`` elements below ``element``."""
    return sum(len(p.text_content()) for p in element.iter("p"))


@cache
def _prunings() -> _Prunings:
    table = tomllib.loads(files("abstand.documents").joinpath(DATA).read_text("utf-8"))
    try:
        return _Prunings(frozenset(table["tags"]), frozenset(table["words"]), frozenset(table["kept"]))
    except KeyError as missing:
        raise DataError(DATA, str(missing.args[0]), "is missing") from missing
