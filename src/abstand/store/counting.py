"""Reports of every ordered dyad by month, counted in one pass over three columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from abstand.store.latest import fresh, told_anew
from abstand.store.layout import NEW, among

if TYPE_CHECKING:
    from abstand.store.base import Store

Ints = NDArray[np.int64]
COLUMNS = ("pair", "direction", "day")
SCHEMA = pa.schema(
    [("actor", pa.string()), ("recipient", pa.string()), ("month", pa.date32()), ("reports", pa.int64())]
)
THERE, BACK = (">", "="), ("<", "=")  # directions that lead from a pair's first party to its second, and back


def counts(store: Store) -> pa.Table:
    """``SCHEMA``, by actor, recipient and month (its first day); undated reports are in no month."""
    pairs, directions, months, first_month = _columns(_told(store))
    codes, there, back = _dyads(pairs.dictionary.to_pylist())
    here = pairs.indices.to_numpy()
    ways = [
        (dyad[here[mask]], months[mask])
        for dyad, directed in ((there, THERE), (back, BACK))
        for mask in [np.isin(directions.dictionary, directed)[directions.indices.to_numpy()]]
    ]
    dyad, month = (np.concatenate(part) for part in zip(*ways, strict=True))
    span = int(month.max(initial=0)) + 1
    found, number = np.unique(dyad * span + month, return_counts=True)
    actor, recipient = np.divmod(found // span, len(codes))
    days = (first_month + found % span).astype("datetime64[D]")
    return pa.table([codes.take(actor), codes.take(recipient), pa.array(days), pa.array(number)], schema=SCHEMA)


def _told(store: Store) -> pa.Table:
    """The dated rows of all pairs."""
    recent, dated = fresh(store), pc.field("day").is_valid()
    settled = dated & (pc.field("part") != NEW)
    if not recent.num_rows:
        return store.encoded("reports", COLUMNS, settled)
    before = store.encoded("reports", COLUMNS, settled & ~among("document", recent.column("id")))
    anew = told_anew(store, COLUMNS, dated, recent)
    return pa.concat_tables([before, anew.cast(before.schema)])


def _columns(rows: pa.Table) -> tuple[pa.DictionaryArray, pa.DictionaryArray, Ints, np.datetime64]:
    """Pairs, directions, and months counted from the first."""
    pairs, directions = (_dictionary(rows.column(name)) for name in ("pair", "direction"))
    days = rows.column("day").cast(pa.int32()).to_numpy()
    first, last = (days.min(), days.max()) if len(days) else (0, 0)
    of_days = np.arange(first, last + 1).astype("datetime64[D]").astype("datetime64[M]")
    return pairs, directions, (of_days - of_days[0]).astype(np.int64)[days - first], of_days[0]


def _dictionary(column: pa.ChunkedArray) -> pa.DictionaryArray:
    found = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return found.unify_dictionaries().combine_chunks()


def _dyads(pairs: list[str]) -> tuple[pa.Array, Ints, Ints]:
    """All codes, sorted, and the number of each pair's dyad there and back: actor times codes plus recipient."""
    parties = [(pair.split(" ")[0], pair.split(" ")[-1]) for pair in pairs]
    codes = sorted({code for pair in parties for code in pair})
    place = {code: number for number, code in enumerate(codes)}
    one, other = np.array([(place[a], place[b]) for a, b in parties], dtype=np.int64).reshape(-1, 2).T
    return pa.array(codes, pa.string()), one * len(codes) + other, other * len(codes) + one
