"""Reads the gazetteer's data files (docs/entities-format.md) and checks them: file, key and reason for every error."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, TypeVar

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
OFFICES = frozenset({
    "head-of-state", "head-of-government", "foreign-minister", "defence-minister", "secretary-general", "speaker",
    "envoy", "spokesperson", "official",
})  # fmt: skip
BODIES = frozenset({"minister", "body"})
REFERENCES = frozenset({"one", "person", "other", "both", "they", "organisation", "own", "head"})
# what is found to make something of other mentions, and is none itself
SHARED = "shared"  # what several states have: put to each of them
MARKS = frozenset({"office", "office-tail", "reference", "decoy"})
_KEYS_OF_ENTITY = ("code", "kind", "parent", "state", "from", "until", "successors", "person", "member", *LANGUAGES)
_KEYS_OF_PERSON = ("id", "terms", "also", "surname", "alone", "family_first", *LANGUAGES)
_IN_TOML = {str: "a text", list: "a list", dict: "a table", bool: "true or false"}
_T = TypeVar("_T")


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
    joint: bool = False  # with others at the same time, or for somebody who still held it


@dataclass(frozen=True, slots=True)
class Name:
    """One name as written in a data file. ``language`` is empty where it holds in every language of its script."""

    text: str
    way: Way
    language: str
    ambiguous: bool = False
    surname: str = ""
    period: Period = ALWAYS
    unless: tuple[str, ...] = ()  # beside one of these words the name means something else
    near: tuple[str, ...] = ()  # beside one of these words an ambiguous name is sure


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


@dataclass(frozen=True, slots=True)
class _Block:
    """A table of a data file, with its place there, so that every error can name it."""

    data: dict[str, Any]
    file: str
    place: str = ""

    def wrong(self, key: str, reason: str) -> DataError:
        return DataError(self.file, f"{self.place}.{key}" if self.place else key, reason)

    def only(self, *keys: str) -> None:
        for key in self.data:
            self.one_of(key, key, keys)

    def one_of(self, key: str, value: str, allowed: Collection[str]) -> str:
        if value not in allowed:
            raise self.wrong(key, f"{value!r} is none of {', '.join(sorted(allowed))}")
        return value

    def get(self, key: str, kind: type[_T], default: _T) -> _T:
        value = self.data.get(key, default)
        if not isinstance(value, kind):
            raise self.wrong(key, f"must be {_IN_TOML[kind]}, not {value!r}")
        return value

    def text(self, key: str) -> str:
        text = self.get(key, str, "").strip()
        if not text:
            raise self.wrong(key, "is missing or empty")
        return text

    def texts(self, key: str) -> list[str]:
        texts = self.get(key, list, [])
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise self.wrong(key, f"must be a list of texts, not {texts!r}")
        return texts

    def block(self, key: str) -> _Block:
        return self.within(key, self.get(key, dict, {}))

    def blocks(self, key: str, called_by: str) -> Iterator[_Block]:
        """The tables of a list, each placed by what it is called: ``person jane-doe``."""
        for item in self.get(key, list, []):
            table = self.within(key, item)
            yield self.within(f"{key} {item[called_by]}", item) if called_by in item else table

    def within(self, key: str, item: object) -> _Block:
        if not isinstance(item, dict):
            raise self.wrong(key, f"must be a table, not {item!r}")
        return _Block(item, self.file, f"{self.place}.{key}" if self.place else key)

    def day(self, key: str) -> date | None:
        value = self.data.get(key)
        if value is not None and type(value) is not date:  # a datetime is a date, too
            raise self.wrong(key, f"must be a day as 1991-12-16, not {value!r}")
        return value

    def period(self) -> Period:
        first, last = self.day("from"), self.day("until")
        if first and last and last < first:
            raise self.wrong("until", f"{last} is before {first}, where it begins")
        return Period(first, last)


def read_sources(folder: Path = DATA) -> list[Source]:
    """Every entity of the data files below ``folder``, in the order of the files' names."""
    return united([source for file in source_files(folder) for source in read_file(file, folder)])


