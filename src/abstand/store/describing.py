"""What a store holds, table by table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pyarrow.compute as pc

from abstand.store.delta import DeltaStore
from abstand.store.files import files_of
from abstand.store.layout import FULL, LAYOUT, NEW
from abstand.store.versions import Version


@dataclass(frozen=True, slots=True)
class Held:
    """One table: rows, files and bytes of its present version."""

    table: str
    rows: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Described:
    """``new`` documents are not yet in order; ``recent`` are the latest versions, the latest first."""

    layout: int
    version: int
    moment: datetime | None
    new: int
    forgotten: int
    tables: tuple[Held, ...]
    recent: tuple[Version, ...]


def describe(store: DeltaStore, recent: int = 10) -> Described:
    """Counts by the tables' logs alone; of an earlier version only what belonged to it."""
    versions = store.versions()
    held = tuple(_held(store, name) for name in FULL)
    new = store.read("documents", ["id"], pc.field("part") == NEW).num_rows
    last = versions[-1] if versions else None
    return Described(
        LAYOUT,
        last.number if last else 0,
        last.moment if last else None,
        new,
        len(store.forgotten().ids),
        held,
        tuple(reversed(versions[-recent:])),
    )


def _held(store: DeltaStore, name: str) -> Held:
    table = store.handle(name)
    if table is None:
        return Held(name, 0, 0, 0)
    files = files_of(table)
    return Held(name, table.count(), len(files), sum(file.size for file in files))
