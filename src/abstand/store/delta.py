"""A store of Delta Lake tables in a folder: many readers beside a writer, every commit whole or not there."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError

from abstand.errors import StoreError
from abstand.sources import STORE_MARK
from abstand.store.base import Store
from abstand.store.tables import SCHEMAS

LAYOUT = 1


class DeltaStore(Store):
    """One Delta table a folder below ``folder``; created if absent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._prepare()
        except OSError as error:
            raise StoreError(f"{folder}: the store cannot be opened: {error.strerror}") from error

    def _prepare(self) -> None:
        mark = self.folder / STORE_MARK
        if mark.exists():
            if (layout := mark.read_text().strip()) != str(LAYOUT):
                raise StoreError(f"{self.folder}: the store has layout {layout}; this version reads layout {LAYOUT}")
            return
        written = mark.with_suffix(".new")
        if self.folder.exists() and any(file != written for file in self.folder.iterdir()):
            raise StoreError(f"{self.folder}: the folder holds other things and is no store; name an empty or new one")
        self.folder.mkdir(parents=True, exist_ok=True)
        written.write_text(f"{LAYOUT}\n")
        written.replace(mark)  # whole or not there, also if the process is killed here

    def read(self, name: str) -> pa.Table:
        path = self.folder / name
        if not DeltaTable.is_deltatable(str(path)):
            return SCHEMAS[name].empty_table()
        try:
            return DeltaTable(path).to_pyarrow_table().cast(SCHEMAS[name])
        except (DeltaError, OSError, pa.ArrowInvalid) as error:
            reason = str(error).splitlines()[0]  # deltalake adds its call stack
            raise StoreError(f"{path}: the table cannot be read: {reason}") from error

    def append(self, name: str, rows: pa.Table) -> None:
        self._write(name, rows, "append")

    def overwrite(self, name: str, rows: pa.Table) -> None:
        self._write(name, rows, "overwrite")

    def _write(self, name: str, rows: pa.Table, mode: str) -> None:
        try:
            write_deltalake(self.folder / name, rows, mode=mode)  # type: ignore[call-overload]
        except (DeltaError, OSError) as error:
            raise StoreError(f"{self.folder / name}: the table cannot be written: {error}") from error
