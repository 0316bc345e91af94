"""Which events a page lists: found in the reports' rows, so that only those of the page need be read whole."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from abstand.model import Direction
from abstand.store.layout import select
from abstand.telling.selection import Selection

_LISTED = """
    WITH own AS (
        SELECT report, document, event, published, last, coalesce(first, published) AS day FROM rows
        WHERE list_has_all(list_concat(actors, recipients), $codes)
          AND (len($types) = 0 OR list_contains($types, type))
          AND (len($statuses) = 0 OR list_contains($statuses, status))
          AND (len($domains) = 0 OR list_contains($domains, domain))
          AND ($since IS NULL OR coalesce(last, published) >= $since)
          AND ($until IS NULL OR coalesce(first, published) <= $until)
          AND (len($way) = 0 OR (list_contains(actors, $way[1]) AND
               list_contains(CASE WHEN len(recipients) > 0 THEN recipients ELSE actors END, $way[2])))
    )
    SELECT list(report ORDER BY report) AS reports, list(DISTINCT document) AS documents,
           CASE WHEN count(day) = count(*) THEN min(coalesce(last, published)) END AS since,
           CASE WHEN count(day) = count(*) THEN max(day) END AS until
    FROM own GROUP BY event
    ORDER BY max(day) DESC NULLS LAST, max(published) DESC NULLS LAST, event
"""

ALL = Selection()


def listed(rows: pa.Table, codes: Sequence[str], selection: Selection = ALL) -> pa.Table:
    """The events that all the codes take part in, as selected; the latest first.

    Each by the ids of its reports, as far as they are selected, and of the documents they stand in. All of them are of
    the days from ``since`` to ``until``, as a ``Question`` asks for them; null if one has no day. ``rows`` are as
    ``measuring.rows.LAYOUT``. A direction is that of two codes, the first towards the second.
    """
    ways = {Direction.THERE: list(codes), Direction.BACK: list(reversed(codes))}
    values = {
        "codes": list(codes), "way": ways.get(selection.direction, []), "types": sorted(selection.types),
        "statuses": sorted(selection.statuses), "domains": sorted(selection.domains),
        "since": selection.since, "until": selection.until,
    }  # fmt: skip
    return select(_LISTED, values, rows=rows)
