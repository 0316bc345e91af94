"""``abstand sources``: the catalogue of outlets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from abstand.cli.options import JsonOption, Language
from abstand.cli.output import console, print_rows
from abstand.entities import resolve
from abstand.sources.catalogue import SHIPPED, check, load

app = typer.Typer(help="The catalogue of outlets that can be watched.", no_args_is_help=True)
CatalogueOption = Annotated[
    Path,
    typer.Option(
        "--catalogue",
        metavar="DIR",
        exists=True,
        file_okay=False,
        show_default="the shipped one",
        help="The folder of outlets.",
    ),
]


@app.command("list")
def list_(
    catalogue: CatalogueOption = SHIPPED,
    language: Annotated[Language | None, typer.Option("--lang-in", help="Only outlets in this language.")] = None,
    country: Annotated[str, typer.Option("--country", help="Only outlets of this state, by code or any name.")] = "",
    as_json: JsonOption = False,
) -> None:
    """The outlets of a catalogue: what they are called, where they stand, what is read of them."""
    code = resolve(country) if country else ""
    outlets = [
        outlet
        for outlet in load(catalogue)
        if (not language or language.value in outlet.languages) and (not code or outlet.country == code)
    ]
    if as_json:
        print_rows(
            {
                "name": outlet.name,
                "names": dict(outlet.names),
                "home": outlet.home,
                "feeds": list(outlet.feeds),
                "sitemaps": list(outlet.sitemaps),
                "languages": list(outlet.languages),
                "kind": outlet.kind,
                "country": outlet.country,
                "ownership": outlet.ownership,
                "rights": outlet.rights,
                "documents_per_day": [outlet.fewest, outlet.most],
            }
            for outlet in outlets
        )
        return
    table = Table("outlet", "country", "languages", "kind", "home", box=None)
    for outlet in outlets:
        table.add_row(outlet.name, outlet.country, " ".join(outlet.languages), outlet.kind, outlet.home)
    console().print(table)


@app.command("check")
def check_(catalogue: CatalogueOption = SHIPPED, as_json: JsonOption = False) -> None:
    """Whether the files of a catalogue are right. No address is asked."""
    outlets, findings = check(catalogue)
    if as_json:
        print_rows({"file": f.file, "key": f.key, "reason": f.reason} for f in findings)
    else:
        for finding in findings:
            console().print(f"{finding.file}: {finding.key}: {finding.reason}")
        console().print(f"outlets that are right: {len(outlets)}, findings: {len(findings)}")
    raise typer.Exit(1 if findings else 0)
