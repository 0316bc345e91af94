"""Questions to a store: which rows count, and how they become nouns.

What can be decided by one column is pushed down to the files (Arrow expressions over the Delta tables); the rest is
asked of the rows that are left, in DuckDB. Only the tables and columns that a question needs are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from abstand.model import Document, Entry, Question
from abstand.store import tables
from abstand.store.latest import only, recoded, rows_of, settled, told_anew, told_of
from abstand.store.layout import FULL, HOME, MIXED, NEW, among, places, select, standing
from abstand.store.paging import Page, keys

if TYPE_CHECKING:
    from abstand.store.base import Store

Row = dict[str, Any]
OF_REPORTS = ("documents", "reports", "events")  # the tables that answer a question about reports
ALL_COLUMNS = FULL["reports"].names
AT_ONCE = 1_000  # rows of a table that are made Python objects together
_NEWEST = "SELECT DISTINCT ON (id) place FROM rows ORDER BY id, (part = $new) DESC, revision DESC"
_EVENT_PAIRS = """
    WITH part AS (SELECT id, unnest(reports) AS report FROM events),
         apart AS (SELECT part.id, CASE WHEN count(DISTINCT coalesce(r.pair, $mixed)) = 1
                                        THEN any_value(coalesce(r.pair, $mixed)) ELSE $mixed END AS pair
                   FROM part LEFT JOIN reports r ON r.id = part.report GROUP BY ALL)
    SELECT events.*, coalesce(apart.pair, $mixed) AS pair FROM events LEFT JOIN apart USING (id) ORDER BY pair, id
