"""The gate: tells, before the costly extraction, which pages of an archive cannot hold what we look for.

It reads more of a page than the extraction does (all that is not left out by its tag or class), so that it lets pages
pass that turn out to be empty, but drops none with a report: a report needs two parties that are named in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lxml import etree
from lxml.html import HtmlElement

from abstand.documents.cleaning import one_line, without_unseen
from abstand.documents.decoding import decode
from abstand.documents.html import tree_of
from abstand.documents.language import LATIN, language_of
from abstand.documents.metadata import stated_language_and_text
from abstand.documents.pruning import pruned
from abstand.documents.reading import is_html
from abstand.entities import Gazetteer
from abstand.errors import InputError
from abstand.model import LANGUAGES
from abstand.sources import Raw, Reason

MIN_PARTIES = 2
SHOWN = "shown.xsl"
# Russian and Kazakh are mixed on pages, and told apart only by the letters of what the extraction leaves
_CYRILLIC = ("ru", "kk")
# by so many lines and characters the language is told: more would cost more time than all else. A shorter text is
# looked through in every language of its script
LINES_TO_TELL, SAMPLE = 20, 600
# of the letters; a smaller share in another script are names and numbers
MIN_SCRIPT_SHARE = 0.1
_END = "\ue000"  # as in shown.xsl; no blank, so that blanks can be tidied at one go, and in no name
_CYRILLIC_LETTERS = re.compile("[\u0400-\u052f]")


def why_unread(raw: Raw, gazetteer: Gazetteer) -> Reason | None:
    """Why a page need not be read, None if it must. Raises InputError for what is no text."""
    text = decode(raw.content, raw.source, raw.charset)
    tree = tree_of(text) if is_html(text) else None
    if tree is None:
        lines, declared = text.split("\n"), ""
        shown = one_line(text)  # a name may run over the end of a line
    else:
        declared, stated = stated_language_and_text(tree)
        lines = [*_shown(tree), *stated.split("\n")]
        shown = without_unseen("\n".join(lines))
    sample = "\n".join(sorted(lines, key=len, reverse=True)[:LINES_TO_TELL])[:SAMPLE]
    by_language = gazetteer.possible_codes(shown, _written_alike(sample))
    if len(frozenset().union(*by_language.values())) < MIN_PARTIES:
        # to tell the language would cost as much as all else: here what the page declares will do
        return Reason.LANGUAGE if declared and declared not in LANGUAGES else Reason.GATE
    languages = _languages(sample, raw.language or declared)
    if not languages:
        return Reason.LANGUAGE
    codes = frozenset().union(*(by_language.get(language, frozenset()) for language in languages))
    return None if len(codes) >= MIN_PARTIES else Reason.GATE


def _written_alike(sample: str) -> Iterator[str]:
    """The languages of ours in whose scripts a text is written."""
    letters = sum(map(str.isalpha, sample))
    cyrillic = len(_CYRILLIC_LETTERS.findall(sample))
    if cyrillic < (1 - MIN_SCRIPT_SHARE) * letters:
        yield from LATIN
    if cyrillic >= MIN_SCRIPT_SHARE * letters:
        yield from _CYRILLIC
    elif "q" in sample:
        yield "kk"  # in Latin letters


def _languages(sample: str, declared: str) -> frozenset[str]:
    """The languages of ours that the page can be in: what its longest lines are in, and what it declares."""
    stated = {declared} & {*LANGUAGES}
    try:
        told = language_of(sample, "")
    except InputError:
        return frozenset(stated)
    if told in _CYRILLIC:
        return frozenset({*stated, *_CYRILLIC})
    return frozenset({*stated, *(LATIN if len(sample) < SAMPLE else (told,))})


def _shown(tree: HtmlElement) -> list[str]:
    """All that the extraction could take for the article, a block a line."""
    text = " ".join(str(_blocks_apart()(pruned(tree))).split())
    return [line for line in text.split(_END) if line and not line.isspace()]


@cache
def _blocks_apart() -> etree.XSLT:
    """A transformation of a page to its text; from Python it would cost as much as all else."""
    return etree.XSLT(etree.fromstring(files("abstand.documents").joinpath(SHOWN).read_bytes()))
