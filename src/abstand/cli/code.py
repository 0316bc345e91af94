"""``abstand code``: read, annotate, code, merge, store; with ``--jsonl``, records in and records out."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from abstand import pipeline
from abstand.cli.options import DEFAULT_STORE, EntitiesOption, JsonOption, Language, StoreOption, day
from abstand.cli.output import console, errors, print_rows
from abstand.coding import Coder, usable
from abstand.engines import Engine
from abstand.entities import default
from abstand.errors import InputError
from abstand.model import Problem
from abstand.records import code_records
from abstand.sources import Columns
from abstand.store import open_store

SHOWN_PROBLEMS = 20
WORTH_A_PROCESS = 100  # texts; a process takes some seconds to load gazetteer and word lists, a text a fraction of one


def code(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH…", help="Files, folders, or - .")] = None,
    store: StoreOption = DEFAULT_STORE,
    jsonl: Annotated[
        str | None, typer.Option("--jsonl", metavar="FILE", help="Code JSON records (a file or -) to standard output.")
    ] = None,
    published: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="The day the texts were published.")
    ] = None,
    lang_in: Annotated[Language | None, typer.Option("--lang-in", help="The language of the texts.")] = None,
    outlet: Annotated[str, typer.Option("--outlet", help="The outlet that published the texts.")] = "",
    coder: Annotated[Coder, typer.Option("--coder", help="Which coder reads.")] = Coder.READER,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="How many processes code; 0: as many as pay.")] = 0,
    columns: Annotated[
        str, typer.Option("--columns", metavar="FIELD=COLUMN,…", help="Which columns of a CSV or JSONL file hold what.")
    ] = "",
    day_format: Annotated[
        str, typer.Option("--day-format", metavar="FORMAT", help="How the days in its columns are written: %d/%m/%Y.")
    ] = "",
    engine: Annotated[Engine, typer.Option("--engine", help="How coding is spread.")] = Engine.LOCAL,
    entities: EntitiesOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if there was any problem.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read texts, code their international events and keep them in a store."""
    if bool(paths) == (jsonl is not None):
        raise typer.BadParameter("give PATHs or --jsonl FILE, one of the two")
    if jsonl is not None and (published or lang_in or outlet or columns or day_format):
        options = "--published, --lang-in, --outlet, --columns and --day-format"
        raise typer.BadParameter(f"{options} are for PATHs; a record says it itself")
    if usable(coder) is not coder:
        errors().print("abstand: the reader's model is not installed; the cue coder is used", style="yellow")
    if jsonl is not None:
        problems = _code_records(jsonl, coder)
        raise typer.Exit(1 if strict and problems else 0)
    given = pipeline.Given(published, lang_in.value if lang_in else None, outlet)
    _refuse_future(published)
    counters = _code_paths(paths or [], store, given, coder, (jobs, engine), _columns(columns, day_format))
    if as_json:
        print_rows([summary(counters)])
    else:
        print_counters(counters)
    raise typer.Exit(1 if counters.unread_named or (strict and counters.problems) else 0)


def _columns(columns: str, day_format: str) -> Columns:
    try:
        return Columns.parse(columns, day_format)
    except InputError as error:
        raise typer.BadParameter(str(error)) from error


def _refuse_future(published: date | None) -> None:
    if published and published > pipeline.latest_day(datetime.now(UTC)):
        raise typer.BadParameter(f"{published} lies in the future; give the day the texts were published")


def _code_records(file: str, coder: Coder) -> int:
    """Answers every record on standard output; the number of problems."""
    problems: list[Problem] = []

    def complain(problem: Problem) -> None:
        problems.append(problem)
        typer.echo(f"abstand: {problem.source}: {problem.reason}", err=True)

    with _lines(file) as stream:
        for record in code_records(stream, default(), complain, coder):
            print_rows([record])
    return len(problems)


def _lines(file: str) -> TextIO:
    """The lines of a file or of standard input; broken bytes come as lone surrogates, which the records complain of."""
    try:
        stream = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    return TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape")


def paying(texts: int, engine: Engine = Engine.LOCAL) -> int:
    """As many processes as are worth their start; 0, all there are, on a cluster."""
    return 0 if engine is Engine.RAY else max(1, min(os.cpu_count() or 1, texts // WORTH_A_PROCESS))


def _code_paths(
    paths: list[str], folder: str, given: pipeline.Given, coder: Coder, processes: tuple[int, Engine], dumps: Columns
) -> pipeline.Counters:
    target, total = open_store(folder), pipeline.count_files(paths)
    jobs, engine = processes
    with progress_bar(total) as advance:
        return pipeline.code(
            paths, store=target, given=given, coder=coder, jobs=jobs or paying(total, engine), engine=engine,
            progress=advance, columns=dumps,
        )  # fmt: skip


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, in a terminal only; what is given is called once a text."""
    columns = (SpinnerColumn(), TextColumn("coding"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    shown = errors()
    with Progress(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bar:
        task = bar.add_task("coding", total=total)
        yield lambda: bar.advance(task)


def summary(counters: pipeline.Counters) -> dict[str, object]:
    """The closing table as one object."""
    return {
        "read": counters.read,
        "coded": counters.coded,
        "already stored": counters.known,
        "forgotten": counters.forgotten,
        "sentences": counters.sentences,
        "past the gate": counters.past_gate,
        "reports": counters.reports,
        "types": dict(counters.types),
        "statuses": dict(counters.statuses),
        "left out": {reason.value: number for reason, number in counters.left_out.items()},
        "problems": [{"source": p.source, "reason": p.reason} for p in counters.problems],
    }


def print_counters(counters: pipeline.Counters) -> None:
    """The closing table of a run; its problems go to standard error."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(justify="right")
    for name, value in summary(counters).items():
        if isinstance(value, int):
            table.add_row(name, str(value))
    for title, counted in (
        ("reports by type", counters.types),
        ("reports by status", counters.statuses),
        ("left out", counters.left_out),
    ):
        for name, number in Counter(counted).most_common():
            table.add_row(f"{title}: {name}", str(number))
    table.add_row("problems", str(len(counters.problems)))
    console().print(table)
    print_problems(counters.problems)


def print_problems(problems: Sequence[Problem]) -> None:
    """The first problems of a run, on standard error."""
    for problem in problems[:SHOWN_PROBLEMS]:
        errors().print(f"problem: {problem.source}: {problem.reason}", style="yellow")
    if (more := len(problems) - SHOWN_PROBLEMS) > 0:
        errors().print(f"… and {more} more problems; the store keeps them all", style="yellow")
