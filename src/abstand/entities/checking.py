"""Checks data files: what cannot be read, names with two meanings, offices held twice, missing languages."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path

from abstand.entities.sources import (
    BODIES,
    DATA,
    GROUP_KINDS,
    MARKS,
    ORGANISATION_KINDS,
    STATE_KINDS,
    Name,
    Period,
    Source,
    Term,
    read_file,
    read_sources,
    source_files,
)  # fmt: skip
from abstand.entities.table import languages_of, with_cldr
from abstand.errors import DataError
from abstand.model import LANGUAGES, Way

# posts of which a state has several at a time
SHARED_OFFICES = frozenset({"speaker", "envoy", "spokesperson", "official", *BODIES})
_AT_LINE = re.compile(r"\(at line (\d+),")
NAMED_IN_ALL = STATE_KINDS | ORGANISATION_KINDS | GROUP_KINDS
LISTED = frozenset({"body", "outlet"})


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong in a data file; ``line`` counts from 1, 0 where no line can be named."""

    file: str
    line: int
    reason: str
    is_note: bool = False  # worth knowing, and right if it is meant


@dataclass(frozen=True, slots=True)
class _Fault:
    """A finding before its line is known: the first line with all that ``marks`` says, one after the other."""

    file: str
    marks: tuple[str, ...]
    reason: str
    is_note: bool = False


def check(folder: Path = DATA) -> tuple[list[Finding], list[Source]]:
    """What is wrong in the data files below a folder, sorted; and the sources that could be read.

    A folder of one's own is read together with the shipped files, as it is used.
    """
    sources: list[Source] = []
    faults: list[_Fault] = []
    for file in source_files(folder):
        try:
            sources.extend(read_file(file, folder))
        except DataError as error:
            _, place, reason = error.args
            marks = tuple(part for part in place.replace(".", " ").split(" ") if part != "file")
            faults.append(_Fault(file.relative_to(folder).as_posix(), marks, f"{place}: {reason}"))
    shipped = () if folder == DATA else _shipped()
    faults += [*_missing_languages(sources, shipped), *_twice(sources), *_unknown(sources, shipped)]
    faults += [*_held_twice(sources, shipped), *_two_meanings(sources), *_taken(sources, shipped)]
    return sorted(_located(fault, folder) for fault in faults), sources


@cache
def _shipped() -> tuple[Source, ...]:
    return tuple(with_cldr(read_sources()))


def _missing_languages(sources: Iterable[Source], shipped: Iterable[Source]) -> Iterator[_Fault]:
    """New states, organisations and groups without a name in some language; known ones have theirs."""
    known = {source.id for source in shipped}
    for source in sources:
        if source.kind in NAMED_IN_ALL and source.id not in known:
            named = {name.language for name in source.names if name.way is Way.NAME}
            if missing := [language for language in LANGUAGES if language not in named]:
                reason = f"{source.id} has no name in {', '.join(missing)}"
                yield _Fault(source.file, (f'"{source.id}"',), reason)


def _twice(sources: Iterable[Source]) -> Iterator[_Fault]:
    """States, organisations, groups, firms and outlets that stand in the files more than once."""
    seen: dict[tuple[str, str], Source] = {}
    for source in sources:
        if source.kind in NAMED_IN_ALL or source.kind in LISTED:
            first = seen.setdefault((source.id, source.code), source)
            if first is not source:
                yield _Fault(source.file, (f'"{source.id}"',), f"{source.id} stands in {first.file}, too")


def _unknown(sources: Iterable[Source], shipped: Iterable[Source]) -> Iterator[_Fault]:
    """Firms of a state that no file has; persons without a name who are not known."""
    everything = [*sources, *shipped]
    codes = {source.code for source in everything if source.kind in NAMED_IN_ALL}
    named = {(source.id, source.code) for source in everything if source.names}
    for source in sources:
        if source.kind == "body" and source.code not in codes:
            yield _Fault(source.file, (f'"{source.id}"', f'"{source.code}"'), f"state: {source.code} is no known code")
        if source.kind == "person" and (source.id, source.code) not in named:
            reason = f"{source.id} has no name in any language, and {source.code} has nobody with this id"
            yield _Fault(source.file, (f'"{source.id}"',), reason)


