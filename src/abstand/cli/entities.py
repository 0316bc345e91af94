"""``abstand entities``: the gazetteer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from abstand.cli.options import EntitiesOption, JsonOption, Language
from abstand.cli.output import console, print_rows
from abstand.documents import language_of
from abstand.entities import check, default, find, resolve
from abstand.entities.sources import DATA
from abstand.entities.table import Thing
from abstand.model import LANGUAGES, Mention

app = typer.Typer(help="The gazetteer: states, organisations, persons, outlets and their names.", no_args_is_help=True)


@app.command("find")
def find_(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Any text.")],
    lang_in: Annotated[Language | None, typer.Option("--lang-in", help="The language of the text.")] = None,
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Which entities a text names, and how."""
    mentions = find(text, lang_in.value if lang_in else language_of(text, "TEXT"))
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
    """The display names of an entity in five languages, and who stood for it when."""
    known = resolve(code)
    names = {lang: default().display_name(known, lang) for lang in LANGUAGES}
    people = [thing for thing in default().table.things if thing.code == known and thing.kind == "person"]
    if as_json:
        print_rows([{"code": known, "names": names, "people": list(map(_person_row, people))}])
        return
    table = Table(show_header=False, box=None)
    for name, value in {"code": known, **names}.items():
        table.add_row(name, value)
    for person in people:
        terms = "; ".join(f"{t.office} {t.period.first or ''} – {t.period.last or ''}" for t in person.terms)
        table.add_row(person.names.get("en", person.id), terms)
    console().print(table)


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
        print_rows({"file": f.file, "line": f.line, "reason": f.reason} for f in findings)
    else:
        for finding in findings:
            console().print(f"{finding.file}:{finding.line}: {finding.reason}", markup=False, highlight=False)
        counts = Counter(source.kind for source in sources)
        console().print(", ".join(f"{count} {kind}" for kind, count in counts.most_common()) or "nothing to check")
    if findings or not sources:
        raise typer.Exit(1)
