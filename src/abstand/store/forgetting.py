"""Deletes a document on request: its text and reports go, a tombstone stays so that it is never coded again."""

from __future__ import annotations

from datetime import datetime

import pyarrow.compute as pc

from abstand.errors import NoData
from abstand.model import Document
from abstand.store.delta import DeltaStore
from abstand.store.search import drop


def forget(store: DeltaStore, what: str, moment: datetime | None = None) -> list[Document]:
    """Forgets the documents with this address or id; those that were forgotten.

    Earlier versions still hold them until ``vacuum(store, 0)``. Raises NoData if there is no such document.
    """
    where = (pc.field("url") == what) | (pc.field("id") == what)
    ids = store.read("documents", ["id"], where).column("id").to_pylist()
    found = store.documents(ids)
    if not found:
        raise NoData(f"no document has the address or id {what!r}; `abstand explain ID` shows both")
    store.add_tombstones(found, moment)
    store.remove_documents(ids)
    store.delete("problems", "source", [what])
    drop(store, ids)
    store.note("forget")
    return found
