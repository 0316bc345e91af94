"""``abstand distances``: one state and all others."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from abstand import measuring
from abstand.cli.asking import Asked, asking
from abstand.cli.options import OneState
from abstand.cli.output import console, print_rows
from abstand.entities import default
from abstand.measuring.partners import WINDOW_DAYS, Partner
from abstand.telling.words import words


@asking
def distances(
    a: OneState,
    asked: Asked,
    window: Annotated[int, typer.Option("--window", min=1, help="Days over which the change is shown.")] = WINDOW_DAYS,
) -> None:
    """How far a state is from each of its partners, nearest first, and how that has changed."""
    found = measuring.distances(asked.store, a, until=asked.until, window_days=window, **asked.options)
    if asked.as_json:
        print_rows(map(asdict, found))
        return
    spoken = words(asked.lang)
    own = default().display_name(default().resolve(a), asked.lang)
    table = Table(
        title=f"{spoken.say('partners_title', a=own)} ({found[0].day})", caption=spoken.say("table_note"), box=None
    )
    table.add_column(spoken.say("partner"))
    for name in (spoken.say("distance"), spoken.say("moved", days=str(window)), spoken.say("events")):
        table.add_column(name, justify="right")
    table.add_column(spoken.say("last_act"))
    for partner in found:
        name = default().display_name(partner.partner, asked.lang)
        table.add_row(name, *_cells(partner), str(partner.events), str(partner.last_act))
    console().print(table)


def _cells(partner: Partner) -> tuple[str, str]:
    change = "–"
    if partner.change is not None:
        change = f"{round(partner.change, 2) + 0.0:+.2f} [{partner.change_low:+.2f}, {partner.change_high:+.2f}]"
    return f"{partner.distance:.2f} [{partner.low:.2f}, {partner.high:.2f}]", change
