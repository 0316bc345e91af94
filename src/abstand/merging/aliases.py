"""Old ids of events go on answering: an event's id is made of its first report's, and that leads to what it is now.

No table of old ids is needed: whatever ids were given out while a report was first, that report is in just one event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from abstand.merging.events import event_id
from abstand.model import Event


def first_report(id_: str, reports: Iterable[str]) -> str | None:
    """The report that an event of this id began with, of the ids of all reports; None if it is none of them."""
    return next((report for report in reports if event_id(report) == id_), None)


def aliases(before: Iterable[Event], after: Iterable[Event]) -> Mapping[str, str]:
    """The ids that events had before and have no more, each with the id that answers now.

    An event whose first report is gone answers with the event of the least of its reports that is left; of one that has
    none left nothing is said.
    """
    now = list(after)
    kept = {event.id for event in now}
    holding = {report: event.id for event in now for report in event.reports}
    found: dict[str, str] = {}
    for event in before:
        left = [report for report in (event.first, *event.reports) if report in holding]
        if event.id not in kept and left:
            found[event.id] = holding[left[0]]
    return found
