"""The application: its verbs, one file each."""

from __future__ import annotations

from typing import Annotated

import typer

from abstand import __version__
from abstand.cli import (
    alignment,
    chronicle,
    code,
    compare,
    demo,
    digest,
    distance,
    distances,
    entities,
    explain,
    import_,
    judge,
    neighbours,
    publish,
    recode,
    reviewers,
    sensitivity,
    serve,
    sources,
    steps,
    store,
    watch,
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
app.command("recode")(recode.recode)
app.command("watch")(watch.watch)
app.command("digest")(digest.digest)
app.command("publish")(publish.publish)
app.command("serve")(serve.serve)
app.add_typer(store.app, name="store")
app.command("import")(import_.import_)
app.command("compare")(compare.compare)
app.command("alignment")(alignment.alignment)
app.add_typer(entities.app, name="entities")
app.add_typer(sources.app, name="sources")
app.add_typer(judge.app, name="judge")
app.add_typer(reviewers.app, name="reviewers")


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
