"""Events as reports come, change and go: always those that all reports together would give."""

from dataclasses import replace
from datetime import date

import pytest

from abstand.merging import assemble
from abstand.model import (
    Basis,
    Coded,
    Document,
    Domain,
    Event,
    EventType,
    Evidence,
    Question,
    Report,
    Role,
    Sentence,
    Span,
    Status,
    When,
)
from abstand.store import MemoryStore
from abstand.store.merged import Held, merged

TEXT = "Putin met Tokayev in Moscow."


def coded(id_: str, day: date, outlet: str, report: str = "") -> Coded:
    when, span = When(day, day, Basis.STATED), Span(0, len(TEXT))
    document = Document(f"d-{id_}", TEXT, "en", "", outlet, "", when)
    told = Report(
        report or f"r-{id_}", document.id, span, EventType.CONSULT, "meet", ("KAZ", "RUS"), (), Status.ASSERTED, (),
        when, Domain.DIPLOMATIC, "met", 0.9, (Evidence(Role.ACT, Span(6, 9), "by hand"),), "run",
    )  # fmt: skip
    return Coded(document, (Sentence(span, TEXT),), (told,))


@pytest.fixture
def store() -> MemoryStore:
    kept = MemoryStore()
    kept.add([coded("a", date(2022, 8, 19), "One"), coded("z", date(2020, 1, 1), "One")])
    kept.replace_events(merged(kept))
    return kept


def test_a_report_that_comes_joins_the_event_that_it_tells_of(store: MemoryStore) -> None:
    store.add([coded("b", date(2022, 8, 19), "Two")])
    assert merged(store) == assemble(store.entries())
    assert {event.reports for event in merged(store)} == {("r-a", "r-b"), ("r-z",)}


def test_what_is_gone_leaves_its_event(store: MemoryStore) -> None:
    store.add([coded("b", date(2022, 8, 19), "Two")])
    store.replace_events(merged(store))
    store.remove_documents(["d-a", "d-z"])
    assert [event.reports for event in merged(store)] == [("r-b",)]


def test_what_is_coded_anew_takes_the_place_of_what_was_read_before(store: MemoryStore) -> None:
    item = coded("a", date(2022, 8, 19), "One", report="new")
    store.add([replace(item, reports=(replace(item.reports[0], run="run2"),))], "run2")
    assert {event.reports for event in merged(store)} == {("new",), ("r-z",)}


def test_nothing_new_changes_nothing(store: MemoryStore) -> None:
    assert merged(store) == store.events()


def test_an_old_id_answers_with_what_the_event_is_now(store: MemoryStore) -> None:
    (old,) = (event for event in store.events() if event.reports == ("r-a",))
    store.add([coded("0", date(2022, 8, 19), "Two")])
    store.replace_events(merged(store))
    now = store.event(old.id)
    assert now is not None
    assert now.reports == ("r-0", "r-a")
    assert store.event("none") is None


def test_what_is_held_is_found_by_question_report_and_event(store: MemoryStore) -> None:
    events: dict[str, Event] = {event.id: event for event in store.events()}
    held = Held(store, events)
    assert {entry.report.id for entry in held.entries_near([Question(("KAZ", "RUS"))])} == {"r-a", "r-z"}
    assert [entry.report.id for entry in held.entries_of([*events, "r-a"])] == ["r-a", "r-z"]
