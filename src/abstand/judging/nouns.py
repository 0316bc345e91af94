"""The nouns of judging: what a person says of what was coded, and by what it is found again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from abstand.model import Domain, EventType, Span, Status, Verdict, When


@dataclass(frozen=True, slots=True)
class Reading:
    """What a report says: the fields of ``Report`` that a person can judge."""

    type: EventType
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    speakers: tuple[str, ...]
    when: When | None
    domain: Domain


@dataclass(frozen=True, slots=True)
class Target:
    """A report as its coder had left it when it was judged: by this it is found again after re-coding.

    ``sentence`` and ``act`` (from the first to the last of the act's words) are spans of the document's text.
    """

    report: str
    document: str
    sentence: Span
    act: Span
    reading: Reading


@dataclass(frozen=True, slots=True)
class Naming:
    """Whom a mention names: the code (or bare name) that the coder read in it, and the one that a person gives it."""

    document: str
    span: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's verdict. Rows are only ever added; a verdict is taken back by another that ``undoes`` it.

    ``targets`` is one report for accept, correct and reject, two for same and different, else none. ``beside`` are the
    other reports that rested on the same words. ``reading`` is the report as the person would have it, ``fields`` those
    of its fields that the person vouches for. ``at`` is aware, UTC.
    """

    id: str
    verdict: Verdict
    author: str
    at: datetime
    reason: str = ""
    targets: tuple[Target, ...] = ()
    beside: tuple[Target, ...] = ()
    reading: Reading | None = None
    fields: tuple[str, ...] = ()
    naming: Naming | None = None
    undoes: str = ""

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError(f"a judgement's time needs a zone: {self.at}")
