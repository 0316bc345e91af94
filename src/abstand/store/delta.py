"""A store of Delta Lake tables: many readers beside many writers, every commit whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from deltalake.transaction import AddAction

from abstand.errors import StoreError
from abstand.sources import STORE_MARK
from abstand.store.base import Conflict, Store
from abstand.store.files import commit, files_of, write
from abstand.store.layout import FULL, LAYOUT, NEW, READ, STATISTICS, among, at_home, fitted
from abstand.store.opened import Opened, Spans, greatest
from abstand.store.place import Place, options
from abstand.store.tables import SCHEMAS
from abstand.store.versions import Point, Version, chosen, row_of, versions_of

T = TypeVar("T")
TRIES = 100  # of a commit that other writers come in the way of; each loss means that another's commit was kept
FAULTS = (DeltaError, OSError, pa.ArrowInvalid)


class DeltaStore(Store):
    """One Delta table a folder below ``path`` (a folder, or ``s3://bucket/path``); made if it is not there."""

    def __init__(self, path: str | Path) -> None:
        self.place = Place.of(path)
        self._held: dict[str, Opened] = {}  # the tables as they were when they were looked up last
        self._pinned: Mapping[str, Opened] | None = None  # the tables of an earlier version, or of one moment
        self._last: int | None = None  # the number of an earlier version
        try:
            self._prepare()
        except OSError as error:
            reason = error.strerror or str(error).splitlines()[0]
            raise StoreError(f"{path}: the store cannot be opened: {reason}") from error

    def _prepare(self) -> None:
        layout = self.place.read_text(STORE_MARK)
        if layout is not None:
            _check_layout(layout.strip(), self.place.root)
            return
        if any(name != f"{STORE_MARK}.new" for name in self.place.names()):
            raise StoreError(
                f"{self.place.root}: the folder holds other things and is no store; name an empty or new one"
            )
        self.place.write_text(STORE_MARK, f"{LAYOUT}\n")

    def handle(self, name: str) -> DeltaTable | None:
        """The Delta table as it is now, or as it was where this is an earlier version; None if there is none."""
        found = self.opened(name)
        return found.table if found is not None else None

    def opened(self, name: str) -> Opened | None:
        """The table to read; None if there is none. Opened anew only if somebody has written."""
        if self._pinned is not None:
            return self._pinned.get(name)
        held = self._held.get(name)
        if held is None or not held.is_latest:
            held = self._open(name)
            if held is not None:
                self._held[name] = held
        return held

    def _open(self, name: str) -> Opened | None:
        if not self.place.holds(name):  # far quicker than to let Delta look for a log
            return None
        try:
            return Opened(self._table(name), self.place, name)
        except TableNotFoundError:
            return None
        except FAULTS as error:
            raise self._fault(name, "read", error) from error

    def _table(self, name: str, version: int | None = None) -> DeltaTable:
        return DeltaTable(self.place.url(name), version=version, storage_options=options())

    def read(self, name: str, columns: Iterable[str] | None = None, where: pc.Expression | None = None) -> pa.Table:
        wanted = list(columns) if columns is not None else SCHEMAS.get(name, FULL[name]).names
        where = at_home(name) if columns is None and where is None else where
        return self._read(self.opened(name), name, wanted, where)

    def read_from(
        self, table: DeltaTable, name: str, columns: Iterable[str], where: pc.Expression | None = None
    ) -> pa.Table:
        """As ``read``, from one state of the table."""
        return self._read(Opened(table, self.place, name), name, columns, where)

    def _read(
        self, found: Opened | None, name: str, columns: Iterable[str], where: pc.Expression | None = None
    ) -> pa.Table:
        wanted = list(columns)
        if found is None:
            return pa.schema([READ[name].field(column) for column in wanted]).empty_table()
        try:
            return found.read(wanted, where)
        except FAULTS as error:
            raise self._fault(name, "read", error) from error

    def columns(self, name: str, columns: Iterable[str], without: pc.Expression | None = None) -> Iterator[pa.Table]:
        found = self.opened(name)
        if without is not None:
            yield self.read(name, columns, (pc.field("part") != NEW) & ~without)
        elif found is not None:
            try:
                yield from found.columns(columns, lambda part: part != NEW)
            except FAULTS as error:
                raise self._fault(name, "read", error) from error

    def fresh(self) -> pa.Table:
        found = self.opened("documents")
        if found is None or self._pinned is None:  # else it may belong to what another has just written
            return super().fresh()
        if found.fresh is None:
            found.fresh = super().fresh()
        return found.fresh

    def batches(self, name: str, columns: Iterable[str], where: pc.Expression) -> Iterator[pa.Table]:
        """As ``read``, a few thousand rows at a time and never many of them in memory."""
        found = self.opened(name)
        try:
            yield from () if found is None else found.batches(columns, where)
        except FAULTS as error:
            raise self._fault(name, "read", error) from error

    def spans(self, name: str) -> Spans:
        found = self.opened(name)
        return {} if found is None else found.spans

    def append(self, name: str, rows: pa.Table) -> None:
        fitting = fitted(name, rows)
        self.again(name, lambda table: commit(table, name, self._written(name, fitting), []))

    def overwrite(self, name: str, rows: pa.Table, at: int | None = None) -> None:
        fitting = fitted(name, rows)
        if at is None:
            self.again(name, lambda table: self._put(table, name, fitting))
            return
        table = self.made(name)
        if table.version() != max(at, 0):  # a table that was not there has just been made
            raise Conflict(f"{self.place.url(name)}: changed since it was read")
        self.once(name, lambda: self._put(table, name, fitting))

    def _put(self, table: DeltaTable, name: str, rows: pa.Table) -> None:
        """Fails if anybody has written meanwhile, be it an append."""
        commit(table, name, self._written(name, rows), files_of(table), alone=True)

    def _written(self, name: str, rows: pa.Table) -> list[AddAction]:
        parts = rows.column("part").unique().to_pylist() if "part" in FULL[name].names else [""]
        return [
            file
            for part in parts
            for file in write(self.place, name, part, rows.filter(pc.field("part") == part) if part else rows)
        ]

    def delete(self, name: str, column: str, values: Iterable[str]) -> None:
        gone = sorted(set(values))
        if gone and self.handle(name) is not None:
            self.delete_where(name, among(column, gone))

    def delete_where(self, name: str, where: pc.Expression) -> None:
        """Take out the rows that ``where`` holds."""
        self.again(name, lambda table: self._without(table, name, where))

    def _without(self, table: DeltaTable, name: str, where: pc.Expression) -> None:
        """Files that hold such rows are written anew without them."""
        found = table.to_pyarrow_dataset(filesystem=self.place.filesystem(name), schema=FULL[name])
        hit = {part.path for part in found.get_fragments(where) if part.count_rows(filter=where)}
        gone = [file for file in files_of(table) if file.path in hit]
        written: list[AddAction] = []
        for part in sorted({file.part for file in gone}):
            paths = {file.path for file in gone if file.part == part}
            kept = [piece.to_table(schema=FULL[name], filter=~pc.coalesce(where, pc.scalar(False)))
                    for piece in found.get_fragments() if piece.path in paths]  # fmt: skip
            written += write(self.place, name, part, pa.concat_tables(kept))
        if gone:
            commit(table, name, written, gone)

    def made(self, name: str) -> DeltaTable:
        """The table, made if it is not there."""
        if self._pinned is not None:
            raise StoreError(f"{self.place.root}: an earlier version of a store can only be read")
        found = self._open(name)
        return found.table if found is not None else self._make(name)

    def _make(self, name: str) -> DeltaTable:
        """Logs are kept for good, so that every version can be read until it is vacuumed."""
        told = {
            "delta.dataSkippingStatsColumns": ",".join(STATISTICS.get(name, FULL[name].names[:1])),
            "delta.enableExpiredLogCleanup": "false",
        }
        parts = ["part"] if "part" in FULL[name].names else None
        self.once(name, lambda: DeltaTable.create(
            self.place.url(name), FULL[name], mode="ignore", partition_by=parts, configuration=told,
            storage_options=options(),
        ))  # fmt: skip
        return self._table(name)

    def again(self, name: str, act: Callable[[DeltaTable], T]) -> T:
        """Does what can be done anew on top of whatever another writer has done meanwhile."""
        for _ in range(TRIES):
            try:
                table = self.made(name)
                return self.once(name, lambda table=table: act(table))  # type: ignore[misc]
            except Conflict as error:
                last = error
        raise last

    def once(self, name: str, act: Callable[[], T]) -> T:
        try:
            return act()
        except CommitFailedError as error:
            raise Conflict(f"{self.place.url(name)}: another writer was quicker") from error
        except FAULTS as error:
            raise self._fault(name, "written", error) from error

    def _fault(self, name: str, done: str, error: Exception) -> StoreError:
        reason = str(error).splitlines()[0]  # deltalake adds its call stack
        if self._last is not None and isinstance(error, FileNotFoundError):
            reason = "its files of that version were vacuumed away"
        elif done == "read":
            reason += "; ‘abstand store verify’ says what is whole"
        return StoreError(f"{self.place.url(name)}: the table cannot be {done}: {reason}")

    def stamp(self, name: str) -> int:
        found = self.opened(name)
        return -1 if found is None else found.version

    def now(self, *names: str) -> Self:
        return self if self._pinned is not None else self._with(self._together(names or tuple(FULL)))

    def _together(self, names: Iterable[str]) -> dict[str, Opened]:
        """Tables with documents looked up before the others and unchanged after them (versions.py says why)."""
        wanted = tuple(names)
        while True:
            documents = self.opened("documents")
            others = {name: self.opened(name) for name in wanted if name != "documents"}
            if self.stamp("documents") == (-1 if documents is None else documents.version):
                held = {"documents": documents, **others}
                return {name: table for name, table in held.items() if table is not None}

    def _with(self, pinned: Mapping[str, Opened], last: int | None = None) -> Self:
        earlier = type(self).__new__(type(self))
        earlier.place, earlier._held, earlier._pinned, earlier._last = self.place, {}, pinned, last
        return earlier

    def as_of(self, point: Point) -> Self:
        version = chosen(self.versions(), point, self.place.root)
        return self._with({name: self._at(name, number) for name, number in version.tables.items()}, version.number)

    def _at(self, name: str, number: int) -> Opened:
        try:
            return Opened(self._table(name, number), self.place, name)
        except FAULTS as error:
            raise self._fault(name, "read", error) from error

    def versions(self) -> list[Version]:
        """All versions, of an earlier one those up to it."""
        rows = self._read(self._log(), "versions", FULL["versions"].names)
        return [version for version in versions_of(rows) if self._last is None or version.number <= self._last]

    @property
    def version(self) -> int:
        if self._last is not None:
            return self._last
        found = self._log()
        return 0 if found is None else found.number

    def _log(self) -> Opened | None:
        """All versions, also where this is an earlier one."""
        return self._open("versions") if self._pinned is not None else self.opened("versions")

    def note(self, action: str) -> None:
        self.again("versions", lambda table: self._note(table, action))

    def _note(self, table: DeltaTable, action: str) -> None:
        """Only on top of what was looked up: a second writer with the same number fails, and tries the next."""
        together = self._together(name for name in FULL if name != "versions")
        tables = {name: found.version for name, found in together.items()}
        row = row_of(Version(greatest(table) + 1, datetime.now(UTC), action, tables))
        commit(table, "versions", self._written("versions", row), [], alone=True)


def _check_layout(layout: str, root: str) -> None:
    if layout == str(LAYOUT):
        return
    if layout.isdigit() and int(layout) < LAYOUT:
        raise StoreError(
            f"{root}: the store has layout {layout}, this version reads layout {LAYOUT}; "
            f"bring it up to date with `abstand store migrate --store {root}`"
        )
    raise StoreError(
        f"{root}: the store has layout {layout}; this version reads layout {LAYOUT}: use a newer version of Abstand"
    )
