"""Exposure: how much was read, and so what a count of reports, or a day without any, says.

The reports on a pair are counted by the day of publication, against the documents read that were published that day,
by outlet and language. A mean of scores needs none of this; a count does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.stats import gamma

from abstand.measuring.panel import Floats, Ints
from abstand.model import Dyad
from abstand.store import Store
from abstand.store.layout import select

Months = NDArray[np.datetime64]
SHRUNK_DOCUMENTS = 100.0  # an outlet of which fewer were read has mostly the rate of all outlets together
BURSTS = (0.1, 100.0)  # the range of k: news comes in bursts, but neither all at once nor as a clock
PER_DOCUMENTS = 1000  # rates are reports in so many documents
_READ = """
    WITH held AS (
        SELECT DISTINCT ON (id) id, outlet, language, published_last - DATE '1970-01-01' AS day FROM documents
        WHERE published_last IS NOT NULL
    ), counted AS (SELECT outlet, language, day, count(*)::DOUBLE AS read FROM held GROUP BY ALL)
    SELECT outlet, language, (dense_rank() OVER (ORDER BY outlet, language) - 1)::BIGINT AS number, day::BIGINT AS day,
           read FROM counted ORDER BY number, day
"""
# A document's reports have its outlet, language and day, also where people judged them: so both count the same.
_TOLD = """
    SELECT outlet, language, (published - DATE '1970-01-01')::BIGINT AS day, count(DISTINCT report) AS reports FROM rows
    WHERE list_contains(actors || recipients, $one) AND list_contains(actors || recipients, $other)
          AND published IS NOT NULL
    GROUP BY ALL
"""
Outlet = tuple[str, str]  # its name, and one language of its documents


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of a store, one row an outlet (in one language) and day (since 1970), in this order; shape (rows,).

    ``outlets`` gives the number of each that ``outlet`` holds.
    """

    outlets: Mapping[Outlet, int]
    outlet: Ints
    day: Ints
    documents: Floats

    def places(self, outlet: Ints, day: Ints) -> Ints:
        """The row of each outlet and day; -1 where nothing was read."""
        if not len(self.day):
            return np.full(len(day), -1)
        first, last = int(self.day.min()), int(self.day.max())
        width = last - first + 1
        keys, wanted = self.outlet * width + (self.day - first), outlet * width + (day - first)
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found: Ints = np.where((keys[place] == wanted) & (first <= day) & (day <= last), place, -1)
        return found


@dataclass(frozen=True, slots=True)
class Exposure:
    """Documents read and reports on a pair, one row an outlet, language and day of publication; shape (rows,).

    The numbers of ``outlet`` may have gaps.
    """

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


def reading_of(store: Store) -> Reading:
    """What was read, by outlet, language and day."""
    documents = store.read("documents", ["id", "outlet", "language", "published_last"])
    found = select(_READ, {}, documents=documents)
    number, day, read = (found.column(name).to_numpy() for name in ("number", "day", "read"))
    named = zip(found.column("outlet").to_pylist(), found.column("language").to_pylist(), strict=True)
    return Reading(dict(zip(named, number.tolist(), strict=True)), number, day, read)


def exposure(
    reading: Reading, rows: pa.Table, dyad: Dyad, *, outlet: str | None = None, language: str | None = None
) -> Exposure:
    """What was read that could tell of a pair, of all outlets and languages or one; ``rows`` as ``report_rows``."""
    told = select(_TOLD, {"one": dyad.actor, "other": dyad.recipient}, rows=rows)
    named = zip(told.column("outlet").to_pylist(), told.column("language").to_pylist(), strict=True)
    number = np.array([reading.outlets.get(name, -1) for name in named], np.int64)
    place = reading.places(number, told.column("day").to_numpy())
    reports = np.zeros(len(reading.day))
    reports[place[place >= 0]] = told.column("reports").to_numpy()[place >= 0]
    wanted = [outlet in (None, name) and language in (None, tongue) for name, tongue in reading.outlets]
    kept = np.array(wanted, bool)[reading.outlet]
    return Exposure(reading.outlet[kept], reading.day[kept], reading.documents[kept], reports[kept])


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
