"""A store in memory: for tests and for work that leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

from abstand.errors import StoreError
from abstand.store.base import Conflict, Store
from abstand.store.layout import FILE, FULL, NEW, among, at_home, fitted
from abstand.store.opened import Spans
from abstand.store.tables import SCHEMAS
from abstand.store.versions import Point, Version, chosen


class MemoryStore(Store):
    """Keeps its tables, and those of every version, as long as it lives."""

    def __init__(self) -> None:
        self._tables = {name: schema.empty_table() for name, schema in FULL.items()}
        self._stamps = dict.fromkeys(FULL, 0)
        self._versions: list[tuple[Version, dict[str, pa.Table]]] = []
        self._pinned = False

    def read(self, name: str, columns: Iterable[str] | None = None, where: pc.Expression | None = None) -> pa.Table:
        rows = self._tables[name].append_column(FILE, pa.repeat("", self._tables[name].num_rows))
        where = at_home(name) if columns is None and where is None else where
        if where is not None:
            rows = rows.filter(where)
        return rows.select(list(columns) if columns is not None else SCHEMAS.get(name, FULL[name]).names)

    def append(self, name: str, rows: pa.Table) -> None:
        self._put(name, pa.concat_tables([self._tables[name], fitted(name, rows)]))

    def overwrite(self, name: str, rows: pa.Table, at: int | None = None) -> None:
        if at is not None and at != self._stamps[name]:
            raise Conflict(f"{name}: changed since it was read")
        self._put(name, fitted(name, rows))

    def delete(self, name: str, column: str, values: Iterable[str]) -> None:
        gone = list(values)
        self._put(name, self._tables[name].filter(~among(column, gone)))

    def _put(self, name: str, rows: pa.Table) -> None:
        if self._pinned:
            raise StoreError("an earlier version of a store can only be read")
        self._tables = {**self._tables, name: rows}
        self._stamps[name] += 1

    def stamp(self, name: str) -> int:
        return self._stamps[name]

    def spans(self, name: str) -> Spans:
        return {NEW: (date.min, date.max)}

    def now(self, *names: str) -> Self:
        return self._at(self._tables)

    def as_of(self, point: Point) -> Self:
        number = chosen(self.versions(), point, "the store in memory").number
        return self._at(next(held for version, held in self._versions if version.number == number))

    def _at(self, held: dict[str, pa.Table]) -> Self:
        earlier = type(self).__new__(type(self))
        MemoryStore.__init__(earlier)
        earlier._tables, earlier._versions, earlier._pinned = held, self._versions, True
        return earlier

    def versions(self) -> list[Version]:
        return [version for version, _ in self._versions]

    def note(self, action: str) -> None:
        before = self._versions[-1][0] if self._versions else None
        moment = max(datetime.now(UTC), before.moment) if before else datetime.now(UTC)
        number = before.number + 1 if before else 1
        self._versions.append((Version(number, moment, action, dict(self._stamps)), self._tables))
