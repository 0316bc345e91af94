"""How the tables lie on disk: the nouns' columns (``tables.py``), what is derived from them, the store's own tables.

Rows of documents are first appended to the part ``new``; ``compact`` moves them to the part of the year in which their
document was published, sorted by pair and day, each once. A document's row is the record that all of it is there: it
carries the run that read it, and only that run's reports and sentences count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from abstand.store.tables import SCHEMAS

LAYOUT = 2
NEW = "new"  # the part of rows that no compaction has yet put in order
UNDATED = "undated"
MIXED = "+"  # the pair of an event whose reports are not of one pair
OF_DOCUMENTS = ("sentences", "reports", "documents")  # in the order in which they are written

_TEXT = pa.string()
_DERIVED: Mapping[str, list[tuple[str, pa.DataType]]] = {
    "documents": [("run", _TEXT), ("reports", pa.int32()), ("revision", pa.int64()), ("part", _TEXT)],
    "sentences": [("run", _TEXT), ("part", _TEXT)],
    "reports": [
        ("pair", _TEXT),
        ("home", _TEXT),
        ("direction", _TEXT),
        ("day", pa.date32()),
        ("last_day", pa.date32()),
        ("sentence", _TEXT),
        ("outlet", _TEXT),
        ("url", _TEXT),
        ("language", _TEXT),
        ("title", _TEXT),
        ("published_first", pa.date32()),
        ("published_last", pa.date32()),
        ("published_basis", _TEXT),
        ("part", _TEXT),
    ],
    "events": [("pair", _TEXT)],
}
OWN: Mapping[str, pa.Schema] = {
    "tombstones": pa.schema([("document", _TEXT), ("url", _TEXT), ("forgotten", pa.timestamp("us", tz="UTC"))]),
    "versions": pa.schema(
        [
            ("number", pa.int64()),
            ("moment", pa.timestamp("us", tz="UTC")),
            ("action", _TEXT),
            ("tables", pa.list_(pa.struct([("name", _TEXT), ("version", pa.int64())]))),
        ]
    ),
}
FULL: Mapping[str, pa.Schema] = {
    **{
        name: pa.schema([*schema, *(pa.field(*column) for column in _DERIVED.get(name, []))])
        for name, schema in SCHEMAS.items()
    },
    **OWN,
}
# In which file of a table a row stands: read as a column, and asked for so that no other file is opened.
FILE = "file"
READ: Mapping[str, pa.Schema] = {name: schema.append(pa.field(FILE, _TEXT)) for name, schema in FULL.items()}
SORTED_BY: Mapping[str, tuple[str, ...]] = {
    "documents": ("published_last", "id"),
    "sentences": ("document", "start"),
    "reports": ("pair", "day", "id"),
    "events": ("pair", "id"),
}
# Delta keeps the least and greatest value of these columns for each file, in its log, for good: none may hold text.
STATISTICS: Mapping[str, tuple[str, ...]] = {
    "documents": ("id", "published_last", "revision"),
    "sentences": ("document",),
    "reports": ("id", "document", "pair", "day", "last_day"),
    "events": ("id", "pair"),
    "tombstones": ("document",),
    "versions": ("number",),
}

# Of these, the ones that rule files out: where ids are hashes, each file of an order by others has some of everywhere.
RANGES: Mapping[str, tuple[str, ...]] = {
    "documents": ("published_last",),
    "sentences": ("document",),
    "reports": ("pair", "day", "last_day"),
    "events": ("pair",),
}

_DOCUMENT_ROWS = """
    SELECT d.*, $run AS run, coalesce(n.reports, 0)::INTEGER AS reports, $revision::BIGINT AS revision, $part AS part
    FROM documents d LEFT JOIN (SELECT document, count(*) AS reports FROM reports GROUP BY ALL) n ON n.document = d.id
