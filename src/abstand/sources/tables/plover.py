"""PLOVER-JSON: one event a line (PLOVER manual, draft of 2021, table "PLOVER JSON")."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pyarrow as pa

from abstand.model import EventType, Problem, Status
from abstand.sources.tables.blocks import Block
from abstand.sources.tables.keeping import kept
from abstand.sources.tables.parties import Parties
from abstand.sources.tables.schema import Chunk, LeftOut

SOURCE = "plover"
NAMES = (
    "own_id",
    "first",
    "last",
    "actor",
    "recipient",
    "actor_name",
    "recipient_name",
    "type",
    "mode",
    "score",
    "url",
)
KINDS = {"first": pa.date32(), "last": pa.date32(), "score": pa.float64()}
NOT_ASSERTED = {*Status} - {Status.ASSERTED}  # only our own exports say so; imported rows count as plainly asserted
Row = tuple[Any, ...]


def read(block: Block, parties: Parties) -> Chunk:
    """A block's events; one of several actors, recipients or types gives a row for each of their combinations."""
    reader = _Reader(parties)
    problems, read_ = [], 0
    for number, line in enumerate(block.content.splitlines(), start=block.first):
        if not line.strip():
            continue
        read_ += 1
        try:
            reader.take(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            problems.append(Problem("import", f"{block.source}, line {number}", _told(error)))
    columns = {
        name: pa.array(column, KINDS.get(name, pa.string()))
        for name, column in zip(NAMES, list(zip(*reader.rows, strict=True)) or [()] * len(NAMES), strict=True)
    }
    return Chunk(read_, kept(SOURCE, columns, len(reader.rows)), tuple(problems), reader.left_out, reader.unknown)


def _told(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"has no {error.args[0]!r}; a PLOVER record has id, date, actor, event"
    if isinstance(error, json.JSONDecodeError):
        return f"is no JSON: {error}"
    return f"is no PLOVER record: {error}"


class _Reader:
    """Collects rows, and the reasons why records give none."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self.rows: list[Row] = []
        self.left_out: Counter[LeftOut] = Counter()
        self.unknown: Counter[str] = Counter()

    def take(self, record: dict[str, Any]) -> None:
        if not isinstance(record, dict):
            raise ValueError("it is no JSON object")
        first = _day(record, "date")
        last = _day(record, "enddate") if record.get("enddate") else first
        if last < first:
            raise ValueError(f"it ends on {last} before it begins on {first}")
        types = [_type(name) for name in _listed(record["event"])]
        if not types:
            raise ValueError("it has no event type")
        score = record.get("event_scale")
        if score is not None and not -10 <= float(score) <= 10:
            raise ValueError(f"event_scale {score} lies outside -10 … 10")
        if record.get("status") in NOT_ASSERTED:
            self.left_out[LeftOut.UNASSERTED] += 1
            return
        before = len(self.rows)
        reasons: Counter[LeftOut] = Counter()
        for (one, other), type_ in product(self._dyads(record, reasons), types):
            mode = next(iter(_listed(record.get("mode"))), None)
            value = None if score is None else float(score)
            link = record.get("link")
            self.rows.append(
                (str(record["id"]), first, last, one[1], other[1], one[0], other[0], type_, mode, value,
                 link if isinstance(link, str) and link.startswith("http") else None)
            )  # fmt: skip
        if len(self.rows) == before:
            self.left_out[min(reasons, key=list(LeftOut).index)] += 1

    def _dyads(self, record: dict[str, Any], reasons: Counter[LeftOut]) -> Iterator[tuple[Row, Row]]:
        actors = list(self._known(record["actor"], reasons))
        recipients = list(self._known(record.get("recipient"), reasons))
        both = product(actors, recipients) if _listed(record.get("recipient")) else product(actors, actors)
        if not actors or not recipients:
            reasons[LeftOut.ONE_PARTY] += 1
        for one, other in both:
            if one[1] != other[1]:
                yield one, other
            else:
                reasons[LeftOut.WITHIN] += 1

    def _known(self, entities: Any, reasons: Counter[LeftOut]) -> Iterator[Row]:
        for entity in _listed(entities):
            name = entity if isinstance(entity, str) else entity.get("code") or entity.get("name") or ""
            party = self._parties.country(name)
            if isinstance(party, LeftOut):
                reasons[party] += 1
                self.unknown[name] += 1
            else:
                yield name, party


def _day(record: dict[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(record[name])
    except (ValueError, TypeError) as error:
        raise ValueError(f"{name} {record[name]!r:.40} is no day written as 2022-08-19") from error


def _type(name: Any) -> str:
    try:
        return EventType(name.upper()).value
    except (ValueError, AttributeError) as error:
        raise ValueError(f"{name!r:.40} is no PLOVER type") from error


def _listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]
