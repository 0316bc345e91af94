"""``abstand judge --next``: reports one after another, the least certain first; one key an answer.

In a terminal a key answers at once; from a pipe the answers are read as characters, and a correction as a line.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from abstand import pipeline
from abstand.cli.output import console
from abstand.entities import default
from abstand.errors import InputError
from abstand.judging import Docket, making, moment
from abstand.judging.making import By
from abstand.judging.nouns import Judgement
from abstand.judging.queue import to_review
from abstand.judging.readings import FIELDS, reading_of
from abstand.judging.wording import fields, says, value_in_words
from abstand.model import Entry, Question, Role, Span
from abstand.store import Store
from abstand.telling.chronicle import tell
from abstand.telling.words import words

STYLES = {
    Role.ACT: "bold underline", Role.ACTOR: "bold green", Role.RECIPIENT: "bold magenta", Role.SPEAKER: "yellow",
    Role.TIME: "cyan", Role.STATUS: "italic underline",
}  # fmt: skip
KEYS = {"a": "accept", "r": "reject", "c": "correct", "s": "skip", "u": "undo the last", "q": "quit"}
CONTEXT = 1_000  # characters: as far as the coders look back, two sentences, be they long
INTERRUPTED = "\x03\x04"  # what ^C and ^D give where keys are read raw


@dataclass
class Session:
    """One reviewer's way through a store; ``given`` are this session's judgements that are not taken back."""

    store: Store
    author: str
    language: str
    out: Console
    given: list[tuple[int, Judgement]] = field(default_factory=list)
    said: int = 0

    def by(self) -> By:
        return By(self.author, moment(datetime.now(UTC), self.store.judgements()))

    def keep(self, judgement: Judgement) -> None:
        """At once, so that nothing answered is lost; the events are made anew at the end."""
        self.store.add_judgements([judgement])
        self.said += 1
        self.out.print(f"→ {judgement.verdict} {says(judgement)}".rstrip(), style="dim")

    def note(self) -> None:
        """A version of what was said, if anything was."""
        if self.said:
            self.store.note("judge")


def review(store: Store, question: Question, author: str, language: str) -> None:
    """Asks for one verdict after another until the reviewer quits or the input ends."""
    session = Session(store, author, language, console())
    before = store.docket().outcome()
    queue = to_review(store.entries(question))
    try:
        _work(session, queue)
    except KeyboardInterrupt:
        session.out.print()
    finally:
        if store.docket().outcome() == before or not pipeline.keep_events(store):
            session.note()
    if not queue:
        session.out.print("nothing to review: no report that was asked for is left unjudged")
        return
    session.out.print(f"{len(session.given)} judged, {len(queue) - len(session.given)} left")


def _work(session: Session, queue: list[Entry]) -> None:
    at = 0
    while at < len(queue):
        _show(queue[at], at, len(queue), session)
        at = _answer(session, queue[at], at)
        if at < 0:
            return


def _answer(session: Session, entry: Entry, at: int) -> int:
    """The place in the queue after the reviewer's answer; below zero to stop."""
    while True:
        key = _key()
        if not key or key in INTERRUPTED or key == "q":
            return -1
        try:
            after = _ACTIONS[key](session, entry, at) if key in _ACTIONS else None
        except InputError as error:
            session.out.print(f"{error}", style="red")
            after = None
        if after is not None:
            return after
        session.out.print(_help(), style="dim")


def _accept(session: Session, entry: Entry, at: int) -> int:
    return _judge(session, entry, at, lambda coded: making.accept(coded, _docket(session, entry), session.by()))


def _reject(session: Session, entry: Entry, at: int) -> int:
    return _judge(session, entry, at, lambda coded: making.reject(coded, _docket(session, entry), session.by()))


def _correct(session: Session, entry: Entry, at: int) -> int | None:
    session.out.print(fields(reading_of(entry.report)))
    session.out.print("what is right, as field=value (nothing: back): ", end="")
    given = _given(_line())
    if not given:
        return None
    return _judge(session, entry, at, lambda coded: making.correct(coded, _docket(session, entry), given, session.by()))


