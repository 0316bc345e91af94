"""Names that stand for nobody: languages ("на русском языке"), parts of other names ("Kyiv Post", "Air France")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from abstand.entities.sources import DATA
from abstand.model import LANGUAGES, Way

WINDOW = 40  # code points before a name that are looked at
NEVER = "(?!)"
PLACES = (Way.CITY, Way.CAPITAL)
# a mark or the end, no word; or "in Russian and English."
_AND = "and|or|und|oder|et|ou|и|или|мен|және|пен"
_NO_NOUN = re.compile(rf"(?!\s[^\W\d_])(?!-)|,?\s(?:{_AND})\s[^\W\d_]+(?:[.,;:!?)]|$)")
_LISTED = re.compile(rf"(?:[^\W\d_]+,\s)*[^\W\d_]+,?\s(?:{_AND})\s$")  # "Russian and"
_INSIDE = re.compile(r"[^\W_][,;:]?\s$")  # within a sentence


@dataclass(frozen=True, slots=True)
class _Signs:
    """One regular expression each, explained in contexts.toml."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    word: re.Pattern[str]
    alone: re.Pattern[str]
    of_thing: re.Pattern[str]
    thing: re.Pattern[str]
    before_any: re.Pattern[str]
    after_any: re.Pattern[str]
    described: re.Pattern[str]
    named_after: re.Pattern[str]
    titles: re.Pattern[str]


@cache
def _signs() -> Mapping[str, _Signs]:
    table = tomllib.loads((DATA / "contexts.toml").read_text(encoding="utf-8"))
    keys = _Signs.__slots__
    return {lang: _Signs(*(re.compile(table[lang].get(key, NEVER)) for key in keys)) for lang in LANGUAGES}


def titles(lang: str) -> re.Pattern[str]:
    """What has a capital before a surname and is no given name: "President", "Monday"."""
    return _signs()[lang].titles


def names_language(text: str, start: int, end: int, lang: str) -> bool:
    """Whether the adjective at ``[start, end)`` is the name of a language."""
    signs, before = _signs()[lang], text[max(0, start - WINDOW) : start]
    if signs.before.search(before) or signs.after.match(text, end):
        return True
    if not _NO_NOUN.match(text, end):
        return False
    listed = _LISTED.sub("", before)
    is_bare = _INSIDE.search(before) and signs.word.fullmatch(text, start, end)
    return bool(is_bare or signs.alone.search(before) or signs.alone.search(listed))


def is_part_of_a_name(text: str, start: int, end: int, lang: str, way: Way) -> bool:
    """Whether the name at ``[start, end)`` only gives its name to a treaty, a street, a newspaper, a tower …"""
    signs, before = _signs()[lang], text[max(0, start - WINDOW) : start]
    if signs.after_any.match(text, end) or signs.before_any.search(before):
        return True
    if way is Way.PERSON:
        return bool(signs.named_after.match(text, end))
    if way is Way.ADJECTIVE:
        return bool(signs.described.match(text, end))
    return way in PLACES and bool(signs.of_thing.search(before) or signs.thing.match(text, end))
