"""``abstand entities``: the gazetteer."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from abstand.cli.options import EntitiesOption, JsonOption, Language, day
from abstand.cli.output import console, print_rows
from abstand.documents import language_of
from abstand.entities import check, default, find
from abstand.entities.normal import HALF
from abstand.entities.sources import DATA
from abstand.entities.table import DISPLAYED, Thing
from abstand.errors import InputError
from abstand.model import LANGUAGES, Mention

_KINDS = {"person": "person", "body": "firm", "outlet": "outlet"}
app = typer.Typer(help="The gazetteer: states, organisations, persons, outlets and their names.", no_args_is_help=True)


@app.command("find")
def find_(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Any text.")],
    lang_in: Annotated[Language | None, typer.Option("--lang-in", help="The language of the text.")] = None,
    on: Annotated[
        date | None, typer.Option("--date", parser=day, metavar="DATE", help="The day of the text, YYYY-MM-DD.")
    ] = None,
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Which entities a text names, and how."""
    if HALF.search(text):
        raise InputError("TEXT: holds bytes that are no UTF-8, or half characters")
    mentions = find(text, lang_in.value if lang_in else language_of(text, "TEXT"), on)
    if as_json:
        print_rows(_mention_row(mention, text) for mention in mentions)
        return
    table = Table("code", "words", "span", "way", "entity", "cases", box=None)
    for m in mentions:
        table.add_row(m.code, m.span.of(text), f"{m.start}–{m.end}", m.way, m.entity, ", ".join(sorted(m.cases)))
    console().print(table)


def _mention_row(m: Mention, text: str) -> dict[str, object]:
    return {
        "code": m.code,
        "words": m.span.of(text),
        "start": m.start,
        "end": m.end,
        "way": m.way,
        "entity": m.entity,
        "cases": sorted(m.cases),
    }


@app.command("show")
def show(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code or any name.")],
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """The names of an entity in five languages, its kind, and who stood for it when, or which offices it held."""
    for thing in default().look_up(code):
        _show_state(thing, as_json) if thing.kind in DISPLAYED else _show_thing(thing, as_json)


def _show_state(state: Thing, as_json: bool) -> None:
    names = {lang: default().display_name(state.code, lang) for lang in LANGUAGES}
    people = [thing for thing in default().table.things if thing.code == state.code and thing.kind == "person"]
    if as_json:
        print_rows([{"code": state.code, "names": names, "people": list(map(_person_row, people))}])
        return
    table = Table(show_header=False, box=None)
    for name, value in {"code": state.code, **names}.items():
        table.add_row(name, value)
    for person in people:
        table.add_row(person.names.get("en", person.id), _terms(person))
    console().print(table)


def _show_thing(thing: Thing, as_json: bool) -> None:
    """A person, firm or outlet: whom it stands for, what it is called, the offices it held for them."""
    if as_json:
        offices = _person_row(thing)["offices"]
        row = {"entity": thing.id, "code": thing.code, "kind": thing.kind, "names": thing.names, "offices": offices}
        print_rows([row])
        return
    table = Table(show_header=False, box=None)
    for name, value in {"entity": thing.id, "code": thing.code, "kind": _KINDS[thing.kind], **thing.names}.items():
        table.add_row(name, value)
    if thing.terms:
        table.add_row("offices", _terms(thing))
    console().print(table)


def _terms(person: Thing) -> str:
    return "; ".join(f"{t.office} {t.period.first or ''} – {t.period.last or ''}" for t in person.terms)


def _person_row(person: Thing) -> dict[str, object]:
    offices = [{"office": t.office, "first": t.period.first, "last": t.period.last} for t in person.terms]
    return {"entity": person.id, "name": person.names.get("en", person.id), "offices": offices}


@app.command("check")
def check_(
    entities: Annotated[
        Path | None,
        typer.Option("--entities", metavar="DIR", exists=True, file_okay=False, help="A folder of your own names."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Whether the data files of names are right: the shipped ones, or those of a folder of your own."""
    findings, sources = check(entities or DATA)
    if as_json:
        print_rows({"file": f.file, "line": f.line, "reason": f.reason, "note": f.is_note} for f in findings)
    else:
        for f in findings:
            told = f"{f.file}:{f.line}: {'note: ' if f.is_note else ''}{f.reason}"
            console().print(told, markup=False, highlight=False)
        counts = Counter(source.kind for source in sources)
        console().print(", ".join(f"{count} {kind}" for kind, count in counts.most_common()) or "nothing to check")
    if not sources or not all(finding.is_note for finding in findings):
        raise typer.Exit(1)
