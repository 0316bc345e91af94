"""Checks data files: what cannot be read, names with two meanings, offices held twice, missing languages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    source_files,
)  # fmt: skip
from abstand.entities.table import languages_of
from abstand.errors import DataError
from abstand.model import LANGUAGES, Way

# posts of which a state has several at a time
SHARED_OFFICES = frozenset({"speaker", "envoy", "spokesperson", "official", *BODIES})
_AT_LINE = re.compile(r"\(at line (\d+),")
NAMED_IN_ALL = STATE_KINDS | ORGANISATION_KINDS | GROUP_KINDS


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong in a data file; ``line`` counts from 1, 0 where no line can be named."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Fault:
    """A finding before its line is known: the first line with all that ``marks`` says, one after the other."""

    file: str
    marks: tuple[str, ...]
    reason: str


def check(folder: Path = DATA) -> tuple[list[Finding], list[Source]]:
    """What is wrong in the data files below a folder, sorted; and the sources that could be read."""
    sources: list[Source] = []
    faults: list[_Fault] = []
    for file in source_files(folder):
        try:
            sources.extend(read_file(file, folder))
        except DataError as error:
            _, place, reason = error.args
            marks = tuple(part for part in place.replace(".", " ").split(" ") if part != "file")
            faults.append(_Fault(file.relative_to(folder).as_posix(), marks, f"{place}: {reason}"))
    faults += [*_missing_languages(sources), *_held_twice(sources), *_two_meanings(sources)]
    return sorted(_located(fault, folder) for fault in faults), sources


def _missing_languages(sources: Iterable[Source]) -> Iterator[_Fault]:
    for source in sources:
        if source.kind in NAMED_IN_ALL:
            named = {name.language for name in source.names if name.way is Way.NAME}
            if missing := [language for language in LANGUAGES if language not in named]:
                reason = f"{source.id} has no name in {', '.join(missing)}"
                yield _Fault(source.file, (f'"{source.id}"',), reason)


def _held_twice(sources: Iterable[Source]) -> Iterator[_Fault]:
    """Offices with two holders on a day other than the one on which they are handed over, unless held jointly."""
    held: defaultdict[tuple[str, str], list[tuple[Term, Source]]] = defaultdict(list)
    for source in sources:
        for term in source.terms:
            if term.office not in SHARED_OFFICES and not term.joint:
                held[source.code, term.office].append((term, source))
    for (code, office), terms in held.items():
        for (term, source), (other, predecessor) in combinations(terms, 2):
            if source.id != predecessor.id and _overlap(term.period, other.period):
                reason = f"{office} of {code} is held by {source.id} and {predecessor.id} at once"
                yield _Fault(source.file, (f'"{source.id}"', office), reason)


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
    lines = (folder / fault.file).read_text(encoding="utf-8", errors="replace").splitlines()
    return Finding(fault.file, _line_of(lines, fault.marks), fault.reason)


def _line_of(lines: Sequence[str], marks: Sequence[str]) -> int:
    line = 0
    for mark in marks:
        found = next((number for number in range(line, len(lines) + 1) if number and mark in lines[number - 1]), 0)
        line = found or line
    return line
