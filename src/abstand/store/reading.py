"""Questions to a store: which rows count, and how they become nouns.

What can be decided by one column is pushed down to the files (Arrow expressions over the Delta tables); the rest is
asked of the rows that are left, in DuckDB. Only the tables and columns that a question needs are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from abstand.model import Document, Entry, Question
from abstand.store import tables
from abstand.store.layout import FULL, MIXED, NEW, among, at_home, select

if TYPE_CHECKING:
    from abstand.store.base import Store

Row = dict[str, Any]
HOME = at_home("reports")
OF_REPORTS = ("documents", "reports", "events")  # the tables that answer a question about reports
# What decides in which order the reports stand.
_MEMBER = pa.schema([("id", pa.string()), ("home", pa.string())])
_KEYS = ("id", "document", "start", "day", "published_last", "pair", "run", "part")
# A report of a document that is not yet put in order counts if the run that read the document last has told it.
_TOLD = """
    WITH seen AS (SELECT r.*, f.id IS NOT NULL AS recent FROM reports r LEFT JOIN fresh f ON f.id = r.document
                  WHERE CASE WHEN f.id IS NULL THEN r.part <> $new ELSE r.run = f.run OR f.run IS NULL END),
         told AS (SELECT * FROM seen WHERE NOT recent
                  UNION ALL (SELECT DISTINCT ON (id, pair) * FROM seen WHERE recent ORDER BY day NULLS LAST))
"""
_ORDER = "day {way} NULLS LAST, published_last {way}, document, start, id"
_MEMBERS = """
    SELECT report, min(id) AS event FROM (SELECT id, unnest(reports) AS report FROM events)
    SEMI JOIN wanted ON wanted.id = report GROUP BY report
"""
_EVENT_PAIRS = """
    WITH part AS (SELECT id, unnest(reports) AS report FROM events),
         apart AS (SELECT part.id, CASE WHEN count(DISTINCT coalesce(r.pair, $mixed)) = 1
                                        THEN any_value(coalesce(r.pair, $mixed)) ELSE $mixed END AS pair
                   FROM part LEFT JOIN reports r ON r.id = part.report GROUP BY ALL)
    SELECT events.*, coalesce(apart.pair, $mixed) AS pair FROM events LEFT JOIN apart USING (id) ORDER BY pair, id
"""
_COUNTS = """
    , months AS (
        SELECT pair, direction, date_trunc('month', day)::DATE AS month, count(*) AS reports FROM told
        WHERE direction <> '' AND day IS NOT NULL GROUP BY ALL
    ), ways AS (
        SELECT split_part(pair, ' ', 1) AS actor, split_part(pair, ' ', 2) AS recipient, month, reports
        FROM months WHERE direction IN ('>', '=')
        UNION ALL
        SELECT split_part(pair, ' ', 2), split_part(pair, ' ', 1), month, reports
        FROM months WHERE direction IN ('<', '=')
    )
    SELECT actor, recipient, month, sum(reports)::BIGINT AS reports FROM ways GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Page:
    """Which of the answers are wanted: ``limit`` after the first ``offset``; from the last day on if ``newest``."""

    limit: int | None = None
    offset: int = 0
    newest: bool = False

    @property
    def is_all(self) -> bool:
        return self.limit is None and not self.offset


ALL = Page()


def fresh(store: Store) -> pa.Table:
    """The documents not yet put in order: id, and the run that read each last."""
    rows = store.read("documents", ["id", "run", "revision"], pc.field("part") == NEW)
    return select(
        "SELECT id, arg_max(run, (coalesce(revision, 0), coalesce(run, ''))) AS run FROM rows GROUP BY id",
        {},
        rows=rows,
    )


def entries(store: Store, question: Question, page: Page, texts: bool) -> list[Entry]:
    query = f"{_TOLD} SELECT * FROM told ORDER BY {_ORDER.format(way='DESC' if page.newest else '')}"
    recent, where, values = fresh(store), _pushed(question), {"new": NEW}
    if not page.is_all:
        keys = select(f"{query} LIMIT {_limit(page)} OFFSET {int(page.offset)}", values, fresh=recent,
                      reports=store.read("reports", _KEYS, where))  # fmt: skip
        where &= _only(keys)
    rows = store.read("reports", FULL["reports"].names, where)
    return _told(store, select(query, values, fresh=recent, reports=rows).to_pylist(), texts)


def _limit(page: Page) -> str:
    return "ALL" if page.limit is None else str(int(page.limit))


def _only(keys: pa.Table) -> pc.Expression:
    """The rows with these keys, told in columns by which files and their parts can be passed over."""
    where = among("id", keys.column("id")) & among("pair", keys.column("pair").unique().to_pylist())
    days = pc.min_max(keys.column("day"))
    if keys.num_rows and not keys.column("day").null_count:
        where &= (pc.field("day") >= days["min"]) & (pc.field("day") <= days["max"])
    return where


