"""The compiled gazetteer: a build product made from the data files, read at start.

One gzipped JSON object: ``entities`` (id, code, kind, names by language, terms) and ``forms`` (surface form →
readings: entity's index, way, languages, cases, ambiguous).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel import Locale
from babel.core import get_global

from abstand.entities.forms import forms
from abstand.entities.sources import Name, Source, Term, read_sources
from abstand.errors import DataError
from abstand.model import LANGUAGES, Case, Way

TABLE = Path(__file__).parent / "table.json.gz"
LATIN, CYRILLIC = ("de", "fr", "en"), ("ru", "kk")
SHORTEST_SURNAME = 3
DISPLAYED = ("state", "quasi-state", "territory", "former-state", "organisation", "court", "bank", "format", "group", "bloc")


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


@dataclass(frozen=True, slots=True)
class Table:
    things: tuple[Thing, ...]
    forms: dict[str, tuple[Reading, ...]]


def build_table(sources: Iterable[Source] | None = None) -> Table:
    """Compile the data files, completed by CLDR's names for states that have no file."""
    given = list(read_sources() if sources is None else sources)
    everything = given + _from_cldr({source.id for source in given})
    found: dict[str, list[Reading]] = {}
    for index, source in enumerate(everything):
        for name in _with_surnames(source):
            for form, cases in forms(name):
                _add(found, form, Reading(index, name.way, _languages(name), cases, name.ambiguous))
    return Table(tuple(_thing(s) for s in everything), {form: tuple(readings) for form, readings in found.items()})


def _from_cldr(known: set[str]) -> list[Source]:
    locales = {language: Locale(language) for language in LANGUAGES}
    sources = []
    for alpha3, alpha2 in sorted(get_global("territory_aliases").items()):
        if len(alpha3) == 3 and alpha3.isalpha() and alpha3 not in known and len(alpha2) == 1:
            names = [
                Name(locale.territories[alpha2[0]], Way.NAME, language)
                for language, locale in locales.items()
                if alpha2[0] in locale.territories
            ]
            if len(names) == len(LANGUAGES):
                sources.append(Source(alpha3, alpha3, "state", tuple(names), file="CLDR"))
    return sources


def _with_surnames(source: Source) -> Iterable[Name]:
    for name in source.names:
        yield name
        if name.surname and name.surname != name.text and len(name.surname) >= SHORTEST_SURNAME:
            yield Name(name.surname, Way.PERSON, name.language)


def _languages(name: Name) -> frozenset[str]:
    """Persons, firms, outlets and abbreviations are printed alike in every language of a script."""
    cyrillic = any("Ѐ" <= letter <= "ӿ" for letter in name.text)
    if name.language and not (name.way is Way.PERSON or name.text.isupper()):
        return frozenset({name.language})
    script = CYRILLIC if cyrillic else LATIN
    return frozenset(LANGUAGES if not cyrillic and not name.language else script)


def _add(found: dict[str, list[Reading]], form: str, reading: Reading) -> None:
    readings = found.setdefault(form, [])
    for index, other in enumerate(readings):
        if (other.thing, other.way, other.ambiguous) == (reading.thing, reading.way, reading.ambiguous):
            shared = other.cases | reading.cases if other.cases and reading.cases else frozenset()
            readings[index] = Reading(other.thing, other.way, other.languages | reading.languages, shared, other.ambiguous)
            return
    readings.append(reading)


def _thing(source: Source) -> Thing:
    names: dict[str, str] = {}
    for name in source.names:
        names.setdefault(name.language or "en", name.text)
    return Thing(source.id, source.code, source.kind, names, source.terms)


def write_table(table: Table, file: Path = TABLE) -> None:
    """Write byte for byte the same file for the same data."""
    content = {
        "things": [
            [t.id, t.code, t.kind, t.names, [[x.office, x.first.isoformat(), x.last and x.last.isoformat()] for x in t.terms]]
            for t in table.things
        ],
        "forms": {
            form: [[r.thing, r.way, sorted(r.languages), sorted(r.cases), int(r.ambiguous)] for r in readings]
            for form, readings in sorted(table.forms.items())
        },
    }
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    file.write_bytes(gzip.compress(data, 6, mtime=0))


def read_table(file: Path = TABLE) -> Table:
    """Raises DataError if the table was not built."""
    if not file.exists():
        raise DataError(file.name, "file", "the gazetteer is not built; run `python -m abstand.entities`")
    content = json.loads(gzip.decompress(file.read_bytes()))
    pools: dict[tuple[str, ...], frozenset[str]] = {}
    cases: dict[tuple[str, ...], frozenset[Case]] = {}
    ways = {way.value: way for way in Way}

    def reading(row: list[object]) -> Reading:
        thing, way, languages, shown, ambiguous = row
        spoken, stands = tuple(languages), tuple(shown)  # type: ignore[arg-type]
        pool = pools.setdefault(spoken, frozenset(spoken))
        stand = cases.setdefault(stands, frozenset(map(Case, stands)))
        return Reading(thing, ways[way], pool, stand, bool(ambiguous))  # type: ignore[arg-type,index]

    return Table(
        tuple(Thing(i, c, k, n, tuple(_read_term(t) for t in terms)) for i, c, k, n, terms in content["things"]),
        {form: tuple(map(reading, rows)) for form, rows in content["forms"].items()},
    )


def _read_term(row: list[str]) -> Term:
    office, first, last = row
    return Term(office, date.fromisoformat(first), date.fromisoformat(last) if last else None)
