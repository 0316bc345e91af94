"""The distance of two states: both directions and together, in [0, 1], and never without an interval."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date, timedelta
from math import hypot, isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.errors import AbstandError, InputError, NoData, UnknownEntity
from abstand.measuring import By, distance, distance_by
from abstand.measuring.variances import STATED
from abstand.model import Coded, Direction, Domain, Entry, EventType, Point, Sentence, Span, Status
from abstand.store import MemoryStore

Told = Callable[..., Entry]
START = date(2022, 1, 1)
BACK = {"actors": ("RUS",), "recipients": ("KAZ",)}


def stored(entries: Iterable[Entry]) -> MemoryStore:
    store = MemoryStore()
    store.add([Coded(e.document, (Sentence(Span(0, 5), "Text."),), (e.report,)) for e in entries])
    return store


def on(day: int) -> date:
    return START + timedelta(days=day)


def curve(entries: Iterable[Entry], direction: Direction = Direction.THERE) -> tuple[Point, ...]:
    return distance(stored(entries), "KAZ", "RUS").curve(direction)


def test_a_hostile_act_is_far_and_a_kind_one_near(told: Told) -> None:
    (far,) = curve([told(EventType.ASSAULT)])
    (near,) = curve([told(EventType.AID)])
    assert near.distance < 0.5 < far.distance
    assert near.low == near.distance == 0 < near.high50 < near.high, "a score of 10 is the end of the scale"


def test_every_day_has_a_point_from_the_first_act_to_the_last(told: Told) -> None:
    points = curve([told(day=on(0)), told(day=on(40))])
    assert [point.day for point in points] == [on(day) for day in range(41)]
    assert [point.day for point in points if point.reports] == [on(0), on(40)]
    assert [point.day for point in points if point.events] == [on(0), on(40)]


def test_a_direction_without_acts_has_no_curve(told: Told) -> None:
    series = distance(stored([told(), told(day=on(90))]), "KAZ", "RUS")
    assert series.curve(Direction.BACK) == ()
    there, together = series.curve(Direction.THERE), series.curve(Direction.SYMMETRIC)
    assert [(p.distance, p.low, p.high) for p in together] == [(p.distance, p.low, p.high) for p in there]


@pytest.mark.slow
def test_together_is_the_mean_with_independent_errors(told: Told) -> None:
    acts = [
        (EventType.CONSULT, 0, {}),
        (EventType.AGREE, 30, {}),
        (EventType.ACCUSE, 10, BACK),
        (EventType.REJECT, 25, BACK),
    ]
    # twelve outlets, so that no band is cut off at 0 or 1
    entries = [told(type_, on(day), outlet=outlet, **way) for type_, day, way in acts for outlet in "ABCDEFGHIJKL"]
    there, back, together = (distance(stored(entries), "KAZ", "RUS").curve(direction) for direction in Direction)
    assert len(there) == len(back) == len(together) == 31
    for one, other, both in zip(there, back, together, strict=True):
        assert both.distance == pytest.approx((one.distance + other.distance) / 2)
        widths = [point.high - point.low for point in (one, other)]
        assert both.high - both.low == pytest.approx(hypot(*widths) / 2)
        assert (both.reports, both.events) == (one.reports + other.reports, one.events + other.events)


def test_the_other_order_is_the_other_way_round(told: Told) -> None:
    store = stored([told(EventType.AID, on(0)), told(EventType.ACCUSE, on(9), **BACK), told(EventType.AID, on(20))])
    one, other = distance(store, "KAZ", "RUS"), distance(store, "Россия", "Kasachstan")
    assert (one.dyad.actor, other.dyad.actor) == ("KAZ", "RUS")
    shown = [[(p.day, p.distance) for p in s.curve(d)] for s, d in ((one, Direction.THERE), (other, Direction.BACK))]
    assert shown[0] == shown[1]
    both = [[p.distance for p in s.curve(Direction.SYMMETRIC)] for s in (one, other)]
    assert both[0] == pytest.approx(both[1])


def test_a_reciprocal_act_counts_both_ways(told: Told) -> None:
    series = distance(stored([told(EventType.CONSULT, actors=("KAZ", "RUS"), recipients=())]), "KAZ", "RUS")
    there, back = series.curve(Direction.THERE), series.curve(Direction.BACK)
    assert [p.distance for p in there] == [p.distance for p in back]
    assert len(there) == 1


def test_days_without_acts_have_a_wider_band(told: Told) -> None:
    acts = [told(EventType.CONSULT, on(day), outlet=outlet) for day in (0, 1, 2, 198, 199, 200) for outlet in "ABCDE"]
    points = curve(acts)
    assert points[100].high - points[100].low > points[1].high - points[1].low
    assert points[100].high - points[100].low > points[199].high - points[199].low
    assert points[100].distance < 0.5, "silence is not neutral"


def test_more_reports_narrow_the_band(told: Told) -> None:
    few = curve([told(EventType.CONSULT, on(day)) for day in (0, 5)])
    many = curve([told(EventType.CONSULT, on(day), outlet=outlet) for day in (0, 5) for outlet in "ABCDEFGH"])
    assert all(m.high - m.low < f.high - f.low for m, f in zip(many, few, strict=True))


def test_denied_acts_leave_no_trace(told: Told) -> None:
    plain = [told(EventType.CONSULT, on(0)), told(EventType.AGREE, on(9))]
    denied = told(EventType.ASSAULT, on(5), status=Status.DENIED)
    assert curve([*plain, denied]) == curve(plain)


def test_since_and_until_cut_only_what_is_shown(told: Told) -> None:
    store = stored([told(day=on(0)), told(EventType.ASSAULT, on(30)), told(day=on(60))])
    whole = distance(store, "KAZ", "RUS")
    cut = distance(store, "KAZ", "RUS", since=on(10), until=on(20))
    assert cut.points == tuple(point for point in whole.points if on(10) <= point.day <= on(20))
    assert [point.day for point in cut.curve(Direction.THERE)] == [on(day) for day in range(10, 21)]


def test_what_was_known_on_a_day_does_not_hang_on_later_acts(told: Told) -> None:
    early, late = told(EventType.AID, on(0)), told(EventType.ASSAULT, on(30))
    known = distance(stored([early, late]), "KAZ", "RUS", filtered=True, prior=STATED).curve(Direction.THERE)
    assert [p.distance for p in known[:30]] == pytest.approx([curve([early])[0].distance] * 30, abs=1e-9)
    assert known[29].high - known[29].low > known[0].high - known[0].low
    assert known[30].distance > known[29].distance


def test_nothing_is_shown_before_anything_was_known(told: Told) -> None:
    acts = [told(EventType.AID, on(0)), told(EventType.ACCUSE, on(20), **BACK)]
    known = distance(stored(acts), "KAZ", "RUS", filtered=True)
    assert [len(known.curve(way)) for way in Direction] == [21, 1, 21]
    assert known.curve(Direction.SYMMETRIC)[0].distance == known.curve(Direction.THERE)[0].distance


@pytest.mark.slow
def test_acts_taken_apart_are_each_as_by_themselves(told: Told) -> None:
    military = [told(EventType.MOBILIZE, on(day), domain=Domain.MILITARY) for day in (0, 9)]
    energy = [told(EventType.COOPERATE, on(day), domain=Domain.ENERGY) for day in (3, 30)]
    parts = distance_by(stored(military + energy), "KAZ", "RUS", By.DOMAIN)
    assert list(parts) == ["energy", "military"]
    assert parts["energy"].points == distance(stored(energy), "KAZ", "RUS").points
    assert parts["military"].curve(Direction.THERE)[0].distance > 0.7


def test_undated_acts_are_marked_and_can_be_left_out(told: Told) -> None:
    acts = [told(day=on(0)), told(EventType.ASSAULT, None, published=on(4))]
    points = curve(acts)
    assert [p.day for p in points if p.undated] == [on(4)]
    only = distance(stored(acts), "KAZ", "RUS", dated_only=True)
    assert len(only.curve(Direction.THERE)) == 1


def test_reciprocal_acts_err_in_both_directions(told: Told) -> None:
    acts = [told(EventType.CONSULT, on(day), actors=("KAZ", "RUS"), recipients=()) for day in (0, 5)]
    series = distance(stored(acts), "KAZ", "RUS")
    there, together = series.curve(Direction.THERE), series.curve(Direction.SYMMETRIC)
    assert [p.high - p.low for p in together] == pytest.approx([p.high - p.low for p in there])


def test_a_window_without_days_is_said(told: Told) -> None:
    with pytest.raises(InputError, match="no day lies between 2022-01-09 and 2022-01-01"):
        distance(stored([told()]), "KAZ", "RUS", since=on(8), until=on(0))
    assert distance(stored([told()]), "KAZ", "RUS", since=date(2030, 1, 1)).points == ()


def test_another_source_that_is_not_there_is_named(told: Told) -> None:
    with pytest.raises(NoData, match="nothing of gdelt is stored"):
        distance(stored([told()]), "KAZ", "RUS", source="gdelt")


def test_acts_of_others_do_not_count(told: Told) -> None:
    own = [told(day=on(0)), told(day=on(9))]
    others = [told(EventType.ASSAULT, on(3), actors=("UKR",), recipients=("RUS",)),
              told(EventType.ASSAULT, on(4), actors=("KAZ", "RUS"), recipients=("UKR",))]  # fmt: skip
    assert curve(own + others) == curve(own)


@pytest.mark.parametrize(("pair", "unknown"), [(("KAZ", "Ruritanien"), "Ruritanien"), (("", "RUS"), "")])
def test_unknown_names_are_named(pair: tuple[str, str], unknown: str) -> None:
    with pytest.raises(UnknownEntity) as caught:
        distance(MemoryStore(), *pair)
    assert caught.value.name == unknown


def test_nothing_stored_is_said() -> None:
    with pytest.raises(NoData, match="no report of KAZ and RUS is stored"):
        distance(MemoryStore(), "KAZ", "RUS")


def test_nothing_that_counts_is_said_with_its_number(told: Told) -> None:
    store = stored([told(day=None), told(status=Status.DENIED), told(actors=("UKR",))])
    with pytest.raises(NoData, match=r"2 report\(s\) of KAZ and RUS are stored, but none with a date and a weight"):
        distance(store, "KAZ", "RUS")


def test_a_state_has_no_distance_to_itself(told: Told) -> None:
    store = stored([told(EventType.CONSULT, actors=("KAZ", "RUS"), recipients=())])
    with pytest.raises(AbstandError):
        distance(store, "KAZ", "Kasachstan")


def test_the_series_becomes_a_table(told: Told) -> None:
    series = distance(stored([told(day=on(0)), told(day=on(2))]), "KAZ", "RUS")
    table = series.to_arrow()
    assert table.column_names == [field.name for field in fields(Point)]
    assert table.num_rows == len(series.points) == 6
    assert list(series.to_pandas()["day"]) == [point.day for point in series.points]


ACTS = st.lists(
    st.fixed_dictionaries(
        {
            "type_": st.sampled_from(EventType),
            "day": st.none() | st.dates(date(2022, 1, 1), date(2022, 3, 31)),
            "status": st.sampled_from(Status),
            "confidence": st.just(0.0) | st.floats(1e-6, 1),
            "published": st.none() | st.dates(date(2022, 1, 1), date(2022, 3, 31)),
            "outlet": st.sampled_from(["", "A", "B"]),
            "actors": st.sampled_from([("KAZ",), ("RUS",), ("KAZ", "RUS")]),
            "recipients": st.sampled_from([(), ("RUS",), ("KAZ",)]),
        }
    ),
    max_size=8,
)


@given(acts=ACTS)
@settings(max_examples=8, deadline=None)
@pytest.mark.slow
def test_distances_are_numbers_between_none_and_one(told: Told, acts: list[dict[str, object]]) -> None:
    try:
        series = distance(stored(told(**act) for act in acts), "KAZ", "RUS")
    except NoData:
        return
    for point in series.points:
        assert all(isfinite(value) for value in (point.distance, point.low, point.high))
        assert 0 <= point.low <= point.low50 <= point.distance <= point.high50 <= point.high <= 1
        assert point.undated <= point.events
        assert point.quiet is not None
        assert 0 <= point.quiet <= 1
        assert point.events <= point.reports