def _taken(sources: Iterable[Source], shipped: Iterable[Source]) -> Iterator[_Fault]:
    """Names that the shipped files give to another code, which loses them."""
    meant = {(name.text, name.way, lang): s for s in shipped for name in s.names for lang in languages_of(name)}
    told: set[tuple[str, str]] = set()
    for source in sources:
        for name in source.names if source.kind not in MARKS else ():
            rivals = (meant.get((name.text, name.way, language)) for language in languages_of(name))
            rival = next((r for r in rivals if r and r.code not in ("", source.code)), None)
            if rival and (name.text, source.code) not in told:
                told.add((name.text, source.code))
                reason = f"“{name.text}” ({name.way}) means {rival.code} in the shipped files; here only {source.code}"
                yield _Fault(source.file, (f'"{name.text}"',), reason, is_note=True)


def _held_twice(sources: Sequence[Source], shipped: Iterable[Source]) -> Iterator[_Fault]:
    """Offices with two holders on a day other than the one on which they are handed over, unless held jointly.

    Of a person who is in the shipped files, too, the terms that are given anew count.
    """
    own = {(source.id, source.code, term.office, term.period.first) for source in sources for term in source.terms}
    files = {source.file for source in sources}
    kept = [
        replace(s, file="", terms=tuple(t for t in s.terms if (s.id, s.code, t.office, t.period.first) not in own))
        for s in shipped
    ]
    yield from (fault for fault in _held_by_two([*kept, *sources]) if fault.file in files)


def _held_by_two(sources: Iterable[Source]) -> Iterator[_Fault]:
    held: defaultdict[tuple[str, str], list[tuple[Term, Source]]] = defaultdict(list)
    for source in sources:
        for term in source.terms:
            if term.office not in SHARED_OFFICES and not term.joint:
                held[source.code, term.office].append((term, source))
    for (code, office), terms in held.items():
        for (term, source), (other, predecessor) in combinations(terms, 2):
            if source.id != predecessor.id and _overlap(term.period, other.period):
                blamed = source if source.file else predecessor  # not the shipped file's, which has no name here
                reason = f"{office} of {code} is held by {source.id} and {predecessor.id} at once"
                yield _Fault(blamed.file, (f'"{blamed.id}"', office), reason)


def _overlap(one: Period, other: Period) -> bool:
    """Whether two periods share more than the day on which the one ends and the other begins."""
    return _begins_before_end(one, other) and _begins_before_end(other, one)


def _begins_before_end(one: Period, other: Period) -> bool:
    return one.first is None or other.last is None or one.first < other.last


def _two_meanings(sources: Iterable[Source]) -> Iterator[_Fault]:
    """Sure names of one sort and language for two codes; people are told apart by their terms, places by support."""
    meanings: defaultdict[tuple[str, Way, str], list[tuple[Name, Source]]] = defaultdict(list)
    for source in sources:
        for name in source.names if source.kind not in MARKS else ():
            if not name.ambiguous and name.way is not Way.PERSON:
                for language in languages_of(name):
                    meanings[name.text, name.way, language].append((name, source))
    told: set[tuple[str, Way, str, str]] = set()
    for (text, way, _), named in meanings.items():
        for (name, source), (other, rival) in combinations(named, 2):
            key = (text, way, source.code, rival.code)
            if source.code != rival.code and key not in told and _overlap(name.period, other.period):
                told.add(key)
                reason = f"“{text}” ({way}) means {source.code} and {rival.code}: date one or mark it ambiguous"
                yield _Fault(source.file, (f'"{text}"',), reason)


def _located(fault: _Fault, folder: Path) -> Finding:
    if at := _AT_LINE.search(fault.reason):  # TOML's own complaint
        return Finding(fault.file, int(at[1]), fault.reason)
    text = (folder / fault.file).read_text(encoding="utf-8-sig", errors="replace")
    lines = unicodedata.normalize("NFC", text).splitlines()
    return Finding(fault.file, _line_of(lines, fault.marks), fault.reason, fault.is_note)


def _line_of(lines: Sequence[str], marks: Sequence[str]) -> int:
    line = 0
    for mark in marks:
        found = next((number for number in range(line, len(lines) + 1) if number and mark in lines[number - 1]), 0)
        line = found or line
    return line
