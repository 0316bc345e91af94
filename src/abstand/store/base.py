"""What every store can do: keep whole documents, and answer questions about the reports in them.

A document counts as stored once its row stands in ``documents``; it is written after everything else of it, so that
a writer that is killed leaves nothing half-read. Ids are content hashes: rows written twice are the same row.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

from abstand.errors import StoreError
from abstand.merging import first_report
from abstand.model import Coded, Document, Entry, Event, Problem, Question, Run
from abstand.sources.watched import Watched
from abstand.store import counting, latest, layout, reading, tables
from abstand.store.forgotten import Forgotten, hash_of
from abstand.store.judged import Judged
from abstand.store.layout import NEW
from abstand.store.opened import Spans
from abstand.store.paging import ALL, Page
from abstand.store.versions import Point, Version

REWRITES = 50  # times that a rewriting of events begins anew because another writer was quicker; more is a fault


class Conflict(StoreError):
    """Another writer changed the table since it was read."""


class Store(Judged, ABC):
    """Subclasses keep Arrow tables by name; all else is here."""

    @abstractmethod
    def read(self, name: str, columns: Iterable[str] | None = None, where: pc.Expression | None = None) -> pa.Table:
        """The rows of a table, possibly with rows written twice: those ``where`` holds, with these columns.

        Both are pushed down to the files. Without either: the noun's columns (``tables.SCHEMAS``), a row each.
        """

    def columns(self, name: str, columns: Iterable[str], without: pc.Expression | None = None) -> Iterator[pa.Table]:
        """Columns of all rows that are in order, piece by piece, without the rows that ``without`` holds.

        Texts of few values may come as dictionaries.
        """
        in_order = pc.field("part") != NEW
        yield self.read(name, columns, in_order if without is None else in_order & ~without)

    def fresh(self) -> pa.Table:
        """The documents not yet put in order (``latest.fresh``)."""
        return latest.fresh(self)

    @abstractmethod
    def append(self, name: str, rows: pa.Table) -> None:
        """Add rows; either all or none of them are kept."""

    @abstractmethod
    def overwrite(self, name: str, rows: pa.Table, at: int | None = None) -> None:
        """Put rows in place of all that the table holds. Raises Conflict if it is not ``at`` this stamp any more."""

    @abstractmethod
    def stamp(self, name: str) -> int:
        """A number that grows with each change of the table."""

    @abstractmethod
    def spans(self, name: str) -> Spans:
        """The days of the rows in each part of a table (column ``day``), without reading them."""

    @abstractmethod
    def delete(self, name: str, column: str, values: Iterable[str]) -> None:
        """Take out the rows whose column has one of the values."""

    @abstractmethod
    def now(self, *names: str) -> Self:
        """The store as it is now: what is read of these tables (by default all) belongs together, whoever writes."""

    @abstractmethod
    def as_of(self, point: Point) -> Self:
        """The store as it was at a version, or at the end of a day (UTC); it can only be read.

        Raises StoreError if there is none such, on reading also if its files were vacuumed away.
        """

    @abstractmethod
    def versions(self) -> list[Version]:
        """All versions by number."""

    @abstractmethod
    def note(self, action: str) -> None:
        """Give the present state a number."""

    @property
    def version(self) -> int:
        """The number of the latest version; 0 if nothing was written."""
        found = self.versions()
        return found[-1].number if found else 0

    def known(self) -> frozenset[str]:
        """The ids of the documents that are stored whole."""
        return frozenset(self.read("documents", ["id"]).column("id").to_pylist())

    def add(self, coded: Iterable[Coded], run: str = "") -> None:
        """Keep documents with all that was read in them, in place of what another run read. Forgotten ones stay so.

        ``run`` is the id of the run that read them; by default that of their reports.
        """
        batch = list(coded)
        by_run: dict[str, list[Coded]] = {}
        for item in batch:
            by_run.setdefault(run or next((report.run for report in item.reports), ""), []).append(item)
        for id_, items in by_run.items():
            rows = layout.completed(tables.tables_of(items), id_, self.version)
            for name in layout.OF_DOCUMENTS:
                if rows[name].num_rows:
                    self.append(name, rows[name])
        self._keep_forgotten(batch)
        if batch:
            self.note("code")

    def _keep_forgotten(self, batch: list[Coded]) -> None:
        """Takes out again what was forgotten while it was coded: a tombstone is set before its rows are deleted."""
        held = self.forgotten()
        if ids := [item.document.id for item in batch if held.covers(item.document)]:
            self.remove_documents(ids)

    def remove_documents(self, ids: Iterable[str]) -> None:
        """Take out documents with all that was read in them; their rows go first, so that nothing is half there."""
        gone = list(ids)
        for name, column in (("documents", "id"), ("reports", "document"), ("sentences", "document")):
            self.delete(name, column, gone)
        self.delete("problems", "document", gone)

    def forgotten(self) -> Forgotten:
        """What must not be coded again."""
        rows = self.read("tombstones")
        return Forgotten(frozenset(rows.column("document").to_pylist()), frozenset(rows.column("url").to_pylist()))

    def add_tombstones(self, documents: Iterable[Document], moment: datetime | None = None) -> None:
        """Mark documents as never to be coded again; of an address only the hash is kept."""
        rows = [
            {"document": document.id, "url": hash_of(document.url), "forgotten": moment or datetime.now(UTC)}
            for document in documents
        ]
        self.append("tombstones", pa.Table.from_pylist(rows, schema=layout.FULL["tombstones"]))

    def add_run(self, run: Run) -> None:
        self.append("runs", tables.table("runs", [tables.run_row(run)]))

    def add_problems(self, problems: Iterable[Problem]) -> None:
        rows = tables.table("problems", map(tables.problem_row, problems))
        if rows.num_rows:
            self.append("problems", rows)

    def add_watched(self, watched: Iterable[Watched]) -> None:
        rows = tables.table("watched", map(tables.watched_row, watched))
        if rows.num_rows:
            self.append("watched", rows)

    def replace_events(self, events: Iterable[Event], at: int | None = None) -> None:
        """Put events in place of all that are stored. ``rewrite_events`` is safe where others write, too.

        Raises Conflict if the table is not ``at`` this stamp any more.
        """
        rows = reading.with_pairs(self.now("reports"), tables.table("events", map(tables.event_row, events)))
        if at is None:
            self.overwrite("events", rows)
        else:
            self.overwrite("events", rows, at)
        self.note("merge")

    def rewrite_events(self, make: Callable[[], Iterable[Event]]) -> bool:
        """Keep what ``make`` says the events are; made anew if another writer changed them meanwhile.

        ``make`` is called after the present events were looked up, so that the last writer's events rest on the
        documents of all writers. False if nothing had changed. Raises Conflict if others never let it come to an end.
        """
        for _ in range(REWRITES):
            at = self.stamp("events")
            held = self.events()
            events = sorted(make(), key=lambda event: event.id)
            if events == held:
                return False
            try:
                self.replace_events(events, at)
            except Conflict:
                continue
            return True
        raise Conflict(f"events: {REWRITES} times another writer was quicker; run `abstand recode --changed` later")

    def coded(
        self, question: Question | None = None, page: Page = ALL, texts: bool = True, lead: int | None = None
    ) -> list[Entry]:
        """The reports asked for as coded, with sentence and document, by the day of the act."""
        return reading.entries(self.now(*reading.OF_REPORTS), question or Question(), page, texts, lead)

    def coded_rows(self, columns: Iterable[str]) -> pa.Table:
        """The reports as coded, each once, with these columns of the reports' table (``layout.FULL``)."""
        return latest.told(self.now("documents", "reports"), columns)

    def coded_of(self, ids: Iterable[str]) -> list[Entry]:
        """The reports with these ids as coded, in their order; those that are not stored are left out."""
        return reading.entries_of(self.now(*reading.OF_REPORTS), ids)

    def coded_entry(self, id_: str) -> Entry | None:
        """The report as coded with this id, or whose id is the only one to begin so."""
        return reading.entry(self.now(*reading.OF_REPORTS), id_)

    def event(self, id_: str) -> Event | None:
        """The event with this id; one that was merged into another or split answers with the one it is part of now."""
        rows = self.read("events", where=pc.field("id") == id_).to_pylist()
        if rows:
            return tables.event_of(rows[0])
        report = first_report(id_, self.rows(["id"]).column("id").to_pylist())
        return next((event for event in self.events() if report in event.reports), None) if report else None

    def documents(self, ids: Iterable[str] | None = None) -> list[Document]:
        """All documents, or those with these ids, by id."""
        return reading.documents(self.now("documents"), ids)

    def each_document(self) -> Iterator[Document]:
        """All documents one after the other, without ever holding all of them."""
        for piece in reading.document_pieces(self.now("documents")):
            yield from map(tables.document_of, piece.to_pylist())

    def coded_by(self) -> dict[str, str]:
        """The run that read each document last."""
        now = self.now("documents")
        rows = now.read("documents", ["id", "run"])
        held = dict(zip(*(rows.column(name).to_pylist() for name in ("id", "run")), strict=True))
        recent = now.fresh()
        return held | dict(zip(*(recent.column(name).to_pylist() for name in ("id", "run")), strict=True))

    def counts(self) -> pa.Table:
        """Reports of every ordered dyad by month: actor, recipient, month (its first day), reports."""
        return counting.counts(self.now("documents", "reports"))

    def events(self) -> list[Event]:
        """All events, by id."""
        return [tables.event_of(row) for row in self.read("events").sort_by("id").to_pylist()]

    def runs(self) -> list[Run]:
        return [tables.run_of(row) for row in self.read("runs").to_pylist()]

    def problems(self) -> list[Problem]:
        return [tables.problem_of(row) for row in self.read("problems").to_pylist()]

    def watched(self) -> list[Watched]:
        """Since when outlets are read, by name; of an outlet that began twice, the first time."""
        rows = map(tables.watched_of, self.read("watched").to_pylist())
        first = {row.outlet: row for row in sorted(rows, key=lambda row: row.started, reverse=True)}
        return [first[outlet] for outlet in sorted(first)]
