"""What readers hold to be wrong with a report: kept for a reviewer, shown to nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from abstand.errors import InputError, NoData
from abstand.web.desk.book import Desk

LONGEST = 2_000  # characters: room for an argument and a source


class Kind(StrEnum):
    """What is wrong, as a reader would say it."""

    NONE_SUCH = "none-such"
    ACT = "act"
    PARTIES = "parties"
    STATUS = "status"
    SPEAKER = "speaker"
    DAY = "day"
    OTHER = "other"


class Outcome(StrEnum):
    """What a reviewer made of a note: a verdict on its report, or nothing."""

    JUDGED = "judged"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Note:
    """``at`` is when it was sent, UTC. A note says nothing of who sent it."""

    id: int
    report: str
    document: str
    kind: Kind
    text: str
    at: datetime


def send(desk: Desk, report: str, document: str, kind: str, text: str, at: datetime) -> None:
    """Holds a note for a reviewer. Raises InputError for an unknown kind and for words missing or too many."""
    if kind not in list(Kind):
        raise InputError(f"{kind!r} is none of {', '.join(Kind)}")
    if len(text) > LONGEST:
        raise InputError(f"{len(text)} characters are too many; say it in {LONGEST}")
    if kind == Kind.OTHER and not text.strip():
        raise InputError("say in some words what is wrong")
    with desk.book() as book:
        book.execute(
            "INSERT INTO notes (report, document, kind, text, at) VALUES (?, ?, ?, ?, ?)",
            [report, document, kind, text.strip(), at.isoformat()],
        )


def waiting(desk: Desk) -> list[Note]:
    """The notes that no reviewer has dealt with, the earliest first."""
    if not desk.exists:
        return []
    with desk.book() as book:
        rows = book.execute("SELECT id, report, document, kind, text, at FROM notes WHERE outcome = '' ORDER BY id")
        return [
            Note(id_, report, document, Kind(kind), text, datetime.fromisoformat(at))
            for id_, report, document, kind, text, at in rows
        ]


def settle(desk: Desk, ids: Iterable[int], reviewer: str, outcome: Outcome, at: datetime) -> None:
    """A reviewer has dealt with these notes. Raises NoData for one that does not wait (any more)."""
    with desk.book() as book:
        for id_ in ids:
            changed = book.execute(
                "UPDATE notes SET reviewer = ?, outcome = ?, settled = ? WHERE id = ? AND outcome = ''",
                [reviewer, outcome, at.isoformat(), id_],
            )
            if not changed.rowcount:
                raise NoData(f"no note {id_} is waiting")
