"""GDELT 1.0 and 2.0 event exports: column by column, never row by row in Python, for their size."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from abstand.sources.tables.blocks import Block
from abstand.sources.tables.checking import Faults, checked
from abstand.sources.tables.codes import codes
from abstand.sources.tables.keeping import Dyads, day_column, kept, mapped
from abstand.sources.tables.layouts import Layout
from abstand.sources.tables.parties import Parties
from abstand.sources.tables.schema import Chunk

SOURCE = "gdelt"
Ints = NDArray[np.int64]


def read(block: Block, layout: Layout, parties: Parties) -> Chunk:
    """A block's events between two of our states or organisations."""
    good = checked(block, layout, contradictions)
    table = good.table
    dyads = Dyads.of(_parties(table, "Actor1", parties), _parties(table, "Actor2", parties))
    rows = table.take(pa.array(dyads.keep))
    columns = {
        "own_id": rows["GLOBALEVENTID"].cast(pa.string()),
        "first": day_column(rows["SQLDATE"], layout, "SQLDATE"),
        "actor": dyads.actors,
        "recipient": dyads.recipients,
        "actor_name": rows["Actor1Code"].cast(pa.string()),
        "recipient_name": rows["Actor2Code"].cast(pa.string()),
        "type": mapped(rows["EventCode"], lambda code: known.type if (known := codes("cameo").get(code)) else None),
        "mode": mapped(rows["EventCode"], lambda code: known.mode if (known := codes("cameo").get(code)) else None),
        "code": rows["EventCode"].cast(pa.string()),
        "score": rows["GoldsteinScale"],
        "mentions": rows["NumMentions"].cast(pa.int32()),
        "outlets": rows["NumSources"].cast(pa.int32()),
        "articles": rows["NumArticles"].cast(pa.int32()),
        "published": _added(rows, layout),
    }
    if "SOURCEURL" in layout.names:
        columns["url"] = rows["SOURCEURL"]
    unknown = _unknown(table, dyads)
    return Chunk(good.read, kept(SOURCE, columns, len(dyads.keep)), good.problems, dyads.left_out, unknown)


def contradictions(table: pa.Table) -> Faults:
    """Rows whose columns contradict each other: exchanged columns show here, where each for itself may pass."""
    found: Faults = {}
    day = _integers(table["SQLDATE"])
    root = _integers(table["EventRootCode"])
    checks = (
        (_numbers(table["MonthYear"]) != day // 100, "MonthYear is not the month of SQLDATE"),
        (_numbers(table["Year"]) != day // 10000, "Year is not the year of SQLDATE"),
        (_leading(table["EventCode"]) != root, "EventRootCode is not the root of EventCode"),
        (_leading(table["EventBaseCode"]) != root, "EventRootCode is not the root of EventBaseCode"),
    )
    for wrong, reason in checks:
        for row in np.flatnonzero(wrong):
            found.setdefault(int(row), reason)
    return found


def _numbers(column: pa.ChunkedArray) -> Ints:
    return np.asarray(column.to_numpy(), dtype=np.int64)


def _integers(column: pa.ChunkedArray) -> Ints:
    return np.asarray(mapped(column, int, pa.int64()).to_numpy(), dtype=np.int64)


def _leading(column: pa.ChunkedArray) -> Ints:
    return np.asarray(mapped(column, lambda code: int(code[:2]), pa.int64()).to_numpy(), dtype=np.int64)


def _parties(table: pa.Table, who: str, parties: Parties) -> NDArray[np.object_]:
    """For each row the code of a party, or the reason why there is none; asked once for each different actor."""
    names = ("CountryCode", "KnownGroupCode", "Type1Code", "Type2Code", "Type3Code")
    columns = [table[f"{who}{name}"].combine_chunks() for name in names]
    columns = [column.chunk(0) if isinstance(column, pa.ChunkedArray) else column for column in columns]
    words = [[*column.dictionary.to_pylist(), None] for column in columns]
    key = np.zeros(table.num_rows, dtype=np.int64)
    for column, known in zip(columns, words, strict=True):
        indices = pc.fill_null(column.indices, len(known) - 1).to_numpy(zero_copy_only=False)
        key = key * len(known) + indices
    different, inverse = np.unique(key, return_inverse=True)
    answers = np.empty(len(different), dtype=object)
    for i, value in enumerate(different.tolist()):
        fields = []
        for known in reversed(words):
            value, at = divmod(value, len(known))
            fields.append(known[at])
        country, group, *roles = reversed(fields)
        answers[i] = parties.cameo(country, group, tuple(roles))
    return answers[inverse]


def _unknown(table: pa.Table, dyads: Dyads) -> Counter[str]:
    found: Counter[str] = Counter()
    for who, rows in zip(("Actor1", "Actor2"), dyads.unknown, strict=True):
        part = table.take(pa.array(rows))
        country, group = (part[f"{who}{name}"].cast(pa.string()) for name in ("CountryCode", "KnownGroupCode"))
        found.update(pc.coalesce(country, group).to_pylist())
    return found


def _added(rows: pa.Table, layout: Layout) -> pa.Array:
    return day_column(rows["DATEADDED"], layout, "DATEADDED")
