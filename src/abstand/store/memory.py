"""A store in memory: for tests and for work that leaves nothing behind."""

from __future__ import annotations

import pyarrow as pa

from abstand.store.base import Store
from abstand.store.tables import SCHEMAS


class MemoryStore(Store):
    """Keeps its tables as long as it lives."""

    def __init__(self) -> None:
        self._tables = {name: schema.empty_table() for name, schema in SCHEMAS.items()}

    def read(self, name: str) -> pa.Table:
        return self._tables[name]

    def append(self, name: str, rows: pa.Table) -> None:
        self._tables[name] = pa.concat_tables([self._tables[name], rows])

    def overwrite(self, name: str, rows: pa.Table) -> None:
        self._tables[name] = rows
