"""``abstand distance``: the series of two states."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from pyarrow import csv
from rich.table import Table

from abstand import measuring, plot
from abstand.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    EntitiesOption,
    JsonOption,
    LangOption,
    Language,
    OneState,
    OtherState,
    SinceOption,
    StoreOption,
    UntilOption,
    existing_store,
    two_states,
)
from abstand.cli.output import console, print_rows
from abstand.entities import default
from abstand.errors import InputError, NoData
from abstand.model import Direction, Series
from abstand.telling.charts import FORMATS, save
from abstand.telling.words import words


def distance(
    a: OneState,
    b: OtherState,
    store: StoreOption = DEFAULT_STORE,
    lang: LangOption = Language.EN,
    since: SinceOption = None,
    until: UntilOption = None,
    plot_file: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw the series to an .svg or .png file.")
    ] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the series as CSV.")] = None,
    as_of: AsOfOption = None,
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """How far two states are apart over time, in [0, 1], with a 95 % interval, in both directions and together."""
    if plot_file and plot_file.suffix.lower() not in FORMATS:
        raise typer.BadParameter(f"{plot_file}: name a file that ends in {' or '.join(FORMATS)}")
    series = measuring.distance(existing_store(store, as_of), *two_states(a, b), since=since, until=until)
    if not series.points:
        raise NoData(f"no day with a distance lies between {since or 'the first'} and {until or 'the last'}")
    if csv_file:
        _write_csv(series, csv_file)
    if plot_file:
        save(plot.distance(series, lang.value), plot_file)
    if as_json:
        print_rows(series.to_arrow().to_pylist())
        return
    print_series(series, lang.value)
    for file in filter(None, (plot_file, csv_file)):
        console().print(f"→ {file}")


def _write_csv(series: Series, file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        csv.write_csv(series.to_arrow(), file)
    except OSError as error:
        raise InputError(f"{file}: cannot be written: {error.strerror or error}") from error


def print_series(series: Series, lang: str) -> None:
    """The months' last days: enough to read in a terminal; all days are in the CSV."""
    spoken = words(lang)
    names = {
        "a": default().display_name(series.dyad.actor, lang),
        "b": default().display_name(series.dyad.recipient, lang),
    }
    table = Table(title=spoken.say("chart_title", **names), caption=spoken.say("chart_note"), box=None)
    table.add_column(spoken.say("day"))
    curves = {way: series.curve(way) for way in Direction if series.curve(way)}
    for way in curves:
        table.add_column(spoken.say(way.value, **names), justify="right")
    for row in zip(*curves.values(), strict=True):
        if row[0].day == series.points[-1].day or (row[0].day + timedelta(days=1)).day == 1:
            table.add_row(str(row[0].day), *(f"{p.distance:.2f} [{p.low:.2f}, {p.high:.2f}]" for p in row))
    console().print(table)
