"""Russian names in their cases: by pymorphy3's dictionary, and those that it does not know by their ending.

A name that may be declined in several manners is given in each of them: this is to find names, not to write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, partial
from itertools import chain, takewhile

import pymorphy3
from pymorphy3.analyzer import Parse

from abstand.entities.sources import Name
from abstand.model import Case, Way

_CASES = {
    "nomn": Case.NOMINATIVE,
    "gent": Case.GENITIVE,
    "datv": Case.DATIVE,
    "accs": Case.ACCUSATIVE,
    "ablt": Case.INSTRUMENTAL,
    "loct": Case.LOCATIVE,
}
COMMON_WORDS = ("после",)  # forms that are far commoner words: the prepositional case of посол
_VOWEL = re.compile("[аеёиоуыэюя]", re.IGNORECASE)
_ADJECTIVE = re.compile("[вкнт](ий|ый|ой|ая|ое|ие|ые)$")
_JOINED = re.compile("[и—–] [А-ЯЁ]")
_FEMININE = ("а", "я")
_ARTICLES = ("Аль", "Эль")
# endings → how many letters they lose, and what stands there in the cases after the nominative, in the order above
_Paradigms = Mapping[tuple[str, ...], tuple[int, tuple[str, ...]]]
_RUSSIAN_SUFFIX: _Paradigms = {
    ("ина", "ына"): (1, ("ой", "ой", "у", "ой", "ой")),
    ("ин", "ын"): (0, ("а", "у", "а", "ым", "е")),
    ("ая",): (2, ("ой", "ой", "ую", "ой", "ой")),
    ("ый",): (2, ("ого", "ому", "ого", "ым", "ом")),
}
_OF_SURNAMES: _Paradigms = {
    ("ова", "ева", "ёва"): (1, ("ой", "ой", "у", "ой", "ой")),
    ("ов", "ев", "ёв"): (0, ("а", "у", "а", "ым", "е")),
    ("ский", "цкий"): (2, ("ого", "ому", "ого", "им", "ом")),
}
_OF_NAMES: _Paradigms = {
    ("ская", "цкая"): (2, ("ой", "ой", "ую", "ой", "ой")),
    ("ово", "ево", "ёво"): (1, ("а", "у", "о", "ом", "е")),
    # a vowel before -а keeps a name from changing: Береговуа
    tuple(letter + "а" for letter in "бвдзлмнпрстф"): (1, ("ы", "е", "у", "ой", "е")),
    ("га", "ка", "ха"): (1, ("и", "е", "у", "ой", "е")),
    ("жа", "ча", "ша", "ща"): (1, ("и", "е", "у", "ей", "е")),
    ("ца",): (1, ("ы", "е", "у", "ей", "е")),
    ("ия",): (1, ("и", "и", "ю", "ей", "и")),
    ("я",): (1, ("и", "е", "ю", "ей", "е")),
    ("ий",): (1, ("я", "ю", "я", "ем", "и")),
    ("й", "ь"): (1, ("я", "ю", "я", "ем", "е")),
    tuple("бвгдзклмнпрстфх"): (0, ("а", "у", "а", "ом", "е")),
    tuple("жчшщц"): (0, ("а", "у", "а", "ем", "е")),
}


def russian_forms(name: Name) -> Iterator[tuple[str, frozenset[Case]]]:
    """Every form of a Russian name, with the cases it may stand in; none where it does not change."""
    words = tuple(name.text.split(" "))
    decline = partial(_person, name.surname) if name.way is Way.PERSON else _phrase
    merged: dict[str, set[Case]] = {}
    for grammeme, case in _CASES.items():
        for form in decline(words, grammeme):
            merged.setdefault(form, set()).add(case)
    merged.setdefault(name.text, set()).add(Case.NOMINATIVE)
    if name.way is Way.ADJECTIVE and name.text.endswith(("ский", "цкий")):
        merged.setdefault(f"{name.text[:-2]}о-", set()).update(_CASES.values())  # российско-китайский
    if len(words) == 1 and name.text[0].islower():
        for form, case in _agreeing(name.text):
            merged.setdefault(form, set()).add(case)
    for form, cases in merged.items():
        if form in COMMON_WORDS:
            continue
        yield form, frozenset(cases) if len(cases) < len(_CASES) else frozenset()


def _phrase(words: tuple[str, ...], grammeme: str) -> Iterator[str]:
    """A place or an organisation in a case: the words up to its head noun change, foreign ones before it or not."""
    head = _head(words)
    tag = _parses(words[head])[0].tag
    animacy = "anim" if "NOUN" not in tag or ("anim" in tag and _is_known(words[head])) else "inan"
    for foreign in (True, False):
        changed = (
            _decline(word, grammeme, animacy, foreign or at == head) for at, word in enumerate(words[: head + 1])
        )
        yield " ".join([*changed, *words[head + 1 :]])


@cache
def _head(words: tuple[str, ...]) -> int:
    """The first noun, or rather the first that the dictionary knows (БТА Банк); of joined nouns the last."""
    apart = (at for at in range(len(words)) if not _JOINED.match(" ".join(words[at + 1 : at + 3])))
    nouns = [at for at in apart if words[at].isupper() or _looks_like_noun(words[at])]
    if not nouns or _is_known(words[nouns[0]]):
        return nouns[0] if nouns else 0
    return next((at for at in nouns if _known(words[at], "NOUN")), nouns[0])


def _looks_like_noun(word: str) -> bool:
    is_guessed_adjective = not _is_known(word) and _ADJECTIVE.search(word)
    return "NOUN" in _parses(word)[0].tag and not is_guessed_adjective


def _decline(word: str, grammeme: str, animacy: str, foreign: bool) -> str:
    parse = _nominative(word)
    if word.isupper():
        return word
    if parse is None:
        is_foreign = word[0].isupper() or not _is_known(word)
        return _decline_place(word, grammeme) if foreign and is_foreign else word
    # the accusative of these adjectives is like the genitive of what lives, else like the nominative
    is_open = grammeme == "accs" and "NOUN" not in parse.tag and ("masc" in parse.tag or "plur" in parse.tag)
    inflected = _inflected(parse, grammeme, animacy) if is_open else _inflected(parse, grammeme)
    return _cased(inflected, word) if inflected else word


@cache
def _nominative(word: str) -> Parse | None:
    parses = [p for p in _parses(word) if "nomn" in p.tag and _is_trusted(p, word)]
    singular = [p for p in parses if "sing" in p.tag]
    proper = [p for p in singular if "Geox" in p.tag]
    return (proper or singular or parses or [None])[0]


def _is_trusted(parse: Parse, word: str) -> bool:
    """Of names that are not in its dictionary pymorphy3 guesses only adjectives and plurals well."""
    if word[0].islower() or _is_known(word):
        return True
    if "NOUN" in parse.tag:
        return word.endswith("ы") and "plur" in parse.tag
    return bool(_ADJECTIVE.search(word))


def _decline_place(place: str, grammeme: str) -> str:
    if grammeme == "accs" and not place.endswith(_FEMININE):
        return place
    return _by_ending(place, grammeme, _OF_NAMES)


def _agreeing(word: str) -> Iterator[tuple[str, Case]]:
    """The other genders and the plural of an adjective or of a common noun (demonyms)."""
    parse = _nominative(word)
    for number in ("femn", "neut", "plur") if parse else ():
        for grammeme, case in _CASES.items():
            if inflected := _inflected(parse, grammeme, number):
                yield _cased(inflected, word), case


def _person(surname: str, words: tuple[str, ...], grammeme: str) -> Iterator[str]:
    """A person's name in a case: a man's or a woman's, a Russian's or a foreigner's, as far as it leaves that open.

    Of East Asian names, whose family name comes first and has one syllable, only the last word changes.
    """
    last = len(words) - 1
    is_east_asian = len(_VOWEL.findall(words[0])) == 1 and surname != words[last]
    unchanged = last if is_east_asian else 0
    for gender in _genders(words):
        yield " ".join(_decline_name(word, grammeme, gender, at == last) for at, word in enumerate(words))
        foreign = (_decline_name(word, grammeme, gender, russian=False) for word in words[unchanged:])
        yield " ".join([*words[:unchanged], *foreign])


@cache
def _genders(words: tuple[str, ...]) -> list[str]:
    """What the given name, or a surname by itself, says of the gender; both where it leaves it open."""
    alone = len(words) == 1
    given = next((word for word in words if word[0].isupper()), words[0]).rpartition("-")[2]
    known = [parse.tag for parse in _known(given, "Surn" if alone else "Name")]
    of_men, of_women = any("femn" not in tag for tag in known), any("femn" in tag for tag in known)
    if not known:
        of_men, of_women = True, not alone and given.endswith(_FEMININE)
    elif alone:
        of_women = not of_men
    elif not of_men:
        # the dictionary has some men's names as a woman's only, which then do not change: Эммануэль
        of_men = any("Fixd" in tag for tag in known)
    return [gender for gender, is_possible in (("masc", of_men), ("femn", of_women)) if is_possible]


@cache
def _decline_name(word: str, grammeme: str, gender: str, russian: bool) -> str:
    """``russian``: -ин is taken for the Russian suffix (Путиным), else for a part of the name (Цзиньпином)."""
    if word.isupper():
        return word
    if word.islower() and "-" not in word:
        return _decline_title(word, grammeme)
    head, hyphen, tail = word.rpartition("-")
    kinds = ("Surn", "Name") if russian else ("Name", "Surn")
    for parse in chain.from_iterable(_known(tail, kind) for kind in kinds):
        if gender in parse.tag or "ms-f" in parse.tag:
            return head + hyphen + _cased(_inflected(parse, grammeme) or tail, tail)
    if tail in _ARTICLES or (gender == "femn" and not tail.endswith(_FEMININE)):
        return word
    paradigms = (_RUSSIAN_SUFFIX, _OF_SURNAMES, _OF_NAMES) if russian else (_OF_SURNAMES, _OF_NAMES)
    return head + hyphen + _by_ending(tail, grammeme, *paradigms)


def _decline_title(word: str, grammeme: str) -> str:
    """``принц`` changes; ``бин`` and ``фон`` do not."""
    title = next((parse for parse in _known(word, "anim") if "NOUN" in parse.tag), None)
    return (title and _inflected(title, grammeme)) or word


def _by_ending(name: str, grammeme: str, *paradigms: _Paradigms) -> str:
    """The name unchanged where its ending is in none of the paradigms (Тбилиси)."""
    if grammeme == "nomn":
        return name
    for endings, (lost, oblique) in chain.from_iterable(paradigm.items() for paradigm in paradigms):
        if name.endswith(endings):
            return name[: len(name) - lost] + oblique[list(_CASES).index(grammeme) - 1]
    return name


@lru_cache(maxsize=1)
def _morph() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _parses(word: str) -> tuple[Parse, ...]:
    """pymorphy3's readings of a word, the likeliest first; the same words come again in many names."""
    return tuple(_morph().parse(word))


@cache
def _is_known(word: str) -> bool:
    """Whether the word is in the dictionary; pymorphy3 guesses at all others."""
    return bool(_morph().word_is_known(word))


def _known(word: str, grammeme: str) -> list[Parse]:
    """What the dictionary has of a word in the nominative singular with this grammeme."""
    return [parse for parse in _parses(word) if _is_known(word) and {"nomn", "sing", grammeme} in parse.tag]


@cache
def _inflected(parse: Parse, *grammemes: str) -> str | None:
    form = parse.inflect(set(grammemes))
    # of two superlatives that which is nearest: высшего, not высочайшего
    rivals = [other for other in parse.lexeme if form and other.tag == form.tag and "Supr" in form.tag]
    words: list[str] = [found.word for found in rivals or [form] if found]
    return max(words, key=lambda word: _shared(word, parse.word), default=None)


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cased(form: str, like: str) -> str:
    if like.isupper():
        return form.upper()
    return "-".join(part.capitalize() for part in form.split("-")) if like[0].isupper() else form
