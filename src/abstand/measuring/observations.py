"""From reports to scored observations: one an event and direction of a dyad.

An event counts once, as its surest report tells it, and more surely with more independent voices. An act over several
days, or on an unknown one of them, stands on the middle day; one dated by its publication alone on that day, as the
last of the days it may have been on. Either way its noise grows by what the level may have moved between (``DRIFT``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from abstand.measuring.panel import Floats, Ints
from abstand.measuring.weights import Weights
from abstand.model import Basis, Dyad, Entry, EventType, When

Texts = NDArray[np.object_]
EPOCH = date(1970, 1, 1)  # days are counted from here
PUBLISHED_WITHIN_DAYS = 7  # an act without a date is taken to be from the week that ends with its publication
DRIFT = 0.03 / 16.0  # q / r of the stated prior: by how much a day of doubt adds to the noise of a plain act


class By(StrEnum):
    """What a dyad's acts can be taken apart by. ``whole``: not at all."""

    WHOLE = "whole"
    DOMAIN = "domain"
    STATUS = "status"
    OUTLET = "outlet"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Observations:
    """Scored acts, one an event, direction and group; all arrays of shape (acts,), sorted by group, dyad and day.

    ``day``: since ``EPOCH``; ``score`` in [-10, 10]; ``precision`` > 0, 1 being one plainly asserted report;
    ``undated``: dated by publication alone; ``reciprocal``: counts in both directions; ``document`` and ``outlet``: the
    only one that tells the act, or "" if there are several.
    """

    group: Texts
    actor: Texts
    recipient: Texts
    event: Texts
    day: Ints
    score: Floats
    precision: Floats
    undated: NDArray[np.bool_]
    reciprocal: NDArray[np.bool_]
    reports: Ints
    document: Texts
    outlet: Texts

    def __len__(self) -> int:
        return len(self.day)

    def where(self, kept: NDArray[np.bool_] | Ints) -> Observations:
        """Those that a mask or an array of positions picks."""
        return Observations(*(getattr(self, column.name)[kept] for column in fields(self)))

    def of(self, dyad: Dyad) -> Observations:
        return self.where((self.actor == dyad.actor) & (self.recipient == dyad.recipient))

    def between(self, dyad: Dyad) -> Observations:
        """Those of both directions."""
        there = (self.actor == dyad.actor) & (self.recipient == dyad.recipient)
        return self.where(there | ((self.actor == dyad.recipient) & (self.recipient == dyad.actor)))


# Weights are joined as small tables; $pair holds two codes or nothing. A report without a weight leaves no trace.
_OBSERVED = """
    WITH scored AS (
        SELECT rows.*, coalesce(rows.score, modes.score, types.score) AS scored,
               coalesce(rows.basis, 'published') AS dating,
               statuses.share * datings.share * rows.confidence AS sure,
               coalesce(rows.first, rows.published) - DATE '1970-01-01' AS begins,
               coalesce(rows.last, rows.published) - DATE '1970-01-01' AS ends
        FROM rows
        LEFT JOIN types ON types.type = rows.type
        LEFT JOIN modes ON modes.type = rows.type AND modes.mode = rows.mode
        JOIN statuses ON statuses.name = rows.status
        JOIN datings ON datings.name = coalesce(rows.basis, 'published')
        WHERE scored IS NOT NULL AND coalesce(rows.first, rows.published) IS NOT NULL AND sure > 0
    ), parties AS (
        SELECT scored.*, actor, recipient, len(recipients) = 0 AS reciprocal,
               ends - begins + 1 AS days,
               CASE WHEN dating = 'published' THEN ends ELSE begins + (ends - begins) // 2 END AS day
        FROM scored, unnest(actors) AS a(actor),
             unnest(CASE WHEN len(recipients) > 0 THEN recipients ELSE actors END) AS r(recipient)
        WHERE actor <> recipient
              AND (len($pair) = 0 OR (list_contains($pair, actor) AND list_contains($pair, recipient)))
    ), fuzzy AS (
        SELECT parties.*, sure / (1 + sure * $drift * CASE
            WHEN dating = 'published' THEN (greatest(days, $within) - 1) / 2.0
            ELSE (days * days // 4) / days::DOUBLE END) AS precision
        FROM parties
    ), told AS (
        SELECT {by} AS grouped, actor, recipient, event, count(DISTINCT report) AS reports,
               count(DISTINCT coalesce(nullif(outlet, ''), document)) AS told_by, max(voices) AS voices,
               arg_max(struct_pack(day := day, score := scored, undated := dating = 'published'), (precision, report))
                   AS surest,
               max(precision) AS precision, bool_or(reciprocal) AS reciprocal,
               CASE WHEN min(document) = max(document) THEN min(document) ELSE '' END AS document,
               CASE WHEN min(outlet) = max(outlet) THEN min(outlet) ELSE '' END AS outlet
        FROM fuzzy
        GROUP BY ALL
    )
    SELECT * EXCLUDE (surest), surest.day AS day, surest.score AS score, surest.undated AS undated
    FROM told
    ORDER BY grouped, actor, recipient, day, event
"""


