"""How much is stored of whom: counts over all reports, made where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from abstand.store import Store

_PAIRS = """
    WITH held AS (SELECT DISTINCT ON (id) id, published_last FROM documents),
         told AS (SELECT DISTINCT ON (id) * FROM reports),
         part AS (SELECT id AS event, unnest(reports) AS report FROM events),
         both_ways AS (
             SELECT id, document, when_last, unnest(actors || recipients) AS a, actors || recipients AS others FROM told
         ),
         pairs AS (SELECT DISTINCT id, document, when_last, a, b FROM (SELECT *, unnest(others) AS b FROM both_ways)
                   WHERE a < b)
    SELECT a, b, count(DISTINCT coalesce(part.event, pairs.id)) AS events, count(DISTINCT pairs.id) AS reports,
           max(coalesce(pairs.when_last, held.published_last)) AS last
    FROM pairs JOIN held ON held.id = pairs.document LEFT JOIN part ON part.report = pairs.id
    GROUP BY a, b ORDER BY events DESC, reports DESC, a, b
"""
_OUTLETS = """
    WITH held AS (SELECT DISTINCT ON (id) * FROM documents),
         told AS (SELECT document, count(DISTINCT id) AS reports FROM reports GROUP BY document)
    SELECT outlet, language, count(*) AS documents, coalesce(sum(reports), 0)::BIGINT AS reports,
           min(published_first) AS first, max(published_last) AS last
    FROM held LEFT JOIN told ON told.document = held.id
    GROUP BY outlet, language ORDER BY documents DESC, outlet, language
"""
_MONTHS = """
    WITH held AS (SELECT DISTINCT ON (id) * FROM documents WHERE published_last IS NOT NULL),
         told AS (SELECT document, count(DISTINCT id) AS reports FROM reports GROUP BY document)
    SELECT strftime(published_last, '%Y-%m') AS month, count(*) AS documents,
           coalesce(sum(reports), 0)::BIGINT AS reports
    FROM held LEFT JOIN told ON told.document = held.id
    GROUP BY month ORDER BY month DESC
"""


@dataclass(frozen=True, slots=True)
class PairCount:
    """``a`` before ``b`` by the alphabet; ``last`` is the latest day of an act, or of publication where it has none."""

    a: str
    b: str
    events: int
    reports: int
    last: date | None


@dataclass(frozen=True, slots=True)
class OutletCount:
    """One outlet in one language; ``first`` and ``last`` are days of publication."""

    outlet: str
    language: str
    documents: int
    reports: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class MonthCount:
    """``month`` of publication as YYYY-MM."""

    month: str
    documents: int
    reports: int


def pair_counts(store: Store) -> list[PairCount]:
    """All pairs that take part in an act together, those with the most events first."""
    return [PairCount(**row) for row in _rows(store, _PAIRS, ("documents", "reports", "events"))]


def outlet_counts(store: Store) -> list[OutletCount]:
    """All outlets by language, those with the most documents first."""
    return [OutletCount(**row) for row in _rows(store, _OUTLETS, ("documents", "reports"))]


def month_counts(store: Store) -> list[MonthCount]:
    """The months in which something was published, the latest first."""
    return [MonthCount(**row) for row in _rows(store, _MONTHS, ("documents", "reports"))]


def _rows(store: Store, query: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    tables: Mapping[str, pa.Table] = {name: store.read(name) for name in names}
    with duckdb.connect() as connection:
        for name, rows in tables.items():
            connection.register(name, rows)
        found: list[dict[str, Any]] = connection.sql(query).to_arrow_table().to_pylist()
        return found
