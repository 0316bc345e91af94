"""``abstand entities``: the gazetteer."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from abstand.cli.options import JsonOption, Language
from abstand.cli.output import console, print_rows
from abstand.documents import language_of
from abstand.entities import default, find, resolve
from abstand.model import LANGUAGES

app = typer.Typer(help="The gazetteer: states, organisations, persons, outlets and their names.", no_args_is_help=True)


@app.command("find")
def find_(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Any text.")],
    lang_in: Annotated[Language | None, typer.Option("--lang-in", help="The language of the text.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Which entities a text names, and how."""
    mentions = find(text, lang_in.value if lang_in else language_of(text, "TEXT"))
    rows = [
        {"code": m.code, "words": m.span.of(text), "start": m.start, "end": m.end, "way": m.way.value, "entity": m.entity,
         "cases": sorted(m.cases)}
        for m in mentions
    ]  # fmt: skip
    if as_json:
        print_rows(rows)
        return
    table = Table("code", "words", "span", "way", "entity", "cases", box=None)
    for row in rows:
        span = f"{row['start']}–{row['end']}"
        table.add_row(
            str(row["code"]),
            str(row["words"]),
            span,
            str(row["way"]),
            str(row["entity"]),
            ", ".join(row["cases"]),  # type: ignore[arg-type]
        )
    console().print(table)


@app.command("show")
def show(code: Annotated[str, typer.Argument(metavar="CODE", help="A code or any name.")]) -> None:
    """The display names of an entity in five languages, and who stood for it when."""
    gazetteer = default()
    known = resolve(code)
    table = Table(show_header=False, box=None)
    table.add_row("code", known)
    for lang in LANGUAGES:
        table.add_row(lang, gazetteer.display_name(known, lang))
    for thing in gazetteer.table.things:
        if thing.code == known and thing.kind == "person":
            terms = "; ".join(f"{t.office} {t.period.first} – {t.period.last or ''}" for t in thing.terms)
            table.add_row(thing.names.get("en", thing.id), terms)
    console().print(table)
