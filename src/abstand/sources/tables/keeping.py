"""From checked rows to the rows that are kept: those between two different parties that we know, with an id each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from abstand.model import content_id
from abstand.sources.tables.layouts import Layout
from abstand.sources.tables.schema import IMPORTED, LeftOut

IDENTITY = ("own_id", "first", "last", "actor", "recipient", "actor_name", "recipient_name", "type", "mode", "code")


@dataclass(frozen=True, slots=True)
class Dyads:
    """Which rows are kept, with their parties; why the others are not; which have an unknown actor or recipient."""

    keep: NDArray[np.int64]
    actors: pa.Array
    recipients: pa.Array
    left_out: Counter[LeftOut]
    unknown: tuple[NDArray[np.int64], NDArray[np.int64]]

    @classmethod
    def of(cls, actors: NDArray[np.object_], recipients: NDArray[np.object_]) -> Dyads:
        """``actors`` and ``recipients``: shape (rows,), each a code or a LeftOut."""
        encoded = pa.array(np.concatenate([actors, recipients]), pa.string()).dictionary_encode()
        whole = np.array(encoded.dictionary.to_pylist(), dtype=str)
        inverse = encoded.indices.to_numpy().astype(np.int64)
        reasons = {reason.value: reason for reason in LeftOut}
        is_reason = np.array([word in reasons for word in whole], dtype=bool)
        one, other = inverse[: len(actors)], inverse[len(actors) :]
        good = ~is_reason[one] & ~is_reason[other] & (one != other)
        keep = np.flatnonzero(good)
        words = pa.array(whole.tolist(), pa.string())
        return cls(
            keep,
            words.take(pa.array(one[keep])),
            words.take(pa.array(other[keep])),
            cls._reasons(one[~good], other[~good], whole, reasons),
            (cls._unknown(one, whole), cls._unknown(other, whole)),
        )

    @staticmethod
    def _reasons(
        one: NDArray[np.int64], other: NDArray[np.int64], words: NDArray[np.str_], reasons: Mapping[str, LeftOut]
    ) -> Counter[LeftOut]:
        counted: Counter[LeftOut] = Counter()
        pairs, numbers = np.unique(one * (len(words) + 1) + other, return_counts=True)
        for pair, number in zip(pairs.tolist(), numbers.tolist(), strict=True):
            sides = [words[at] for at in divmod(pair, len(words) + 1)]
            why = [reason for reason in LeftOut if reason.value in sides and reason.value in reasons]
            counted[why[0] if why else LeftOut.WITHIN] += number
        return counted

    @staticmethod
    def _unknown(rows: NDArray[np.int64], words: NDArray[np.str_]) -> NDArray[np.int64]:
        return np.flatnonzero(np.isin(rows, np.flatnonzero(words == LeftOut.UNKNOWN.value)))


def mapped(column: pa.ChunkedArray, of: Callable[[str], Any], kind: pa.DataType | None = None) -> pa.Array:
    """A column of codes, each different one translated once. Null stays null."""
    chunk = column.combine_chunks()
    chunk = chunk.chunk(0) if isinstance(chunk, pa.ChunkedArray) else chunk
    values = [None if value is None else of(value) for value in chunk.dictionary.to_pylist()]
    return pa.array(values, kind or pa.string()).take(chunk.indices)


def day_column(column: pa.ChunkedArray, layout: Layout, name: str) -> pa.Array:
    """A checked column of days as dates."""
    form = next(column for column in layout.columns if column.name == name)
    return mapped(column, form.day, pa.date32())


def kept(source: str, columns: Mapping[str, pa.Array | pa.ChunkedArray], length: int) -> pa.Table:
    """Rows of IMPORTED, without run; what is not given is null, and an act ends on the day it begins."""
    given = {**columns, "source": pa.array([source], pa.string()).take(pa.array(np.zeros(length, dtype=np.int32)))}
    given.setdefault("last", given["first"])
    nothing = {field.name: pa.nulls(length, field.type) for field in IMPORTED if field.name not in given}
    table = pa.table({**nothing, **given}).select(IMPORTED.names).cast(IMPORTED)
    parts = [pc.fill_null(table[name].cast(pa.string()), "") for name in ("source", *IDENTITY)]
    texts = pc.binary_join_element_wise(*parts, "\x1f").to_pylist()
    ids = pa.array([*map(content_id, texts)], pa.string())
    return table.set_column(0, "id", ids)
