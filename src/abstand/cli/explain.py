"""``abstand explain``: everything behind one report."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from abstand.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    EntitiesOption,
    JsonOption,
    LangOption,
    Language,
    StoreOption,
    existing_store,
)
from abstand.cli.output import console, print_line, print_rows
from abstand.cli.verdicts import judgement_line, judgement_table
from abstand.entities import default
from abstand.errors import NoData
from abstand.judging import Docket
from abstand.judging.correcting import changes
from abstand.judging.docket import documents_of
from abstand.judging.nouns import Judgement
from abstand.judging.readings import reading_of
from abstand.judging.wording import fields
from abstand.model import Entry, Report, Run
from abstand.store import Store
from abstand.store.tables import report_row, run_row
from abstand.telling.chronicle import tell
from abstand.telling.words import words


def explain(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A report's id, or how it begins.")],
    store: StoreOption = DEFAULT_STORE,
    lang: LangOption = Language.EN,
    as_of: AsOfOption = None,
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Why a report says what it says: its words, how each entity was resolved, the cue, the source, the run, and what
    people have judged."""
    kept = existing_store(store, as_of)
    entry = kept.entry(id_)
    if entry is None:
        raise NoData(
            f"no report, or more than one, has an id that begins with {id_!r}; `abstand chronicle` shows the ids"
        )
    run = _run_of(entry, kept)
    coded, judgements, docket = _judged(entry, kept)
    if as_json:
        print_rows([{**_row(entry, run), "judgements": [judgement_line(one, docket) for one in judgements]}])
        return
    spoken, out = words(lang.value), console()
    print_line(tell(entry, spoken, default()), spoken.say("source"), out)
    out.print(_evidence(entry))
    out.print(_record(entry, run))
    if judgements:
        if altered := changes(reading_of(coded), reading_of(entry.report)):
            out.print(f"as coded: {fields(reading_of(coded), altered)} confidence={coded.confidence:.3f}")
        out.print(judgement_table(judgements, docket))


def _judged(entry: Entry, store: Store) -> tuple[Report, tuple[Judgement, ...], Docket]:
    """The report as coded, all judgements on it, and a docket that knows the documents which these are on, too."""
    docket = store.docket([entry.document.id])
    coded = docket.reports[entry.report.id]
    judgements = docket.history(coded)
    return coded, judgements, store.docket({entry.document.id} | documents_of(judgements))


def _run_of(entry: Entry, store: Store) -> Run | None:
    return next((run for run in store.runs() if run.id == entry.report.run), None)


def _evidence(entry: Entry) -> Table:
    table = Table("role", "code", "words", "span", "why", box=None)
    for item in entry.report.evidence:
        words_ = item.span.of(entry.document.text)
        table.add_row(item.role.value, item.code, words_, f"{item.span.start}–{item.span.end}", item.why)
    return table


def _record(entry: Entry, run: Run | None) -> Table:
    report, document = entry.report, entry.document
    table = Table(show_header=False, box=None)
    for name, value in (
        ("type", f"{report.type} / {report.mode or '–'}"),
        ("actors → recipients", f"{', '.join(report.actors)} → {', '.join(report.recipients) or '(each other)'}"),
        ("status", report.status),
        ("speakers", ", ".join(report.speakers) or "–"),
        (
            "when",
            f"{report.when.first} – {report.when.last} ({report.when.basis})" if report.when else "not in the text",
        ),
        ("domain", report.domain),
        ("confidence", f"{report.confidence:.3f}"),
        ("document", f"{document.id}  {document.title}"),
        ("published", str(document.published_on or "unknown")),
        ("event", entry.event or "–"),
        ("run", f"{run.id}: {run.coder} coder, version {run.version}, {run.settings}" if run else report.run),
    ):
        table.add_row(name, value)
    return table


def _row(entry: Entry, run: Run | None) -> dict[str, object]:
    return {
        **report_row(entry.report),
        "sentence": entry.sentence,
        "title": entry.document.title,
        "outlet": entry.document.outlet,
        "url": entry.document.url,
        "event": entry.event,
        "verdict": entry.verdict,
        "run": run_row(run) if run else None,
    }
