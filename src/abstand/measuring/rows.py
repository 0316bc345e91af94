"""Reports as rows: what measuring reads of a store, one row a report, as an Arrow table.

This is the one place where another source joins: whatever gives rows of this layout can be measured.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from abstand.errors import InputError
from abstand.store import Store

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
_COLUMNS = {
    "reports": ["id", "document", "type", "mode", "actors", "recipients", "status", "domain", "confidence",
                "when_first", "when_last", "when_basis"],
    "documents": ["id", "outlet", "language", "published_last"],
    "events": ["id", "reports", "voices"],
}  # fmt: skip
_ROWS = """
    WITH held AS (SELECT DISTINCT ON (id) * FROM documents),
         told AS (SELECT DISTINCT ON (id) * FROM reports),
         part AS (SELECT id AS event, voices, unnest(reports) AS report FROM events)
    SELECT told.id AS report, coalesce(part.event, told.id) AS event, part.voices AS voices, held.id AS document,
           held.outlet AS outlet, held.language AS language, held.published_last AS published, told.type AS type,
           told.mode AS mode, told.actors AS actors, told.recipients AS recipients, told.status AS status,
           told.domain AS domain, told.confidence AS confidence, told.when_first AS first, told.when_last AS last,
           told.when_basis AS basis, NULL::DOUBLE AS score
    FROM told JOIN held ON held.id = told.document LEFT JOIN part ON part.report = told.id
"""


def report_rows(store: Store, source: str = OWN) -> pa.Table:
    """All reports of a source, as ``LAYOUT``. Raises InputError for a source that is not in the store."""
    if source != OWN:
        raise InputError(f"the store holds no rows of a source {source!r}; it holds those of {OWN!r}")
    with duckdb.connect() as connection:
        for name, columns in _COLUMNS.items():
            connection.register(name, store.read(name).select(columns))
        return connection.sql(_ROWS).to_arrow_table().cast(LAYOUT)
