"""``abstand import``: other people's data, kept apart from our own."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from abstand import importing
from abstand.cli.options import DEFAULT_STORE, EntitiesOption, JsonOption, StoreOption
from abstand.cli.output import console, errors, print_rows
from abstand.store import open_store

SHOWN_PROBLEMS = 20
SHOWN_NAMES = 20


class Source(StrEnum):
    GDELT = "gdelt"
    ICEWS = "icews"
    POLECAT = "polecat"
    WEIS = "weis"
    PLOVER = "plover"
    UNGA = "unga"


def import_(
    source: Annotated[Source, typer.Argument(metavar="SOURCE", help="gdelt, icews, polecat, weis, plover or unga.")],
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files of this source, zipped or not.")],
    store: StoreOption = DEFAULT_STORE,
    entities: EntitiesOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if there was any problem.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read events or UN votes of other data sets into the store, apart from our own reports."""
    shown = errors()
    columns = (SpinnerColumn(), TextColumn("rows"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bar:
        task = bar.add_task("rows", total=None)
        done = importing.import_files(
            source.value, files, store=open_store(store), progress=lambda rows: bar.advance(task, rows)
        )
    if as_json:
        print_rows([_summary(done)])
    else:
        print_import(done)
    raise typer.Exit(1 if done.unread_named or (strict and done.problems) else 0)


def _summary(done: importing.Imported) -> dict[str, object]:
    return {
        "rows read": done.read,
        "kept": done.kept,
        "already stored": done.known,
        "files already imported": done.known_files,
        "left out": {reason.value: number for reason, number in done.left_out.most_common()},
        "unknown names": dict(done.unknown.most_common()),
        "problems": [{"source": p.source, "reason": p.reason} for p in done.problems],
    }


def print_import(done: importing.Imported) -> None:
    """The closing table; problems go to standard error."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(justify="right")
    for name, value in _summary(done).items():
        if isinstance(value, int):
            table.add_row(name, str(value))
    for reason, number in done.left_out.most_common():
        table.add_row(f"left out: {reason.value}", str(number))
    names = done.unknown.most_common()
    for name, number in names[:SHOWN_NAMES]:
        table.add_row(f"unknown: {name}", str(number))
    if more := names[SHOWN_NAMES:]:
        table.add_row(f"unknown: {len(more)} more names", str(sum(number for _, number in more)))
    table.add_row("problems", str(len(done.problems)))
    console().print(table)
    for problem in done.problems[:SHOWN_PROBLEMS]:
        errors().print(f"problem: {problem.source}: {problem.reason}", style="yellow")
    if (hidden := len(done.problems) - SHOWN_PROBLEMS) > 0:
        errors().print(f"… and {hidden} more problems; the store keeps them all", style="yellow")
