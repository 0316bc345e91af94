"""The nouns of Abstand. Every stage takes and gives these; nothing here imports anything of ours.

All text offsets are code points in the NFC text of a document, half-open: ``[start, end)``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

LANGUAGES = ("de", "fr", "en", "ru", "kk")


class EventType(StrEnum):
    """The 16 event types of PLOVER (2021)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    CONCEDE = "CONCEDE"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """How real the text presents an act (gold/GUIDELINES: status)."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    NEGATED = "negated"
    DENIED = "denied"
    RUMOURED = "rumoured"
    HYPOTHETICAL = "hypothetical"


class Domain(StrEnum):
    """The subject matter of an act."""

    DIPLOMATIC = "diplomatic"
    MILITARY = "military"
    ECONOMIC = "economic"
    ENERGY = "energy"
    LEGAL = "legal"
    INFORMATION = "information"
    CULTURE = "culture"
    MIGRATION = "migration"
    HUMANITARIAN = "humanitarian"
    TERRITORY = "territory"


class Way(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"
    OFFICE = "office"
    PERSON = "person"
    CITY = "city"
    FIRM = "firm"
    OUTLET = "outlet"
    DESCRIPTION = "description"


class Case(StrEnum):
    """The grammatical case that a surface form shows, where it shows one."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    INSTRUMENTAL = "instrumental"
    LOCATIVE = "locative"
    ABLATIVE = "ablative"


class Basis(StrEnum):
    """What a date rests on."""

    STATED = "stated"
    RELATIVE = "relative"
    PUBLISHED = "published"


class Role(StrEnum):
    """What a span of evidence is evidence for."""

    ACT = "act"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    SPEAKER = "speaker"
    TIME = "time"
    STATUS = "status"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points ``[start, end)`` in a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class When:
    """First and last day, both included."""

    first: date
    last: date
    basis: Basis

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a time ends on {self.last} before it begins on {self.first}")

    def overlaps(self, other: When) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity.

    ``code`` is what events carry (a person's or ministry's state); ``entity`` the thing named
    (``KAZ``, ``kassym-jomart-tokayev``). ``cases`` are the cases the form may stand in; empty if it shows none.
    """

    code: str
    start: int
    end: int
    way: Way
    entity: str
    kind: str
    cases: frozenset[Case] = frozenset()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document; ``text`` is the document's text at ``span``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text as published. ``published`` is None where unknown, never the day it was fetched."""

    id: str
    text: str
    language: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: When | None = None
    authors: tuple[str, ...] = ()
    translated_from: str = ""
    rights: str = "quote"

    @property
    def published_on(self) -> date | None:
        return self.published.last if self.published else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the document (offsets in the document's text) that a part of a report rests on.

    ``why`` says which rule, pattern or way of naming led there; ``code`` the entity code, for parties and speakers.
    """

    role: Role
    span: Span
    why: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One sentence says that an act happened. Immutable; ``confidence`` in [0, 1]."""

    id: str
    document: str
    sentence: Span
    type: EventType
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    speakers: tuple[str, ...]
    when: When | None
    domain: Domain
    trigger: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    run: str = ""

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self.actors + self.recipients)


@dataclass(frozen=True, slots=True)
class Entry:
    """A report with what is needed to show it: its sentence verbatim and where it was published.

    ``verdict`` is a person's last word on it, where there is one; the report then stands as that person left it.
    """

    report: Report
    sentence: str
    document: Document
    event: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Reports judged to tell of the same act. ``first`` is the report published first; ``outlets`` are sorted.

    ``voices`` counts independent wordings; ``status`` is the strongest that any of them gives the act, ``denied_by``
    (sorted codes and names) who denies it all the same.
    """

    id: str
    reports: tuple[str, ...]
    first: str
    voices: int
    outlets: tuple[str, ...]
    status: Status = Status.ASSERTED
    denied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of a stage. Every derived row carries its id."""

    id: str
    stage: str
    started: datetime
    version: str
    coder: str
    settings: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What a stage could not do: a row like any other, shown and counted.

    ``named`` says that the user named the very thing that could not be read.
    """

    stage: str
    source: str
    reason: str
    document: str = ""
    run: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Coded:
    """A document with all that was read in it: what the store takes as a whole or not at all."""

    document: Document
    sentences: tuple[Sentence, ...]
    reports: tuple[Report, ...]


class Direction(StrEnum):
    """Which way of a dyad: from its actor to its recipient, the other way, or both together."""

    THERE = "there"
    BACK = "back"
    SYMMETRIC = "symmetric"


@dataclass(frozen=True, slots=True)
class Dyad:
    """An ordered pair of states, by code."""

    actor: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Point:
    """The distance on a day, in [0, 1], with its 95 % interval, and how many reports and events fall on the day.

    ``low50`` and ``high50`` are the 50 % interval; ``undated`` of the events are dated by publication alone. ``read``
    is the number of documents read that were published on the day, ``quiet`` in [0, 1] how far a day without a report
    on the pair is evidence that there was nothing to report (0 where nothing was read); both None for other sources.
    """

    direction: Direction
    day: date
    distance: float
    low: float
    high: float
    reports: int
    events: int
    low50: float
    high50: float
    undated: int
    read: int | None
    quiet: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """The points of a dyad: by direction, then by day. ``group``: the one domain, outlet … they rest on, "" for all."""

    dyad: Dyad
    points: tuple[Point, ...]
    group: str = ""

    def curve(self, direction: Direction) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.direction is direction)

    def to_arrow(self) -> pa.Table:
        """One row a point: the fields of ``Point``, in their order."""
        import pyarrow as pa  # only here: who uses the nouns alone need not wait for it

        kinds = {item.name: pa.float64() for item in fields(Point)}
        kinds |= {"direction": pa.string(), "day": pa.date32()}
        kinds |= dict.fromkeys(("reports", "events", "undated", "read"), pa.int64())
        values = {name: [getattr(point, name) for point in self.points] for name in kinds}
        return pa.table(values, schema=pa.schema(list(kinds.items())))

    def to_pandas(self) -> pd.DataFrame:
        """As ``to_arrow``, as a pandas DataFrame; needs pandas."""
        frame: pd.DataFrame = self.to_arrow().to_pandas()
        return frame


@dataclass(frozen=True, slots=True)
class Question:
    """Which reports are asked for; a field left at its default asks for all.

    ``pair`` holds two codes that must both take part, in any role. ``since`` and ``until`` are days, both included,
    held against the act's time, or the day of publication where the text gives none. ``documents`` are ids. Reports
    that a person has rejected are left out unless ``with_rejected``.
    """

    pair: tuple[str, str] | None = None
    since: date | None = None
    until: date | None = None
    types: frozenset[EventType] = field(default_factory=frozenset)
    statuses: frozenset[Status] = field(default_factory=frozenset)
    documents: frozenset[str] = field(default_factory=frozenset)
    with_rejected: bool = False


def content_id(*parts: str) -> str:
    """A stable id: 16 hexadecimal digits of the SHA-256 of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


class Verdict(StrEnum):
    """What a person can say of reports, of a mention, or of an earlier judgement."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    SAME = "same"
    DIFFERENT = "different"
    ENTITY = "entity"
    UNDO = "undo"
