"""The catalogue of outlets (docs/sources.md): what is read, where, and how much is to be expected of it."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from abstand.entities.sources import DATA
from abstand.errors import DataError, InputError, NotFetched
from abstand.model import LANGUAGES
from abstand.sources.addresses import clean, key

SHIPPED = Path(__file__).parent / "catalogue"
KINDS = frozenset(
    {"agency", "daily", "weekly", "magazine", "broadcaster", "portal", "state-media", "ministry", "government"}
)
OWNERS = frozenset({"state", "public", "private", "nonprofit"})
RIGHTS = frozenset({"quote", "open"})
_KEYS = frozenset({
    "name", "names", "home", "feeds", "sitemaps", "languages", "kind", "country", "ownership", "rights",
    "documents_per_day",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet. ``name`` is what its documents carry, ``names`` those in other languages; ``fewest`` and ``most``
    articles of a usual day."""

    id: str
    name: str
    home: str
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    languages: tuple[str, ...]
    kind: str
    country: str
    ownership: str
    rights: str
    fewest: float
    most: float
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong with a file of the catalogue."""

    file: str
    key: str
    reason: str


def load(folder: Path = SHIPPED) -> list[Outlet]:
    """The outlets of a catalogue, by name. Raises InputError if there is none, DataError for the first fault in it."""
    outlets, findings = check(folder)
    if findings:
        raise DataError(findings[0].file, findings[0].key, findings[0].reason)
    return outlets


def check(folder: Path = SHIPPED) -> tuple[list[Outlet], list[Finding]]:
    """The outlets that are right, by name, and all that is wrong, by file. Raises InputError if there is no file."""
    files = sorted(folder.rglob("*.toml"))
    if not files:
        raise InputError(f"{folder}: holds no catalogue; write an outlet a file, as kz/tengrinews.toml")
    outlets: dict[str, Outlet] = {}
    findings: list[Finding] = []
    for file in files:
        place = str(file.relative_to(folder))
        wrong: list[tuple[str, str]] = []
        if outlet := _outlet(file, wrong):
            outlets[place] = outlet
        findings += (Finding(place, key_, reason) for key_, reason in wrong)
    findings += _twice(outlets)
    return sorted(outlets.values(), key=lambda outlet: outlet.name.casefold()), sorted(findings)


def choose(outlets: Sequence[Outlet], names: Iterable[str]) -> list[Outlet]:
    """The outlets called so, in any language or by file name; all if no name is given. Raises InputError."""
    called = {name.casefold(): outlet for outlet in outlets for name in (*outlet.names.values(), outlet.id)}
    called |= {outlet.name.casefold(): outlet for outlet in outlets}
    chosen: dict[str, Outlet] = {}
    for name in names:
        outlet = called.get(name.casefold())
        if outlet is None:
            near = [called[near].name for near in get_close_matches(name.casefold(), called, 3)]
            hint = f"; did you mean {', '.join(dict.fromkeys(near))}?" if near else ""
            raise InputError(f"no outlet of the catalogue is called {name!r}{hint}")
        chosen[outlet.name] = outlet
    return list(chosen.values()) or list(outlets)


def _outlet(file: Path, wrong: list[tuple[str, str]]) -> Outlet | None:
    """The outlet of a file; None, and what is ``wrong`` by key, if it is not right."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        wrong.append(("file", f"cannot be read: {error}"))
        return None
    source = tables.get("source")
    if not isinstance(source, dict) or len(tables) != 1:
        wrong.append(("source", "the file must hold one table, [source], and nothing else"))
        return None
    wrong += _faults(source)
    return None if wrong else _made(file.stem, source)


def _made(id_: str, source: Mapping[str, Any]) -> Outlet:
    day = source["documents_per_day"]
    return Outlet(
        id=id_,
        name=source["name"],
        home=clean(source["home"]),
        feeds=tuple(map(clean, source.get("feeds", ()))),
        sitemaps=tuple(map(clean, source.get("sitemaps", ()))),
        languages=tuple(source["languages"]),
        kind=source["kind"],
        country=source["country"],
        ownership=source["ownership"],
        rights=source["rights"],
        fewest=day["min"],
        most=day["max"],
        names=dict(source.get("names", {})),
    )


def _faults(source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for unknown in sorted(source.keys() - _KEYS):
        yield unknown, f"is no key of a source; these are: {', '.join(sorted(_KEYS))}"
    for name in ("name", "home"):
        if not _is_line(source.get(name)):
            yield name, "must be a text of one line"
    yield from _faults_of_addresses(source)
    yield from _faults_of_languages(source)
    for name, allowed in (("kind", KINDS), ("ownership", OWNERS), ("rights", RIGHTS)):
        if source.get(name) not in allowed:
            yield name, f"is {source.get(name)!r}; must be one of {', '.join(sorted(allowed))}"
    if not _is_code(source.get("country")):
        yield "country", f"is {source.get('country')!r}; must be the code of a state or organisation, as KAZ"
    if not _is_range(source.get("documents_per_day")):
        yield "documents_per_day", "must be two numbers, as { min = 5, max = 60 }, of which the first is not larger"


def _is_line(value: object) -> bool:
    return isinstance(value, str) and value == value.strip() != "" and "\n" not in value


def _faults_of_addresses(source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    lists = {name: source.get(name, []) for name in ("feeds", "sitemaps")}
    for name, value in lists.items():
        if not _are_lines(value):
            yield name, "must be a list of addresses"
        else:
            for address in value:
                yield from _fault_of_address(name, address)
    if not any(lists.values()):
        yield "feeds", "there is neither a feed nor a site map to read"
    if _is_line(source.get("home")):
        yield from _fault_of_address("home", source["home"])


def _are_lines(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_line, value))


def _fault_of_address(name: str, address: str) -> Iterator[tuple[str, str]]:
    try:
        clean(address)
    except NotFetched as error:
        yield name, str(error)


def _faults_of_languages(source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    languages = source.get("languages")
    if not _are_lines(languages) or not languages or not _all_ours(languages):
        yield "languages", f"must be a list of some of {', '.join(LANGUAGES)}"
    names = source.get("names", {})
    if not isinstance(names, dict) or not _all_ours(names) or not all(map(_is_line, names.values())):
        yield "names", f"must be a table of names by language, of {', '.join(LANGUAGES)}"


def _all_ours(languages: Collection[str] | None) -> bool:
    return set(languages or ()) <= set(LANGUAGES)


def _is_code(code: object) -> bool:
    """Whether the gazetteer has a file of this state or organisation."""
    return isinstance(code, str) and code.isalnum() and code.isupper() and any(
        (DATA / folder / f"{code.lower()}.toml").exists() for folder in ("states", "organisations")
    )  # fmt: skip


def _is_range(value: object) -> bool:
    if not isinstance(value, dict) or value.keys() != {"min", "max"}:
        return False
    first, last = value["min"], value["max"]
    return all(type(number) in (int, float) for number in (first, last)) and 0 <= first <= last and last > 0


def _twice(outlets: Mapping[str, Outlet]) -> Iterator[Finding]:
    """Names, file names and addresses that two outlets (by file) share: the second would never get an article."""
    seen: dict[tuple[str, str], str] = {}
    for file, outlet in outlets.items():
        shared = {("name", outlet.name.casefold()), ("file", outlet.id)}
        shared |= {("feeds", key(address)) for address in outlet.feeds}
        shared |= {("sitemaps", key(address)) for address in outlet.sitemaps}
        for kind, value in sorted(shared):
            if (kind, value) in seen:
                yield Finding(file, kind, f"{value} stands in {seen[kind, value]} too")
            seen[kind, value] = file
