"""The compiled gazetteer: a build product made from the data files, read at start.

A gzipped text: one JSON line of all things (id, code, kind, names by language, terms), then a line a surface form,
sorted: the letters of its languages, the form and its readings, between tabs. A reading is packed as ``thing way
languages cases doubt period unless near``, one letter an item where it can be, unpacked when the form is found.
"""

from __future__ import annotations

import gzip
import json
import string
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from sys import intern
from typing import Any, cast

from babel import Locale
from babel.core import get_global

from abstand.entities.forms import forms
from abstand.entities.joined import Joined
from abstand.entities.sources import ALWAYS, STATE_KINDS, Name, Period, Source, Term, read_sources
from abstand.errors import DataError
from abstand.model import LANGUAGES, Case, Way

TABLE = Path(__file__).parent / "table.json.gz"
LATIN, CYRILLIC = ("de", "fr", "en"), ("ru", "kk")
SHORTEST_SURNAME = 2
LONGEST_SHORT_WORD = 5
SHORT_KINDS = ("office", "reference")
PLACES = (Way.CITY, Way.CAPITAL)
OPENINGS = " '’"  # a form that begins with one of these is found after it
_PRIVATE_USE = "QXZ"  # first letters of codes that ISO 3166 leaves to users; ZAR and the like are former codes
DISPLAYED = (
    "state",
    "quasi-state",
    "territory",
    "former-state",
    "organisation",
    "court",
    "bank",
    "format",
    "group",
    "bloc",
)


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be named. ``names`` holds the display name by language."""

    id: str
    code: str
    kind: str
    names: dict[str, str]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a surface form: the index of a Thing and how, where and in which cases the form names it."""

    thing: int
    way: Way
    languages: frozenset[str]
    cases: frozenset[Case]
    ambiguous: bool
    period: Period
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """``packed[i]`` holds the readings of ``forms[i]``, ``languages[i]`` the letters of the languages they hold in."""

    things: tuple[Thing, ...]
    forms: Joined
    packed: tuple[str, ...]
    languages: tuple[str, ...]

    def forms_of(self, language: str) -> array[int]:
        """The indices of the forms that have a meaning in a language."""
        letter = _LANGUAGE_LETTER[language]
        return array("I", (index for index, letters in enumerate(self.languages) if letter in letters))

    def readings(self, form: int) -> tuple[Reading, ...]:
        return tuple(map(unpack, self.packed[form].split(";")))


def build_table() -> Table:
    """Compile the shipped data files, completed by names of CLDR (states without a file) and GeoNames (cities)."""
    return compile_table(_with_cities(with_cldr(read_sources())))


def compile_table(sources: Sequence[Source]) -> Table:
    """Every form of every name of the sources, sorted."""
    found: dict[str, list[Reading]] = {}
    for index, source in enumerate(sources):
        for name in _with_surnames(source):
            for written, cases in forms(name):
                conditions = name.ambiguous, name.period, name.unless, name.near
                reading = Reading(index, name.way, languages_of(name), cases, *conditions)
                for form in _looked_for(written, source.kind):
                    _add(found, form, reading)
    return table_of(map(_thing, sources), dict(sorted(found.items())))


def table_of(things: Iterable[Thing], found: Mapping[str, Sequence[Reading]]) -> Table:
    """The table of things and of forms with their readings."""
    packed = tuple(";".join(map(pack, readings)) for readings in found.values())
    return Table(tuple(things), Joined.of(found), packed, tuple(map(_letters, found.values())))


def _letters(readings: Iterable[Reading]) -> str:
    return "".join(sorted({_LANGUAGE_LETTER[language] for reading in readings for language in reading.languages}))


def _looked_for(form: str, kind: str) -> tuple[str, ...]:
    """Short common words such as "it" stand inside many others: they are only looked for where a word may begin."""
    if kind in SHORT_KINDS and form.islower() and len(form) <= LONGEST_SHORT_WORD:
        return tuple(opening + form for opening in OPENINGS)
    return (form,)


def _alpha2() -> dict[str, str]:
    """ISO 3166 alpha-3 code to alpha-2, by CLDR."""
    return {alpha3: alpha2[0] for alpha3, alpha2 in get_global("territory_aliases").items() if len(alpha2) == 1}


def with_cldr(sources: list[Source]) -> list[Source]:
    """The sources, and the territories that have no file, by their current ISO 3166 codes and CLDR's names."""
    known = {source.id for source in sources}
    locales = {language: Locale(language) for language in LANGUAGES}
    aliases = _alpha2()
    taken = {aliases[code] for code in known if code in aliases}
    added = []
    for alpha3, alpha2 in sorted(aliases.items()):
        is_current = len(alpha3) == 3 and alpha3.isalpha() and alpha3[0] not in _PRIVATE_USE and alpha2 not in taken
        names = [
            Name(locale.territories[alpha2], Way.NAME, language)
            for language, locale in locales.items()
            if alpha2 in locale.territories
        ]
        if is_current and len(names) == len(LANGUAGES):
            taken.add(alpha2)
            added.append(Source(alpha3, alpha3, "territory", tuple(names), file="CLDR"))
    return sources + added


def _with_cities(sources: list[Source]) -> list[Source]:
    """The states with the large cities of GeoNames that no data file names."""
    from abstand.entities.cities import city_names  # only the build needs it and what it imports

    known = {text for source in sources for name in source.names for text in (name.text, name.surname)}
    places = (name for source in sources for name in source.names if name.way in PLACES and name.language == "ru")
    known.update(form for name in places for form, _ in forms(name))  # GeoNames has some in an oblique case
    aliases = _alpha2()
    cities = city_names(known)
    return [
        replace(source, names=(*source.names, *cities.get(aliases.get(source.id, ""), ())))
        if source.kind in STATE_KINDS
        else source
        for source in sources
    ]


