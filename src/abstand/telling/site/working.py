"""The parts of a site that can be made side by side, each by itself, in any process."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
from pyarrow import csv

from abstand import measuring
from abstand.entities import default
from abstand.errors import NoData
from abstand.measuring.exposure import Reading, reading_of
from abstand.measuring.observations import Observations
from abstand.measuring.pair import Options
from abstand.measuring.variances import Prior
from abstand.model import Entry, Event, Series
from abstand.store import DeltaStore, Store, open_store
from abstand.telling.site.held import PairStore
from abstand.telling.site.pages import File, Language, PublishedPair
from abstand.telling.site.writing import put
from abstand.telling.views.state import state_page
from abstand.telling.words import words

Written = list[tuple[str, bool]]  # files by name, and whether each had to be written


@dataclass(frozen=True, slots=True)
class Source:
    """A store that another process can open, at one version."""

    root: str
    version: int

    @classmethod
    def of(cls, store: Store) -> Source | Store:
        """A store in memory stands for itself."""
        return cls(store.place.root, store.version) if isinstance(store, DeltaStore) else store


@lru_cache(1)
def opened(source: Source) -> Store:
    return open_store(source.root, source.version)


@lru_cache(1)
def read_of(source: Source | Store) -> Reading:
    return reading_of(opened(source) if isinstance(source, Source) else source)


@dataclass(frozen=True, slots=True)
class Whole:
    """What every part needs: the store, what its dyads have in common, the folder and the languages of the site."""

    source: Source | Store
    prior: Prior
    folder: Path
    languages: tuple[str, ...]

    @property
    def store(self) -> Store:
        return opened(self.source) if isinstance(self.source, Source) else self.source

    @property
    def reading(self) -> Reading:
        return read_of(self.source)

    def sites(self) -> Iterator[Language]:
        for code in self.languages:
            yield Language(words(code), default(), self.languages)


@dataclass(frozen=True, slots=True)
class Part(ABC):
    """Some files of a site."""

    whole: Whole

    @abstractmethod
    def files(self) -> Iterator[File]: ...


@dataclass(frozen=True, slots=True)
class PairPart(Part):
    """A pair's pages, chart, feed and tables; ``rows`` are those of its reports, ``seen`` the acts in them."""

    codes: tuple[str, str]
    entries: Sequence[Entry]
    rows: pa.Table
    seen: Observations

    def files(self) -> Iterator[File]:
        asked = (PairStore(self.entries), *self.codes)
        held = Options(rows=self.rows, seen=self.seen, prior=self.whole.prior, reading=self.whole.reading)
        try:
            series, steps = measuring.distance(*asked, **held), measuring.steps(*asked, **held)
            yield from _tables(self.codes, series)
        except NoData:
            series, steps = None, ()
        pair = PublishedPair(self.codes, self.entries, series, steps)
        for site in self.whole.sites():
            yield from site.pair(pair)


@dataclass(frozen=True, slots=True)
class EventsPart(Part):
    """The pages of some events."""

    events: Sequence[tuple[Event, list[Entry]]]

    def files(self) -> Iterator[File]:
        for site in self.whole.sites():
            for event, told in self.events:
                yield site.event(event, told)


@dataclass(frozen=True, slots=True)
class StatePart(Part):
    """A state's page, map and feed; ``rows`` are those of its reports, ``day`` that on which partners are compared."""

    code: str
    entries: Sequence[Entry]
    rows: pa.Table
    day: date | None

    def files(self) -> Iterator[File]:
        held = Options(rows=self.rows, prior=self.whole.prior)
        try:
            found = measuring.distances(self.whole.store, self.code, until=self.day, **held)
        except NoData:
            found = ()
        for site in self.whole.sites():
            view = state_page(self.code, found, site.words.language, default())
            yield from site.state(view, self.entries)


def write(part: Part) -> Written:
    """Write the files of a part; their names, and whether each had to be written."""
    return [(name, put(part.whole.folder, name, content)) for name, content in part.files()]


def _tables(pair: tuple[str, str], series: Series) -> Iterator[File]:
    """The series as files, the same in every language."""
    table = series.to_arrow()
    text, binary = BytesIO(), BytesIO()
    csv.write_csv(table, text)
    parquet.write_table(table, binary)
    yield f"series/{'/'.join(pair)}.csv", text.getvalue()
    yield f"series/{'/'.join(pair)}.parquet", binary.getvalue()