def united(sources: Iterable[Source]) -> list[Source]:
    """The sources, the bodies of several states (``shared``) put to the states that have them."""
    whole: list[Source] = []
    shared: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if source.kind == SHARED:
            shared[source.id].append(source)
        else:
            whole.append(source)
    for index, source in enumerate(whole):
        names = tuple(name for body in shared.pop(source.id, ()) for name in body.names)
        if names:
            whole[index] = replace(source, names=source.names + names)
    return whole + [replace(body, kind="state") for bodies in shared.values() for body in bodies]


def source_files(folder: Path) -> list[Path]:
    """The data files below a folder, kind by kind."""
    return [file for kind in _READERS for file in sorted(folder.glob(kind))]


def read_file(file: Path, folder: Path) -> list[Source]:
    """The entities of one data file. Raises DataError with the file, the key and the reason."""
    path = file.relative_to(folder).as_posix()
    kind = next(kind for kind in _READERS if fnmatch(path, kind))
    return list(_READERS[kind](_Block(_parse(file), path)))


def _parse(file: Path) -> dict[str, Any]:
    """The file in composed letters (NFC), as texts are read; a mark of byte order before it is passed over."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        return tomllib.loads(unicodedata.normalize("NFC", text))
    except UnicodeDecodeError as error:
        reason = f"is not written in UTF-8 (byte {error.start + 1}); save it as UTF-8"
        raise DataError(file.name, "file", reason) from error
    except tomllib.TOMLDecodeError as error:
        raise DataError(file.name, "file", f"is no valid TOML: {error}") from error


def _states(file: _Block) -> Iterator[Source]:
    return _entity(file, STATE_KINDS)


def _organisations(file: _Block) -> Iterator[Source]:
    return _entity(file, ORGANISATION_KINDS)


def _offices(file: _Block) -> Iterator[Source]:
    file.only("office", "gap", "shared")
    for block in file.blocks("office", "id"):
        block.only("id", "state", "tail", *LANGUAGES)
        office = block.one_of("id", block.text("id"), (*OFFICES, *BODIES))
        kind = "office-tail" if block.get("tail", bool, False) else "office"
        yield Source(office, block.get("state", str, ""), kind, _phrases(block, Way.OFFICE), file=file.file)
    for block in file.blocks("shared", "id"):
        yield from _shared(block)


def _shared(block: _Block) -> Iterator[Source]:
    """A body by the name that it has in several states: doubtful for all save the one that mostly bears it."""
    block.only("id", "states", "usual", *LANGUAGES)
    states, usual = block.texts("states"), block.get("usual", str, "")
    names = _phrases(block, Way.SEAT)
    for code in states:
        yield Source(code, code, SHARED, tuple(replace(n, ambiguous=code != usual) for n in names), file=block.file)


def _references(file: _Block) -> Iterator[Source]:
    file.only("reference")
    for block in file.blocks("reference", "id"):
        block.only("id", "code", *LANGUAGES)
        sort = block.one_of("id", block.text("id"), REFERENCES)
        names = _phrases(block, Way.DESCRIPTION)
        yield Source(sort, block.get("code", str, ""), "reference", names, file=file.file)


def _decoys(file: _Block) -> Iterator[Source]:
    file.only(*LANGUAGES, "all")
    yield Source("decoy", "", "decoy", _phrases(file, Way.NAME), file=file.file)


def _phrases(block: _Block, way: Way) -> tuple[Name, ...]:
    """Lists of texts by language; those under ``all`` hold in every language of their script."""
    everywhere = [Name(text, way, "") for text in block.texts("all")]
    return tuple(everywhere + [Name(text, way, lang) for lang in LANGUAGES for text in block.texts(lang)])


def _groups(file: _Block) -> Iterator[Source]:
    file.only("entity")
    for entity in file.blocks("entity", "code"):
        yield from _entity(entity, GROUP_KINDS)


def _firms(file: _Block) -> Iterator[Source]:
    file.only("firm")
    for firm in file.blocks("firm", "id"):
        firm.only("id", "state", "names")
        yield Source(firm.text("id"), firm.text("state"), "body", _undeclared(firm, Way.FIRM), file=file.file)


def _outlets(file: _Block) -> Iterator[Source]:
    file.only("outlet")
    for outlet in file.blocks("outlet", "id"):
        outlet.only("id", "kind", "names", "home")
        yield Source(outlet.text("id"), "", "outlet", _undeclared(outlet, Way.OUTLET), file=file.file)


_READERS = {
    "states/*.toml": _states,
    "organisations/*.toml": _organisations,
    "groups/*.toml": _groups,
    "blocs.toml": _groups,
    "firms/*.toml": _firms,
    "outlets/*.toml": _outlets,
    "offices.toml": _offices,
    "references.toml": _references,
    "decoys.toml": _decoys,
}


def _entity(block: _Block, kinds: Collection[str]) -> Iterator[Source]:
    block.only(*_KEYS_OF_ENTITY)
    code, kind = block.text("code"), block.one_of("kind", block.text("kind"), kinds)
    carried = block.get("parent", str, code)
    names = tuple(name for language in LANGUAGES for name in _names(block.block(language), language))
    members = tuple((member.text("state"), member.period()) for member in block.blocks("member", "state"))
    block.period()  # kept in the file for its readers, but it must be right
    yield Source(code, carried, kind, names, file=block.file, members=members)
    for person in block.blocks("person", "id"):
        yield _person(person, carried)


def _names(block: _Block, language: str) -> Iterator[Name]:
    block.only(*WAY_OF_KEY)
    for key in block.data:
        for item in block.get(key, list, []):
            entry = block.within(key, {"name": item} if isinstance(item, str) else item)
            entry.only("name", "ambiguous", "from", "until", "unless", "near")
            if entry.texts("near") and not entry.get("ambiguous", bool, False):
                raise entry.wrong("near", "makes an ambiguous name sure: it needs ambiguous = true beside it")
            yield Name(
                entry.text("name"),
                WAY_OF_KEY[key],
                language,
                entry.get("ambiguous", bool, False),
                period=entry.period(),
                unless=tuple(entry.texts("unless")),
                near=tuple(entry.texts("near")),
            )


def _undeclared(block: _Block, way: Way) -> tuple[Name, ...]:
    """Names that hold in every language of their script."""
    names = tuple(Name(text, way, "") for text in block.texts("names"))
    if not names:
        raise block.wrong("names", "is missing or empty")
    return names


def _person(block: _Block, code: str) -> Source:
    block.only(*_KEYS_OF_PERSON)
    names = [
        Name(text, Way.PERSON, language, surname=_surname(text, block))
        for language in LANGUAGES
        for text in block.texts(language)
    ]
    names += [Name(text, Way.PERSON, "") for text in block.texts("also")]
    terms = tuple(map(_term, block.blocks("terms", "office")))
    if not names and not terms:  # terms alone are added to a known person's
        raise DataError(block.file, block.place, "has no name in any language and no terms")
    return Source(block.text("id"), code, "person", tuple(names), terms, block.file)


def _surname(name: str, person: _Block) -> str:
    if not person.get("alone", bool, True):
        return ""
    given = person.get("surname", str, "")
    if given and given in name:
        return given
    words = name.split()
    return words[0] if person.get("family_first", bool, False) else words[-1]


def _term(block: _Block) -> Term:
    block.only("office", "from", "until", "joint")
    office = block.one_of("office", block.text("office"), OFFICES)
    if block.day("from") is None:
        raise block.wrong("from", "is missing: the day on which the term begins")
    return Term(office, block.period(), block.get("joint", bool, False))
