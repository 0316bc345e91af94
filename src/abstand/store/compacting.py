"""Puts new rows in order: each document's rows once, in the part of its year, sorted so that a pair lies together.

Readers and writers go on meanwhile. Only documents that stood there at the beginning are moved, reports and sentences
before the documents themselves: whichever of them a reader sees already moved, the rules of ``reading.py`` hold.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable
from deltalake.transaction import AddAction

from abstand.store.delta import DeltaStore
from abstand.store.files import File, Size, commit, files_of, write
from abstand.store.layout import FULL, NEW, OF_DOCUMENTS, UNDATED, among, places, select, standing

FILES = 8  # of a part, beyond those that its rows need: with more, they are put in order; reading opens them all
DUE = 64  # files of new documents, one a commit of 50: from here on reading is slowed down by them
LOGS = 20  # commits of a small table: with more files than it needs, they are merged

_READY = """
    SELECT id, arg_max(run, revision) AS run, max(revision) AS revision,
           CASE WHEN any_value(published_last) IS NULL THEN $undated
                ELSE lpad(year(any_value(published_last))::VARCHAR, 4, '0') END AS year
    FROM rows GROUP BY id
"""
# Rows of documents that were read anew give way; those of the reading that counts stand once, moved or there before.
_OF_READING = """
    SELECT DISTINCT ON ({key}) r.place, b.year FROM rows r JOIN ready b ON b.id = r.document
    WHERE r.run = b.run OR b.run IS NULL ORDER BY {key}, r.day NULLS LAST
"""
_MOVED = {
    "documents": "SELECT DISTINCT ON (r.id) r.place, b.year FROM rows r JOIN ready b ON b.id = r.id"
    " WHERE r.revision IS NOT DISTINCT FROM b.revision ORDER BY r.id, r.run = b.run DESC",
    "reports": _OF_READING.format(key="r.id, r.pair"),
    "sentences": _OF_READING.format(key="r.document, r.start").replace(", r.day NULLS LAST", ""),
}
_OTHER = "SELECT r.place FROM rows r LEFT JOIN ready b ON b.id = r.document WHERE b.id IS NULL OR r.run <> b.run"
_LEFT = {
    "documents": "SELECT r.place FROM rows r LEFT JOIN ready b ON b.id = r.id"
    " WHERE b.id IS NULL OR r.revision > b.revision",
    "reports": _OTHER,
    "sentences": _OTHER,
}
_KEPT = {
    "documents": "SELECT r.place FROM rows r LEFT JOIN ready b ON b.id = r.id"
    " WHERE b.id IS NULL OR r.revision >= b.revision OR b.revision IS NULL",
    "reports": _OTHER.replace("<>", "="),
    "sentences": _OTHER.replace("<>", "="),
}
_ONCE = {
    "documents": "SELECT DISTINCT ON (id) place FROM rows ORDER BY id, revision DESC",
    "reports": "SELECT DISTINCT ON (id, pair) place FROM rows ORDER BY id, pair",
    "sentences": "SELECT DISTINCT ON (document, start) place FROM rows ORDER BY document, start",
}

# the columns that these queries ask for
_KEYS = {
    "documents": ("id", "run", "revision"),
    "reports": ("id", "document", "pair", "day", "run"),
    "sentences": ("document", "start", "run"),
}


def is_due(store: DeltaStore) -> bool:
    """Whether so many documents are new that reading would be slowed down."""
    table = store.handle("documents")
    return table is not None and sum(file.part == NEW for file in files_of(table)) > DUE


def compact(store: DeltaStore, *, full: bool = True) -> int:
    """Puts what is new in order; the number of documents moved. With ``full`` all rows of a year are in one order."""
    told, said = (store.again(name, lambda _, name=name: _move(store, name, full)) for name in ("reports", "sentences"))  # type: ignore[misc]
    ready = select("SELECT told.* FROM told SEMI JOIN said USING (id, revision)", {}, told=told, said=said)
    store.again("documents", lambda table: _rewrite(store, table, "documents", ready, full))
    for name in FULL:
        if name not in OF_DOCUMENTS:
            _merge_small(store, name)
    store.note("compact")
    return int(ready.num_rows)


def _move(store: DeltaStore, name: str, full: bool) -> pa.Table:
    """Moves the rows of the documents that are new; those documents.

    They are looked up before the table is, so that all their rows are in it, and again for each try: what another
    compaction has moved meanwhile is no longer new.
    """
    rows = store.read("documents", ["id", "run", "revision", "published_last"], pc.field("part") == NEW)
    ready = select(_READY, {"undated": UNDATED}, rows=rows)
    _rewrite(store, store.made(name), name, ready, full)
    return ready


def _rewrite(store: DeltaStore, table: DeltaTable, name: str, ready: pa.Table, full: bool) -> None:
    """One commit that takes out files and puts others in their place."""
    files = files_of(table)
    new = store.read_from(table, name, FULL[name].names, pc.field("part") == NEW)
    moved = places(_MOVED[name], _KEYS[name], new, {}, ready=ready)
    mixed = _mixed(store, table, name, ready)
    gone: list[File] = []
    written: list[AddAction] = []
    for part in sorted({*moved.column("year").to_pylist(), *mixed, *(_scattered(name, files) if full else ())}):
        here = [file for file in files if file.part == part]
        rows = standing(new, moved.filter(pc.field("year") == part))
        if full or part in mixed or _beyond(name, here) >= FILES:
            gone += here
            before = store.read_from(table, name, FULL[name].names, pc.field("part") == part)
            kept = standing(before, places(_KEPT[name], _KEYS[name], before, {}, ready=ready))
            both = pa.concat_tables([rows, kept])
            rows = standing(both, places(_ONCE[name], _KEYS[name], both, {}))
        written += write(store.place, name, part, rows)
    if moved.num_rows:
        gone += [file for file in files if file.part == NEW]
        left = places(_LEFT[name], _KEYS[name], new, {}, ready=ready)
        written += write(store.place, name, NEW, standing(new, left))
    if gone or written:
        commit(table, name, written, gone)


def _scattered(name: str, files: Iterable[File]) -> set[str]:
    """The parts of more files than their rows need."""
    by_part: dict[str, list[File]] = {}
    for file in files:
        by_part.setdefault(file.part, []).append(file)
    return {part for part, here in by_part.items() if part != NEW and _beyond(name, here) > 0}


def _beyond(name: str, files: list[File]) -> int:
    """How many files are more than their rows need."""
    return len(files) - Size.of(name).files(sum(file.rows for file in files))


def _key(name: str) -> str:
    return "id" if name == "documents" else "document"


def _mixed(store: DeltaStore, table: DeltaTable, name: str, ready: pa.Table) -> set[str]:
    """The parts in order that already hold rows of documents which are new again."""
    where = (pc.field("part") != NEW) & among(_key(name), ready.column("id"))
    return set(store.read_from(table, name, ["part"], where).column("part").to_pylist())


def _merge_small(store: DeltaStore, name: str) -> None:
    table = store.handle(name)
    if table is not None and _beyond(name, files_of(table)) > LOGS:
        store.again(name, lambda current: _merge(store, current, name))


def _merge(store: DeltaStore, table: DeltaTable, name: str) -> None:
    """All rows into one file; rows that others append meanwhile stay in files of their own."""
    rows = store.read_from(table, name, FULL[name].names)
    commit(table, name, write(store.place, name, "", rows), files_of(table))