def _with_surnames(source: Source) -> Iterable[Name]:
    for name in source.names:
        yield name
        if name.surname and name.surname != name.text and len(name.surname) >= SHORTEST_SURNAME:
            yield Name(name.surname, Way.PERSON, name.language)


def languages_of(name: Name) -> frozenset[str]:
    """Persons, firms, outlets and abbreviations are printed alike in every language of a script."""
    cyrillic = any("Ѐ" <= letter <= "ӿ" for letter in name.text)
    if name.text.isupper() and not cyrillic:
        return frozenset(LANGUAGES)
    if name.language and not (name.way is Way.PERSON or name.text.isupper()):
        return frozenset({name.language})
    if cyrillic:
        return frozenset(CYRILLIC)
    return frozenset({*LATIN, name.language} if name.language else LANGUAGES)


def _key(reading: Reading) -> tuple[object, ...]:
    conditions = reading.ambiguous, reading.period, reading.unless, reading.near
    return reading.thing, reading.way, *conditions, bool(reading.cases)


def _add(found: dict[str, list[Reading]], form: str, reading: Reading) -> None:
    readings = found.setdefault(form, [])
    for index, other in enumerate(readings):
        if _key(other) == _key(reading):
            shared = other.cases | reading.cases if other.cases and reading.cases else frozenset()
            readings[index] = replace(other, languages=other.languages | reading.languages, cases=shared)
            return
    readings.append(reading)


def _thing(source: Source) -> Thing:
    names: dict[str, str] = {}
    for name in source.names:
        if name.way is Way.NAME or source.kind not in DISPLAYED:  # a seat or a city is no display name
            names.setdefault(name.language or "en", name.text)
    return Thing(source.id, source.code, source.kind, names, source.terms)


def write_table(table: Table, file: Path = TABLE) -> None:
    """Write byte for byte the same file for the same data."""
    things = json.dumps([_row(thing) for thing in table.things], ensure_ascii=False, separators=(",", ":"))
    lines = map("\t".join, zip(table.languages, table.forms, table.packed, strict=True))
    file.write_bytes(gzip.compress("\n".join((things, *lines)).encode(), 6, mtime=0))


def _row(thing: Thing) -> list[Any]:
    terms = [[term.office, _pack_period(term.period)] for term in thing.terms]
    return [thing.id, thing.code, thing.kind, thing.names, terms]


def read_table(file: Path = TABLE) -> Table:
    """Raises DataError if the table was not built."""
    if not file.exists():
        raise DataError(file.name, "file", "the gazetteer is not built; run `python -m abstand.entities`")
    languages: list[str] = []
    packed: list[str] = []

    def forms_in(lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            letters, form, readings = line.rstrip("\n").split("\t")
            languages.append(intern(letters))  # one string for all that are alike: a third of the memory
            packed.append(intern(readings))
            yield form

    with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
        things = tuple(map(_thing_of, json.loads(next(lines))))
        found = Joined.of(forms_in(lines))
    return Table(things, found, tuple(packed), tuple(languages))


def _thing_of(row: list[Any]) -> Thing:
    id_, code, kind, names, terms = row
    return Thing(id_, code, kind, names, tuple(Term(office, _unpack_period(period)) for office, period in terms))


# one letter a member, in the order of their definition; the table is made and read by the same version
_WAYS, _CASES = (dict(zip(string.ascii_lowercase, kind, strict=False)) for kind in (Way, Case))
_LETTER = {member: letter for letters in (_WAYS, _CASES) for letter, member in letters.items()}
_LANGUAGE_LETTER = dict(zip(LANGUAGES, string.ascii_lowercase, strict=False))
_LANGUAGE = {letter: language for language, letter in _LANGUAGE_LETTER.items()}


def pack(reading: Reading) -> str:
    languages = "".join(sorted(_LANGUAGE_LETTER[language] for language in reading.languages))
    cases = "".join(sorted(_LETTER[case] for case in reading.cases))
    doubt, period = int(reading.ambiguous), _pack_period(reading.period)
    words = f"{_pack_words(reading.unless)} {_pack_words(reading.near)}"
    return f"{reading.thing} {_LETTER[reading.way]} {languages} {cases} {doubt} {period} {words}"


@cache
def unpack(packed: str) -> Reading:
    thing, way, languages, cases, doubt, period, unless, near = packed.split(" ")
    return Reading(
        int(thing),
        cast("Way", _WAYS[way]),
        frozenset(_LANGUAGE[letter] for letter in languages),
        frozenset(cast("Case", _CASES[letter]) for letter in cases),
        doubt == "1",
        _unpack_period(period),
        _unpack_words(unless),
        _unpack_words(near),
    )


def _pack_words(words: Iterable[str]) -> str:
    return "|".join(word.replace(" ", "_") for word in words)


def _unpack_words(packed: str) -> tuple[str, ...]:
    return tuple(packed.replace("_", " ").split("|")) if packed else ()


def _pack_period(period: Period) -> str:
    """``2019-03-20/2022-01-05``; empty on the side that is open, and as a whole if both are."""
    ends = [day.isoformat() if day else "" for day in (period.first, period.last)]
    return "/".join(ends) if any(ends) else ""


@cache
def _unpack_period(packed: str) -> Period:
    if not packed:
        return ALWAYS
    first, last = (date.fromisoformat(day) if day else None for day in packed.split("/"))
    return Period(first, last)
