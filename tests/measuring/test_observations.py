"""From reports to observations: who did it to whom, on which day; doubt lowers the precision, never the score."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from math import sqrt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.errors import InputError
from abstand.measuring.observations import DRIFT, By, Observations, day_number, day_of, observations, time_of
from abstand.measuring.rows import LAYOUT, report_rows
from abstand.measuring.weights import plover
from abstand.model import Basis, Domain, Dyad, Entry, Event, EventType, Status
from abstand.store import MemoryStore

Told = Callable[..., Entry]
Seen = Callable[..., Observations]
DAY = date(2022, 3, 1)
WEIGHTLESS = (Status.DENIED, Status.NEGATED)
PAIR = Dyad("KAZ", "RUS")


@pytest.fixture(scope="session")
def seen(kept: Callable[[Iterable[Entry]], MemoryStore]) -> Seen:
    """What is seen of KAZ towards RUS."""

    def see(*entries: Entry, **options: object) -> Observations:
        return observations(report_rows(kept(entries)), plover(), pair=PAIR, **options).of(PAIR)

    return see


def test_an_act_is_an_observation(seen: Seen, told: Told) -> None:
    found = seen(told(EventType.AID, DAY))
    assert (found.day.tolist(), found.score.tolist(), found.precision.tolist()) == ([day_number(DAY)], [10.0], [1.0])
    assert (found.reports.tolist(), found.undated.tolist(), found.outlet.tolist()) == ([1], [False], ["Outlet"])


@pytest.mark.parametrize(
    ("actors", "recipients", "there", "back"),
    [
        (("KAZ",), ("RUS",), True, False),
        (("RUS",), ("KAZ",), False, True),
        (("KAZ", "UZB"), ("RUS", "BLR"), True, False),
        (("KAZ", "RUS"), (), True, True),
        (("KAZ", "RUS"), ("UKR",), False, False),
        (("UKR",), ("KAZ", "RUS"), False, False),
        (("KAZ",), (), False, False),
        (("KAZ", "RUS"), ("RUS",), True, False),
    ],
)
def test_which_way_an_act_goes(
    kept, told: Told, actors: tuple[str, ...], recipients: tuple[str, ...], there: bool, back: bool
) -> None:
    rows = report_rows(kept([told(actors=actors, recipients=recipients)]))
    for found in (observations(rows, plover(), pair=PAIR), observations(rows, plover())):
        assert len(found.of(PAIR)) == there
        assert len(found.of(Dyad("RUS", "KAZ"))) == back
        assert found.of(PAIR).reciprocal.tolist() == [not recipients] * there


@given(status=st.sampled_from(Status), confidence=st.floats(0.01, 1), published=st.booleans())
@settings(max_examples=15, deadline=None)
@pytest.mark.slow
def test_doubt_never_moves_the_score(
    seen: Seen, told: Told, status: Status, confidence: float, published: bool
) -> None:
    dated = {"day": None, "published": DAY} if published else {"day": DAY}
    found = seen(told(EventType.ASSAULT, status=status, confidence=confidence, **dated))
    if status in WEIGHTLESS:
        assert len(found) == 0
        return
    assert found.score.tolist() == [plover().scores[EventType.ASSAULT]]
    assert found.day.tolist() == [day_number(DAY)]
    assert found.undated.tolist() == [published]
    sure = plover().precision[status] * confidence * (0.5 if published else 1.0)
    assert found.precision[0] == pytest.approx(sure / (1 + sure * DRIFT * 3) if published else sure)


def test_undated_acts_of_undated_documents_are_none(seen: Seen, told: Told) -> None:
    assert len(seen(told(day=None))) == 0
    assert time_of(told(day=None)) is None


def test_the_day_of_publication_stands_in_for_an_unknown_one(told: Told) -> None:
    when = time_of(told(day=None, published=DAY))
    assert when is not None
    assert (when.first, when.basis) == (DAY, Basis.PUBLISHED)
    stated = time_of(told(day=date(2022, 2, 1), published=DAY))
    assert stated is not None
    assert (stated.first, stated.basis) == (date(2022, 2, 1), Basis.STATED)


def test_undated_acts_can_be_left_out(seen: Seen, told: Told) -> None:
    entries = [told(EventType.AID), told(EventType.ASSAULT, None, published=DAY)]
    assert len(seen(*entries)) == 2
    assert seen(*entries, dated_only=True).score.tolist() == [10.0]


@pytest.mark.parametrize("status", WEIGHTLESS)
def test_denied_and_negated_reports_leave_no_trace_in_their_event(seen: Seen, told: Told, status: Status) -> None:
    plain = told(event="e", outlet="A")
    denial = told(event="e", outlet="B", status=status)
    alone, beside = seen(plain), seen(plain, denial)
    assert len(seen(denial)) == 0
    assert (alone.precision.tolist(), alone.reports.tolist()) == (beside.precision.tolist(), beside.reports.tolist())


def test_an_act_without_any_confidence_is_none(seen: Seen, told: Told) -> None:
    assert len(seen(told(confidence=0.0))) == 0


@pytest.mark.slow
def test_an_event_counts_once_and_more_surely_with_more_voices(seen: Seen, told: Told) -> None:
    one, two, again = (
        told(outlet=outlet, event="e", confidence=c) for outlet, c in (("A", 1.0), ("B", 0.8), ("A", 0.6))
    )
    for entries, precision, reports, outlet in (
        ([one], 1.0, 1, "A"),
        ([one, again], 1.0, 2, "A"),
        ([one, two, again], sqrt(2), 3, ""),
    ):
        found = seen(*entries)
        assert found.precision.tolist() == pytest.approx([precision])
        assert (found.reports.tolist(), found.outlet.tolist()) == ([reports], [outlet])


def test_outlets_that_copy_are_one_voice(kept, told: Told) -> None:
    entries = [told(outlet=outlet, event="e") for outlet in "AB"]
    store = kept(entries)
    store.replace_events([Event("e", tuple(e.report.id for e in entries), entries[0].report.id, 1, ("A", "B"))])
    found = observations(report_rows(store), plover(), pair=PAIR)
    assert found.precision.tolist() == [1.0]


def test_the_surest_report_tells_the_event(seen: Seen, told: Told) -> None:
    plain = told(EventType.CONSULT, mode="visit", event="e")
    guess = told(EventType.CONSULT, mode="phone", event="e", status=Status.RUMOURED, day=date(2022, 2, 1))
    for entries in ((plain, guess), (guess, plain)):
        found = seen(*entries)
        assert (found.day.tolist(), found.score.tolist()) == ([day_number(DAY)], [4.0])


def test_reports_without_an_event_are_each_their_own(seen: Seen, told: Told) -> None:
    assert len(seen(told(outlet="A"), told(outlet="B"))) == 2


def test_an_act_of_several_days_stands_on_their_middle_and_is_less_sure(seen: Seen, told: Told) -> None:
    found = seen(told(day=date(2022, 3, 1), last=date(2022, 3, 31)))
    assert day_of(int(found.day[0])) == date(2022, 3, 16)
    apart = np.abs(np.arange(31) - 15).mean()
    assert found.precision[0] == pytest.approx(1 / (1 + DRIFT * apart))


@pytest.mark.parametrize("by", [By.DOMAIN, By.STATUS, By.OUTLET, By.LANGUAGE])
def test_acts_can_be_taken_apart(seen: Seen, told: Told, by: By) -> None:
    plain = told()
    other = {
        By.DOMAIN: told(domain=Domain.ENERGY),
        By.STATUS: told(status=Status.PLANNED),
        By.OUTLET: told(outlet="Other"),
        By.LANGUAGE: told(language="kk"),
    }[by]
    found = seen(plain, other, by=by)
    expected = {
        By.DOMAIN: ["diplomatic", "energy"],
        By.STATUS: ["asserted", "planned"],
        By.OUTLET: ["Other", "Outlet"],
        By.LANGUAGE: ["en", "kk"],
    }
    assert found.group.tolist() == expected[by]


def test_the_order_of_the_reports_does_not_matter(seen: Seen, told: Told) -> None:
    entries = [told(type_, DAY + timedelta(days=day % 3), number=day) for day, type_ in enumerate(EventType)]
    one, other = seen(*entries), seen(*reversed(entries))
    assert one.event.tolist() == other.event.tolist()
    assert np.array_equal(one.score, other.score)
    assert (np.diff(one.day) >= 0).all()


def test_a_score_of_the_sources_own_goes_before_the_weights(kept, told: Told) -> None:
    rows = report_rows(kept([told(EventType.AID)]))
    own = rows.set_column(LAYOUT.get_field_index("score"), LAYOUT.field("score"), [[-3.25]])
    assert observations(own, plover()).score.tolist() == [-3.25]


def test_an_unknown_source_is_named() -> None:
    with pytest.raises(InputError, match="'gdelp' is no source of events"):
        report_rows(MemoryStore(), "gdelp")


def test_an_empty_store_has_no_acts() -> None:
    assert len(observations(report_rows(MemoryStore()), plover())) == 0


def test_an_act_with_a_score_of_its_own_needs_no_type(kept, told: Told) -> None:
    """CAMEO's statements and appeals have a score but no PLOVER type; a row with neither gives no observation."""
    rows = report_rows(kept([told(EventType.AID, DAY)]))
    untyped = rows.set_column(LAYOUT.get_field_index("type"), LAYOUT.field("type"), pa.nulls(1, pa.string()))
    scored = untyped.set_column(LAYOUT.get_field_index("score"), LAYOUT.field("score"), pa.array([3.4]))
    assert observations(scored, plover(), pair=PAIR).score.tolist() == [3.4]
    assert not len(observations(untyped, plover(), pair=PAIR))
