"""Reports of every ordered dyad by month, counted file by file from three columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from abstand.store.latest import ANY, recoded, told_anew

if TYPE_CHECKING:
    from abstand.store.base import Store

Ints = NDArray[np.int64]
COLUMNS = ("pair", "direction", "day")
SCHEMA = pa.schema(
    [("actor", pa.string()), ("recipient", pa.string()), ("month", pa.date32()), ("reports", pa.int64())]
)
THERE, BACK = (">", "="), ("<", "=")  # directions that lead from a pair's first party to its second, and back
# A dyad's month as one number: the places of actor and recipient in a list, and months since the year 0.
PARTIES, MONTHS = 1 << 20, 1 << 17
EPOCH = 1970 * 12


def counts(store: Store) -> pa.Table:
    """``SCHEMA``, by actor, recipient and month (its first day); undated reports are in no month."""
    recent = store.fresh()
    gone = recoded(store, recent)
    parties = _Parties()
    found = [_counted(rows, parties) for rows in store.columns("reports", COLUMNS, without=gone)]
    found.append(_counted(told_anew(store, COLUMNS, ANY, recent, gone), parties))
    codes = sorted(parties.places)
    rank = np.empty(len(codes), dtype=np.int64)
    rank[[parties.places[code] for code in codes]] = np.arange(len(codes))
    dyads, months = np.divmod(np.concatenate([keys for keys, _ in found]), MONTHS)
    actors, recipients = np.divmod(dyads, PARTIES)
    ranked = _key(rank[actors], rank[recipients], months)
    keys, inverse = np.unique(ranked, return_inverse=True)
    reports = np.bincount(inverse, np.concatenate([number for _, number in found]), len(keys))
    return _table(keys, reports.astype(np.int64), pa.array(codes, pa.string()))


def _key(actors: Ints, recipients: Ints, months: Ints) -> Ints:
    return (actors * PARTIES + recipients) * MONTHS + months


class _Parties(dict[str, tuple[int, int]]):
    """The places of the two parties of each pair; a party not met before gets the next."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, int] = {}

    def __missing__(self, pair: str) -> tuple[int, int]:
        codes = pair.split(" ")
        one, other = (self.places.setdefault(code, len(self.places)) for code in (codes[0], codes[-1]))
        self[pair] = one, other
        return one, other


def _counted(rows: pa.Table, parties: _Parties) -> tuple[Ints, Ints]:
    """Each dyad's month and its number of reports."""
    rows = rows.filter(pc.is_valid(rows.column("day")))
    pairs, directions = (_dictionary(rows.column(name)) for name in ("pair", "direction"))
    places = np.array([parties[pair] for pair in pairs.dictionary.to_pylist()], dtype=np.int64).reshape(-1, 2)
    one, other = (places[:, side][pairs.indices.to_numpy()] for side in (0, 1))
    months = _months(rows.column("day"))
    there, back = (_directed(directions, ways) for ways in (THERE, BACK))
    ways = [_key(one[there], other[there], months[there]), _key(other[back], one[back], months[back])]
    keys, number = np.unique(np.concatenate(ways), return_counts=True)
    return keys, number


def _months(column: pa.ChunkedArray) -> Ints:
    """Months since the year 0; looked up by day, since calendars are slow."""
    days = column.cast(pa.int32()).to_numpy()
    first = int(days.min(initial=0))
    months = np.arange(first, days.max(initial=0) + 1).astype("datetime64[D]").astype("datetime64[M]")
    return np.asarray(months.astype(np.int64)[days - first] + EPOCH)


def _dictionary(column: pa.ChunkedArray) -> pa.DictionaryArray:
    found = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return found.unify_dictionaries().combine_chunks()


def _directed(directions: pa.DictionaryArray, ways: tuple[str, ...]) -> NDArray[np.bool_]:
    is_way = np.array([value in ways for value in directions.dictionary.to_pylist()], dtype=np.bool_)
    return np.asarray(is_way[directions.indices.to_numpy()])


def _table(keys: Ints, reports: Ints, codes: pa.Array) -> pa.Table:
    dyads, months = np.divmod(keys, MONTHS)
    actors, recipients = np.divmod(dyads, PARTIES)
    days = (months - EPOCH).astype("datetime64[M]").astype("datetime64[D]")
    return pa.table([codes.take(pa.array(actors)), codes.take(pa.array(recipients)), days, reports], schema=SCHEMA)
