"""What was read: rates of reports, and how far silence is evidence of quiet."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import chi2

from abstand.errors import NoData
from abstand.measuring import covered, distance
from abstand.measuring.exposure import Exposure, Reading, reading_of
from abstand.model import Basis, Coded, Direction, Document, Entry, EventType, When
from abstand.store import MemoryStore

Told = Callable[..., Entry]
DAY = date(2022, 3, 1)


def read(store: MemoryStore, day: date, count: int, outlet: str = "Outlet") -> None:
    """Documents that tell nothing of the pair."""
    when = When(day, day, Basis.PUBLISHED)
    documents = [Document(f"{outlet}{day}{n}", "Text.", "en", outlet=outlet, published=when) for n in range(count)]
    store.add([Coded(document, (), ()) for document in documents])


@pytest.fixture
def store(kept, told: Told) -> MemoryStore:
    """A report on days 0 and 40; 20 documents on days 10 and 40, 2 on day 20, none on the others."""
    made = kept([told(EventType.AID, day, published=day) for day in (DAY, DAY + timedelta(days=40))])
    for day, count in ((10, 20), (20, 2), (40, 19)):
        read(made, DAY + timedelta(days=day), count)
    return made


def test_silence_says_more_the_more_was_read(store: MemoryStore) -> None:
    points = distance(store, "KAZ", "RUS").curve(Direction.THERE)
    assert [points[at].read for at in (0, 5, 10, 20, 40)] == [1, 0, 20, 2, 20]
    assert points[5].quiet == 0, "nothing was read: silence says nothing"
    assert 0 < points[20].quiet < points[10].quiet < 1


def test_rates_by_month(store: MemoryStore) -> None:
    march, april = covered(store, "KAZ", "RUS")
    assert (march.month, march.days, march.days_read, march.documents, march.reports) == (DAY, 31, 3, 23, 1)
    assert (april.days, april.documents, april.reports) == (10, 20, 1)
    assert march.rate == pytest.approx(1000 / 23)
    # Garwood's exact interval of a Poisson count of 1 holds the one given here, which is that of Jeffreys
    low, high = chi2.ppf(0.025, 2) / 2 * 1000 / 23, chi2.ppf(0.975, 4) / 2 * 1000 / 23
    assert low < march.low < march.rate < march.high < high


def test_a_month_without_documents_has_no_rate(store: MemoryStore) -> None:
    read(store, date(2022, 7, 1), 1)
    months = {month.month: month for month in covered(store, "KAZ", "RUS")}
    may = months[date(2022, 5, 1)]
    assert (may.documents, may.rate, may.low, may.high, may.quiet) == (0, None, None, None, 0.0)


def test_an_outlet_that_often_reports_on_the_pair_says_more_by_silence() -> None:
    days = np.arange(400)
    keen, deaf = np.zeros(400, np.int64), np.ones(400, np.int64)
    told = np.where(days % 2 == 0, 1.0, 0.0)
    exposed = Exposure(
        np.concatenate([keen, deaf]),
        np.concatenate([days, days + 1000]),
        np.full(800, 10.0),
        np.concatenate([told, np.zeros(400)]),
    )
    documents, quiet = exposed.daily(np.array([1, 1001]))
    assert documents.tolist() == [10, 10]
    assert quiet[0] > 5 * quiet[1]


def test_nothing_read_is_said() -> None:
    with pytest.raises(NoData, match="no document with a day was read between the first and the last"):
        covered(MemoryStore(), "KAZ", "RUS")


def test_places_are_found_on_days_before_1970_and_nowhere_else() -> None:
    days = np.array([-1800, 100, -1800])
    reading = Reading({("A", "en"): 0, ("B", "en"): 1}, np.array([0, 0, 1]), days, np.ones(3))
    assert reading.places(np.array([0, 0, 1]), days).tolist() == [0, 1, 2]
    assert reading.places(np.array([0, 1, -1, 0, 0]), np.array([0, 100, 100, 101, -1801])).tolist() == [-1] * 5


def test_a_reading_counts_by_outlet_language_and_day() -> None:
    store = MemoryStore()
    read(store, DAY, 3, "B")
    read(store, DAY + timedelta(days=1), 2, "A")
    store.add([Coded(Document("undated", "Text.", "en", outlet="A"), (), ())])
    reading = reading_of(store)
    assert reading.outlets == {("A", "en"): 0, ("B", "en"): 1}
    assert (reading.outlet.tolist(), reading.documents.tolist()) == ([0, 1], [2.0, 3.0])
    assert np.diff(reading.day).tolist() == [-1]


def test_a_reading_given_is_as_one_worked_out(store: MemoryStore) -> None:
    assert distance(store, "KAZ", "RUS", reading=reading_of(store)) == distance(store, "KAZ", "RUS")
