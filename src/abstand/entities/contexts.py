"""Names that stand for nobody: languages ("на русском языке"), parts of other names ("Kyiv Post"), namesakes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from abstand.entities.sources import DATA
from abstand.model import LANGUAGES

WINDOW = 24  # code points before an adjective that are looked at
NEVER = "(?!)"
# a capitalised word that does not begin its sentence
_GIVEN = re.compile(r"[^\W\d_][,;:]? ([^\W\d_a-zß-öø-ÿа-яёәіңғүұқөһ][^\W\d_A-ZА-Я]{2,}) $")
TITLES = frozenset({"Mme", "Mrs", "Lord", "Sir", "Madame", "Monsieur", "Herr", "Frau", "Miss", "Господин", "Госпожа"})
_NO_NOUN = re.compile(r"(?!\s[^\W\d_])(?!-)")  # a mark or the end, no word


@dataclass(frozen=True, slots=True)
class _Signs:
    before: re.Pattern[str]
    after: re.Pattern[str]
    alone: re.Pattern[str]
    of_thing: re.Pattern[str]
    thing: re.Pattern[str]


@cache
def _signs() -> Mapping[str, _Signs]:
    table = tomllib.loads((DATA / "contexts.toml").read_text(encoding="utf-8"))
    keys = ("before", "after", "alone", "of_thing", "thing")
    return {lang: _Signs(*(re.compile(table[lang].get(key, NEVER)) for key in keys)) for lang in LANGUAGES}


def names_language(text: str, start: int, end: int, lang: str) -> bool:
    """Whether the adjective at ``[start, end)`` is the name of a language."""
    signs, before = _signs()[lang], text[max(0, start - WINDOW) : start]
    if signs.before.search(before) or signs.after.match(text, end):
        return True
    return bool(signs.alone.search(before) and _NO_NOUN.match(text, end))


def is_part_of_a_name(text: str, start: int, end: int, lang: str) -> bool:
    """Whether the place at ``[start, end)`` only gives its name to a treaty, a street, a river, a newspaper …"""
    signs = _signs()[lang]
    return bool(signs.of_thing.search(text[max(0, start - WINDOW) : start]) or signs.thing.match(text, end))


def is_namesake(text: str, start: int, lang: str) -> bool:
    """Whether another's given name stands before a surname ("René Castro"); in German every noun has a capital."""
    before = _GIVEN.search(text[max(0, start - WINDOW) : start]) if lang != "de" else None
    return before is not None and before[1] not in TITLES
