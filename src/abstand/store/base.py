"""What every store can do: keep whole documents, and answer questions about the reports in them.

A document counts as stored once its row stands in ``documents``; it is written after everything else of it, so that
a writer that is killed leaves nothing half-read. Ids are content hashes: rows written twice are the same row.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from abstand.model import Coded, Document, Entry, Event, Problem, Question, Run
from abstand.store import tables

# The day that an act counts for: its own, or the day of publication where the text gives none.
_ENTRIES = """
    WITH held AS (SELECT DISTINCT ON (id) * FROM documents),
         told AS (SELECT DISTINCT ON (id) * FROM reports),
         said AS (SELECT DISTINCT ON (document, start) * FROM sentences),
         part AS (SELECT id AS event, unnest(reports) AS report FROM events)
    SELECT told.*, said.text AS sentence, part.event AS event, held AS document_row
    FROM told
    JOIN held ON held.id = told.document
    JOIN said ON said.document = told.document AND said.start = told.start
    LEFT JOIN part ON part.report = told.id
    WHERE {conditions}
    ORDER BY coalesce(told.when_first, held.published_last) NULLS LAST, held.published_last, told.document,
             told.start, told.id
"""


class Store(ABC):
    """Subclasses keep Arrow tables by name; all else is here."""

    @abstractmethod
    def read(self, name: str) -> pa.Table:
        """All rows of a table, possibly with rows written twice."""

    @abstractmethod
    def append(self, name: str, rows: pa.Table) -> None:
        """Add rows; either all or none of them are kept."""

    @abstractmethod
    def overwrite(self, name: str, rows: pa.Table) -> None:
        """Put rows in place of all that the table holds."""

    def known(self) -> frozenset[str]:
        """The ids of the documents that are stored whole."""
        return frozenset(self.read("documents").column("id").to_pylist())

    def add(self, coded: Iterable[Coded]) -> None:
        """Keep documents with all that was read in them."""
        for name, rows in tables.tables_of(coded).items():
            if rows.num_rows:
                self.append(name, rows)

    def add_run(self, run: Run) -> None:
        self.append("runs", tables.table("runs", [tables.run_row(run)]))

    def add_problems(self, problems: Iterable[Problem]) -> None:
        rows = tables.table("problems", map(tables.problem_row, problems))
        if rows.num_rows:
            self.append("problems", rows)

    def replace_events(self, events: Iterable[Event]) -> None:
        self.overwrite("events", tables.table("events", map(tables.event_row, events)))

    def revise_events(self, events: Iterable[Event], gone: Iterable[str]) -> None:
        """Put ``events`` in place of those with the ids in ``gone``."""
        left = set(gone)
        kept = [event for event in self.events() if event.id not in left]
        self.replace_events(sorted([*kept, *events], key=lambda event: event.id))

    def entries(self, question: Question | None = None) -> list[Entry]:
        """The reports asked for with sentence and document, by the day of the act."""
        conditions, values = _conditions(question or Question())
        rows = self._select(_ENTRIES.format(conditions=" AND ".join(conditions)), values)
        return [tables.entry_of(row) for row in rows]

    def entries_near(self, questions: Sequence[Question]) -> list[Entry]:
        """The reports that any of the questions asks for."""
        asked = [_conditions(question) for question in questions]
        any_of = " OR ".join(f"({' AND '.join(conditions)})" for conditions, _ in asked) or "false"
        rows = self._select(_ENTRIES.format(conditions=any_of), [value for _, values in asked for value in values])
        return [tables.entry_of(row) for row in rows]

    def entries_of(self, ids: Iterable[str]) -> list[Entry]:
        """The reports with these ids, and those of the events with these ids."""
        wanted = list(ids)
        conditions = "list_contains(?, told.id) OR list_contains(?, part.event)"
        return [tables.entry_of(row) for row in self._select(_ENTRIES.format(conditions=conditions), [wanted, wanted])]

    def unmerged(self) -> list[Entry]:
        """The reports that are in no event yet."""
        return [tables.entry_of(row) for row in self._select(_ENTRIES.format(conditions="part.event IS NULL"), [])]

    def entry(self, id_: str) -> Entry | None:
        """The report with this id, or whose id is the only one to begin so."""
        rows = self._select(_ENTRIES.format(conditions="starts_with(told.id, ?)"), [id_])
        exact = [row for row in rows if row["id"] == id_] or rows
        return tables.entry_of(exact[0]) if len(exact) == 1 else None

    def documents(self) -> list[Document]:
        return [
            tables.document_of(row) for row in self._select("SELECT DISTINCT ON (id) * FROM documents ORDER BY id", [])
        ]

    def events(self) -> list[Event]:
        return [tables.event_of(row) for row in self.read("events").to_pylist()]

    def runs(self) -> list[Run]:
        return [tables.run_of(row) for row in self.read("runs").to_pylist()]

    def problems(self) -> list[Problem]:
        return [tables.problem_of(row) for row in self.read("problems").to_pylist()]

    def _select(self, query: str, values: Sequence[Any]) -> list[dict[str, Any]]:
        with duckdb.connect() as connection:
            for name in tables.SCHEMAS:
                connection.register(name, self.read(name))
            rows: list[dict[str, Any]] = connection.sql(query, params=list(values)).to_arrow_table().to_pylist()
            return rows


def _conditions(question: Question) -> tuple[list[str], list[Any]]:
    conditions = ["true"]
    values: list[Any] = []
    for code in question.pair or ():
        conditions.append("list_contains(told.actors || told.recipients, ?)")
        values.append(code)
    if question.since:
        conditions.append("coalesce(told.when_last, held.published_last) >= ?")
        values.append(question.since)
    if question.until:
        conditions.append("coalesce(told.when_first, held.published_last) <= ?")
        values.append(question.until)
    for column, wanted in (("type", question.types), ("status", question.statuses)):
        if wanted:
            conditions.append(f"list_contains(?, told.{column})")
            values.append(sorted(wanted))
    return conditions, values
