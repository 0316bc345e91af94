"""Reports of every ordered dyad by month, counted file by file from three columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Stretches:
    """Rows that follow one another and are of one pair and month: its place in ``pairs``, and reports each way."""

    pairs: list[str]
    pair: Ints
    month: Ints
    there: Ints
    back: Ints


def counts(store: Store) -> pa.Table:
    """``SCHEMA``, by actor, recipient and month (its first day); undated reports are in no month."""
    recent = store.fresh()
    gone = recoded(store, recent)
    tables = chain(store.columns("reports", COLUMNS, without=gone), [told_anew(store, COLUMNS, ANY, recent, gone)])
    found = list(map(_stretches, tables))
    parties = {pair: pair.split(" ") for pair in set().union(*(rows.pairs for rows in found))}
    codes = sorted(set(chain.from_iterable(parties.values())))
    place = {code: n for n, code in enumerate(codes)}
    places = {pair: (place[named[0]], place[named[-1]]) for pair, named in parties.items()}
    keys, reports = zip(*(way for rows in found for way in _ways(rows, places)), strict=True)
    return _table(*_summed(np.concatenate(keys), np.concatenate(reports)), pa.array(codes, pa.string()))


def _stretches(rows: pa.Table) -> Stretches:
    """Files are in the order of pairs and days: few stretches for many rows."""
    if rows.column("day").null_count:
        rows = rows.filter(pc.is_valid(rows.column("day")))
    pairs, directions = (_dictionary(rows.column(name)) for name in ("pair", "direction"))
    pair, month = pairs.indices.to_numpy(), _months(rows.column("day"))
    is_first = np.append(np.ones(min(len(pair), 1), dtype=np.bool_), (np.diff(pair) != 0) | (np.diff(month) != 0))
    starts = np.flatnonzero(is_first)
    there, back = (_sums(_directed(directions, ways), starts) for ways in (THERE, BACK))
    return Stretches(pairs.dictionary.to_pylist(), pair[starts], month[starts], there, back)


def _ways(rows: Stretches, places: Mapping[str, tuple[int, int]]) -> Iterator[tuple[Ints, Ints]]:
    """Each dyad's months and their numbers of reports; ``places`` are those of a pair's two in the list of codes."""
    parties = np.array([places[pair] for pair in rows.pairs], dtype=np.int64).reshape(-1, 2)
    one, other = parties[rows.pair].T
    for actors, recipients, reports in ((one, other, rows.there), (other, one, rows.back)):
        told = np.flatnonzero(reports)
        yield (actors[told] * PARTIES + recipients[told]) * MONTHS + rows.month[told], reports[told]


def _summed(keys: Ints, number: Ints) -> tuple[Ints, Ints]:
    """Each key once, in order, with the sum of its numbers."""
    order = np.argsort(keys, kind="stable")  # quick on what comes sorted file by file
    keys, number = keys[order], number[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts], _sums(number, starts)


def _sums(values: NDArray[np.generic], starts: NDArray[np.intp]) -> Ints:
    """The sum of each stretch of values, told by where it starts; the first starts at 0."""
    return np.add.reduceat(values, starts, dtype=np.int64) if len(starts) else np.empty(0, dtype=np.int64)


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
