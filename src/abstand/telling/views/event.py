"""The page of an event: every report of it, across outlets and languages."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.model import Entry, Question
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


def event_view(store: Store, id_: str, rows: pa.Table, words: Words, gazetteer: Gazetteer) -> EventPage:
    """One that was merged into another or split is told as the one it is part of now. Raises NoData if there is none.

    ``rows`` are those of all reports: they tell where in the store the event's own stand.
    """
    own = _of_event(rows, id_)
    if not own.num_rows and (event := store.event(id_)):
        own = _of_event(rows, event.id)
    reports = frozenset(own["report"].to_pylist())
    told = store.entries(_where(own), texts=False) if reports else []
    found = [entry for entry in told if entry.report.id in reports]
    if not found:
        raise NoData(f"no event has the id {id_!r}")
    return event_page(own["event"][0].as_py(), own["voices"][0].as_py(), found, words, gazetteer)


def _of_event(rows: pa.Table, id_: str) -> pa.Table:
    return rows.filter((pc.field("event") == id_) & pc.field("voices").is_valid())


def _where(rows: pa.Table) -> Question:
    """What finds the reports of an event without looking through all: two parties of each, if there are, and days."""
    sides = (rows[side].to_pylist() for side in ("actors", "recipients"))
    common = sorted(set.intersection(*({*actors, *recipients} for actors, recipients in zip(*sides, strict=True))))
    since, until = (pc.coalesce(rows[day], rows["published"]) for day in ("last", "first"))
    return Question(
        pair=(common[0], common[1]) if len(common) > 1 else None,
        since=None if since.null_count else pc.min(since).as_py(),
        until=None if until.null_count else pc.max(until).as_py(),
        documents=frozenset(rows["document"].to_pylist()),
    )


def event_page(id_: str, voices: int, entries: list[Entry], words: Words, gazetteer: Gazetteer) -> EventPage:
    """The event as its reports, at least one, tell it."""
    told = tuple(tell_event([entry], words, gazetteer) for entry in sorted(entries, key=_published))
    summary = told[0] if len(told) == 1 else tell_event(entries, words, gazetteer)
    return EventPage(id_, voices, summary, told)


def _published(entry: Entry) -> tuple[str, str]:
    day = entry.document.published_on
    return (day.isoformat() if day else "9999", entry.report.id)
