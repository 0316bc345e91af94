"""Assembles events: which reports tell of one act, and what they say of it together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from abstand.merging.clusters import Verdicts, clusters
from abstand.merging.scoring import Weights, shipped_weights
from abstand.merging.traits import Trait, trait
from abstand.merging.voices import voices
from abstand.model import Entry, Event, Status, content_id

NO_VERDICTS: Verdicts = {}
# from the strongest: an act that one voice asserts is asserted, whoever else doubts or denies it
STRENGTH = (
    Status.ASSERTED,
    Status.PLANNED,
    Status.RUMOURED,
    Status.HYPOTHETICAL,
    Status.NEGATED,
    Status.DENIED,
)
AGAINST = frozenset({Status.DENIED, Status.NEGATED})


def assemble(
    entries: Iterable[Entry],
    verdicts: Verdicts = NO_VERDICTS,
    weights: Weights | None = None,
) -> list[Event]:
    """The events of all reports, in the order of their ids; every report belongs to just one.

    ``verdicts`` are people's on two report ids: True if they tell of the same act, False if not; they go before the
    score. The result depends on the reports and verdicts alone, not on their order.
    """
    traits = {entry.report.id: trait(entry) for entry in entries}
    found = clusters(list(traits.values()), weights or shipped_weights(), verdicts)
    return sorted(map(event, found), key=lambda event: event.id)


def event(members: Sequence[Trait]) -> Event:
    """The event of reports that tell of the same act."""
    first = min(members, key=lambda member: member.order).id
    outlets = {member.entry.document.outlet for member in members}
    statuses = {member.entry.report.status for member in members}
    return Event(
        id=event_id(first),
        reports=tuple(sorted(member.id for member in members)),
        first=first,
        voices=voices([member.entry for member in members]),
        outlets=tuple(sorted(outlets - {""})),
        status=min(statuses, key=STRENGTH.index),
        denied_by=tuple(sorted({who for member in members for who in _denying(member.entry)})),
    )


def event_id(first: str) -> str:
    """The id of the event whose report with the least (published, id) is ``first``."""
    return content_id("event", first)


def first_report(id_: str, reports: Iterable[str]) -> str | None:
    """The report that an event of this id began with, of the ids of all reports; None if it is none of them.

    So an old id goes on answering, and no table of old ids is needed: that report is in just one event now.
    """
    return next((report for report in reports if event_id(report) == id_), None)


def _denying(entry: Entry) -> tuple[str, ...]:
    """Who denies the act in this report: its speakers, else the outlet itself."""
    if entry.report.status not in AGAINST:
        return ()
    return entry.report.speakers or ((entry.document.outlet,) if entry.document.outlet else ())
