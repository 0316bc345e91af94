"""``abstand compare``: our sentences beside another data set's rows."""

from __future__ import annotations

import shutil
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from abstand.cli import foreign
from abstand.cli.import_ import Source
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
    StoreOption,
    UntilOption,
    existing_store,
    two_states,
)
from abstand.cli.output import console, print_rows
from abstand.measuring.comparison import Comparison, Period, Row, Summary
from abstand.measuring.comparison import compare as compared
from abstand.measuring.imported import ImportedEvent
from abstand.model import Entry
from abstand.telling.words import Words, words

NARROWEST, WIDEST = 80, 160  # columns of the table where standard output is no terminal or a very wide one
SHOWN_EVENTS = 3  # of the other data set in a row of the table; --json has all


def compare(
    a: OneState,
    b: OtherState,
    source: Annotated[Source, typer.Option("--with", help="The other data set.")],
    by: Annotated[Period, typer.Option("--by", help="What counts as the same time.")] = Period.DAY,
    store: StoreOption = DEFAULT_STORE,
    as_of: AsOfOption = None,
    lang: LangOption = Language.EN,
    since: SinceOption = None,
    until: UntilOption = None,
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lay our reports on a pair beside another data set's events, by day or week and by type."""
    if source is Source.UNGA:
        raise typer.BadParameter("unga holds votes, no events; see ‘abstand alignment’")
    pair = two_states(a, b)
    found = compared(existing_store(store, as_of), pair, source.value, since=since, until=until, by=by)
    if as_json:
        print_rows(map(_record, found.rows))
        return
    print_comparison(found, source.value, words(lang.value))


def _record(row: Row) -> dict[str, Any]:
    return {
        "first": row.first,
        "type": row.type.value if row.type else None,
        "ours": [_own(entry) for entry in row.ours],
        "theirs": [foreign.row(event) for event in row.theirs],
    }


def _own(entry: Entry) -> dict[str, Any]:
    report = entry.report
    return {
        "id": report.id,
        "mode": report.mode,
        "actors": list(report.actors),
        "recipients": list(report.recipients),
        "status": report.status.value,
        "outlet": entry.document.outlet,
        "url": entry.document.url,
        "sentence": entry.sentence,
    }


def print_comparison(found: Comparison, source: str, spoken: Words) -> None:
    """A table as wide as the terminal, 80 to 160 columns, and the summary below it."""
    width = min(max(shutil.get_terminal_size((NARROWEST, 24)).columns, NARROWEST), WIDEST)
    table = Table(box=None, width=width, pad_edge=False, row_styles=["", "dim"])
    table.add_column(spoken.say("day"), width=10, no_wrap=True)
    table.add_column(spoken.say("type"), width=15)
    table.add_column(spoken.say("ours"), ratio=3)
    table.add_column(source, ratio=2)
    for row in found.rows:
        label = spoken.types[row.type] if row.type else spoken.say("no_type")
        table.add_row(str(row.first), label, _ours(row.ours, spoken), _theirs(row.theirs))
    out = console()
    out.print(table, width=width, soft_wrap=False)
    out.print(_told(found.summary, source, spoken))


def _ours(entries: tuple[Entry, ...], spoken: Words) -> Text:
    lines = [
        f"{_parties(entry)} [{spoken.status(entry.report.status)}] „{entry.sentence}“ {entry.document.outlet}".rstrip()
        for entry in entries
    ]
    return Text("\n".join(lines) or "–")


def _parties(entry: Entry) -> str:
    report = entry.report
    return f"{','.join(report.actors)}→{','.join(report.recipients)}" if report.recipients else "⇄".join(report.actors)


def _theirs(events: tuple[ImportedEvent, ...]) -> Text:
    lines = [_event(event) for event in events[:SHOWN_EVENTS]]
    if len(events) > SHOWN_EVENTS:
        lines.append(f"+ {len(events) - SHOWN_EVENTS}")
    return Text("\n".join(lines) or "–")


def _event(event: ImportedEvent) -> str:
    parts = [f"{event.actor}→{event.recipient}", event.code, None if event.score is None else f"{event.score:+.1f}"]
    return " ".join(part for part in parts if part)


def _told(summary: Summary, source: str, spoken: Words) -> str:
    correlation = "–" if summary.correlation is None else f"{summary.correlation:.2f}"
    names = {
        "source": source,
        "only_ours": str(summary.only_ours),
        "only_theirs": str(summary.only_theirs),
        "both": str(summary.both),
        "reports": str(summary.reports),
        "events": str(summary.events),
        "undated": str(summary.undated),
        "months": str(summary.months),
        "correlation": correlation,
    }
    return spoken.say("compared", **names)
