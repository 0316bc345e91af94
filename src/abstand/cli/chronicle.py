"""``abstand chronicle``: what happened between two states."""

from __future__ import annotations

from typing import Annotated

import typer

from abstand.cli import foreign
from abstand.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    EntitiesOption,
    JsonOption,
    LangOption,
    Language,
    OneState,
    OtherState,
    SinceOption,
    SourceOption,
    StoreOption,
    UntilOption,
    existing_store,
    two_states,
)
from abstand.cli.output import console, print_line, print_rows
from abstand.entities import default
from abstand.measuring.imported import ImportedEvent, imported_events
from abstand.measuring.pair import check_window
from abstand.measuring.rows import OWN
from abstand.model import Entry, EventType, Question, Status
from abstand.records import event_record
from abstand.telling.chronicle import chronicle as told
from abstand.telling.words import words


def chronicle(
    a: OneState,
    b: OtherState,
    store: StoreOption = DEFAULT_STORE,
    lang: LangOption = Language.EN,
    since: SinceOption = None,
    until: UntilOption = None,
    type_: Annotated[
        list[EventType] | None, typer.Option("--type", case_sensitive=False, help="Only these PLOVER types.")
    ] = None,
    status: Annotated[list[Status] | None, typer.Option("--status", help="Only these statuses.")] = None,
    as_of: AsOfOption = None,
    source: SourceOption = OWN,
    all_: Annotated[bool, typer.Option("--all", help="Also the reports that somebody has rejected.")] = False,
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """The acts of a pair by day: what, how sure, according to whom, and the sentence verbatim."""
    if source != OWN and (status or all_):
        raise typer.BadParameter("--status and --all are for our own reports; other data sets know neither")
    pair = two_states(a, b)
    check_window(since, until)
    question = Question(pair, since, until, frozenset(type_ or ()), frozenset(status or ()), with_rejected=all_)
    kept = existing_store(store, as_of)
    if source != OWN:
        _tell_imported(imported_events(kept, source, question), pair, lang.value, as_json)
        return
    entries = kept.entries(question, texts=False)
    if as_json:
        print_rows(map(_row, entries))
        return
    print_chronicle(entries, pair, lang.value)


def _tell_imported(events: list[ImportedEvent], pair: tuple[str, str], lang: str, as_json: bool) -> None:
    if as_json:
        print_rows(map(foreign.dated_row, events))
        return
    foreign.print_events(events, words(lang), default(), console())
    if not events:
        _say_nothing(pair, lang)


def print_chronicle(entries: list[Entry], pair: tuple[str, str], lang: str) -> None:
    """The entries line by line; a sentence saying so if there are none."""
    spoken, out = words(lang), console()
    for line in told(entries, spoken, default()):
        print_line(line, spoken.say("source"), out)
    if not entries:
        _say_nothing(pair, lang)


def _say_nothing(pair: tuple[str, str], lang: str) -> None:
    names = {key: default().display_name(code, lang) for key, code in zip("ab", pair, strict=True)}
    console().print(words(lang).say("nothing", **names))


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.report.id,
        **event_record(entry.report),
        "outlet": entry.document.outlet,
        "url": entry.document.url,
        "language": entry.document.language,
        "published": entry.document.published_on,
        "sentence": entry.sentence,
        "event": entry.event,
        "verdict": entry.verdict,
    }
