"""Reads the judged reports of tests/merging/pairs: stories of acts that are easily taken for each other.

The first line of a file says what the story is: ``traps`` names for two acts what makes them easy to confuse, ``told``
for an act what is odd in how it is told. Each further line is a report; ``act`` is the verdict: two reports of one
story tell of the same act if it is the same. ``read`` holds the fields as the shipped reader coded the sentence, null
where it did not find the act; the other fields were coded by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from abstand.model import Basis, Document, Domain, Entry, EventType, Report, Span, Status, When

PAIRS = Path(__file__).parents[1] / "tests" / "merging" / "pairs"
RETOLD, UNRELATED = "retelling", "other act"


@dataclass(frozen=True)
class Judged:
    """A report and the act that it tells of, ``story/act``."""

    entry: Entry
    act: str


@dataclass(frozen=True)
class Pair:
    """Two reports and what a person says of them; ``kind`` is the trap."""

    one: Judged
    other: Judged
    kind: str

    @property
    def is_same(self) -> bool:
        return self.one.act == self.other.act

    @property
    def is_across(self) -> bool:
        """Whether they are in two languages."""
        return self.one.entry.document.language != self.other.entry.document.language

    @property
    def ids(self) -> frozenset[str]:
        return frozenset({self.one.entry.report.id, self.other.entry.report.id})


def stories(part: str) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """What is said of each story, and its reports as they stand in the file."""
    for file in sorted((PAIRS / part).glob("*.jsonl")):
        story, *reports = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
        yield story, reports


def judged(part: str, as_read: bool = False) -> list[Judged]:
    """The reports of a part (``train``, ``dev``, ``test``), coded by hand, or by the reader where it found the act."""
    return [
        Judged(_entry(row, as_read), f"{story['story']}/{row['act']}") for story, rows in stories(part) for row in rows
    ]


def pairs(part: str) -> list[Pair]:
    """Every two reports of a story."""
    found = []
    for story, rows in stories(part):
        told = [Judged(_entry(row, False), f"{story['story']}/{row['act']}") for row in rows]
        found += [Pair(one, other, _kind(story, one.act, other.act)) for one, other in combinations(told, 2)]
    return found


def _kind(story: dict[str, Any], one: str, other: str) -> str:
    acts = sorted({one.rpartition("/")[2], other.rpartition("/")[2]})
    kind: str = story["told"].get(acts[0], RETOLD) if len(acts) == 1 else story["traps"].get("/".join(acts), UNRELATED)
    return kind


def _entry(row: dict[str, Any], as_read: bool) -> Entry:
    published = date.fromisoformat(row["published"])
    text = f"{row['context']} {row['sentence']}"
    day = When(published, published, Basis.PUBLISHED)
    document = Document(f"d-{row['id']}", text, row["lang"], outlet=row["outlet"], published=day)
    coded = (row["read"] if as_read else None) or row
    report = Report(
        id=row["id"],
        document=document.id,
        sentence=Span(len(row["context"]) + 1, len(text)),
        type=EventType(coded["type"]),
        mode=coded["mode"],
        actors=tuple(coded["actors"]),
        recipients=tuple(coded["recipients"]),
        status=Status(coded["status"]),
        speakers=(),
        when=When(*map(date.fromisoformat, coded["when"]), Basis.STATED) if coded["when"] else None,
        domain=Domain(coded["domain"]),
        trigger=coded["trigger"],
        confidence=1.0,
    )
    return Entry(report, row["sentence"], document)
