"""The application: its verbs, one file each."""

from __future__ import annotations

from typing import Annotated

import typer

from abstand import __version__
from abstand.cli import (
    chronicle,
    code,
    demo,
    distance,
    distances,
    entities,
    explain,
    neighbours,
    sensitivity,
    steps,
)

app = typer.Typer(
    name="abstand",
    help="Reads news in German, French, English, Russian and Kazakh and measures how far states have moved apart.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.demo)
app.command("code")(code.code)
app.command("chronicle")(chronicle.chronicle)
app.command("distance")(distance.distance)
app.command("explain")(explain.explain)
app.command("distances")(distances.distances)
app.command("neighbours")(neighbours.neighbours)
app.command("steps")(steps.steps)
app.command("sensitivity")(sensitivity.sensitivity)
app.add_typer(entities.app, name="entities")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"abstand {__version__}")
        raise typer.Exit


@app.callback()
def top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Who did what to whom between states, according to whom, how sure the text is, and how far apart they are."""
