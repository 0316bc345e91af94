"""Deletes from disk what no version that is kept needs any more: history, and leftovers of writers that were killed."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from abstand.store.delta import DeltaStore
from abstand.store.files import files_of
from abstand.store.layout import FULL, NEW, select

KEPT_DAYS = 7  # of history, by default
# Files of a commit under way are not in any log yet; a commit takes seconds, so what is a day old was left behind.
UNDER_WAY_H = 24

_UNFINISHED = """
    SELECT DISTINCT r.document, r.run FROM rows r LEFT JOIN fresh f ON f.id = r.document
    WHERE f.id IS NULL OR r.run <> f.run
"""


@dataclass(frozen=True, slots=True)
class Vacuumed:
    """How many files were deleted, and how many unfinished documents' rows."""

    files: int
    unfinished: int


def vacuum(store: DeltaStore, days: float = KEPT_DAYS) -> Vacuumed:
    """Keeps the history of so many days; with 0 only the present. Earlier versions can then not be read any more."""
    _remove_forgotten(store)
    unfinished = sum(_remove_unfinished(store, name) for name in ("reports", "sentences"))
    files = 0
    for name in FULL:
        if store.handle(name) is not None:
            hours = int(days * 24)
            table = store.made(name)
            files += len(table.vacuum(hours, dry_run=False, enforce_retention_duration=False))
            table = store.made(name)
            files += len(
                table.vacuum(max(hours, UNDER_WAY_H), dry_run=False, enforce_retention_duration=False, full=True)
            )
    store.note("vacuum")
    return Vacuumed(files, unfinished)


def _remove_forgotten(store: DeltaStore) -> None:
    """What a writer that was killed had put back."""
    if ids := store.forgotten().ids & store.known():
        store.remove_documents(ids)


def _remove_unfinished(store: DeltaStore, name: str) -> int:
    """Takes out rows of documents that were never finished, from files that no writer is still busy with."""
    table = store.handle(name)
    if table is None:
        return 0
    before_ms = time.time() * 1000 - UNDER_WAY_H * 3_600_000
    old = [file for file in files_of(table) if file.part == NEW and file.modified_ms < before_ms]
    if not old:
        return 0
    files = store.place.filesystem(name)
    rows = pa.concat_tables(
        pq.read_table(files.open_input_file(file.path), columns=["document", "run"]) for file in old
    )
    unfinished = select(_UNFINISHED, {}, rows=rows, fresh=store.fresh()).to_pylist()
    for row in unfinished:
        of_document = (pc.field("part") == NEW) & (pc.field("document") == row["document"])
        store.delete_where(name, of_document & (pc.field("run") == row["run"]))
    return len(unfinished)
