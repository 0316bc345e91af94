"""The files of a Delta table as an Arrow dataset that knows, from the log alone, which rows a file cannot have.

deltalake makes one, too; but to tell all that the log says of every file takes it longer than reading a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from deltalake import DeltaTable
from deltalake.exceptions import DeltaProtocolError

from abstand.store.layout import FILE, NEW, RANGES, READ
from abstand.store.place import Place

READER = 1  # the version of Delta's protocol in which tables are written; a later one may name rows that are gone


def dataset(table: DeltaTable, name: str, place: Place) -> ds.Dataset:
    """With the columns of ``READ``. Raises DeltaProtocolError if another program has changed how the table is read."""
    version = table.protocol().min_reader_version
    if version > READER:
        raise DeltaProtocolError(f"the table asks for a reader of version {version}; this is one of version {READER}")
    kind, files = ds.ParquetFileFormat(), place.filesystem(name)
    fragments = [
        kind.make_fragment(row["path"], filesystem=files, partition_expression=_held(row, RANGES.get(name, ())))
        for row in pa.table(table.get_add_actions(flatten=True)).to_pylist()
    ]
    return ds.FileSystemDataset(fragments, READ[name], kind, files)


def _held(row: Mapping[str, Any], ranges: tuple[str, ...]) -> pc.Expression:
    """What holds for all rows of a file."""
    held, part = pc.field(FILE) == row["path"], row.get("partition.part")
    if part is not None:
        held &= pc.field("part") == part
    if part != NEW:  # new rows are of any pair, and mostly of the last days
        for column in ranges:
            held &= _within(row, column)
    return held


def _within(row: Mapping[str, Any], name: str) -> pc.Expression:
    column, nulls = pc.field(name), row.get(f"null_count.{name}")
    least, greatest = row.get(f"min.{name}"), row.get(f"max.{name}")
    if least is None or greatest is None:
        return column.is_null() if nulls == row["num_records"] else pc.scalar(True)
    held = (column >= least) & (column <= greatest)
    return held if nulls == 0 else held | column.is_null()
