"""``abstand distance``: the series of two states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer
from pyarrow import csv
from rich.table import Table

from abstand import measuring, plot
from abstand.cli.asking import Asked, asking
from abstand.cli.options import OneState, OtherState, SinceOption, two_states
from abstand.cli.output import console, print_rows
from abstand.entities import default
from abstand.errors import InputError
from abstand.measuring import By
from abstand.measuring.exposure import Coverage
from abstand.measuring.pair import no_day
from abstand.model import Direction, Point, Series
from abstand.telling.charts import FORMATS, save
from abstand.telling.words import words


@asking
def distance(
    a: OneState,
    b: OtherState,
    asked: Asked,
    since: SinceOption = None,
    by: Annotated[By, typer.Option("--by", help="Take the acts apart and measure each part by itself.")] = By.WHOLE,
    filtered: Annotated[
        bool, typer.Option("--filtered", help="Show for each day what the acts up to it said.")
    ] = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Show instead what was read on the two, by month.")
    ] = False,
    plot_file: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw the series to an .svg, .png or .html file.")
    ] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the series as CSV.")] = None,
) -> None:
    """How far two states are apart over time, in [0, 1], with its intervals, in both directions and together."""
    _check(plot_file, by)
    kept, pair, until = asked.store, two_states(a, b), asked.until
    if coverage:
        _tell_coverage(measuring.covered(kept, *pair, since=since, until=until), pair, asked.lang, asked.as_json)
        return
    parts = measuring.distance_by(kept, *pair, by, since=since, until=until, filtered=filtered, **asked.options)
    shown = [series for series in parts.values() if series.points]
    if not shown:
        whole = measuring.distance(kept, *pair, **asked.options).points
        raise no_day(since, until, whole[0].day, whole[-1].day)
    if csv_file:
        _write_csv(_table(shown, by), csv_file)
    if plot_file:
        steps = measuring.steps(kept, *pair, since=since, until=until, **asked.options)
        save(plot.distance(shown[0], asked.lang, steps), plot_file)
    if asked.as_json:
        print_rows(_table(shown, by).to_pylist())
        return
    for series in shown:
        print_series(series, asked.lang)
    for file in filter(None, (plot_file, csv_file)):
        console().print(f"→ {file}")


def _check(plot_file: Path | None, by: By) -> None:
    if plot_file and plot_file.suffix.lower() not in FORMATS:
        raise typer.BadParameter(f"{plot_file}: name a file that ends in {' or '.join(FORMATS)}")
    if plot_file and by is not By.WHOLE:
        raise typer.BadParameter("a chart shows the whole: leave out --plot or --by")


def _table(parts: Sequence[Series], by: By) -> pa.Table:
    """All points; with a first column for the part where the acts are taken apart."""
    if by is By.WHOLE:
        return parts[0].to_arrow()
    tables = (
        series.to_arrow().add_column(0, by.value, pa.array([series.group] * len(series.points), pa.string()))
        for series in parts
    )
    return pa.concat_tables(tables)


def _write_csv(table: pa.Table, file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        csv.write_csv(table, file)
    except OSError as error:
        raise InputError(f"{file}: cannot be written: {error.strerror or error}") from error


def print_series(series: Series, lang: str) -> None:
    """The months' last days: enough to read in a terminal; all days are in the CSV."""
    spoken = words(lang)
    names = {
        "a": default().display_name(series.dyad.actor, lang),
        "b": default().display_name(series.dyad.recipient, lang),
    }
    title = spoken.say("chart_title", **names) + (f": {series.group}" if series.group else "")
    table = Table(title=title, caption=spoken.say("table_note"), box=None)
    table.add_column(spoken.say("day"))
    curves = {way: {point.day: point for point in series.curve(way)} for way in Direction if series.curve(way)}
    for way in curves:
        table.add_column(spoken.say(way.value, **names), justify="right")
    for day in curves[Direction.SYMMETRIC]:
        if day == series.points[-1].day or (day + timedelta(days=1)).day == 1:
            table.add_row(str(day), *(_cell(curve.get(day)) for curve in curves.values()))
    console().print(table)


def _tell_coverage(found: Sequence[Coverage], pair: tuple[str, str], lang: str, as_json: bool) -> None:
    if as_json:
        print_rows(map(asdict, found))
        return
    spoken = words(lang)
    names = {key: default().display_name(code, lang) for key, code in zip("ab", pair, strict=True)}
    table = Table(title=spoken.say("coverage_title", **names), box=None)
    table.add_column(spoken.say("month"))
    for name in ("read_days", "documents", "reports", "rate", "quiet"):
        table.add_column(spoken.say(name), justify="right")
    for month in found:
        rate = "–" if month.rate is None else f"{month.rate:.0f} [{month.low:.0f}, {month.high:.0f}]"
        quiet = "–" if month.quiet is None else f"{month.quiet:.2f}"
        read = f"{month.days_read}/{month.days}"
        table.add_row(f"{month.month:%Y-%m}", read, str(month.documents), str(month.reports), rate, quiet)
    console().print(table)


def _cell(point: Point | None) -> str:
    """The distance with its 95 % interval; nothing before the first act where only earlier acts count."""
    return f"{point.distance:.2f} [{point.low:.2f}, {point.high:.2f}]" if point else "–"
