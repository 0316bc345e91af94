"""Whether the tables of a store agree: every document has its reports, every report its sentence, event and document.

Years are looked at one after the other and texts a file's group of rows at a time, so that memory holds the ids of all
reports, the sentences of one year and a few hundred texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from abstand.store.delta import DeltaStore
from abstand.store.latest import DECIDING, rows_of, told_of
from abstand.store.layout import HOME, NEW, among, select
from abstand.store.reading import documents_table, documents_where

QUOTED = ("id", "document", "start", "end", "sentence")
TEXTS = ("id", "text", "reports")
_ID = pa.schema([("id", pa.string())])
# A document is whole if as many reports count for it as were read in it.
_NOT_WHOLE = """
    SELECT d.id FROM documents d LEFT JOIN (SELECT document, count(*) AS n FROM told GROUP BY document) t
      ON t.document = d.id WHERE coalesce(t.n, 0) <> d.reports
"""
_MISQUOTED = """
    SELECT t.id FROM told t JOIN documents d ON d.id = t.document
    WHERE substring(d.text, t.start + 1, t."end" - t.start) IS DISTINCT FROM t.sentence
"""
_HOMELESS = "SELECT t.id FROM told t ANTI JOIN documents d ON d.id = t.document"
_SILENT = "SELECT t.id FROM told t ANTI JOIN sentences s ON s.document = t.document AND s.start = t.start"
_STRAY = "SELECT DISTINCT id FROM (SELECT id, unnest(reports) AS r FROM events) ANTI JOIN told ON told.id = r"
_UNMERGED = "SELECT t.id FROM told t ANTI JOIN (SELECT unnest(reports) AS r FROM events) e ON e.r = t.id"
_UNFINISHED = "SELECT DISTINCT r.document AS id FROM rows r ANTI JOIN documents d ON d.id = r.document"


@dataclass(slots=True)
class Agreement:
    """How many rows count, and the ids of those that do not agree with others, sorted."""

    documents: int = 0
    reports: int = 0
    events: int = 0
    partial: list[str] = field(default_factory=list)  # documents that have not all their reports
    untold: list[str] = field(default_factory=list)  # reports whose sentence is not in their document
    silent: list[str] = field(default_factory=list)  # reports without a row of their sentence
    stray: list[str] = field(default_factory=list)  # events that name reports which are not there
    unmerged: list[str] = field(default_factory=list)  # reports of no event
    unfinished: list[str] = field(default_factory=list)  # documents that have reports and are not there
    forgotten: list[str] = field(default_factory=list)  # documents that were forgotten and are there


def agreement(store: DeltaStore) -> Agreement:
    """Reads every row once. ``store`` is one moment's (``now``)."""
    found = Agreement()
    known, told = [], []
    for texts, quoted, sentences in _years(store):
        here = _texts_of_a_year(found, texts, quoted)
        found.untold += _ids(_HOMELESS, told=quoted, documents=here)
        found.silent += _ids(_SILENT, told=quoted, sentences=sentences)
        known.append(here)
        told.append(quoted.select(["id"]))
    documents, reports, events = (
        pa.concat_tables(known),
        pa.concat_tables(told),
        store.read("events", ["id", "reports"]),
    )
    found.stray = _ids(_STRAY, told=reports, events=events)
    found.unmerged = _without_rejected(store, _ids(_UNMERGED, told=reports, events=events))
    found.unfinished = _ids(_UNFINISHED, rows=store.read("reports", ["document"]), documents=documents)
    found.forgotten = sorted(store.forgotten().ids.intersection(documents.column("id").to_pylist()))
    found.documents, found.reports, found.events = documents.num_rows, reports.num_rows, events.num_rows
    for ids in (found.partial, found.untold, found.silent):
        ids.sort()
    return found


def _texts_of_a_year(found: Agreement, texts: Iterator[pa.Table], quoted: pa.Table) -> pa.Table:
    """Looks for the quotes in their texts; the ids of the documents."""
    known = [_ID.empty_table()]
    for documents in texts:
        found.partial += _ids(_NOT_WHOLE, told=quoted, documents=documents)
        found.untold += _ids(_MISQUOTED, told=quoted, documents=documents)
        known.append(documents.select(["id"]))
    return pa.concat_tables(known)


def _years(store: DeltaStore) -> Iterator[tuple[Iterator[pa.Table], pa.Table, pa.Table]]:
    """The texts, reports and sentences of documents that are new, then of each year."""
    recent = store.fresh()
    new = documents_table(store, documents_where(store, recent.column("id").to_pylist()))
    of_new = among("document", recent.column("id"))
    yield (
        iter([new.select(list(TEXTS))]),
        told_of(rows_of(store, dict.fromkeys([*QUOTED, *DECIDING]), HOME & of_new), recent).select(list(QUOTED)),
        store.read("sentences", ["document", "start"], of_new),
    )
    parts = {part for name in ("documents", "reports") for part in store.spans(name)}
    for part in sorted(parts - {NEW}):
        year = pc.field("part") == part
        yield (
            store.batches("documents", TEXTS, year & ~among("id", recent.column("id"))),
            store.read("reports", QUOTED, HOME & year & ~of_new),
            store.read("sentences", ["document", "start"], year),
        )


def _without_rejected(store: DeltaStore, reports: list[str]) -> list[str]:
    """What people have rejected belongs to no event."""
    read = store.docket().outcome()[0] if reports else {}
    return [id_ for id_ in reports if id_ not in read or read[id_] is not None]


def _ids(query: str, **rows: pa.Table) -> list[str]:
    found: list[str] = select(query, {}, **rows).column("id").to_pylist()
    return sorted(found)
