"""Which events a page lists: found in the reports' rows, so that only those of the page need be read whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from abstand.model import Direction
from abstand.store.layout import select
from abstand.telling.selection import Selection

_LISTED = """
    WITH own AS (
        SELECT report, document, event, published, coalesce(first, published) AS day FROM rows
        WHERE list_has_all(list_concat(actors, recipients), $codes)
          AND (len($types) = 0 OR list_contains($types, type))
          AND (len($statuses) = 0 OR list_contains($statuses, status))
          AND (len($domains) = 0 OR list_contains($domains, domain))
          AND ($since IS NULL OR coalesce(last, published) >= $since)
          AND ($until IS NULL OR coalesce(first, published) <= $until)
          AND (len($way) = 0 OR (list_contains(actors, $way[1]) AND
               list_contains(CASE WHEN len(recipients) > 0 THEN recipients ELSE actors END, $way[2])))
    )
    SELECT list(report ORDER BY report) AS reports, list(DISTINCT document) AS documents FROM own GROUP BY event
    ORDER BY max(day) DESC NULLS LAST, max(published) DESC NULLS LAST, event
"""

ALL = Selection()


@dataclass(frozen=True, slots=True)
class Listed:
    """An event by the ids of its reports, as far as they are selected, and of the documents they stand in."""

    reports: tuple[str, ...]
    documents: tuple[str, ...]


def listed(rows: pa.Table, codes: Sequence[str], selection: Selection = ALL) -> list[Listed]:
    """The events that all the codes take part in, as selected; the latest first.

    ``rows`` are as ``measuring.rows.LAYOUT``. A direction is that of two codes, the first towards the second.
    """
    ways = {Direction.THERE: list(codes), Direction.BACK: list(reversed(codes))}
    values = {
        "codes": list(codes), "way": ways.get(selection.direction, []), "types": sorted(selection.types),
        "statuses": sorted(selection.statuses), "domains": sorted(selection.domains),
        "since": selection.since, "until": selection.until,
    }  # fmt: skip
    found = select(_LISTED, values, rows=rows)
    columns = (found.column(name).to_pylist() for name in ("reports", "documents"))
    return [Listed(tuple(reports), tuple(documents)) for reports, documents in zip(*columns, strict=True)]
