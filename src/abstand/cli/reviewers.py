"""``abstand reviewers``: who may review in the web app."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from abstand.cli.options import DEFAULT_STORE, JsonOption, StoreOption, existing_store
from abstand.cli.output import console, print_rows

if TYPE_CHECKING:
    from abstand.web.desk import Desk

app = typer.Typer(help="Who may review in the web app.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name that stands beside the verdicts.")]


@app.command("add")
def add(name: NameArgument, store: StoreOption = DEFAULT_STORE) -> None:
    """Let somebody review, or give a new password. It is asked for; from a pipe its first line is taken."""
    from abstand.web.desk import reviewers  # only here: the web app takes long to load

    if sys.stdin.isatty():
        password = typer.prompt("password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    reviewers.add(_desk(store), name, password)
    console().print(f"{name.strip()} may review; sign in at /review")


@app.command("remove")
def remove(name: NameArgument, store: StoreOption = DEFAULT_STORE) -> None:
    """End somebody's reviewing at once; the judgements stay."""
    from abstand.web.desk import reviewers

    reviewers.remove(_desk(store), name)
    console().print(f"{name} may review no more")


@app.command("list")
def list_(store: StoreOption = DEFAULT_STORE, as_json: JsonOption = False) -> None:
    """All reviewers by name."""
    from abstand.web.desk import reviewers

    found = reviewers.known(_desk(store))
    if as_json:
        print_rows({"name": one.name, "added": one.added} for one in found)
        return
    table = Table("name", "since", box=None)
    for one in found:
        table.add_row(one.name, one.added)
    console().print(table if found else "no reviewers")


def _desk(store: str) -> Desk:
    from abstand.web.desk import Desk, desk_file

    existing_store(store)
    return Desk(desk_file(store))
