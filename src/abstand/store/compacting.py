"""Puts new rows in order: each document's rows once, in the part of its year, sorted so that a pair lies together.

Readers and writers go on meanwhile. Only documents that stood there at the beginning are moved, reports and sentences
before the documents themselves: whichever of them a reader sees already moved, the rules of ``reading.py`` hold.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.transaction import AddAction, CommitProperties, RemoveAction

from abstand.store.delta import DeltaStore
from abstand.store.layout import FULL, NEW, OF_DOCUMENTS, SORTED_BY, STATISTICS, UNDATED, fitted, select

FILES = 8  # of a part: with more, they are merged into one; reading opens them all
DUE = 64  # files of new documents, one a commit of 50: from here on reading is slowed down by them
# Rows that are read together if one of them is wanted: few enough for a page, enough for a quick pass over all. A
# document holds its text.
ROW_GROUP = {"documents": 500, "sentences": 10_000, "reports": 10_000}
LOGS = 20  # commits of a small table: with more, its files are merged

_READY = """
    SELECT id, arg_max(run, revision) AS run, max(revision) AS revision,
           CASE WHEN any_value(published_last) IS NULL THEN $undated
                ELSE lpad(year(any_value(published_last))::VARCHAR, 4, '0') END AS year
    FROM rows GROUP BY id
"""
_MOVED = {
    "documents": "SELECT DISTINCT ON (r.id) r.*, b.year FROM rows r JOIN ready b ON b.id = r.id"
    " WHERE r.revision IS NOT DISTINCT FROM b.revision ORDER BY r.run = b.run DESC",
    "reports": "SELECT DISTINCT ON (r.id) r.*, b.year FROM rows r JOIN ready b ON b.id = r.document"
    " WHERE r.run = b.run OR b.run IS NULL ORDER BY r.day NULLS LAST",
    "sentences": "SELECT DISTINCT ON (r.document, r.start) r.*, b.year FROM rows r JOIN ready b ON b.id = r.document"
    " WHERE r.run = b.run OR b.run IS NULL",
}
_LEFT = {
    "documents": "SELECT r.* FROM rows r LEFT JOIN ready b ON b.id = r.id WHERE b.id IS NULL OR r.revision > b.revision",
    "reports": "SELECT r.* FROM rows r LEFT JOIN ready b ON b.id = r.document WHERE b.id IS NULL OR r.run <> b.run",
}
_LEFT["sentences"] = _LEFT["reports"]


@dataclass(frozen=True, slots=True)
class File:
    """A data file of a Delta table."""

    path: str
    size: int
    part: str
    modified_ms: int


def files_of(table: DeltaTable) -> list[File]:
    rows = pa.table(table.get_add_actions(flatten=True)).to_pylist()
    return [
        File(row["path"], row["size_bytes"], row.get("partition.part") or "", row["modification_time"]) for row in rows
    ]


def is_due(store: DeltaStore) -> bool:
    """Whether so many documents are new that reading would be slowed down."""
    table = store.handle("documents")
    return table is not None and sum(file.part == NEW for file in files_of(table)) > DUE


def compact(store: DeltaStore, *, full: bool = True) -> int:
    """Puts what is new in order; the number of documents moved. With ``full`` all files of a year become one."""
    rows = store.read("documents", ["id", "run", "revision", "published_last"], pc.field("part") == NEW)
    ready = select(_READY, {"undated": UNDATED}, rows=rows)
    for name in ("reports", "sentences", "documents"):
        _put_in_order(store, name, ready, full)
    for name in FULL:
        if name not in OF_DOCUMENTS:
            _merge_small(store, name)
    store.note("compact")
    return int(ready.num_rows)


def _put_in_order(store: DeltaStore, name: str, ready: pa.Table, full: bool) -> None:
    if store.handle(name) is not None:
        store.again(name, lambda table: _rewrite(store, table, name, ready, full))


def _rewrite(store: DeltaStore, table: DeltaTable, name: str, ready: pa.Table, full: bool) -> None:
    """One commit that takes out files and puts others in their place."""
    columns, files = FULL[name].names, files_of(table)
    new = store.read_from(table, name, columns, pc.field("part") == NEW)
    moved = select(_MOVED[name], {}, rows=new, ready=ready)
    superseded = _superseded(store, table, name, ready)
    gone, written = [], []
    for part in sorted({*moved.column("year").to_pylist(), *superseded, *(_scattered(files) if full else ())}):
        here = [file for file in files if file.part == part]
        rows = moved.filter(pc.field("year") == part).drop_columns(["year", "part"])
        if full or part in superseded or len(here) >= FILES:
            gone += here
            rows = pa.concat_tables([rows, _kept(store, table, name, part, ready).select(rows.column_names)])
        written += _write(store, name, part, rows)
    if moved.num_rows:
        gone += [file for file in files if file.part == NEW]
        written += _write(store, name, NEW, select(_LEFT[name], {}, rows=new, ready=ready).drop_columns(["part"]))
    if gone or written:
        commit(table, name, written, gone)


def _scattered(files: Iterable[File]) -> set[str]:
    """The parts of more than one file."""
    parts = [file.part for file in files if file.part != NEW]
    return {part for part in parts if parts.count(part) > 1}


def _key(name: str) -> str:
    return "id" if name == "documents" else "document"


def _superseded(store: DeltaStore, table: DeltaTable, name: str, ready: pa.Table) -> set[str]:
    """The parts that hold rows of documents which were read anew."""
    where = (pc.field("part") != NEW) & pc.field(_key(name)).isin(ready.column("id"))
    return set(store.read_from(table, name, ["part"], where).column("part").to_pylist())


def _kept(store: DeltaStore, table: DeltaTable, name: str, part: str, ready: pa.Table) -> pa.Table:
    """A part's rows without those of documents that were read anew."""
    where = (pc.field("part") == part) & ~pc.field(_key(name)).isin(ready.column("id"))
    return store.read_from(table, name, FULL[name].names, where)