def _skip(session: Session, entry: Entry, at: int) -> int:
    return at + 1


def _undo(session: Session, entry: Entry, at: int) -> int:
    if not session.given:
        raise InputError("nothing was judged yet in this review")
    place, judgement = session.given[-1]
    session.keep(making.undo(judgement, session.store.docket(()), session.by()))
    session.given.pop()
    return place


_ACTIONS: dict[str, Callable[[Session, Entry, int], int | None]] = {
    "a": _accept, "r": _reject, "c": _correct, "s": _skip, "u": _undo,
}  # fmt: skip


def _judge(session: Session, entry: Entry, at: int, make: Callable[[Entry], Judgement]) -> int:
    coded = session.store.coded_entry(entry.report.id)
    if coded is None:
        raise InputError(f"{entry.report.id} is not in the store any more; skip it")
    judgement = make(coded)
    session.keep(judgement)
    session.given.append((at, judgement))
    return at + 1


def _docket(session: Session, entry: Entry) -> Docket:
    return session.store.docket([entry.document.id])


def _given(line: str) -> dict[str, str]:
    """``type=ACCUSE actors="Kasachstan, Belarus"`` as fields and their words."""
    try:
        parts = shlex.split(line)
    except ValueError as error:
        raise InputError(f"{line.strip()}: {error}") from error
    if wrong := [part for part in parts if "=" not in part]:
        raise InputError(f"{wrong[0]!r} is no field=value; write for example status=planned actors=KAZ,RUS")
    return dict(part.split("=", 1) for part in parts)


def _key() -> str:
    """The next key, in lower case; empty at the end of a pipe."""
    if sys.stdin.isatty():
        return typer.getchar().lower()
    while (character := sys.stdin.read(1)).isspace():
        pass
    return character.lower()


def _line() -> str:
    """What is typed up to the end of the line; in a pipe the key before may have ended a line of its own."""
    line = sys.stdin.readline()
    return line if line.strip() or sys.stdin.isatty() else sys.stdin.readline()


def _show(entry: Entry, at: int, total: int, session: Session) -> None:
    line = tell(entry, words(session.language), default())
    document, report = entry.document, entry.report
    out = session.out
    out.print(f"\n{at + 1} of {total}  {report.id}  confidence {report.confidence:.2f}", style="bold")
    published = document.published_on or "day unknown"
    out.print(f"{document.outlet or '–'}, {published}, {document.title or '–'}  {document.url}".rstrip(), style="dim")
    if (context := _context(entry)).start < context.end:
        out.print(Text("  before it: ").append_text(_marked(entry, context, out)), style="dim")
    out.print(Text("  „").append_text(_marked(entry, report.sentence, out)).append("“"))
    out.print(f"  {line.days}  {line.told}  [{line.status}]")
    table = Table(show_header=False, box=None)
    for name in FIELDS:
        table.add_row(name, value_in_words(reading_of(report), name))
    out.print(table)
    out.print(_help(), style="dim")


def _context(entry: Entry) -> Span:
    """What stands before the sentence, from the first words that the report rests on; empty if on none there."""
    end = entry.report.sentence.start
    starts = [item.span.start for item in entry.report.evidence if end - CONTEXT <= item.span.start < end]
    return Span(min(starts, default=end), end)


def _marked(entry: Entry, span: Span, out: Console) -> Text:
    """A part of the document with what the report rests on: by style in a terminal, by ``[role words]`` elsewhere."""
    document, text, at = entry.document.text, Text(), span.start
    for item in sorted(entry.report.evidence, key=lambda item: (item.span, list(STYLES).index(item.role))):
        if item.span.start < at or item.span.end > span.end:
            continue
        said = item.span.of(document)
        text.append(document[at : item.span.start])
        text.append(said if out.is_terminal else f"[{item.role} {said}]", style=STYLES[item.role])
        at = item.span.end
    return text.append(document[at : span.end])


def _help() -> str:
    return "  ".join(f"{key} {meaning}" for key, meaning in KEYS.items())
