"""The store: documents, sentences, reports and events as Delta tables, read through Arrow and DuckDB."""

from __future__ import annotations

from pathlib import Path

from abstand.store.base import Store
from abstand.store.delta import DeltaStore
from abstand.store.memory import MemoryStore

__all__ = ["DeltaStore", "MemoryStore", "Store", "open_store"]


def open_store(path: str | Path) -> DeltaStore:
    """The store in a folder, created if absent. Raises StoreError if the folder is something else."""
    return DeltaStore(Path(path))
