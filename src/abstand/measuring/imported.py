"""Imported events of a dyad as scored, dated rows; kept apart from our own, by source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from abstand.errors import InputError, NoData
from abstand.model import EventType, Question
from abstand.sources.tables import FORMATS
from abstand.store import Store

SOURCES = tuple(name for name in FORMATS if name != "unga")  # the sources of events


@dataclass(frozen=True, slots=True)
class ImportedEvent:
    """One row of another data set between two of our states, ``first`` to ``last`` day, both included.

    ``score`` is the data set's own, in [-10, 10], None where it has none; ``type`` and ``mode`` are PLOVER's, None
    where the data set's ``code`` (CAMEO, WEIS) has no counterpart. ``mentions`` is how often the data set says that
    it was reported.
    """

    id: str
    source: str
    first: date
    last: date
    actor: str
    recipient: str
    actor_name: str
    recipient_name: str
    type: EventType | None
    mode: str | None
    code: str | None
    score: float | None
    mentions: int | None
    outlet: str | None
    url: str | None

    @property
    def day(self) -> date:
        """The middle day."""
        return self.first + (self.last - self.first) // 2


def imported_events(store: Store, source: str, question: Question | None = None) -> list[ImportedEvent]:
    """The imported rows of ``source`` that a question asks for (its statuses aside), by first day, then by id.

    Raises InputError for an unknown source, NoData if nothing of it is stored at all.
    """
    table = imported_table(store, source)
    rows = _asked(table, question or Question()).sort_by([("first", "ascending"), ("id", "ascending")])
    return [_event(row) for row in rows.to_pylist()]


def stored_sources(store: Store) -> list[str]:
    """The data sets of which events are stored, by name."""
    return sorted(store.read("imported", ["source"]).column("source").unique().to_pylist())


def imported_table(store: Store, source: str) -> pa.Table:
    """All rows of ``source`` as stored. Raises as ``imported_events``."""
    if source not in SOURCES:
        raise InputError(f"{source!r} is no source of events; use one of {', '.join(SOURCES)}")
    table = store.read("imported", where=pc.field("source") == source)
    if not table.num_rows:
        raise NoData(f"nothing of {source} is stored; import it with ‘abstand import {source} FILE…’")
    return table


def _asked(table: pa.Table, question: Question) -> pa.Table:
    for code in question.pair or ():
        table = table.filter(pc.or_(pc.equal(table["actor"], code), pc.equal(table["recipient"], code)))
    if question.since:
        table = table.filter(pc.greater_equal(table["last"], question.since))
    if question.until:
        table = table.filter(pc.less_equal(table["first"], question.until))
    if question.types:
        table = table.filter(pc.is_in(table["type"], value_set=pa.array(sorted(question.types))))
    return table


def _event(row: dict[str, Any]) -> ImportedEvent:
    fields = {name: row[name] for name in ImportedEvent.__dataclass_fields__}
    fields["type"] = EventType(row["type"]) if row["type"] else None
    return ImportedEvent(**fields)
