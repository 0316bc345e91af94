"""Which reports tell of the same act: whatever their order, each in just one event."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.merging import assemble
from abstand.merging.clusters import judge
from abstand.merging.scoring import shipped_weights
from abstand.merging.traits import trait
from abstand.model import Basis, Document, Domain, Entry, Event, EventType, Report, Span, Status, When, content_id

DAY = date(2022, 8, 19)
PLANS = (Status.PLANNED, Status.HYPOTHETICAL)


def stated(first: date, days: int = 1) -> When:
    return When(first, first + timedelta(days=days - 1), Basis.STATED)


def told(
    id_: str, when: When | None = None, *, published: date | None = None, outlet: str = "", type_: EventType =
    EventType.CONSULT, actors: tuple[str, ...] = ("KAZ", "RUS"), recipients: tuple[str, ...] = (),
    status: Status = Status.ASSERTED, document: str = "",
) -> Entry:  # fmt: skip
    out = When(published, published, Basis.PUBLISHED) if published else None
    held = Document(document or f"d-{id_}", "Text.", "en", outlet=outlet, published=out)
    report = Report(id_, held.id, Span(0, 5), type_, "meet", actors, recipients, status, (), when, Domain.DIPLOMATIC,
                    "met", 0.9)  # fmt: skip
    return Entry(report, "Text.", held)


def groups(*entries: Entry) -> set[tuple[str, ...]]:
    return {event.reports for event in assemble(entries)}


def test_nothing_makes_no_events() -> None:
    assert assemble([]) == []


def test_one_report_is_one_event() -> None:
    (event,) = assemble([told("r1", stated(DAY), outlet="A")])
    assert event == Event(content_id("event", "r1"), ("r1",), "r1", 1, ("A",))


def test_reports_of_the_same_act_are_one_event() -> None:
    assert groups(told("r1", stated(DAY)), told("r2", stated(DAY))) == {("r1", "r2")}


def test_the_order_of_the_parties_does_not_matter() -> None:
    assert groups(told("r1", stated(DAY)), told("r2", stated(DAY), actors=("RUS", "KAZ"))) == {("r1", "r2")}


@pytest.mark.parametrize(
    "other",
    [
        {"type_": EventType.AGREE},
        {"actors": ("KAZ", "UZB")},
        {"status": Status.PLANNED},
        {"status": Status.HYPOTHETICAL},
        {"when": stated(DAY + timedelta(days=2))},
        {"when": None},
    ],
    ids=str,
)
def test_what_differs_is_another_event(other: dict[str, object]) -> None:
    assert groups(told("r1", stated(DAY)), told("r2", **({"when": stated(DAY)} | other))) == {("r1",), ("r2",)}


def test_a_pair_of_many_parties_is_judged_once() -> None:
    six = ("CHN", "JPN", "KOR", "PRK", "RUS", "USA")
    met = [trait(told(f"d{n}", stated(DAY), actors=six)) for n in range(5)]
    assert judge(met, shipped_weights(), {}).same.shape == (2, 10)


def test_an_answer_in_kind_is_another_act() -> None:
    there = told("r1", stated(DAY), type_=EventType.SANCTION, actors=("KAZ",), recipients=("RUS",))
    back = told("r2", stated(DAY), type_=EventType.SANCTION, actors=("RUS",), recipients=("KAZ",))
    assert groups(there, back) == {("r1",), ("r2",)}


def test_a_visit_is_a_meeting_to_others() -> None:
    visit = told("r1", stated(DAY), actors=("KAZ",), recipients=("RUS",))
    assert groups(visit, told("r2", stated(DAY))) == {("r1", "r2")}


@pytest.mark.parametrize("status", [Status.DENIED, Status.NEGATED, Status.RUMOURED])
def test_a_denial_tells_of_the_act_it_denies(status: Status) -> None:
    assert groups(told("r1", stated(DAY)), told("r2", stated(DAY), status=status)) == {("r1", "r2")}


def test_plans_are_together() -> None:
    assert groups(*(told(f"r{i}", stated(DAY), status=status) for i, status in enumerate(PLANS))) == {("r0", "r1")}


def test_a_month_holds_its_day() -> None:
    assert groups(told("r1", stated(date(2022, 8, 1), 31)), told("r2", stated(DAY))) == {("r1", "r2")}


def test_an_act_cannot_have_been_on_days_that_no_member_shares() -> None:
    entries = [told(f"r{i}", stated(DAY + timedelta(days=3 * i), 4)) for i in range(3)]
    assert len(assemble(entries)) > 1
    assert groups(entries[0], entries[2]) == {("r0",), ("r2",)}


def test_a_vague_time_does_not_hold_two_acts_together() -> None:
    month, early, late = (
        told(f"r{i}", stated(DAY + timedelta(days=after), days))
        for i, (after, days) in enumerate([(0, 20), (2, 1), (15, 1)])
    )
    assert len(assemble([month, early, late])) == len(("early", "late"))


def test_a_whole_year_joins_only_itself() -> None:
    year = stated(date(2022, 1, 1), 365)
    assert groups(told("r1", year), told("r2", year), told("r3", stated(DAY))) == {("r1", "r2"), ("r3",)}


def test_a_night_belongs_to_two_days() -> None:
    night = "The two presidents met for dinner in the old palace of Almaty"
    entries = [
        replace(told("r1", stated(DAY)), sentence=night),
        replace(told("r2", stated(DAY + timedelta(days=1))), sentence=night),
    ]
    assert groups(*entries) == {("r1", "r2")}


@pytest.mark.parametrize(("days", "together"), [(0, True), (3, True), (5, False), (30, False)])
def test_news_of_the_same_days_tell_the_same(days: int, together: bool) -> None:
    entries = told("r1", published=DAY), told("r2", published=DAY + timedelta(days=days))
    assert (groups(*entries) == {("r1", "r2")}) is together


def test_news_tell_of_the_act_of_the_days_before() -> None:
    assert groups(told("r1", stated(DAY)), told("r2", published=DAY + timedelta(days=2))) == {("r1", "r2")}


def test_reports_without_any_day_stand_alone() -> None:
    assert groups(told("r1"), told("r2"), told("r3", stated(DAY))) == {("r1",), ("r2",), ("r3",)}


def test_voices_are_counted_by_outlet() -> None:
    entries = [told(f"r{i}", stated(DAY), outlet=outlet) for i, outlet in enumerate(["B", "A", "B", "A"])]
    (event,) = assemble(entries)
    assert (event.voices, event.outlets) == (2, ("A", "B"))


@pytest.mark.parametrize(
    ("statuses", "strongest", "denied_by"),
    [
        ([Status.ASSERTED], Status.ASSERTED, ()),
        ([Status.DENIED, Status.ASSERTED, Status.RUMOURED], Status.ASSERTED, ("A",)),
        ([Status.RUMOURED, Status.NEGATED], Status.RUMOURED, ("B",)),
        ([Status.DENIED, Status.NEGATED], Status.NEGATED, ("A", "B")),
    ],
    ids=str,
)
def test_the_strongest_status_counts_and_denials_stay_beside_it(
    statuses: list[Status], strongest: Status, denied_by: tuple[str, ...]
) -> None:
    entries = [told(f"r{i}", stated(DAY), status=status, outlet="ABC"[i]) for i, status in enumerate(statuses)]
    (event,) = assemble(entries)
    assert (event.status, event.denied_by) == (strongest, denied_by)


def test_who_speaks_denies_not_the_paper() -> None:
    entry = told("r1", stated(DAY), status=Status.DENIED, outlet="A")
    (event,) = assemble([replace(entry, report=replace(entry.report, speakers=("RUS",)))])
    assert event.denied_by == ("RUS",)


def test_without_outlets_every_document_is_a_voice() -> None:
    entries = [told(f"r{i}", stated(DAY), document=document) for i, document in enumerate(["d1", "d1", "d2"])]
    (event,) = assemble(entries)
    assert (event.voices, event.outlets) == (2, ())


def test_the_first_report_is_the_first_published() -> None:
    late = told("a", stated(DAY), published=DAY + timedelta(days=2))
    early = told("b", stated(DAY), published=DAY)
    unknown = told("c", stated(DAY))
    (event,) = assemble([late, unknown, early])
    assert (event.first, event.reports) == ("b", ("a", "b", "c"))
    assert event.id == content_id("event", "b")


def test_later_news_leave_the_events_id() -> None:
    early = told("b", stated(DAY), published=DAY)
    late = told("a", stated(DAY), published=DAY + timedelta(days=2))
    assert assemble([early])[0].id == assemble([late, early])[0].id


ENTRIES = st.lists(
    st.builds(
        told,
        st.integers(0, 10**6).map(str),
        st.none() | st.builds(stated, st.dates(DAY, DAY + timedelta(days=20)), st.integers(1, 5)),
        published=st.none() | st.dates(DAY, DAY + timedelta(days=20)),
        outlet=st.sampled_from(["", "A", "B", "C"]),
        type_=st.sampled_from([EventType.CONSULT, EventType.AGREE]),
        actors=st.sampled_from([("KAZ", "RUS"), ("RUS", "KAZ"), ("KAZ",)]),
        recipients=st.sampled_from([(), ("UZB",)]),
        status=st.sampled_from(Status),
    ),
    max_size=12,
    unique_by=lambda entry: entry.report.id,
)


@given(ENTRIES, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_arrival_does_not_matter(entries: list[Entry], chance: object) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert assemble(shuffled) == assemble(entries)


@given(ENTRIES)
@settings(max_examples=25, deadline=None)
def test_every_report_is_in_exactly_one_event(entries: list[Entry]) -> None:
    events = assemble(iter(entries))
    assert sorted(id_ for event in events for id_ in event.reports) == sorted(entry.report.id for entry in entries)
    assert [event.id for event in events] == sorted({event.id for event in events})
    by_id = {entry.report.id: entry for entry in entries}
    for event in events:
        members = [by_id[id_] for id_ in event.reports]
        assert event.first in event.reports
        assert event.outlets == tuple(sorted({m.document.outlet for m in members} - {""}))
        assert 1 <= event.voices <= len(members)
        assert len({m.report.status in PLANS for m in members}) == 1, "a plan is no act"


@given(ENTRIES)
@settings(max_examples=25, deadline=None)
def test_assembling_again_changes_nothing(entries: list[Entry]) -> None:
    events = assemble(entries)
    of = {id_: event.id for event in events for id_ in event.reports}
    assert assemble([replace(entry, event=of[entry.report.id]) for entry in entries]) == events