"""


def entries(store: Store, question: Question, page: Page, texts: bool = True, lead: int | None = None) -> list[Entry]:
    """As ``Store.coded``."""
    recent, where = store.fresh(), _pushed(question)
    if not page.is_all:
        where &= only(keys(store, where, page, recent))
    read = rows_of if page.is_all and question.documents else _rows
    return _told(store, page.order(told_of(read(store, ALL_COLUMNS, where), recent)), texts, lead)


def _rows(store: Store, columns: Iterable[str], where: pc.Expression) -> pa.Table:
    return store.read("reports", columns, where)


def entry(store: Store, id_: str) -> Entry | None:
    rows = rows_of(store, ALL_COLUMNS, HOME & pc.starts_with(pc.field("id"), id_))
    told = told_of(rows, store.fresh())
    exact = told.filter(pc.field("id") == id_)
    found = exact if exact.num_rows else told
    return _told(store, found)[0] if found.num_rows == 1 else None


def entries_of(store: Store, ids: Iterable[str]) -> list[Entry]:
    """The reports with these ids, in their order; those that are not stored are left out."""
    wanted = pa.array(list(ids), pa.string())
    rows = rows_of(store, ALL_COLUMNS, HOME & pc.field("id").isin(wanted))
    found = told_of(rows, store.fresh())
    return _told(store, found.take(pc.sort_indices(pc.index_in(found.column("id"), wanted))))


def documents(store: Store, ids: Iterable[str] | None = None) -> list[Document]:
    """All documents, or those with these ids, by id."""
    where = None if ids is None else documents_where(store, ids)
    found = map(tables.document_of, _each(documents_table(store, where)))
    return sorted(found, key=lambda document: document.id)


def documents_where(store: Store, ids: Iterable[str]) -> pc.Expression:
    """The documents with these ids, told so that the groups of rows that hold none are passed over."""
    where = among("id", ids)
    return where & _published(store.read("documents", ["published_last"], where).column(0).unique().to_pylist())


def _published(days: Collection[date | None]) -> pc.Expression:
    """The documents of these days, by which their files are sorted."""
    known = pa.array([day for day in days if day], pa.date32())
    where = pc.field("published_last").isin(known)
    return where | pc.field("published_last").is_null() if None in days else where


def documents_table(store: Store, where: pc.Expression | None = None) -> pa.Table:
    """Each document once, as it was read last."""
    rows = store.read("documents", FULL["documents"].names, where)
    return standing(rows, places(_NEWEST, ("id", "part", "revision"), rows, {"new": NEW}))


def document_pieces(store: Store) -> Iterator[pa.Table]:
    """``documents_table`` in pieces that memory can hold, each by id: what is new, then year by year."""
    recent = among("id", store.fresh().column("id"))
    for where in (recent, *(year & ~recent for year in _years(store, "documents"))):
        yield documents_table(store, where).sort_by("id")


def report_pieces(store: Store, columns: Iterable[str]) -> Iterator[pa.Table]:
    """``told`` in pieces that memory can hold, each by day: those of new documents, then year by year."""
    wanted, recent = tuple(columns), store.fresh()
    gone = recoded(store, recent)
    yield _by_day(told_anew(store, wanted, HOME, recent, gone))
    for year in _years(store, "reports"):
        yield _by_day(store.read("reports", wanted, HOME & year & settled(gone)))


def _by_day(rows: pa.Table) -> pa.Table:
    return rows.sort_by([("day", "ascending"), ("id", "ascending")])


def _years(store: Store, name: str) -> Iterator[pc.Expression]:
    """The parts that are in order."""
    return (pc.field("part") == part for part in sorted(store.spans(name)) if part != NEW)


def with_pairs(store: Store, events: pa.Table) -> pa.Table:
    """Rows of events with the pair that all their reports are of; sorted by it."""
    reports = store.read("reports", ["id", "pair"], HOME) if events.num_rows else FULL["reports"].empty_table()
    return select(_EVENT_PAIRS, {"mixed": MIXED}, events=events, reports=reports).cast(FULL["events"])


def members(store: Store, reports: pa.Table) -> dict[str, str]:
    """The event of each report; of ``reports`` id and home are needed."""
    pairs = reports.column("home").unique().to_pylist()
    events = store.read("events", ["id", "reports"], among("pair", [*pairs, MIXED])).combine_chunks()
    held = events.column("reports")
    rows = pa.table(
        [pc.list_flatten(held), events.column("id").take(pc.list_parent_indices(held))], ["report", "event"]
    )
    found = rows.filter(pc.is_in(rows.column("report"), reports.column("id").combine_chunks()))
    least_last = found.sort_by([("event", "descending")])
    return dict(zip(*(least_last.column(name).to_pylist() for name in ("report", "event")), strict=True))


def _told(store: Store, rows: pa.Table, texts: bool = True, lead: int | None = None) -> list[Entry]:
    if not rows.num_rows:
        return []
    events = members(store, rows)
    held = _documents_of(store, rows, lead) if texts else {}
    return [
        Entry(
            tables.report_of(row),
            row["sentence"] or "",
            held[row["document"]] if texts else _short_document(row),
            events.get(row["id"], ""),
        )
        for row in _each(rows)
        if not texts or row["document"] in held
    ]


def _documents_of(store: Store, rows: pa.Table, lead: int | None) -> dict[str, Document]:
    """The documents of rows of reports, by id; of their texts only the first ``lead`` code points if it is given."""
    where = among("id", rows.column("document").unique()) & _published(
        rows.column("published_last").unique().to_pylist()
    )
    found = documents_table(store, where)
    if lead is not None:
        text = pc.utf8_slice_codeunits(found.column("text"), 0, lead)
        found = found.set_column(found.column_names.index("text"), "text", text)
    return {row["id"]: tables.document_of(row) for row in _each(found)}


def _each(rows: pa.Table) -> Iterator[Row]:
    """Row by row, of which only a few at a time are Python objects."""
    for batch in rows.to_batches(max_chunksize=AT_ONCE):
        yield from batch.to_pylist()


def _short_document(row: Row) -> Document:
    return tables.document_of(
        {**row, "id": row["document"], "text": "", "authors": (), "translated_from": "", "rights": "quote"}
    )


def _pushed(question: Question) -> pc.Expression:
    """What is asked, as the files can decide it by themselves."""
    where = pc.field("pair") == " ".join(sorted(question.pair)) if question.pair else HOME
    if question.since:
        where &= pc.field("last_day") >= question.since
    if question.until:
        where &= pc.field("day") <= question.until
    if question.documents:
        where &= among("document", sorted(question.documents))
    for column, wanted in (("type", question.types), ("status", question.statuses)):
        if wanted:
            where &= among(column, sorted(wanted))
    return where