def _write(store: DeltaStore, name: str, part: str, rows: pa.Table) -> list[AddAction]:
    """A sorted file with checksums; none if there are no rows."""
    if not rows.num_rows:
        return []
    ordered = fitted(name, rows).drop_columns(["part"]).sort_by([(column, "ascending") for column in SORTED_BY[name]])
    path, files = f"part={part}/{uuid4().hex}.parquet", store.place.filesystem(name)
    files.create_dir(f"part={part}")
    with files.open_output_stream(path) as stream:
        pq.write_table(
            ordered, stream, compression="zstd", row_group_size=ROW_GROUP[name], write_page_checksum=True,
            write_statistics=[*SORTED_BY[name], *STATISTICS[name]],
        )  # fmt: skip
    size = files.get_file_info(path).size
    return [AddAction(path, size, {"part": part}, _now_ms(), False, _statistics(name, ordered))]


def _statistics(name: str, rows: pa.Table) -> str:
    """As Delta keeps them in its log (protocol, section “Per-file Statistics”)."""
    told: dict[str, object] = {"numRecords": rows.num_rows}
    least, greatest, nulls = {}, {}, {}
    for column in STATISTICS[name]:
        values = rows.column(column)
        nulls[column] = values.null_count
        if values.null_count < rows.num_rows:
            ends = pc.min_max(values).as_py()
            least[column], greatest[column] = ends["min"], ends["max"]
    told |= {"minValues": least, "maxValues": greatest, "nullCount": nulls}
    return json.dumps(told, default=str)


def commit(table: DeltaTable, name: str, written: list[AddAction], gone: list[File]) -> None:
    """Fails if another writer took out one of the same files; appends of others do not matter."""
    parts = ["part"] if "part" in FULL[name].names else []
    removed = [RemoveAction(file.path, False, _now_ms(), file.size, {key: file.part for key in parts}) for file in gone]
    table.create_write_transaction(
        [*written, *removed], mode="append", schema=table.schema(), partition_by=parts,
        commit_properties=CommitProperties(max_commit_retries=100),
    )  # fmt: skip


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _merge_small(store: DeltaStore, name: str) -> None:
    table = store.handle(name)
    if table is not None and len(files_of(table)) > LOGS:
        store.again(name, lambda current: current.optimize.compact())
