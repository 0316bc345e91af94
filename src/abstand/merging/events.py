"""Assembles events: reports of the same type and parties whose times overlap are judged to tell of one act.

The result depends on the reports alone, not on the order in which they came: an event's id is made from its report
with the least (published, id).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from abstand.model import Basis, Entry, Event, EventType, Status, When, content_id

SAME_NEWS_DAYS = 3  # reports without a stated time, published within so many days, tell the same news
Key = tuple[EventType, frozenset[str], frozenset[str], bool]
_REAL = frozenset({Status.ASSERTED, Status.RUMOURED, Status.DENIED, Status.NEGATED})


def assemble(entries: Iterable[Entry]) -> list[Event]:
    """The events of all reports, in the order of their ids; every report belongs to just one."""
    groups: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_key(entry)].append(entry)
    events = [_event(chain) for group in groups.values() for chain in _chains(group)]
    return sorted(events, key=lambda event: event.id)


def _key(entry: Entry) -> Key:
    """What must be alike; plans and guesses are apart from what is said to have happened."""
    report = entry.report
    return report.type, frozenset(report.actors), frozenset(report.recipients), report.status in _REAL


def _chains(group: list[Entry]) -> Iterator[list[Entry]]:
    """Cuts entries sorted by time wherever one begins after all before it have ended; undated ones stand alone."""
    dated = sorted(((when, entry) for entry in group if (when := _window(entry))), key=lambda pair: _order(*pair))
    chain: list[Entry] = []
    end = date.min
    for when, entry in dated:
        if chain and when.first > end:
            yield chain
            chain = []
        chain.append(entry)
        end = max(end, when.last) if len(chain) > 1 else when.last
    if chain:
        yield chain
    for entry in group:
        if _window(entry) is None:
            yield [entry]


def _order(when: When, entry: Entry) -> tuple[date, date, str]:
    return when.first, when.last, entry.report.id


def _window(entry: Entry) -> When | None:
    """The days the act may have been on: as stated, or some days up to publication."""
    published = entry.document.published_on
    if entry.report.when or published is None:
        return entry.report.when
    return When(published - timedelta(days=SAME_NEWS_DAYS), published, Basis.PUBLISHED)


def _event(chain: list[Entry]) -> Event:
    first = min(chain, key=lambda entry: (entry.document.published_on or date.max, entry.report.id)).report.id
    outlets = sorted({entry.document.outlet for entry in chain if entry.document.outlet})
    voices = len({entry.document.outlet or entry.document.id for entry in chain})
    reports = tuple(sorted(entry.report.id for entry in chain))
    return Event(content_id("event", first), reports, first, voices, tuple(outlets))
