"""Reports of every ordered dyad by month, counted file by file from three columns."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
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
    tables = [*store.columns("reports", COLUMNS, without=gone), told_anew(store, COLUMNS, ANY, recent, gone)]
    pairs = {pair: pair.split(" ") for pair in chain.from_iterable(map(_pairs, tables))}
    codes = sorted(set(chain.from_iterable(pairs.values())))
    place = {code: n for n, code in enumerate(codes)}
    parties = {pair: (place[named[0]], place[named[-1]]) for pair, named in pairs.items()}
    found = [_counted(rows, parties) for rows in tables]
    keys, reports = _summed(*(np.concatenate(part) for part in zip(*found, strict=True)))
    return _table(keys, reports, pa.array(codes, pa.string()))


def _pairs(rows: pa.Table) -> list[str]:
    names: list[str] = _dictionary(rows.column("pair")).dictionary.to_pylist()
    return names


def _key(actors: Ints, recipients: Ints, months: Ints) -> Ints:
    return (actors * PARTIES + recipients) * MONTHS + months


def _counted(rows: pa.Table, parties: Mapping[str, tuple[int, int]]) -> tuple[Ints, Ints]:
    """Each dyad's month and its number of reports; ``parties`` are the places of a pair's two in the list of codes."""
    rows = rows.filter(pc.is_valid(rows.column("day")))
    pairs, directions = (_dictionary(rows.column(name)) for name in ("pair", "direction"))
    places = np.array([parties[pair] for pair in pairs.dictionary.to_pylist()], dtype=np.int64).reshape(-1, 2)
    one, other = (places[:, side][pairs.indices.to_numpy()] for side in (0, 1))
    months = _months(rows.column("day"))
    there, back = (_directed(directions, ways) for ways in (THERE, BACK))
    ways = [_key(one[there], other[there], months[there]), _key(other[back], one[back], months[back])]
    keys, number = np.unique(np.concatenate(ways), return_counts=True)
    return keys, number


def _summed(keys: Ints, number: Ints) -> tuple[Ints, Ints]:
    """Each key once, in order, with the sum of its numbers."""
    order = np.argsort(keys, kind="stable")  # quick on what comes sorted file by file
    keys, number = keys[order], number[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts], np.add.reduceat(number, starts) if len(starts) else number


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
