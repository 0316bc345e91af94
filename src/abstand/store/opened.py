"""A Delta table as it was when it was opened. The footers of its files are kept, so that it is quickly read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from deltalake import DeltaTable

from abstand.store.files import files_of
from abstand.store.fragments import dataset
from abstand.store.layout import READ
from abstand.store.place import Place

ENCODED = ["pair", "direction"]  # texts of few values: they come as dictionaries, as they stand in the files
THREADS = 2
AT_ONCE = 8_192  # rows; of documents some 30 MB of text
Spans = Mapping[str, tuple[date, date]]  # by part: the days of its rows lie from the one to the other


class Opened:
    """Whoever reads may share it, also between threads; nobody writes by it."""

    def __init__(self, table: DeltaTable, place: Place, name: str) -> None:
        self.table, self.version = table, table.version()
        self.fresh: pa.Table | None = None  # of documents, once it was asked for
        self._place, self._name = place, name
        self._written = place.changed(self._log(self.version))

    @cached_property
    def dataset(self) -> ds.Dataset:
        return dataset(self.table, self._name, self._place)

    def read(self, columns: Iterable[str], where: pc.Expression | None) -> pa.Table:
        wanted = list(columns)
        schema = pa.schema([READ[self._name].field(column) for column in wanted])
        return self.dataset.to_table(columns=wanted, filter=where).cast(schema)

    def columns(self, columns: Iterable[str], where: Callable[[str], bool]) -> Iterator[pa.Table]:
        """Whole columns, a file at a time, of the parts that ``where`` holds; quicker by far than group by group."""
        wanted, place = list(columns), self._place.filesystem(self._name)
        encoded = [column for column in wanted if column in ENCODED]
        paths = [file.path for file in files_of(self.table) if where(file.part)]

        def read(path: str) -> pa.Table:
            with place.open_input_file(path) as file:
                return pq.ParquetFile(file, read_dictionary=encoded).read(wanted, use_threads=False)

        with ThreadPoolExecutor(THREADS) as pool:
            yield from pool.map(read, paths)

    def batches(self, columns: Iterable[str], where: pc.Expression) -> Iterator[pa.Table]:
        """As ``read``, at least AT_ONCE rows at a time but for the last; one group of rows is read ahead."""
        wanted, held = list(columns), list[pa.RecordBatch]()
        schema = pa.schema([READ[self._name].field(column) for column in wanted])
        found = self.dataset.to_batches(columns=wanted, filter=where, batch_readahead=1, fragment_readahead=1)
        for batch in found:
            held.append(batch)
            if sum(map(len, held)) >= AT_ONCE:
                yield pa.Table.from_batches(held).cast(schema)
                held = []
        if held:
            yield pa.Table.from_batches(held).cast(schema)

    @cached_property
    def spans(self) -> Spans:
        """Told by the log alone; a file that does not tell its days may hold any."""
        found: dict[str, tuple[date, date]] = {}
        for row in pa.table(self.table.get_add_actions(flatten=True)).to_pylist():
            first, last = row.get("min.day") or date.min, row.get("max.day") or date.max
            if row.get("null_count.day") == row["num_records"]:
                first, last = date.max, date.min
            before = found.get(row["partition.part"], (first, last))
            found[row["partition.part"]] = min(first, before[0]), max(last, before[1])
        return found

    @cached_property
    def number(self) -> int:
        """Of the table of versions, that of the latest."""
        return greatest(self.table)

    @property
    def is_latest(self) -> bool:
        """Whether nobody has written since: versions follow one another, each in a file of its own.

        A store that was deleted and made anew in the same place has the same numbers, but its files are younger.
        """
        is_followed = self._place.holds(self._log(self.version + 1))
        return not is_followed and self._place.changed(self._log(self.version)) == self._written

    def _log(self, version: int) -> str:
        return f"{self._name}/_delta_log/{version:020}.json"


def greatest(versions: DeltaTable) -> int:
    """The number of the latest version, told by the log alone."""
    found = pa.table(versions.get_add_actions(flatten=True))
    numbers = found.column("max.number").to_pylist() if found.num_rows else []
    return max(numbers, default=0)
