"""Our reports and another data set's events of a pair side by side: by day or week, and by type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from abstand.errors import NoData
from abstand.measuring.imported import ImportedEvent, imported_events
from abstand.measuring.observations import time_of
from abstand.measuring.pair import check_window, partners_in
from abstand.measuring.rows import report_rows
from abstand.measuring.weights import Weights, plover
from abstand.model import Dyad, Entry, EventType, Question
from abstand.store import Store

FEWEST_MONTHS = 3  # a correlation of fewer says nothing


class Period(StrEnum):
    """What counts as the same time: a day, or a week from Monday to Sunday."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Row:
    """The reports and the other data set's events of a period (its ``first`` day) and a type; one side may be empty."""

    first: date
    type: EventType | None
    ours: tuple[Entry, ...]
    theirs: tuple[ImportedEvent, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rows have only our side, only theirs, both; and how monthly mean scores go together.

    ``correlation`` is Pearson's, over the ``months`` in which both have scored acts; None with fewer than
    FEWEST_MONTHS, or where one side never changes. ``undated`` reports have no day and stand in no row.
    """

    only_ours: int
    only_theirs: int
    both: int
    reports: int
    events: int
    undated: int
    months: int
    correlation: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows by day, then by type, and their summary."""

    rows: tuple[Row, ...]
    summary: Summary


def _instead(store: Store, source: str, pair: tuple[str, str]) -> str:
    """The days of the pair's events, else with whom there are any."""
    if held := imported_events(store, source, Question(pair)):
        return f"its events of {source} are from {held[0].first} to {max(event.last for event in held)}"
    return f"of {source}: {partners_in(report_rows(store, source), Dyad(*pair))}"


def compare(
    store: Store, pair: tuple[str, str], source: str, *, since: date | None = None, until: date | None = None,
    by: Period = Period.DAY, weights: Weights | None = None,
) -> Comparison:  # fmt: skip
    """Our reports on a pair of codes beside the events of ``source``. Raises InputError, NoData if both have none."""
    check_window(since, until)
    question = Question(pair, since, until)
    theirs = imported_events(store, source, question)
    entries = store.entries(question)
    if not theirs and not entries:
        raise NoData(
            f"neither a report nor an event of {source} on {' and '.join(pair)} is stored{_window(since, until)}; "
            + _instead(store, source, pair)
        )
    dated = [entry for entry in entries if time_of(entry)]
    rows = _rows(dated, theirs, by)
    months, correlation = _together(_own_months(dated, weights or plover()), _months(theirs))
    return Comparison(
        rows,
        Summary(
            sum(not row.theirs for row in rows),
            sum(not row.ours for row in rows),
            sum(bool(row.ours and row.theirs) for row in rows),
            len(entries),
            len(theirs),
            len(entries) - len(dated),
            months,
            correlation,
        ),
    )


def _window(since: date | None, until: date | None) -> str:
    return f" between {since or 'the first day'} and {until or 'the last'}" if since or until else ""


def _rows(ours: Sequence[Entry], theirs: Sequence[ImportedEvent], by: Period) -> tuple[Row, ...]:
    left: defaultdict[tuple[date, str], list[Entry]] = defaultdict(list)
    right: defaultdict[tuple[date, str], list[ImportedEvent]] = defaultdict(list)
    for entry in ours:
        left[_start(_day(entry), by), entry.report.type.value].append(entry)
    for event in theirs:
        right[_start(event.day, by), event.type.value if event.type else ""].append(event)
    keys = sorted({*left, *right})
    return tuple(
        Row(key[0], EventType(key[1]) if key[1] else None, tuple(left.get(key, ())), tuple(right.get(key, ())))
        for key in keys
    )


def _day(entry: Entry) -> date:
    when = time_of(entry)
    if when is None:
        raise ValueError("only dated entries have a day")
    return when.first + (when.last - when.first) // 2


def _start(day: date, by: Period) -> date:
    return day if by is Period.DAY else day - timedelta(days=day.weekday())


def _own_months(entries: Iterable[Entry], weights: Weights) -> dict[date, float]:
    """Mean PLOVER score by month, of the reports whose status carries weight, weighed by it."""
    scored = (
        (_day(entry), weights.score(entry.report.type, entry.report.mode), weights.precision[entry.report.status])
        for entry in entries
    )
    return _means(scored)


def _months(events: Iterable[ImportedEvent]) -> dict[date, float]:
    """Mean of the data set's own scores by month."""
    return _means((event.day, event.score, 1.0) for event in events if event.score is not None)


def _means(scored: Iterable[tuple[date, float, float]]) -> dict[date, float]:
    sums: defaultdict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for day, score, weight in scored:
        sums[day.replace(day=1)][0] += score * weight
        sums[day.replace(day=1)][1] += weight
    return {month: total / weight for month, (total, weight) in sums.items() if weight > 0}


def _together(ours: dict[date, float], theirs: dict[date, float]) -> tuple[int, float | None]:
    months = sorted(ours.keys() & theirs.keys())
    one, other = (np.array([means[month] for month in months]) for means in (ours, theirs))
    if len(months) < FEWEST_MONTHS or np.ptp(one) == 0 or np.ptp(other) == 0:
        return len(months), None
    return len(months), float(np.corrcoef(one, other)[0, 1])
