"""Reads the gazetteer's data files (docs/entities-format.md) and checks them: file, key and reason for every error."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from abstand.errors import DataError
from abstand.model import LANGUAGES, Way

DATA = Path(__file__).parent / "data"

WAY_OF_KEY = {
    "names": Way.NAME,
    "adjectives": Way.ADJECTIVE,
    "demonyms": Way.DEMONYM,
    "capitals": Way.CAPITAL,
    "seats": Way.SEAT,
    "cities": Way.CITY,
}
STATE_KINDS = frozenset({"state", "quasi-state", "territory", "former-state"})
ORGANISATION_KINDS = frozenset({"organisation", "court", "bank", "format"})
GROUP_KINDS = frozenset({"group", "bloc", "quasi-state"})


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included; None where it has no beginning or no end."""

    first: date | None = None
    last: date | None = None

    def covers(self, day: date | None) -> bool:
        """Whether the day lies in the period; for an unknown day, whether the period lasts."""
        if day is None:
            return self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Term:
    """An office held for a time."""

    office: str
    period: Period


@dataclass(frozen=True, slots=True)
class Name:
    """One name as written in a data file. ``language`` is empty where it holds in every language of its script."""

    text: str
    way: Way
    language: str
    ambiguous: bool = False
    surname: str = ""
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Source:
    """All that the data files say of one thing that can be named; ``code`` is what events carry."""

    id: str
    code: str
    kind: str
    names: tuple[Name, ...]
    terms: tuple[Term, ...] = ()
    file: str = ""
    members: tuple[tuple[str, Period], ...] = ()


def read_sources(folder: Path = DATA) -> list[Source]:
    """Every entity of the data files below ``folder``, in the order of the files' names."""
    sources: list[Source] = []
    for kind, reader in _READERS.items():
        for file in sorted(folder.glob(kind)):
            sources.extend(reader(_parse(file), file.relative_to(folder).as_posix()))
    return sources


def _parse(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(file.name, "file", f"is no valid TOML: {error}") from error


def _entity(data: Mapping[str, Any], file: str, kinds: frozenset[str]) -> Iterator[Source]:
    code, kind = _text(data, "code", file), _text(data, "kind", file)
    if kind not in kinds:
        raise DataError(file, "kind", f"{kind!r} is none of {', '.join(sorted(kinds))}")
    carried = data.get("parent", code)
    names = tuple(name for language in LANGUAGES for name in _names(data.get(language, {}), language, file))
    members = tuple((m["state"], Period(m.get("from"), m.get("until"))) for m in data.get("member", ()))
    yield Source(code, carried, kind, names, file=file, members=members)
    for person in data.get("person", ()):
        yield _person(person, carried, file)


def _states(data: Mapping[str, Any], file: str) -> Iterator[Source]:
    return _entity(data, file, STATE_KINDS)


def _organisations(data: Mapping[str, Any], file: str) -> Iterator[Source]:
    return _entity(data, file, ORGANISATION_KINDS)


def _groups(data: Mapping[str, Any], file: str) -> Iterator[Source]:
    for entity in data.get("entity", ()):
        yield from _entity(entity, file, GROUP_KINDS)


def _firms(data: Mapping[str, Any], file: str) -> Iterator[Source]:
    for firm in data.get("firm", ()):
        names = tuple(Name(text, Way.FIRM, "") for text in firm["names"])
        yield Source(_text(firm, "id", file), _text(firm, "state", file), "body", names, file=file)


def _outlets(data: Mapping[str, Any], file: str) -> Iterator[Source]:
    for outlet in data.get("outlet", ()):
        names = tuple(Name(text, Way.OUTLET, "") for text in outlet["names"])
        yield Source(_text(outlet, "id", file), "", "outlet", names, file=file)


_READERS = {
    "states/*.toml": _states,
    "organisations/*.toml": _organisations,
    "groups/*.toml": _groups,
    "blocs.toml": _groups,
    "firms/*.toml": _firms,
    "outlets/*.toml": _outlets,
}


def _text(data: Mapping[str, Any], key: str, file: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise DataError(file, key, "is missing or no text")
    return value


def _names(block: Mapping[str, Any], language: str, file: str) -> Iterator[Name]:
    for key, items in block.items():
        if key not in WAY_OF_KEY:
            raise DataError(file, f"{language}.{key}", f"is none of {', '.join(WAY_OF_KEY)}")
        for item in items:
            said: Mapping[str, Any] = {"name": item} if isinstance(item, str) else item
            period = Period(said.get("from"), said.get("until"))
            text = _text(said, "name", file).strip()
            yield Name(text, WAY_OF_KEY[key], language, said.get("ambiguous", False), period=period)


def _person(data: Mapping[str, Any], code: str, file: str) -> Source:
    person = _text(data, "id", file)
    names = [
        Name(text, Way.PERSON, language, surname=_surname(text, data))
        for language in LANGUAGES
        for text in data.get(language, ())
    ]
    names += [Name(text, Way.PERSON, "") for text in data.get("also", ())]
    if not names:
        raise DataError(file, f"person {person}", "has no name in any language")
    terms = tuple(_term(term, person, file) for term in data.get("terms", ()))
    return Source(person, code, "person", tuple(names), terms, file)


def _surname(name: str, data: Mapping[str, Any]) -> str:
    if not data.get("alone", True):
        return ""
    given = data.get("surname")
    if isinstance(given, str) and given in name:
        return given
    words = name.split()
    return words[0] if data.get("family_first") else words[-1]


def _term(data: Mapping[str, Any], person: str, file: str) -> Term:
    first, last = data.get("from"), data.get("until")
    if not isinstance(first, date) or not (last is None or isinstance(last, date)):
        raise DataError(file, f"person {person}", f"term {data.get('office')!r} needs days in `from` and `until`")
    if last is not None and last < first:
        raise DataError(file, f"person {person}", f"term {data.get('office')!r} ends before it begins")
    return Term(str(data.get("office", "")), Period(first, last))
