"""Exposure: how much was read, and so what a count of reports, or a day without any, says.

The reports on a pair are counted by the day of publication, against the documents read that were published that day,
by outlet and language. A mean of scores needs none of this; a count does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.stats import gamma

from abstand.measuring.panel import Floats, Ints
from abstand.model import Dyad
from abstand.store import Store

Months = NDArray[np.datetime64]
SHRUNK_DOCUMENTS = 100.0  # an outlet of which fewer were read has mostly the rate of all outlets together
BURSTS = (0.1, 100.0)  # the range of k: news comes in bursts, but neither all at once nor as a clock
PER_DOCUMENTS = 1000  # rates are reports in so many documents
_COUNTS = """
    WITH held AS (
        SELECT DISTINCT ON (id) id, outlet, language, published_last - DATE '1970-01-01' AS day FROM documents
        WHERE published_last IS NOT NULL
    ), told AS (
        SELECT document, count(DISTINCT report) AS reports FROM rows
        WHERE list_contains(actors || recipients, $one) AND list_contains(actors || recipients, $other)
        GROUP BY document
    )
    SELECT outlet, language, day, count(*) AS read, coalesce(sum(reports), 0)::BIGINT AS reports
    FROM held LEFT JOIN told ON told.document = held.id GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Documents read and reports on a pair, one row an outlet, language and day of publication; shape (rows,)."""

    outlet: Ints
    day: Ints
    read: Floats
    reports: Floats

    def daily(self, days: Ints) -> tuple[Ints, Floats]:
        """Documents read on each of the days, and how far a day without a report is evidence of quiet, in [0, 1]."""
        read, expected = self.on(days, self.read), self.on(days, self._expected())
        k = self._bursts()
        return read.astype(np.int64), 1 - (1 + expected / k) ** -k

    def on(self, days: Ints, values: Floats) -> Floats:
        """Values of rows added up by day."""
        if not len(self.day):
            return np.zeros(len(days))
        distinct, at = np.unique(self.day, return_inverse=True)
        sums = np.bincount(at, values)
        place = np.clip(np.searchsorted(distinct, days), 0, len(distinct) - 1)
        on: Floats = np.where(distinct[place] == days, sums[place], 0)
        return on

    def _expected(self) -> Floats:
        """Reports to be expected in each row, at the pair's usual rate in that outlet and language."""
        if not len(self.day):
            return np.zeros(0)
        usual = self.reports.sum() / self.read.sum()
        told, read = np.bincount(self.outlet, self.reports), np.bincount(self.outlet, self.read)
        rate = (told + SHRUNK_DOCUMENTS * usual) / (read + SHRUNK_DOCUMENTS)
        expected: Floats = rate[self.outlet] * self.read
        return expected

    def _bursts(self) -> float:
        """k of a negative binomial count with variance expected + expected² / k, by moments over the days."""
        days = np.unique(self.day)
        expected, told = self.on(days, self._expected()), self.on(days, self.reports)
        excess = float(((told - expected) ** 2 - expected).sum())
        return float(np.clip((expected**2).sum() / excess, *BURSTS)) if excess > 0 else BURSTS[1]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A month: days, how many of them with a document read, documents, reports on the pair, and their rate.

    ``rate`` with its 95 % interval is in reports per 1000 documents, None where nothing was read; ``quiet`` is the
    mean over the days without a report of how far each is evidence of quiet, None if there is no such day.
    """

    month: date
    days: int
    days_read: int
    documents: int
    reports: int
    rate: float | None
    low: float | None
    high: float | None
    quiet: float | None


def exposure(
    store: Store, rows: pa.Table, dyad: Dyad, *, outlet: str | None = None, language: str | None = None
) -> Exposure:
    """What was read that could tell of a pair, of all outlets and languages or one; ``rows`` as ``report_rows``."""
    with duckdb.connect() as connection:
        connection.register("documents", store.read("documents", ["id", "outlet", "language", "published_last"]))
        connection.register("rows", rows)
        found = connection.sql(_COUNTS, params={"one": dyad.actor, "other": dyad.recipient}).to_arrow_table()
    outlets, languages = (np.array(found.column(name).to_pylist(), dtype=object) for name in ("outlet", "language"))
    kept = np.full(len(outlets), True)
    for names, wanted in ((outlets, outlet), (languages, language)):
        kept &= (names == wanted) if wanted is not None else True
    keys = np.array(
        [f"{name}\x1f{tongue}" for name, tongue in zip(outlets[kept], languages[kept], strict=True)], dtype=object
    )
    number = np.unique(keys, return_inverse=True)[1].astype(np.int64) if len(keys) else np.zeros(0, np.int64)
    day, read, reports = (found.column(name).to_numpy()[kept] for name in ("day", "read", "reports"))
    return Exposure(number, day.astype(np.int64), read.astype(np.float64), reports.astype(np.float64))


def coverage(exposed: Exposure, days: Ints) -> tuple[Coverage, ...]:
    """By month over the days asked for (ascending numbers of days)."""
    read, quiet = exposed.daily(days)
    told = exposed.on(days, exposed.reports)
    months = (days.astype("datetime64[D]")).astype("datetime64[M]")
    return tuple(_months(np.unique(months), months, read, told, quiet))


def _months(distinct: Months, months: Months, read: Ints, told: Floats, quiet: Floats) -> Iterable[Coverage]:
    for month in distinct:
        on = months == month
        documents, reports = int(read[on].sum()), int(told[on].sum())
        silent = on & (told == 0)
        rate, low, high = _rate(reports, documents)
        yield Coverage(
            month.astype("datetime64[D]").item(), int(on.sum()), int((read[on] > 0).sum()), documents, reports,
            rate, low, high, float(quiet[silent].mean()) if silent.any() else None,
        )  # fmt: skip


def _rate(reports: int, documents: int) -> tuple[float, float, float] | tuple[None, None, None]:
    """Reports per 1000 documents with the central 95 % of the posterior under Jeffreys' prior, gamma(1/2)."""
    if not documents:
        return None, None, None
    low, high = gamma.ppf([0.025, 0.975], reports + 0.5) * PER_DOCUMENTS / documents
    return reports * PER_DOCUMENTS / documents, float(low) if reports else 0.0, float(high)
