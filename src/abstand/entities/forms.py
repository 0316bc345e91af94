"""Surface forms: from a name as a data file has it to the forms in which texts print it.

Kazakh names stay stems: their suffix chains are checked after the hit (``endings.py``). The other languages are
written out here, Russian by pymorphy3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from abstand.entities.sources import Name
from abstand.entities.surnames import russian_forms
from abstand.model import Case, Way

Form = tuple[str, frozenset[Case]]

GERMAN_ENDINGS = ("e", "er", "en", "em", "es")
GERMAN_COMPOUNDS = ("chef", "chefs", "sprecher", "sprechers", "sprecherin", "führung", "kreise", "kreisen")
SHORTEST_IN_CAPITALS = 4  # shorter names in capitals are mostly other abbreviations
_NO_CASE: frozenset[Case] = frozenset()


def forms(name: Name) -> Iterator[Form]:
    """Every form of one name, with the cases it may stand in (empty where the form shows none)."""
    seen: set[str] = set()
    for text, cases in _by_language(name):
        for variant in _spellings(text, name):
            if variant not in seen:
                seen.add(variant)
                yield variant, cases


def _by_language(name: Name) -> Iterator[Form]:
    match name.language:
        case "de":
            yield from _german(name)
        case "fr":
            yield from _plain(name, capital_demonyms=True)
        case "en":
            yield from _english(name)
        case "ru":
            yield from russian_forms(name.text, name.way is Way.PERSON)
        case "kk":
            yield from _plain(name)
            yield from ((stem, _NO_CASE) for stem in _softened(name.text))
        case _ if _is_russian(name.text):
            yield from russian_forms(name.text, name.way is Way.PERSON)
        case _:
            yield name.text, _NO_CASE


def _spellings(text: str, name: Name) -> Iterator[str]:
    yield text
    if "ё" in text:
        yield text.replace("ё", "е")
    for straight, curly in (("'", "’"), ("-", "‑")):
        if straight in text:
            yield text.replace(straight, curly)
    if name.way in (Way.NAME, Way.CAPITAL) and len(text) >= SHORTEST_IN_CAPITALS:
        yield text.upper()
    if text.isupper() and len(text) >= SHORTEST_IN_CAPITALS and name.way is Way.NAME:
        yield text.capitalize()
    if name.way in (Way.ADJECTIVE, Way.DEMONYM) and text[0].islower():
        yield text[0].upper() + text[1:]


def _plain(name: Name, capital_demonyms: bool = False) -> Iterator[Form]:
    yield name.text, _NO_CASE
    if capital_demonyms and name.way is Way.DEMONYM:
        yield name.text[0].upper() + name.text[1:], _NO_CASE


def _english(name: Name) -> Iterator[Form]:
    yield name.text, _NO_CASE
    if name.way in (Way.ADJECTIVE, Way.DEMONYM) and name.text[-1] in "nicte":
        yield name.text + "s", _NO_CASE


def _german(name: Name) -> Iterator[Form]:
    if name.way is Way.ADJECTIVE and name.text[0].islower():
        yield name.text, _NO_CASE
        for ending in GERMAN_ENDINGS:
            yield name.text + ending, _NO_CASE
        return
    for text in _german_first_words(name.text):
        yield text, _NO_CASE
        if name.way is not Way.ADJECTIVE and text[-1] not in "sxzß":
            yield text + "s", frozenset({Case.GENITIVE})
    if name.way is Way.SEAT and " " not in name.text:
        yield from ((name.text + part, _NO_CASE) for part in GERMAN_COMPOUNDS)


def _german_first_words(text: str) -> Iterator[str]:
    """``Europäische Union`` also as ``Europäischen Union``, ``Europäischer Union``."""
    yield text
    word, _, rest = text.partition(" ")
    stem = re.fullmatch(r"(.{3,}?(?:isch|lich|inigt|eint|okratisch|ational|tisch|ält|ig|nationale))(e|er|es|en)", word)
    if rest and stem:
        for ending in GERMAN_ENDINGS:
            if (changed := f"{stem[1]}{ending} {rest}") != text:
                yield changed


def _softened(stem: str) -> Iterator[str]:
    """Kazakh stems in к, қ, п soften before a vowel: қазақ → қазағы."""
    if (soft := {"к": "г", "қ": "ғ", "п": "б"}.get(stem[-1])) and stem[0].islower():
        yield stem[:-1] + soft


def _is_russian(text: str) -> bool:
    return bool(re.search("[а-яё]", text)) and not re.search("[әіңғүұқөһӘІҢҒҮҰҚӨҺ]", text)
