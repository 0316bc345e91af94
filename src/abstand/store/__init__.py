"""The store: documents, sentences, reports and events as Delta tables, read through Arrow and DuckDB."""

from __future__ import annotations

from pathlib import Path

from abstand.store.base import Conflict, Store
from abstand.store.delta import DeltaStore
from abstand.store.forgotten import Forgotten
from abstand.store.memory import MemoryStore
from abstand.store.versions import Point, Version

__all__ = ["Conflict", "DeltaStore", "Forgotten", "MemoryStore", "Point", "Store", "Version", "open_store"]


def open_store(path: str | Path, as_of: Point | None = None) -> DeltaStore:
    """The store in a folder or at ``s3://bucket/path``, made if it is not there; with ``as_of`` as it was then.

    ``as_of`` is the number of a version or a day (UTC). Raises StoreError if the folder is something else, or if the
    store has no such version.
    """
    store = DeltaStore(path)
    return store if as_of is None else store.as_of(as_of)
