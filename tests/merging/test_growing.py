"""Reports that come later: the same events as all at once, and nothing read that cannot matter."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import DAY, stated, told

from abstand.merging import Verdicts, assemble, event_id, first_report, update
from abstand.model import Entry, Event, EventType, Question, Status


class Shelf:
    """Keeps entries and events in memory, and remembers what was asked for."""

    def __init__(self, entries: Iterable[Entry] = (), verdicts: Verdicts | None = None) -> None:
        self.entries = {entry.report.id: entry for entry in entries}
        self.events = {event.id: event for event in assemble(self.entries.values(), verdicts or {})}
        self.read: set[str] = set()

    def _all(self) -> list[Entry]:
        of = {id_: event.id for event in self.events.values() for id_ in event.reports}
        return [replace(entry, event=of.get(id_, "")) for id_, entry in self.entries.items()]

    def entries_near(self, questions: Sequence[Question]) -> list[Entry]:
        return self._seen([entry for entry in self._all() if any(_answers(entry, one) for one in questions)])

    def entries_of(self, ids: Iterable[str]) -> list[Entry]:
        wanted = {*ids}
        return self._seen([entry for entry in self._all() if {entry.report.id, entry.event} & wanted])

    def _seen(self, entries: list[Entry]) -> list[Entry]:
        self.read |= {entry.report.id for entry in entries}
        return entries

    def take(self, fresh: Sequence[Entry], verdicts: Verdicts | None = None) -> None:
        """As a store does: the reports first, then the events that they change."""
        self.entries |= {entry.report.id: entry for entry in fresh}
        asked = {entry.report.id for entry in fresh}
        revision = update([e for e in self._all() if e.report.id in asked], self, verdicts or {})
        for id_ in revision.gone:
            del self.events[id_]
        self.events |= {event.id: event for event in revision.events}

    def drop(self, ids: set[str], verdicts: Verdicts | None = None) -> None:
        removed = [entry for entry in self._all() if entry.report.id in ids]
        for id_ in ids:
            del self.entries[id_]
        revision = update([], self, verdicts or {}, removed)
        for id_ in revision.gone:
            del self.events[id_]
        self.events |= {event.id: event for event in revision.events}

    def told(self) -> list[Event]:
        return sorted(self.events.values(), key=lambda event: event.id)


def _answers(entry: Entry, question: Question) -> bool:
    when = entry.report.when or entry.document.published
    return (
        when is not None
        and {*(question.pair or ())} <= entry.report.codes
        and (question.since is None or when.last >= question.since)
        and (question.until is None or when.first <= question.until)
    )


SENTENCES = (
    "The presidents met in Sochi for four hours of talks on grain",
    "Die Präsidenten sprachen in Sotschi vier Stunden über Getreide",
    "Ministers signed the sixth package on 54 firms in Samarkand",
    "Troops shelled Batken and killed 24 people",
)
ENTRIES = st.lists(
    st.builds(
        lambda id_, after, days, back, **given: told(
            id_,
            None if after is None else stated(DAY + timedelta(days=after), days),
            published=None if back is None else DAY + timedelta(days=back),
            **given,
        ),
        st.integers(0, 10**6).map(str),
        st.none() | st.integers(0, 8),
        st.sampled_from([1, 1, 1, 2, 5, 60]),
        st.none() | st.integers(0, 8),
        outlet=st.sampled_from(["", "A", "B"]),
        type=st.sampled_from([EventType.CONSULT, EventType.AGREE, EventType.RETREAT]),
        actors=st.sampled_from([("KAZ", "RUS"), ("RUS", "KAZ"), ("KAZ",), ("RUS",)]),
        recipients=st.sampled_from([(), ("UZB",), ("KAZ",)]),
        status=st.sampled_from([Status.ASSERTED, Status.DENIED, Status.PLANNED]),
        sentence=st.sampled_from(SENTENCES),
        language=st.sampled_from(["en", "de"]),
    ),
    max_size=14,
    unique_by=lambda entry: entry.report.id,
)


def _verdicts(entries: Sequence[Entry], chance: Random) -> dict[frozenset[str], bool]:
    ids = [entry.report.id for entry in entries]
    drawn = [frozenset(chance.sample(ids, 2)) for _ in range(2 if len(ids) > 3 else 0)]
    return {pair: chance.random() < 0.5 for pair in drawn}


@pytest.mark.slow
@given(ENTRIES, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_split_and_shuffled_arrivals_end_alike(entries: list[Entry], chance: Random) -> None:
    shuffled, verdicts = list(entries), _verdicts(entries, chance)
    chance.shuffle(shuffled)
    shelf = Shelf()
    while shuffled:
        size = chance.randint(1, 4)
        shelf.take(shuffled[:size], verdicts)
        shuffled = shuffled[size:]
    assert shelf.told() == assemble(entries, verdicts)


@given(ENTRIES, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_what_is_taken_out_leaves_what_never_was_there(entries: list[Entry], chance: Random) -> None:
    verdicts = _verdicts(entries, chance)
    gone = {entry.report.id for entry in entries if chance.random() < 0.3}
    shelf = Shelf(entries, verdicts)
    shelf.drop(gone, verdicts)
    assert shelf.told() == assemble([entry for entry in entries if entry.report.id not in gone], verdicts)


@given(ENTRIES, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_a_verdict_and_its_undoing_change_what_they_speak_of(entries: list[Entry], chance: Random) -> None:
    verdicts = _verdicts(entries, chance)
    named = {id_ for pair in verdicts for id_ in pair}
    spoken_of = [entry for entry in entries if entry.report.id in named]
    shelf = Shelf(entries)
    shelf.take(spoken_of, verdicts)
    assert shelf.told() == assemble(entries, verdicts)
    shelf.take(spoken_of)
    assert shelf.told() == assemble(entries)


@given(ENTRIES, ENTRIES)
@settings(max_examples=15, deadline=None)
def test_old_ids_lead_to_the_event_that_holds_their_first_report(early: list[Entry], late: list[Entry]) -> None:
    known = {entry.report.id: entry for entry in [*late, *early]}
    before, after = assemble(early), assemble(known.values())
    holding = {report: event.id for event in after for report in event.reports}
    for event in before:
        first = first_report(event.id, known)
        assert first == event.first
        assert holding[first]


def test_an_old_id_answers_with_the_new_one() -> None:
    late = told("b", stated(DAY), published=DAY + timedelta(days=1))
    early = told("a", stated(DAY))
    (before,), (after,) = assemble([late]), assemble([late, early])
    assert (before.id, after.id) == (event_id("b"), event_id("a"))
    assert first_report(before.id, ["a", "b"]) in after.reports
    assert first_report("no such id", ["a", "b"]) is None


def test_only_candidates_are_read() -> None:
    stored = [
        told(f"{pair[1]}-{after}", stated(DAY + timedelta(days=after)), published=None, actors=pair)
        for pair in (("KAZ", "RUS"), ("KAZ", "UZB"))
        for after in range(0, 300, 10)
    ]
    shelf = Shelf(stored)
    shelf.take([told("new", stated(DAY + timedelta(days=100)))])
    assert shelf.read - {"new"} == {"RUS-100"}
    assert ("RUS-100", "new") in {event.reports for event in shelf.told()}


def test_a_report_without_parties_stands_alone() -> None:
    shelf = Shelf([told("a", stated(DAY), actors=())])
    shelf.take([told("b", stated(DAY), actors=())])
    assert {event.reports for event in shelf.told()} == {("a",), ("b",)}


def test_nothing_new_reads_nothing() -> None:
    shelf = Shelf([told("a", stated(DAY))])
    assert update([], shelf).events == ()
    assert shelf.read == set()
