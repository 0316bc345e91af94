"""The page of an event: every report of it, across outlets and languages."""

from __future__ import annotations

from dataclasses import dataclass

from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.model import Entry, Event
from abstand.store import Store
from abstand.telling.told import Told, tell_event
from abstand.telling.words import Words


@dataclass(frozen=True, slots=True)
class EventPage:
    """``summary`` is told by the surest report; ``reports`` are all of them, by day of publication."""

    id: str
    voices: int
    summary: Told
    reports: tuple[Told, ...]


def event_view(store: Store, id_: str, words: Words, gazetteer: Gazetteer) -> EventPage:
    """Raises NoData if no event has this id."""
    event = store.event(id_)
    if event is None:
        raise NoData(f"no event has the id {id_!r}")
    return event_page(event, store.entries_of(event.reports), words, gazetteer)


def event_page(event: Event, entries: list[Entry], words: Words, gazetteer: Gazetteer) -> EventPage:
    """The event as its reports, at least one, tell it."""
    told = tuple(tell_event([entry], words, gazetteer) for entry in sorted(entries, key=_published))
    summary = told[0] if len(told) == 1 else tell_event(entries, words, gazetteer)
    return EventPage(event.id, event.voices, summary, told)


def _published(entry: Entry) -> tuple[str, str]:
    day = entry.document.published_on
    return (day.isoformat() if day else "9999", entry.report.id)
