"""What a sentence says beside who, what and when: figures, further names, words; comparable across languages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from abstand.entities import default
from abstand.model import LANGUAGES, Way

NUMERALS = Path(__file__).parent / "numerals.toml"
STEM = 6  # letters of a word that are compared: inflection comes later in the word in all five languages
LEAST_WORD = 5  # letters; shorter ones are mostly the grammar's
LEAST_NAME = 4
LEAST_CONSONANTS = 2
REMEMBERED = 1 << 16  # names whose sound is kept: more than a year of news has
FURTHER = frozenset({"person", "firm"})  # what the gazetteer knows and the parties' codes do not say
_TOKEN = re.compile(r"\d+(?:[.,\s]\d+)*(?:-?(?:th|nd|rd|st|й|я|го|ші|шы)\b)?|[^\W\d_]+")
_ORDINAL = re.compile(r"(\d+)-?(?:th|nd|rd|st|й|я|го|ші|шы)$")
_NO_DIGIT = re.compile(r"\D")
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "z", "з": "z", "и": "i",
        "й": "", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "s", "ч": "c", "ш": "c",
        "щ": "c", "ы": "i", "і": "i", "э": "e", "ә": "a", "ю": "u", "я": "a", "ъ": "", "ь": "",
    }
)  # fmt: skip
_HISSING = re.compile("tsch|tch|sch|dsch|dj|ch|sh")
_SOUNDS = str.maketrans({"w": "v", "q": "k", "x": "k", "z": "s", "j": "", "y": "", "ß": "s"})
_CYRILLIC_ENDING = re.compile(
    "(?<=.{3})(?:ами|ями|ого|его|ому|ему|ның|нің|дың|дің|тың|тің|пен|мен|бен|нан|нен|дан|ден|тан|тен|ом|ем|ой|ей|ым|им|"
    "ах|ях|ға|ге|қа|ке|да|де|та|те|ды|ді|ты|ті|ны|ні|[аяуюеиыоіь])$"
)
_VOWELS = re.compile("[aeiou]")
_TWICE = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class Wording:
    """Figures and ordinals as digits; names as entities, or by their sound; words as stems."""

    figures: frozenset[str]
    ordinals: frozenset[str]
    names: frozenset[str]
    stems: frozenset[str]


def wording(sentence: str, language: str) -> Wording:
    """What the sentence says; of an unknown language only what needs no word list."""
    numerals = _numerals(language)
    figures, orders, words = set[str](), set[str](), set[str]()
    names, known = _known_names(sentence, language)
    for match in _TOKEN.finditer(sentence):
        token = match[0]
        if token[0].isdigit():
            order = _ORDINAL.match(token)
            (orders if order else figures).add(order[1] if order else _NO_DIGIT.sub("", token))
            continue
        lower = token.lower()
        if lower in numerals:
            digits, is_ordinal = numerals[lower]
            (orders if is_ordinal else figures).add(digits)
        elif len(token) >= LEAST_NAME and match.start() not in known:
            if len(token) >= LEAST_WORD:
                words.add(lower[:STEM])
            if token[0].isupper() and (heard := sound(lower)):
                names.add(heard)
    return Wording(frozenset(figures), frozenset(orders), frozenset(names), frozenset(words))


def stems(text: str) -> frozenset[str]:
    """The words of a text without their endings."""
    return frozenset(word[:STEM] for word in text.lower().split())


def _known_names(sentence: str, language: str) -> tuple[set[str], set[int]]:
    """Persons, firms and capitals that the gazetteer knows, and the places of all that it knows but for other towns."""
    names, known = set[str](), set[int]()
    if language not in LANGUAGES:
        return names, known
    gazetteer = default()
    things = gazetteer.table.things
    for start, end, sense, _ in gazetteer.longest(sentence, language):
        is_town = True
        for reading in sense.readings:
            thing, way = things[reading.thing], reading.way
            is_town &= way is Way.CITY
            if thing.kind in FURTHER:
                names.add(thing.id)
            elif way is Way.CAPITAL:
                names.add(f"{thing.id}:{way}")
        if not is_town:
            known.update(range(start, end))
    return names, known


@lru_cache(maxsize=REMEMBERED)
def sound(name: str) -> str:
    """The consonants of a lower-case name, one for its spellings in all languages; empty if they are too few.

    >>> sound("токаевтың"), sound("tokajew"), sound("sotschi"), sound("сочи")
    ('tkv', 'tkv', 'sc', 'sc')
    """
    if "\u0400" <= name[0] <= "\u04ff":
        name = _CYRILLIC_ENDING.sub("", name).translate(_CYRILLIC)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    heard = _TWICE.sub(r"\1", _VOWELS.sub("", _HISSING.sub("c", plain).translate(_SOUNDS)))
    return heard if len(heard) >= LEAST_CONSONANTS else ""


@cache
def _numerals(language: str) -> Mapping[str, tuple[str, bool]]:
    """The number words of a language: what they say in digits, and whether they are ordinals."""
    read = tomllib.loads(NUMERALS.read_text(encoding="utf-8")).get(language)
    if read is None:
        return {}
    endings: list[str] = read["endings"]
    ordinals = {word + ending: (digits, True) for digits, word in _words(read["ordinals"]) for ending in endings}
    return {word: (digits, False) for digits, word in _words(read["cardinals"])} | ordinals


def _words(table: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    return ((digits, word) for digits, words in table.items() for word in words)
