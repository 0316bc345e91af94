"""From stored reports to scored observations of a dyad: one an event and direction."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from abstand.measuring.weights import Weights
from abstand.model import Basis, Entry, Report, When


@dataclass(frozen=True, slots=True)
class Observation:
    """A scored act on a day: ``score`` in [-10, 10]; ``precision`` > 0, 1 being one plainly asserted report."""

    day: date
    score: float
    precision: float
    reports: int


def observations(entries: Iterable[Entry], actor: str, recipient: str, weights: Weights) -> list[Observation]:
    """What ``actor`` did to ``recipient``, by day. Reports of one event count once, more surely with more voices.

    Acts without any date, and acts whose status carries no weight, give no observation.
    """
    events: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if is_from(entry.report, actor, recipient):
            events[entry.event or entry.report.id].append(entry)
    found = [seen for told in events.values() if (seen := _observation(told, weights)) is not None]
    return sorted(found, key=lambda seen: seen.day)


def is_from(report: Report, actor: str, recipient: str) -> bool:
    """Whether the act goes from one to the other; a reciprocal act goes both ways."""
    if report.recipients:
        return actor in report.actors and recipient in report.recipients
    return actor in report.actors and recipient in report.actors


def _observation(told: list[Entry], weights: Weights) -> Observation | None:
    """The event as its surest report tells it."""
    best = max(told, key=lambda entry: (_precision(entry, weights), entry.report.id))
    when = time_of(best)
    precision = _precision(best, weights)
    if when is None or precision == 0:
        return None
    voices = len({entry.document.outlet or entry.document.id for entry in told})
    score = weights.score(best.report.type, best.report.mode)
    return Observation(_middle(when), score, precision * math.sqrt(voices), len(told))


def time_of(entry: Entry) -> When | None:
    """When the act was: what the text says, else the day of publication, marked as such; None if neither is known."""
    if entry.report.when or entry.document.published is None:
        return entry.report.when
    return When(entry.document.published.first, entry.document.published.last, Basis.PUBLISHED)


def _precision(entry: Entry, weights: Weights) -> float:
    when = time_of(entry)
    dated = weights.dating[when.basis] if when else 0.0
    return weights.precision[entry.report.status] * entry.report.confidence * dated


def _middle(when: When) -> date:
    return when.first + timedelta(days=(when.last - when.first).days // 2)