def entry(store: Store, id_: str) -> Entry | None:
    rows = store.read("reports", FULL["reports"].names, HOME & pc.starts_with(pc.field("id"), id_))
    told = select(f"{_TOLD} SELECT * FROM told", {"new": NEW}, fresh=fresh(store), reports=rows).to_pylist()
    exact = [row for row in told if row["id"] == id_] or told
    return _told(store, exact, texts=True)[0] if len(exact) == 1 else None


def entries_of(store: Store, ids: Iterable[str]) -> list[Entry]:
    """The reports with these ids, in their order; those that are not stored are left out."""
    wanted = list(ids)
    rows = store.read("reports", FULL["reports"].names, HOME & among("id", wanted))
    found = select(f"{_TOLD} SELECT * FROM told", {"new": NEW}, fresh=fresh(store), reports=rows).to_pylist()
    place = {id_: at for at, id_ in enumerate(wanted)}
    return _told(store, sorted(found, key=lambda row: place[row["id"]]), texts=True)


def documents(store: Store, ids: Iterable[str] | None = None) -> list[Document]:
    where = None if ids is None else among("id", ids)
    return [tables.document_of(row) for row in documents_table(store, where).to_pylist()]


def documents_table(store: Store, where: pc.Expression | None = None) -> pa.Table:
    """Each document once, as it was read last, by id."""
    rows = store.read("documents", FULL["documents"].names, where)
    newest = "SELECT DISTINCT ON (id) * FROM rows ORDER BY id, (part = $new) DESC, revision DESC"
    return select(newest, {"new": NEW}, rows=rows)


def document_pieces(store: Store) -> Iterator[pa.Table]:
    """``documents_table`` in pieces that memory can hold: what is new, then year by year."""
    recent = among("id", fresh(store).column("id"))
    for where in _pieces(store, "documents", recent):
        yield documents_table(store, where)


def report_pieces(store: Store, columns: Iterable[str]) -> Iterator[pa.Table]:
    """``told`` in pieces that memory can hold, each by day: those of new documents, then year by year."""
    wanted, recent = tuple(columns), among("document", fresh(store).column("id"))
    for where in _pieces(store, "reports", recent):
        yield told(store, wanted, where).sort_by([("day", "ascending"), ("id", "ascending")])


def _pieces(store: Store, name: str, recent: pc.Expression) -> Iterator[pc.Expression]:
    yield recent
    parts = set(store.read(name, ["part"]).column("part").unique().to_pylist())
    for part in sorted(parts - {NEW}):
        yield (pc.field("part") == part) & ~recent


def told(store: Store, columns: Iterable[str], where: pc.Expression | None = None) -> pa.Table:
    """The reports that count, each once, with these columns of ``layout.FULL`` and those that decide it."""
    wanted = list(dict.fromkeys([*columns, "id", "document", "pair", "day", "run", "part"]))
    rows = store.read("reports", wanted, HOME if where is None else HOME & where)
    return select(f"{_TOLD} SELECT * EXCLUDE (recent) FROM told", {"new": NEW}, fresh=fresh(store), reports=rows)


def counts(store: Store) -> pa.Table:
    recent = fresh(store)
    if not recent.num_rows:
        rows = store.read("reports", ["pair", "direction", "day"], pc.field("part") != NEW)
        return select(f"WITH told AS (SELECT * FROM rows) {_COUNTS}", {}, rows=rows)
    rows = store.read("reports", ["id", "document", "run", "part", "pair", "direction", "day"])
    return select(f"{_TOLD} {_COUNTS}", {"new": NEW}, fresh=recent, reports=rows)


def with_pairs(store: Store, events: pa.Table) -> pa.Table:
    """Rows of events with the pair that all their reports are of; sorted by it."""
    reports = store.read("reports", ["id", "pair"], HOME) if events.num_rows else FULL["reports"].empty_table()
    return select(_EVENT_PAIRS, {"mixed": MIXED}, events=events, reports=reports).cast(FULL["events"])


def members(store: Store, reports: pa.Table) -> dict[str, str]:
    """The event of each report, given with id and home."""
    pairs = reports.column("home").unique().to_pylist()
    rows = store.read("events", ["id", "reports"], among("pair", [*pairs, MIXED]))
    found = select(_MEMBERS, {}, events=rows, wanted=reports.select(["id"])).to_pylist()
    return {row["report"]: row["event"] for row in found}


def _told(store: Store, rows: list[Row], texts: bool) -> list[Entry]:
    if not rows:
        return []
    keys = pa.table({name: [row[name] for row in rows] for name in ("id", "home")}, schema=_MEMBER)
    events = members(store, keys)
    held = {item.id: item for item in documents(store, {row["document"] for row in rows})} if texts else {}
    return [
        Entry(
            tables.report_of(row),
            row["sentence"] or "",
            held[row["document"]] if texts else _short_document(row),
            events.get(row["id"], ""),
        )
        for row in rows
        if not texts or row["document"] in held
    ]


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
