"""A report as merging sees it, and many of them as columns."""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from abstand.merging.wording import Wording, stems, wording
from abstand.model import Domain, Entry, EventType, Status

SAME_NEWS_DAYS = 3  # an act without a stated time was on the day of publication or so many days before
PLANS = frozenset({Status.PLANNED, Status.HYPOTHETICAL})
FAMILIES: Mapping[EventType, tuple[str, ...]] = {
    type_: tuple(name for name, members in families.items() if type_ in members)
    for families in [tomllib.loads((Path(__file__).parent / "families.toml").read_text(encoding="utf-8"))]
    for type_ in EventType
}
BITS = 1024  # places in which hashed words are kept: two sentences of 15 words share 0.2 by chance
_WORD = 64
TYPES = {type_: place for place, type_ in enumerate(EventType)}
_DOMAINS = {domain: place for place, domain in enumerate(Domain)}

_Item = TypeVar("_Item")

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Bits = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Trait:
    """What of an entry decides whether it tells of the same act as another. Days are ordinals; ``first`` and ``last``
    are when the act may have been, None if nothing says it."""

    entry: Entry
    first: int | None
    last: int | None
    published: int | None
    is_plan: bool
    wording: Wording
    trigger: frozenset[str]

    @property
    def id(self) -> str:
        return self.entry.report.id

    @property
    def order(self) -> tuple[int, str]:
        """Its place among the reports of an event: the first published comes first."""
        return (date.max.toordinal() if self.published is None else self.published), self.id

    @property
    def families(self) -> tuple[str, ...]:
        return FAMILIES[self.entry.report.type]


def trait(entry: Entry) -> Trait:
    """The traits of an entry."""
    when, published = entry.report.when, entry.document.published_on
    day = None if published is None else published.toordinal()
    first, last = (None if day is None else day - SAME_NEWS_DAYS), day
    if when is not None:
        first, last = when.first.toordinal(), when.last.toordinal()
    said = wording(entry.sentence, entry.document.language)
    return Trait(entry, first, last, day, entry.report.status in PLANS, said, stems(entry.report.trigger))


@dataclass(frozen=True, slots=True)
class Columns:
    """Traits side by side: row n of every array is trait n. An unknown day is 0, an unknown mode -1."""

    first: Ints
    last: Ints
    stated: Bools
    published: Ints
    type: Ints
    mode: Ints
    domain: Ints
    language: Ints
    sentence: Ints
    actors: Bits
    recipients: Bits
    figures: Bits
    ordinals: Bits
    names: Bits
    stems: Bits
    trigger: Bits


def columns(traits: Sequence[Trait]) -> Columns:
    """The traits as columns. Codes, modes and languages are numbered here, so only their equality means anything."""
    reports = [trait.entry.report for trait in traits]
    documents = [trait.entry.document for trait in traits]
    codes = _numbered(code for report in reports for code in (*report.actors, *report.recipients))
    modes = _numbered(report.mode for report in reports if report.mode)
    languages = _numbered(document.language for document in documents)
    sentences = _numbered((report.document, report.sentence.start) for report in reports)
    return Columns(
        _ints(trait.first or 0 for trait in traits),
        _ints(trait.last or 0 for trait in traits),
        np.array([report.when is not None for report in reports], dtype=np.bool_),
        _ints(trait.published or 0 for trait in traits),
        _ints(TYPES[report.type] for report in reports),
        _ints(modes[report.mode] if report.mode else -1 for report in reports),
        _ints(_DOMAINS[report.domain] for report in reports),
        _ints(languages[document.language] for document in documents),
        _ints(sentences[report.document, report.sentence.start] for report in reports),
        _bits([[codes[code] for code in report.actors] for report in reports], len(codes)),
        _bits([[codes[code] for code in report.recipients] for report in reports], len(codes)),
        _hashed([trait.wording.figures for trait in traits]),
        _hashed([trait.wording.ordinals for trait in traits]),
        _hashed([trait.wording.names for trait in traits]),
        _hashed([trait.wording.stems for trait in traits]),
        _hashed([trait.trigger for trait in traits]),
    )


def _numbered(items: Iterable[_Item]) -> dict[_Item, int]:
    return {item: number for number, item in enumerate(dict.fromkeys(items))}


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _hashed(sets: Sequence[Iterable[str]]) -> Bits:
    return _bits([[zlib.crc32(word.encode()) % BITS for word in words] for words in sets], BITS)


def _bits(sets: Sequence[Sequence[int]], size: int) -> Bits:
    """One row a set of numbers below ``size``, as bits."""
    found = np.zeros((len(sets), max(1, -(-size // _WORD))), dtype=np.uint64)
    rows = np.repeat(np.arange(len(sets)), [len(numbers) for numbers in sets])
    places = np.fromiter((place for numbers in sets for place in numbers), dtype=np.int64, count=len(rows))
    bits = np.left_shift(np.uint64(1), (places % _WORD).astype(np.uint64))
    np.bitwise_or.at(found, (rows, places // _WORD), bits)
    return found
