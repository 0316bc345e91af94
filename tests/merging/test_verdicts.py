"""What people say of two reports goes before the score."""

from datetime import timedelta

from told import DAY, stated, told

from abstand.merging import Verdicts, assemble
from abstand.model import Entry, EventType

LATER = stated(DAY + timedelta(days=60))


def groups(entries: list[Entry], verdicts: Verdicts) -> set[tuple[str, ...]]:
    return {event.reports for event in assemble(entries, verdicts)}


def test_different_parts_what_the_score_joins() -> None:
    entries = [told("a", stated(DAY)), told("b", stated(DAY))]
    assert groups(entries, {}) == {("a", "b")}
    assert groups(entries, {frozenset("ab"): False}) == {("a",), ("b",)}


def test_same_joins_what_nothing_else_links() -> None:
    entries = [told("a", stated(DAY)), told("b", LATER, type=EventType.AID, actors=("FRA",), recipients=("DEU",))]
    assert groups(entries, {}) == {("a",), ("b",)}
    assert groups(entries, {frozenset("ab"): True}) == {("a", "b")}


def test_others_still_join_those_whom_a_person_joined() -> None:
    entries = [told("a", stated(DAY)), told("b", LATER), told("c", stated(DAY)), told("d", LATER)]
    assert groups(entries, {frozenset("ab"): True}) == {("a", "b", "c", "d")}


def test_different_holds_through_a_third() -> None:
    entries = [told(id_, stated(DAY)) for id_ in "abc"]
    found = groups(entries, {frozenset("ab"): False})
    assert len(found) == 2
    assert not any({"a", "b"} <= {*group} for group in found)


def test_of_two_verdicts_that_contradict_through_a_third_the_parting_stands() -> None:
    entries = [told(id_, stated(DAY)) for id_ in "abc"]
    found = groups(entries, {frozenset("ab"): True, frozenset("bc"): True, frozenset("ac"): False})
    assert found == {("a", "b"), ("c",)}


def test_verdicts_on_reports_that_are_not_here_change_nothing() -> None:
    entries = [told("a", stated(DAY)), told("b", stated(DAY))]
    assert groups(entries, {frozenset({"a", "x"}): False, frozenset({"x", "y"}): True}) == {("a", "b")}
