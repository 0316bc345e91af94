"""Surface forms: from a name as a data file has it to the forms in which texts print it.

Kazakh names stay stems: their suffix chains are checked after the hit (``endings.py``). The other languages are
written out here, Russian by pymorphy3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import pymorphy3

from abstand.entities.sources import Name
from abstand.entities.surnames import decline_surname
from abstand.model import Case, Way

Form = tuple[str, frozenset[Case]]

GERMAN_ENDINGS = ("e", "er", "en", "em", "es")
GERMAN_COMPOUNDS = ("chef", "chefs", "sprecher", "sprechers", "sprecherin", "führung", "kreise", "kreisen")
SHORTEST_IN_CAPITALS = 4  # shorter names in capitals are mostly other abbreviations
_RUSSIAN_CASES = {
    "nomn": Case.NOMINATIVE,
    "gent": Case.GENITIVE,
    "datv": Case.DATIVE,
    "accs": Case.ACCUSATIVE,
    "ablt": Case.INSTRUMENTAL,
    "loct": Case.LOCATIVE,
}
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
            yield from _russian(name.text, whole=name.way is Way.PERSON)
        case "kk":
            yield from _plain(name)
            yield from ((stem, _NO_CASE) for stem in _softened(name.text))
        case _ if _is_russian(name.text):
            yield from _russian(name.text, whole=False)
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


@lru_cache(maxsize=1)
def _morph() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _parses(word: str) -> tuple[pymorphy3.analyzer.Parse, ...]:
    """pymorphy3's readings of a word, the likeliest first; the same words come again in many names."""
    return tuple(_morph().parse(word))


@cache
def _inflected(parse: pymorphy3.analyzer.Parse, *grammemes: str) -> str | None:
    form = parse.inflect(set(grammemes))
    return form.word if form else None


def _russian(text: str, whole: bool) -> Iterator[Form]:
    """Declines a Russian phrase: the words up to its head noun, or all of them (``whole``: persons)."""
    words = text.split(" ")
    last = len(words) if whole else _head(words) + 1
    merged: dict[str, set[Case]] = {}
    for grammeme, case in _RUSSIAN_CASES.items():
        declined = [_decline(word, grammeme, words, whole) for word in words[:last]]
        merged.setdefault(" ".join(declined + words[last:]), set()).add(case)
    merged.setdefault(text, set()).add(Case.NOMINATIVE)
    for number in ("femn", "neut", "plur") if len(words) == 1 and text[0].islower() else ():
        for form, case in _agreeing(text, number):
            merged.setdefault(form, set()).add(case)
    for form, cases in merged.items():
        yield form, frozenset(cases) if len(cases) < len(_RUSSIAN_CASES) else _NO_CASE


def _head(words: list[str]) -> int:
    for index, word in enumerate(words):
        if "NOUN" in _parses(word)[0].tag:
            return index
    return 0


def _decline(word: str, grammeme: str, words: list[str], whole: bool) -> str:
    if word.isupper():
        return word
    if "-" in word and whole:
        head, _, tail = word.rpartition("-")
        return f"{head}-{_decline(tail, grammeme, words, whole)}"
    if whole:
        return _decline_person(word, grammeme, any(map(_is_woman, words)))
    parse = _nominative_parse(word)
    inflected = _inflected(parse, grammeme) if parse else None
    return _cased(inflected, word) if inflected else word


def _decline_person(word: str, grammeme: str, woman: bool) -> str:
    gender = "femn" if woman else "masc"
    for parse in _parses(word):
        if {"nomn", gender} in parse.tag and ("Surn" in parse.tag or "Name" in parse.tag):
            return _cased(_inflected(parse, grammeme) or word, word)
    return decline_surname(word, grammeme, woman)


def _nominative_parse(word: str) -> pymorphy3.analyzer.Parse | None:
    parses = [p for p in _parses(word) if "nomn" in p.tag]
    singular = [p for p in parses if "sing" in p.tag]
    proper = [p for p in singular if "Geox" in p.tag]
    return (proper or singular or parses or [None])[0]


def _is_woman(word: str) -> bool:
    return any("Name" in p.tag and "femn" in p.tag and "nomn" in p.tag for p in _parses(word)[:2])


def _agreeing(word: str, number: str) -> Iterator[tuple[str, Case]]:
    """The other genders and the plural of an adjective or of a common noun (demonyms)."""
    parse = _nominative_parse(word)
    if parse is None:
        return
    for grammeme, case in _RUSSIAN_CASES.items():
        if inflected := _inflected(parse, grammeme, number):
            yield _cased(inflected, word), case


def _cased(form: str, like: str) -> str:
    if like.isupper():
        return form.upper()
    return "-".join(part.capitalize() for part in form.split("-")) if like[0].isupper() else form
