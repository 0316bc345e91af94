"""Reports as rows: what measuring reads of a store, one row a report, as an Arrow table.

This is the one place where another source joins: whatever gives rows of this layout can be measured.
"""

from __future__ import annotations

import pyarrow as pa

from abstand.measuring.imported import imported_table
from abstand.store import Store
from abstand.store.layout import select

OWN = "own"  # the source of the reports that Abstand has coded itself
_TEXTS = pa.list_(pa.string())
# ``first`` and ``last``: the days of the act, null if the text gives none; ``published``: the last day on which the
# document can have been published, null if unknown. ``voices``: independent wordings of the whole event, null if it
# was not merged. ``score``: a score of the source's own in [-10, 10], null to score type and mode by the weights.
LAYOUT = pa.schema(
    [
        ("report", pa.string()),
        ("event", pa.string()),
        ("voices", pa.int32()),
        ("document", pa.string()),
        ("outlet", pa.string()),
        ("language", pa.string()),
        ("published", pa.date32()),
        ("type", pa.string()),
        ("mode", pa.string()),
        ("actors", _TEXTS),
        ("recipients", _TEXTS),
        ("status", pa.string()),
        ("domain", pa.string()),
        ("confidence", pa.float64()),
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("basis", pa.string()),
        ("score", pa.float64()),
    ]
)
_COLUMNS = ("id", "document", "outlet", "language", "published_last", "type", "mode", "actors", "recipients", "status",
            "domain", "confidence", "when_first", "when_last", "when_basis")  # fmt: skip
_ROWS = """
    WITH part AS (SELECT id AS event, voices, unnest(reports) AS report FROM events)
    SELECT told.id AS report, coalesce(part.event, told.id) AS event, part.voices AS voices, told.document AS document,
           told.outlet AS outlet, told.language AS language, told.published_last AS published, told.type AS type,
           told.mode AS mode, told.actors AS actors, told.recipients AS recipients, told.status AS status,
           told.domain AS domain, told.confidence AS confidence, told.when_first AS first, told.when_last AS last,
           told.when_basis AS basis, NULL::DOUBLE AS score
    FROM told LEFT JOIN part ON part.report = told.id
"""


_THEIRS = """
    SELECT id AS report, id AS event, NULL::INTEGER AS voices, id AS document, coalesce(outlet, '') AS outlet,
           '' AS language, NULL::DATE AS published, type, mode, [actor] AS actors, [recipient] AS recipients,
           'asserted' AS status, '' AS domain, 1.0 AS confidence, first, last, 'stated' AS basis, score
    FROM rows WHERE score IS NOT NULL OR type IS NOT NULL
"""


def report_rows(store: Store, source: str = OWN) -> pa.Table:
    """All reports of a source, as ``LAYOUT``; our own as people have left them.

    Raises InputError for an unknown source, NoData for one of which nothing is stored.
    """
    if source != OWN:
        return _imported(store, source)
    events = store.read("events", ["id", "reports", "voices"])
    return select(_ROWS, {}, told=store.rows(_COLUMNS), events=events).cast(LAYOUT)


def _imported(store: Store, source: str) -> pa.Table:
    """The events of another data set: each is plainly asserted, and scored by the data set itself."""
    rows = imported_table(store, source)
    return select(_THEIRS, {}, rows=rows).cast(LAYOUT)
