"""``abstand neighbours``: who stands to others as a state does."""

from __future__ import annotations

from dataclasses import asdict

from rich.table import Table

from abstand import measuring
from abstand.cli.asking import Asked, asking
from abstand.cli.options import OneState
from abstand.cli.output import console, print_rows
from abstand.entities import default
from abstand.telling.words import words


@asking
def neighbours(a: OneState, asked: Asked) -> None:
    """The states that stand to others as this one does, most alike first."""
    found = measuring.neighbours(asked.store, a, until=asked.until, **asked.options)
    if asked.as_json:
        print_rows(map(asdict, found))
        return
    spoken = words(asked.lang)
    own = default().display_name(default().resolve(a), asked.lang)
    table = Table(title=f"{spoken.say('neighbours_title', a=own)} ({found[0].day})", box=None)
    table.add_column(spoken.say("partner"))
    for name in ("difference", "shared"):
        table.add_column(spoken.say(name), justify="right")
    for neighbour in found:
        name = default().display_name(neighbour.neighbour, asked.lang)
        apart = f"{neighbour.difference:.2f} [{neighbour.low:.2f}, {neighbour.high:.2f}]"
        table.add_row(name, apart, str(neighbour.shared))
    console().print(table)
