"""The data files of a Delta table: which there are, and how others are put in their place.

All rows are written here, so that the files hold what the reader needs: groups of rows that lie together, and checksums
of every page. deltalake's own writer would bring its whole engine into memory.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import AddAction, CommitProperties, RemoveAction

from abstand.store.layout import FULL, SORTED_BY, STATISTICS, fitted
from abstand.store.place import Place

_WIDE = {pa.string(): pa.large_string()}  # as which a table's texts may be more than 2 GB when rows are taken by place


@dataclass(frozen=True, slots=True)
class Size:
    """``group``: rows that are read together if one of them is wanted, few enough for a page, enough for a quick pass
    over all. ``file``: rows of a file; its footer tells of every group, and all files that may have a row are opened.
    """

    group: int = 4_096
    file: int = 131_072

    @classmethod
    def of(cls, name: str) -> Size:
        return cls(group=512, file=65_536) if name == "documents" else cls()  # a document holds its text

    def files(self, rows: int) -> int:
        """How many files so many rows need."""
        return -(-rows // self.file)


@dataclass(frozen=True, slots=True)
class File:
    """A data file of a Delta table."""

    path: str
    size: int
    part: str
    modified_ms: int
    rows: int


def files_of(table: DeltaTable) -> list[File]:
    return [
        File(
            row["path"],
            row["size_bytes"],
            row.get("partition.part") or "",
            row["modification_time"],
            row["num_records"],
        )
        for row in pa.table(table.get_add_actions(flatten=True)).to_pylist()
    ]


def write(place: Place, name: str, part: str, rows: pa.Table) -> list[AddAction]:
    """Sorted files with checksums, of a part if the table has parts; none if there are no rows."""
    inner = [column for column in FULL[name].names if column != "part"]
    fitting = fitted(name, rows).select(inner)
    return [_file(place, name, part, piece) for piece in _in_order(fitting, name)]


def _in_order(rows: pa.Table, name: str) -> Iterator[pa.Table]:
    """As many rows as a file holds, one after the other, in the order of the table."""
    size, keys = Size.of(name).file, SORTED_BY.get(name)
    if keys is None:
        yield from (rows.slice(start, size) for start in range(0, rows.num_rows, size))
        return
    order = pc.sort_indices(rows.select(keys), [(column, "ascending") for column in keys])
    wide = rows.cast(pa.schema([field.with_type(_WIDE.get(field.type, field.type)) for field in rows.schema]))
    for start in range(0, rows.num_rows, size):
        yield wide.take(order.slice(start, size)).cast(rows.schema)


def _file(place: Place, name: str, part: str, rows: pa.Table) -> AddAction:
    folder, files = f"part={part}/" if part else "", place.filesystem(name)
    path = f"{folder}{uuid4().hex}.parquet"
    if folder and not place.is_remote:  # object storage has no folders
        files.create_dir(folder)
    with files.open_output_stream(path) as stream:
        pq.write_table(
            rows, stream, compression="zstd", row_group_size=Size.of(name).group, write_page_checksum=True,
            write_statistics=sorted({*SORTED_BY.get(name, ()), *STATISTICS.get(name, ())}),
        )  # fmt: skip
    size = files.get_file_info(path).size
    return AddAction(path, size, {"part": part} if part else {}, _now_ms(), False, _statistics(name, rows))


def _statistics(name: str, rows: pa.Table) -> str:
    """As Delta keeps them in its log (protocol, section “Per-file Statistics”)."""
    told: dict[str, object] = {"numRecords": rows.num_rows}
    least, greatest, nulls = {}, {}, {}
    for column in STATISTICS.get(name, ()):
        values = rows.column(column)
        nulls[column] = values.null_count
        if values.null_count < rows.num_rows:
            ends = pc.min_max(values).as_py()
            least[column], greatest[column] = ends["min"], ends["max"]
    told |= {"minValues": least, "maxValues": greatest, "nullCount": nulls}
    return json.dumps(told, default=str)


def commit(table: DeltaTable, name: str, written: list[AddAction], gone: list[File], *, alone: bool = False) -> None:
    """Puts files in the place of others. What others append meanwhile does not matter, unless ``alone``.

    Raises CommitFailedError if another writer took out one of the same files: deltalake does not look for that.
    """
    parts = ["part"] if "part" in FULL[name].names else []
    removed = [RemoveAction(file.path, False, _now_ms(), file.size, dict.fromkeys(parts, file.part)) for file in gone]
    paths = {file.path for file in gone}
    while True:
        try:
            table.create_write_transaction(
                [*written, *removed], mode="append", schema=table.schema(), partition_by=parts,
                commit_properties=CommitProperties(max_commit_retries=0),
            )  # fmt: skip
        except CommitFailedError:
            table.update_incremental()
            if alone or not paths <= {file.path for file in files_of(table)}:
                raise
        else:
            return


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
