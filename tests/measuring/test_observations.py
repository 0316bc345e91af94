"""From reports to observations: who did it to whom, on which day; doubt lowers the precision, never the score."""

from collections.abc import Callable
from datetime import date
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.measuring.observations import Observation, is_from, observations, time_of
from abstand.measuring.weights import plover
from abstand.model import Basis, Entry, EventType, Status

Told = Callable[..., Entry]
DAY = date(2022, 3, 1)
WEIGHTLESS = (Status.DENIED, Status.NEGATED)


def seen(*entries: Entry) -> list[Observation]:
    return observations(entries, "KAZ", "RUS", plover())


def test_an_act_is_an_observation(told: Told) -> None:
    assert seen(told(EventType.AID, DAY)) == [Observation(DAY, 10.0, 1.0, 1)]


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
    ],
)
def test_which_way_an_act_goes(
    told: Told, actors: tuple[str, ...], recipients: tuple[str, ...], there: bool, back: bool
) -> None:
    report = told(actors=actors, recipients=recipients).report
    assert is_from(report, "KAZ", "RUS") is there
    assert is_from(report, "RUS", "KAZ") is back


@given(status=st.sampled_from(Status), confidence=st.floats(0.01, 1), published=st.booleans())
@settings(max_examples=40)
def test_doubt_never_moves_the_score(told: Told, status: Status, confidence: float, published: bool) -> None:
    dated = {"day": None, "published": DAY} if published else {"day": DAY}
    found = seen(told(EventType.ASSAULT, status=status, confidence=confidence, **dated))
    if status in WEIGHTLESS:
        assert found == []
    else:
        (observation,) = found
        assert observation.score == plover().scores[EventType.ASSAULT]
        assert observation.day == DAY
        expected = plover().precision[status] * confidence * (0.5 if published else 1.0)
        assert observation.precision == pytest.approx(expected)


def test_undated_acts_are_none(told: Told) -> None:
    assert seen(told(day=None)) == []
    assert time_of(told(day=None)) is None


def test_the_day_of_publication_stands_in_for_an_unknown_one(told: Told) -> None:
    when = time_of(told(day=None, published=DAY))
    assert when is not None
    assert (when.first, when.basis) == (DAY, Basis.PUBLISHED)
    stated = time_of(told(day=date(2022, 2, 1), published=DAY))
    assert stated is not None
    assert (stated.first, stated.basis) == (date(2022, 2, 1), Basis.STATED)


@pytest.mark.parametrize("status", WEIGHTLESS)
def test_denied_and_negated_acts_are_none(told: Told, status: Status) -> None:
    assert seen(told(status=status)) == []


def test_an_act_without_any_confidence_is_none(told: Told) -> None:
    assert seen(told(confidence=0.0)) == []


def test_an_event_counts_once_and_more_surely_with_more_voices(told: Told) -> None:
    one, two, again = (
        told(outlet=outlet, event="e", confidence=c) for outlet, c in (("A", 1.0), ("B", 0.8), ("A", 0.6))
    )
    assert seen(one) == [Observation(DAY, 5.0, 1.0, 1)]
    assert seen(one, again) == [Observation(DAY, 5.0, 1.0, 2)], "the same outlet is no further voice"
    assert seen(one, two, again) == [Observation(DAY, 5.0, pytest.approx(sqrt(2)), 3)]


def test_the_surest_report_tells_the_event(told: Told) -> None:
    plain = told(EventType.CONSULT, mode="visit", event="e")
    guess = told(EventType.CONSULT, mode="phone", event="e", status=Status.RUMOURED, day=date(2022, 2, 1))
    for entries in ((plain, guess), (guess, plain)):
        (observation,) = seen(*entries)
        assert (observation.day, observation.score) == (DAY, 4.0)


def test_reports_without_an_event_are_each_their_own(told: Told) -> None:
    assert len(seen(told(outlet="A"), told(outlet="B"))) == 2


def test_an_act_of_several_days_stands_on_their_middle(told: Told) -> None:
    (observation,) = seen(told(day=date(2022, 3, 1), last=date(2022, 3, 31)))
    assert observation.day == date(2022, 3, 16)


@given(st.permutations([date(2022, 5, 1), date(2022, 1, 1), date(2022, 3, 1), date(2021, 3, 1)]))
@settings(max_examples=20)
def test_observations_come_by_day(told: Told, days: list[date]) -> None:
    assert [observation.day for observation in seen(*(told(day=day) for day in days))] == sorted(days)
