"""Brings a store of an earlier layout up to date, one numbered step after the other.

A step makes a new store beside the old one and then takes its place; the old folder stays under another name. A
migration that was cut off is begun anew, or ended if only the names were left to change.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable

from abstand.errors import StoreError
from abstand.sources import STORE_MARK
from abstand.store import reading
from abstand.store.compacting import compact
from abstand.store.delta import FAULTS, DeltaStore
from abstand.store.layout import LAYOUT, OF_DOCUMENTS, among, completed, select
from abstand.store.place import Place
from abstand.store.tables import SCHEMAS

_LAYOUT_1 = {
    "documents": "SELECT DISTINCT ON (id) * FROM documents ORDER BY id",
    "sentences": "SELECT DISTINCT ON (s.document, s.start) s.* FROM sentences s"
    " SEMI JOIN documents d ON d.id = s.document ORDER BY s.document, s.start",
    "reports": "SELECT DISTINCT ON (r.id) r.* FROM reports r SEMI JOIN documents d ON d.id = r.document ORDER BY r.id",
}
_RUNS_1 = """
    SELECT d.id, coalesce(any_value(r.run), '') AS run FROM documents d LEFT JOIN reports r ON r.document = d.id
    GROUP BY d.id
"""


@dataclass(frozen=True, slots=True)
class Migrated:
    """From which layout to which; the folders in which the earlier ones are kept."""

    before: int
    after: int
    kept: tuple[Path, ...]


def migrate(path: str | Path) -> Migrated:
    """Brings the store up to date. Raises StoreError if there is none, or if it is newer than this version."""
    place = Place.of(path)
    if place.is_remote:
        DeltaStore(path)  # stores on object storage begin with layout 2; raises for any other
        return Migrated(LAYOUT, LAYOUT, ())
    folder, kept = place.folder, []
    _end_cut_off(folder)
    before = layout = _layout_of(folder)
    while layout < LAYOUT:
        kept.append(_step(folder, layout))
        layout = _layout_of(folder)
    return Migrated(before, layout, tuple(kept))


def _layout_of(folder: Path) -> int:
    mark = folder / STORE_MARK
    if not mark.exists():
        raise StoreError(f"{folder}: there is no store")
    text = mark.read_text().strip()
    if not text.isdigit() or not 1 <= int(text) <= LAYOUT:
        raise StoreError(f"{folder}: the store has layout {text}; this version reads layouts 1 to {LAYOUT}")
    return int(text)


def _beside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.migrating")


def _end_cut_off(folder: Path) -> None:
    """Gives the new store its name where only that was left to do."""
    if not folder.exists() and (_beside(folder) / STORE_MARK).exists():
        _beside(folder).rename(folder)


def _step(folder: Path, layout: int) -> Path:
    """One layout further; where the earlier store is kept."""
    fresh, kept = _beside(folder), folder.with_name(f"{folder.name}.layout{layout}")
    if kept.exists():
        raise StoreError(f"{kept}: is in the way; it is an earlier store, move it or delete it")
    if fresh.exists():
        shutil.rmtree(fresh)
    try:
        STEPS[layout](folder, fresh)
    except FAULTS as error:
        raise StoreError(f"{folder}: cannot be migrated from layout {layout}: {str(error).splitlines()[0]}") from error
    folder.rename(kept)
    fresh.rename(folder)
    return kept


def _from_1(old: Path, fresh: Path) -> None:
    """Layout 1 had the nouns' columns alone, and rows that were written twice or belonged to no document."""
    source = {
        name: _old_rows(old, name) for name in ("documents", "sentences", "reports", "events", "runs", "problems")
    }
    rows = {name: select(query, {}, **source).cast(SCHEMAS[name]) for name, query in _LAYOUT_1.items()}
    runs = select(_RUNS_1, {}, documents=rows["documents"], reports=rows["reports"])
    store = DeltaStore(fresh)
    for run in sorted(set(runs.column("run").to_pylist())):
        ids = runs.filter(pc.field("run") == run).column("id")
        of_run = {name: _of(rows[name], name, ids) for name in OF_DOCUMENTS}
        for name, complete in completed(of_run, run, 0).items():
            if complete.num_rows:
                store.append(name, complete)
    for name in ("runs", "problems"):
        if source[name].num_rows:
            store.append(name, source[name])
    if source["events"].num_rows:
        store.overwrite("events", reading.with_pairs(store, source["events"]))
    compact(store)


def _of(rows: pa.Table, name: str, ids: pa.ChunkedArray) -> pa.Table:
    return rows.filter(among("id" if name == "documents" else "document", ids))


def _old_rows(folder: Path, name: str) -> pa.Table:
    """A table with the columns of today's noun; those that it did not have then are null."""
    schema = SCHEMAS[name]
    if not DeltaTable.is_deltatable(str(folder / name)):
        return schema.empty_table()
    rows = DeltaTable(folder / name).to_pyarrow_table()
    columns = [
        rows.column(field.name).cast(field.type) if field.name in rows.column_names else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


STEPS: Mapping[int, Callable[[Path, Path], None]] = {1: _from_1}
