"""The events of a store as they should be now: only those that new, changed or vanished reports can touch are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from abstand.merging import LEAD, assemble, update
from abstand.model import Entry, Event, Question
from abstand.store.base import Store


def merged(store: Store, judged: frozenset[str] = frozenset()) -> list[Event]:
    """All events, by id. Reports of ``judged`` documents are held against the others again, as if they were new.

    A first batch, or one larger than all that is held, is assembled with everything.
    """
    events = {event.id: event for event in store.events()}
    held = {report for event in events.values() for report in event.reports}
    present = set(store.rows(["id"]).column("id").to_pylist())
    verdicts = store.docket().pairs()
    if len(present - held) > len(held):
        return assemble(store.entries(lead=LEAD), verdicts)
    broken = [event for event in events.values() if not present.issuperset(event.reports)]
    again = present - held | {report for event in broken for report in event.reports} & present
    changed = [*store.entries_of(sorted(again)), *_judged(store, judged, again)]
    revision = update(changed, Held(store, events), verdicts)
    gone = {*revision.gone, *(event.id for event in broken)}
    kept = [event for event in events.values() if event.id not in gone]
    return sorted([*kept, *revision.events], key=lambda event: event.id)


def _judged(store: Store, documents: frozenset[str], known: set[str]) -> list[Entry]:
    found = store.entries(Question(documents=documents)) if documents else []
    return [entry for entry in found if entry.report.id not in known]


@dataclass(frozen=True, slots=True)
class Held:
    """What merging asks a store for."""

    store: Store
    events: Mapping[str, Event]

    def entries_near(self, questions: Sequence[Question]) -> Iterable[Entry]:
        for question in questions:
            yield from self.store.entries(question)

    def entries_of(self, ids: Iterable[str]) -> Iterable[Entry]:
        """The reports with these ids, and those of the events with these ids."""
        wanted = dict.fromkeys(ids)
        reports = dict.fromkeys(id_ for id_ in wanted if id_ not in self.events)
        for id_ in wanted.keys() & self.events.keys():
            reports.update(dict.fromkeys(self.events[id_].reports))
        return self.store.entries_of(sorted(reports))
