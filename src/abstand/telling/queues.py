"""What waits for a reviewer: the least certain reports, and those on which people or outlets disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa

from abstand.judging import Docket
from abstand.judging.queue import JUDGED
from abstand.model import Verdict
from abstand.store import Store
from abstand.store.layout import select

# Of reports of one event that differ in type or status, or that read the same words of a sentence in two ways, at
# least one is wrong or says something that the others do not.
_UNLIKE = """
    WITH part AS (SELECT id AS event, unnest(reports) AS report FROM events),
         placed AS (SELECT told.*, part.event FROM told LEFT JOIN part ON part.report = told.id),
         groups AS (
             SELECT list(id ORDER BY confidence, id) AS reports, min(confidence) AS least FROM placed
             WHERE event IS NOT NULL GROUP BY event HAVING count(DISTINCT type) > 1 OR count(DISTINCT status) > 1
             UNION ALL
             SELECT list(id ORDER BY confidence, id), min(confidence) FROM placed
             GROUP BY document, start, trigger HAVING count(DISTINCT type) > 1 OR count(DISTINCT status) > 1)
    SELECT DISTINCT ON (reports) reports, least FROM groups ORDER BY reports, least
"""
_SURE_LAST = "SELECT id, actors || recipients AS codes FROM told ORDER BY confidence, id"
_COLUMNS = ("id", "document", "start", "trigger", "type", "status", "confidence", "actors", "recipients")


class Queue(StrEnum):
    """Why a report is shown to a reviewer."""

    UNSURE = "unsure"
    DISPUTED = "disputed"
    NOTED = "noted"  # a reader holds it to be wrong


@dataclass(frozen=True, slots=True)
class Waiting:
    """``unsure``: unjudged reports, the least certain first, with their parties; ``unlike``: an unjudged report and
    those that it differs from; ``disputed``: a report that people contradict each other on, and who spoke last."""

    unsure: tuple[tuple[str, frozenset[str]], ...]
    unlike: tuple[tuple[str, tuple[str, ...]], ...]
    disputed: tuple[tuple[str, str], ...]

    def ids(self, queue: Queue, reviewer: str, pair: tuple[str, ...] = ()) -> list[str]:
        """The reports that wait for this reviewer, of a pair or all; a dispute waits for those who did not speak last.

        Notes of readers are no part of the store: for ``NOTED`` nothing waits here.
        """
        match queue:
            case Queue.UNSURE:
                return [id_ for id_, codes in self.unsure if codes.issuperset(pair)]
            case Queue.DISPUTED:
                own = {id_ for id_, codes in self.unsure if codes.issuperset(pair)} if pair else None
                by_people = (id_ for id_, last in self.disputed if last != reviewer)
                found = dict.fromkeys((*by_people, *(id_ for id_, _ in self.unlike)))
                return [id_ for id_ in found if own is None or id_ in own]
            case Queue.NOTED:
                return []

    def others(self, report: str) -> tuple[str, ...]:
        """The reports that this one differs from."""
        return next((others for id_, others in self.unlike if id_ == report), ())


def waiting(store: Store) -> Waiting:
    """What waits for a reviewer in the store as it is now."""
    docket, told = store.docket(), store.rows(_COLUMNS)
    judged = {id_ for id_, report in docket.reports.items() if docket.read(report)[1] in JUDGED}
    ranked = select(_SURE_LAST, {}, told=told)
    pairs = zip(ranked["id"].to_pylist(), ranked["codes"].to_pylist(), strict=True)
    unsure = tuple((id_, frozenset(codes)) for id_, codes in pairs if id_ not in judged)
    events = store.read("events", ["id", "reports"])
    return Waiting(unsure, tuple(_unlike(told, events, judged)), tuple(_disputed(docket)))


def _unlike(told: pa.Table, events: pa.Table, judged: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Of each group the least certain report that nobody has judged, the least certain first."""
    rows = select(_UNLIKE, {}, told=told, events=events).to_pylist()
    for row in sorted(rows, key=lambda row: (row["least"], row["reports"])):
        if left := [id_ for id_ in row["reports"] if id_ not in judged]:
            yield left[0], tuple(id_ for id_ in row["reports"] if id_ != left[0])


def _disputed(docket: Docket) -> Iterator[tuple[str, str]]:
    on_reports = [judgement for judgement in docket.judgements if judgement.verdict in (*JUDGED, Verdict.REJECT)]
    last = {judgement.targets[0].report: judgement for judgement in on_reports if docket.is_disputed(judgement)}
    for target, judgement in last.items():
        for id_ in docket.held.get(target, ()):
            yield id_, judgement.author
