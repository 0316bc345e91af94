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
from abstand.store.layout import FULL, MANY, NEW, select

if TYPE_CHECKING:
    from abstand.store.base import Store

Row = dict[str, Any]
OF_REPORTS = ("documents", "reports", "events")  # the tables that answer a question about reports
# What decides whether a report is asked for, and in which order it stands.
_KEYS = ("id", "document", "start", "actors", "recipients", "type", "status", "day", "last_day", "published_last",
         "pair", "run", "part")  # fmt: skip
# A report of a document that is not yet put in order counts if the run that read the document last has told it.
_TOLD = """
    WITH seen AS (SELECT r.*, f.id IS NOT NULL AS recent FROM reports r LEFT JOIN fresh f ON f.id = r.document
                  WHERE CASE WHEN f.id IS NULL THEN r.part <> $new ELSE r.run = f.run OR f.run IS NULL END),
         told AS (SELECT * FROM seen WHERE NOT recent
                  UNION ALL (SELECT DISTINCT ON (id) * FROM seen WHERE recent ORDER BY day NULLS LAST))
"""
_ORDER = "day {way} NULLS LAST, published_last {way}, document, start, id"
_PAIR = "(list_contains(actors, ${key}) OR list_contains(recipients, ${key}))"
_MEMBERS = """
    SELECT report, min(id) AS event FROM (SELECT id, unnest(reports) AS report FROM events)
    SEMI JOIN wanted ON wanted.id = report GROUP BY report
"""
_EVENT_PAIRS = """
    WITH part AS (SELECT id, unnest(reports) AS report FROM events),
         apart AS (SELECT part.id, CASE WHEN count(DISTINCT coalesce(r.pair, $many)) = 1
                                        THEN any_value(coalesce(r.pair, $many)) ELSE $many END AS pair
                   FROM part LEFT JOIN reports r ON r.id = part.report GROUP BY ALL)
    SELECT events.*, coalesce(apart.pair, $many) AS pair FROM events LEFT JOIN apart USING (id) ORDER BY pair, id
"""
# Of two states, the counts need no list; of more, every actor goes with every recipient, or with each other actor.
_COUNTS = """
    , dyads AS (
        SELECT split_part(pair, ' ', 1) AS one, split_part(pair, ' ', 2) AS other, direction, day FROM told
        WHERE direction <> ''
    ), ways AS (
        SELECT one AS actor, other AS recipient, date_trunc('month', day)::DATE AS month, count(*) AS reports
        FROM dyads WHERE direction IN ('>', '=') GROUP BY ALL
        UNION ALL
        SELECT other, one, date_trunc('month', day)::DATE, count(*)
        FROM dyads WHERE direction IN ('<', '=') GROUP BY ALL
        UNION ALL
        SELECT actor, recipient, date_trunc('month', day)::DATE, count(*)
        FROM (SELECT actor, unnest(CASE WHEN len(recipients) = 0 THEN actors ELSE recipients END) AS recipient, day
              FROM (SELECT unnest(list_distinct(actors)) AS actor, list_distinct(actors) AS actors,
                           list_distinct(recipients) AS recipients, day FROM many))
        WHERE actor <> recipient GROUP BY ALL
    )
    SELECT actor, recipient, month, sum(reports)::BIGINT AS reports FROM ways WHERE month IS NOT NULL
    GROUP BY ALL ORDER BY ALL
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


def fresh(store: Store) -> pa.Table:
    """The documents not yet put in order: id, and the run that read each last."""
    rows = store.read("documents", ["id", "run", "revision"], pc.field("part") == NEW)
    return select(
        "SELECT id, arg_max(run, (coalesce(revision, 0), coalesce(run, ''))) AS run FROM rows GROUP BY id",
        {},
        rows=rows,
    )


def entries(store: Store, question: Question, page: Page, texts: bool) -> list[Entry]:
    conditions, values = _conditions(question)
    order = _ORDER.format(way="DESC" if page.newest else "")
    query = f"{_TOLD} SELECT * FROM told WHERE {' AND '.join(conditions)} ORDER BY {order}"
    recent, where = fresh(store), _pushed(question)
    if not page.is_all:
        keys = select(f"{query} LIMIT {_limit(page)} OFFSET {int(page.offset)}", values, fresh=recent,
                      reports=store.read("reports", _KEYS, where))  # fmt: skip
        where = _both(where, _only(keys))
    rows = store.read("reports", FULL["reports"].names, where)
    return _told(store, select(query, values, fresh=recent, reports=rows).to_pylist(), texts)


def _limit(page: Page) -> str:
    return "ALL" if page.limit is None else str(int(page.limit))


def _only(keys: pa.Table) -> pc.Expression:
    """The rows with these keys, told in columns by which files and their parts can be passed over."""
    where = pc.field("id").isin(keys.column("id")) & pc.field("pair").isin(pc.unique(keys.column("pair")))
    days = pc.min_max(keys.column("day"))
    if keys.num_rows and not keys.column("day").null_count:
        where &= (pc.field("day") >= days["min"]) & (pc.field("day") <= days["max"])
    return where


def entry(store: Store, id_: str) -> Entry | None:
    rows = store.read("reports", FULL["reports"].names, pc.starts_with(pc.field("id"), id_))
    told = select(f"{_TOLD} SELECT * FROM told", {"new": NEW}, fresh=fresh(store), reports=rows).to_pylist()
    exact = [row for row in told if row["id"] == id_] or told
    return _told(store, exact, texts=True)[0] if len(exact) == 1 else None


def documents(store: Store, ids: Iterable[str] | None = None) -> list[Document]:
    where = None if ids is None else pc.field("id").isin(pa.array(ids, pa.string()))
    return [tables.document_of(row) for row in documents_table(store, where).to_pylist()]


def documents_table(store: Store, where: pc.Expression | None = None) -> pa.Table:
    """Each document once, as it was read last, by id."""
    rows = store.read("documents", FULL["documents"].names, where)
    newest = "SELECT DISTINCT ON (id) * FROM rows ORDER BY id, (part = $new) DESC, revision DESC"
    return select(newest, {"new": NEW}, rows=rows)


def document_pieces(store: Store) -> Iterator[pa.Table]:
    """``documents_table`` in pieces that memory can hold: what is new, then year by year."""
    recent = pc.field("id").isin(fresh(store).column("id"))
    for where in _pieces(store, "documents", recent):
        yield documents_table(store, where)


def report_pieces(store: Store, columns: Iterable[str]) -> Iterator[pa.Table]:
    """``told`` in pieces that memory can hold, each by day: those of new documents, then year by year."""
    wanted, recent = tuple(columns), pc.field("document").isin(fresh(store).column("id"))
    for where in _pieces(store, "reports", recent):
        yield told(store, wanted, where).sort_by([("day", "ascending"), ("id", "ascending")])


def _pieces(store: Store, name: str, recent: pc.Expression) -> Iterator[pc.Expression]:
    yield recent
    parts = set(store.read(name, ["part"]).column("part").unique().to_pylist())
    for part in sorted(parts - {NEW}):
        yield (pc.field("part") == part) & ~recent


def told(store: Store, columns: Iterable[str], where: pc.Expression | None = None) -> pa.Table:
    """The reports that count, each once, with these columns of ``layout.FULL`` and those that decide it."""
    wanted = list(dict.fromkeys([*columns, "id", "document", "day", "run", "part"]))
    rows = store.read("reports", wanted, where)
    return select(f"{_TOLD} SELECT * EXCLUDE (recent) FROM told", {"new": NEW}, fresh=fresh(store), reports=rows)


def counts(store: Store) -> pa.Table:
    recent = fresh(store)
    if recent.num_rows:
        found = told(store, ["pair", "direction", "actors", "recipients"])
        return select(f"WITH many AS (SELECT * FROM told WHERE pair = $many) {_COUNTS}", {"many": MANY}, told=found)
    kept = pc.field("part") != NEW
    return select(
        f"WITH z AS (SELECT 1) {_COUNTS}", {},
        told=store.read("reports", ["pair", "direction", "day"], kept & (pc.field("direction") != "")),
        many=store.read("reports", ["actors", "recipients", "day"], kept & (pc.field("pair") == MANY)),
    )  # fmt: skip


def with_pairs(store: Store, events: pa.Table) -> pa.Table:
    """Rows of events with the pair that all their reports are of; sorted by it."""
    reports = store.read("reports", ["id", "pair"]) if events.num_rows else FULL["reports"].empty_table()
    return select(_EVENT_PAIRS, {"many": MANY}, events=events, reports=reports).cast(FULL["events"])


def members(store: Store, reports: pa.Table) -> dict[str, str]:
    """The event of each report, given with id and pair."""
    pairs = pc.unique(reports.column("pair")).to_pylist()
    rows = store.read("events", ["id", "reports"], pc.field("pair").isin([*pairs, MANY]))
    found = select(_MEMBERS, {}, events=rows, wanted=reports.select(["id"])).to_pylist()
    return {row["report"]: row["event"] for row in found}


def _told(store: Store, rows: list[Row], texts: bool) -> list[Entry]:
    if not rows:
        return []
    keys = pa.table({name: [row[name] for row in rows] for name in ("id", "pair")})
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


def _both(one: pc.Expression | None, other: pc.Expression) -> pc.Expression:
    return other if one is None else one & other


def _pushed(question: Question) -> pc.Expression | None:
    """What the files can decide by themselves."""
    where = None
    if question.pair:
        where = _both(where, pc.field("pair").isin([" ".join(sorted(question.pair)), MANY]))
    if question.since:
        where = _both(where, pc.field("last_day") >= question.since)
    if question.until:
        where = _both(where, pc.field("day") <= question.until)
    for column, wanted in (("type", question.types), ("status", question.statuses)):
        if wanted:
            where = _both(where, pc.field(column).isin(sorted(wanted)))
    return where


def _conditions(question: Question) -> tuple[list[str], Row]:
    """What only the lists can decide."""
    conditions, values = ["true"], {"new": NEW}
    for key, code in zip("ab", question.pair or (), strict=False):
        conditions.append(_PAIR.format(key=key))
        values[key] = code
    return conditions, values