"""
# A pair is two codes by the alphabet; its direction leads from the first to the second, back, or both ways.
# A report of more than two parties has a row for each pair, so that a pair's reports lie together; the row of its first
# pair is its home, and the one that counts where no pair is asked for.
_REPORT_ROWS = """
    WITH coded AS (SELECT *, list_sort(list_distinct(actors || recipients)) AS codes FROM reports),
         paired AS (
            SELECT *, codes[1] AS one, NULL AS other FROM coded WHERE len(codes) < 2
            UNION ALL
            SELECT * FROM (SELECT *, unnest(codes) AS one FROM coded WHERE len(codes) > 1) a,
                          LATERAL (SELECT unnest(a.codes) AS other) b WHERE one < other),
         placed AS (
            SELECT *, coalesce(one || ' ' || other, one, '') AS pair,
                   coalesce(codes[1] || ' ' || codes[2], codes[1], '') AS home,
                   list_contains(actors, one) AND list_contains(
                       CASE WHEN len(recipients) = 0 THEN actors ELSE recipients END, other) AS there,
                   list_contains(actors, other) AND list_contains(
                       CASE WHEN len(recipients) = 0 THEN actors ELSE recipients END, one) AS back
            FROM paired)
    SELECT r.* EXCLUDE (codes, one, other, there, back),
           CASE WHEN there AND back THEN '=' WHEN there THEN '>' WHEN back THEN '<' ELSE '' END AS direction,
           coalesce(r.when_first, d.published_last) AS day, coalesce(r.when_last, d.published_last) AS last_day,
           s.text AS sentence, d.outlet, d.url, d.language, d.title,
           d.published_first, d.published_last, d.published_basis, $part AS part
    FROM placed r JOIN documents d ON d.id = r.document
    LEFT JOIN sentences s ON s.document = r.document AND s.start = r.start
"""


def completed(rows: Mapping[str, pa.Table], run: str, revision: int) -> dict[str, pa.Table]:
    """Whole documents' rows (``tables_of``) with the derived columns, as they are appended."""
    values = {"run": run, "revision": revision, "part": NEW}
    sentences = rows["sentences"].append_column("run", pa.repeat(run, rows["sentences"].num_rows))
    made = {
        "sentences": fitted("sentences", sentences),
        "reports": select(_REPORT_ROWS, values, **rows),
        "documents": select(_DOCUMENT_ROWS, values, **rows),
    }
    return {name: made[name].select(FULL[name].names).cast(FULL[name]) for name in OF_DOCUMENTS}


def select(query: str, values: Mapping[str, Any], **found: pa.Table) -> pa.Table:
    """A DuckDB query over Arrow tables given by name. Values that the query does not name are left out."""
    used = {key: value for key, value in values.items() if f"${key}" in query}
    with _engine().cursor() as cursor:
        for name, table in found.items():
            cursor.register(name, table)
        rows: pa.Table = cursor.sql(query, params=used).to_arrow_table()
        return rows


def places(query: str, keys: Iterable[str], rows: pa.Table, values: Mapping[str, Any], **found: pa.Table) -> pa.Table:
    """A query over the ``keys`` of rows, which names rows by their ``place``: texts would fill DuckDB's memory."""
    numbered = rows.select(list(keys)).append_column("place", pa.array(np.arange(rows.num_rows)))
    return select(query, values, rows=numbered, **found)


def standing(rows: pa.Table, named: pa.Table) -> pa.Table:
    """The rows that ``places`` has named, in their order; unlike ``take``, for texts of any length in all."""
    mask = np.zeros(rows.num_rows, bool)
    mask[named.column("place").to_numpy()] = True
    return rows.filter(pa.array(mask))


@lru_cache(maxsize=1)
def _engine() -> duckdb.DuckDBPyConnection:
    """One for the process: each takes some 30 ms to start. Cursors of it see only what they registered themselves."""
    return duckdb.connect()


def fitted(name: str, rows: pa.Table) -> pa.Table:
    """Rows with all columns of the table; what is missing is null, and the part ``new``."""
    for column in FULL[name]:
        if column.name not in rows.column_names:
            value = NEW if column.name == "part" else None
            rows = rows.append_column(column, pa.array([value] * rows.num_rows, column.type))
    return rows.select(FULL[name].names).cast(FULL[name])


def among(column: str, values: Iterable[str | None] | pa.ChunkedArray) -> pc.Expression:
    """The rows whose column has one of the values; none if there is no value."""
    found = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else pa.array(list(values), _TEXT)
    return pc.field(column).isin(found)


HOME = pc.field("pair") == pc.field("home")  # of reports each once


def at_home(name: str) -> pc.Expression | None:
    """The rows of a table that stand for something each; None if all do."""
    return HOME if "home" in FULL[name].names else None
