"""How much is stored of whom: counts over all reports that stand, as people have left them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from abstand.store import Store
from abstand.store.layout import NEW, select

_PAIRS = """
    WITH part AS (SELECT id AS event, unnest(reports) AS report FROM events),
         both_ways AS (
             SELECT id, coalesce(when_last, published_last) AS day, unnest(actors || recipients) AS a,
                    actors || recipients AS others FROM told
         ),
         pairs AS (SELECT DISTINCT id, day, a, b FROM (SELECT *, unnest(others) AS b FROM both_ways) WHERE a < b)
    SELECT a, b, count(DISTINCT coalesce(part.event, pairs.id)) AS events, count(DISTINCT pairs.id) AS reports,
           max(day) AS last
    FROM pairs LEFT JOIN part ON part.report = pairs.id
    GROUP BY a, b ORDER BY events DESC, reports DESC, a, b
"""
_PAIR_COLUMNS = ("id", "actors", "recipients", "when_last", "published_last")
_HELD = """
    WITH held AS (SELECT DISTINCT ON (id) * FROM documents ORDER BY id, (part = $new) DESC, revision DESC),
         counts AS (SELECT document, count(*) AS reports FROM told GROUP BY document)
"""
_OUTLETS = f"""{_HELD}
    SELECT outlet, language, count(*) AS documents, coalesce(sum(reports), 0)::BIGINT AS reports,
           min(published_first) AS first, max(published_last) AS last
    FROM held LEFT JOIN counts ON counts.document = held.id
    GROUP BY outlet, language ORDER BY documents DESC, outlet, language
"""
_MONTHS = f"""{_HELD}
    SELECT strftime(published_last, '%Y-%m') AS month, count(*) AS documents,
           coalesce(sum(reports), 0)::BIGINT AS reports
    FROM held LEFT JOIN counts ON counts.document = held.id WHERE published_last IS NOT NULL
    GROUP BY month ORDER BY month DESC
"""
_OF_DOCUMENTS = ("id", "outlet", "language", "published_first", "published_last", "part", "revision")


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
    told, events = store.rows(_PAIR_COLUMNS), store.read("events", ["id", "reports"])
    return [PairCount(**row) for row in select(_PAIRS, {}, told=told, events=events).to_pylist()]


def outlet_counts(store: Store) -> list[OutletCount]:
    """All outlets by language, those with the most documents first."""
    return [OutletCount(**row) for row in _of_documents(store, _OUTLETS)]


def month_counts(store: Store) -> list[MonthCount]:
    """The months in which something was published, the latest first."""
    return [MonthCount(**row) for row in _of_documents(store, _MONTHS)]


def _of_documents(store: Store, query: str) -> list[dict[str, Any]]:
    documents, told = store.read("documents", _OF_DOCUMENTS), store.rows(["document"])
    found: list[dict[str, Any]] = select(query, {"new": NEW}, documents=documents, told=told).to_pylist()
    return found
