"""``abstand neighbours``: who stands to others as a state does."""

from __future__ import annotations

from dataclasses import asdict

from rich.table import Table

from abstand import measuring
from abstand.cli.options import (
    DEFAULT_STORE,
    DatedOption,
    EntitiesOption,
    JsonOption,
    LangOption,
    Language,
    OneState,
    SourceOption,
    StoreOption,
    UntilOption,
    existing_store,
)
from abstand.cli.output import console, print_rows
from abstand.entities import default
from abstand.telling.words import words


def neighbours(
    a: OneState,
    store: StoreOption = DEFAULT_STORE,
    lang: LangOption = Language.EN,
    until: UntilOption = None,
    dated_only: DatedOption = False,
    source: SourceOption = "own",
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """The states that stand to others as this one does, most alike first."""
    found = measuring.neighbours(existing_store(store), a, until=until, source=source, dated_only=dated_only)
    if as_json:
        print_rows(map(asdict, found))
        return
    spoken = words(lang.value)
    own = default().display_name(default().resolve(a), lang.value)
    table = Table(title=f"{spoken.say('neighbours_title', a=own)} ({found[0].day})", box=None)
    table.add_column(spoken.say("partner"))
    for name in ("difference", "shared"):
        table.add_column(spoken.say(name), justify="right")
    for neighbour in found:
        name = default().display_name(neighbour.neighbour, lang.value)
        apart = f"{neighbour.difference:.2f} [{neighbour.low:.2f}, {neighbour.high:.2f}]"
        table.add_row(name, apart, str(neighbour.shared))
    console().print(table)