def observations(
    rows: pa.Table, weights: Weights, *, by: By = By.WHOLE, pair: Dyad | None = None, dated_only: bool = False
) -> Observations:
    """The acts in rows of ``rows.LAYOUT``, of all dyads or in both directions of one; reciprocal acts count in both.

    Acts without any date, and acts whose status carries no weight, give no observation.
    """
    group = "''" if by is By.WHOLE else by.value
    values = {"pair": [pair.actor, pair.recipient] if pair else [], "drift": DRIFT, "within": PUBLISHED_WITHIN_DAYS}
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        for name, table in _tables(weights).items():
            connection.register(name, table)
        found = connection.sql(_OBSERVED.format(by=group), params=values).to_arrow_table()
    seen = _columns(found)
    return seen.where(~seen.undated) if dated_only else seen


def _columns(found: pa.Table) -> Observations:
    column = {name: _values(found.column(name)) for name in found.column_names}
    told_by = column["told_by"].astype(np.float64)
    voices = np.fmin(told_by, column["voices"].astype(np.float64))  # fmin: an event that was not merged has none
    return Observations(
        column["grouped"], column["actor"], column["recipient"], column["event"],
        column["day"].astype(np.int64), column["score"],
        column["precision"] * np.sqrt(np.maximum(voices, 1)), column["undated"].astype(bool),
        column["reciprocal"].astype(bool), column["reports"].astype(np.int64), column["document"], column["outlet"],
    )  # fmt: skip


def _values(column: pa.ChunkedArray) -> NDArray[Any]:
    """The values; equal texts as one and the same, as they come again and again."""
    if column.null_count or not pa.types.is_string(column.type):
        plain: NDArray[Any] = column.to_numpy(zero_copy_only=False)
        return plain
    coded = column.combine_chunks().dictionary_encode()
    texts: NDArray[Any] = coded.dictionary.to_numpy(zero_copy_only=False)
    shared: NDArray[Any] = texts[coded.indices.to_numpy()]
    return shared


def _tables(weights: Weights) -> Mapping[str, pa.Table]:
    modes = [(type_.value, mode, score) for type_, modes in weights.modes.items() for mode, score in modes.items()]
    return {
        "types": _table(("type", "score"), [(type_.value, weights.scores[type_]) for type_ in EventType]),
        "modes": _table(("type", "mode", "score"), modes),
        "statuses": _table(("name", "share"), [(name.value, share) for name, share in weights.precision.items()]),
        "datings": _table(("name", "share"), [(name.value, share) for name, share in weights.dating.items()]),
    }


def _table(names: tuple[str, ...], rows: Sequence[tuple[str | float, ...]]) -> pa.Table:
    kinds = [pa.float64() if name in ("score", "share") else pa.string() for name in names]
    schema = pa.schema(list(zip(names, kinds, strict=True)))
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema)


def day_number(day: date) -> int:
    """Days since ``EPOCH``."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    return EPOCH + timedelta(days=number)


def time_of(entry: Entry) -> When | None:
    """When the act was: what the text says, else the day of publication, marked as such; None if neither is known."""
    if entry.report.when or entry.document.published is None:
        return entry.report.when
    return When(entry.document.published.first, entry.document.published.last, Basis.PUBLISHED)
