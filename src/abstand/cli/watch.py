"""``abstand watch``: ask outlets for what is new, again and again or once, and code it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from abstand.cli.code import print_problems
from abstand.cli.options import DEFAULT_STORE, EntitiesOption, JsonOption, StoreOption
from abstand.cli.output import console, errors, print_rows
from abstand.cli.sources import CatalogueOption
from abstand.coding import Coder, usable
from abstand.engines import memory
from abstand.sources.catalogue import SHIPPED, choose, load
from abstand.sources.politeness import Reach
from abstand.sources.polling import Terms
from abstand.store import open_store
from abstand.store.place import Place
from abstand.watching import LEDGER, Summary
from abstand.watching import watch as keep_watch

SHORTEST = timedelta(minutes=1)
COLUMNS = (SpinnerColumn(), TextColumn("reading"), MofNCompleteColumn(), TimeElapsedColumn())
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def duration(text: str) -> timedelta:
    """A length of time as 90s, 30m, 12h or 7d."""
    if not (read := re.fullmatch(r"(\d{1,4})([smhd])", text.strip())):
        raise typer.BadParameter(f"{text!r} is no length of time; write it as 90s, 30m, 12h or 7d")
    return timedelta(**{_UNITS[read[2]]: int(read[1])})


OutletOption = Annotated[list[str] | None, typer.Option("--outlet", help="Only this outlet; may be repeated.")]
OnceOption = Annotated[bool, typer.Option("--once", help="Ask every outlet once and end.")]
EveryOption = Annotated[
    timedelta | None, typer.Option("--every", parser=duration, metavar="TIME", help="Stay, and ask so often: 30m, 2h.")
]
BackOption = Annotated[
    timedelta, typer.Option("--back", parser=duration, metavar="TIME", help="How far back a new outlet is read.")
]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Also read from this machine and its own network.")
]
ContactOption = Annotated[
    str, typer.Option("--contact", help="Where the owner of a site can reach you; sent with each request.")
]
StateOption = Annotated[
    Path | None, typer.Option("--state", metavar="FILE", help=f"What was read; default {LEDGER} in the store.")
]


def watch(
    catalogue: CatalogueOption = SHIPPED,
    outlet: OutletOption = None,
    store: StoreOption = DEFAULT_STORE,
    once: OnceOption = False,
    every: EveryOption = None,
    back: BackOption = "7d",  # type: ignore[assignment]  # typer hands the text to the parser
    allow_private: PrivateOption = False,
    contact: ContactOption = "",
    state: StateOption = None,
    coder: Annotated[Coder, typer.Option("--coder", help="Which coder reads.")] = Coder.READER,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="How many processes code.")] = 1,
    entities: EntitiesOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if there was any problem.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read what outlets publish: their feeds and site maps, and every new article in them."""
    _refuse_wrong_use(once, every, contact)
    if usable(coder) is not coder:
        errors().print("abstand: the reader's model is not installed; the cue coder is used", style="yellow")
    outlets = choose(load(catalogue), outlet or [])
    memory.save()
    shown = errors()
    failed = False
    with Progress(*COLUMNS, console=shown, transient=True, disable=not shown.is_terminal) as bar:
        task = bar.add_task("reading", total=None)
        for summary in keep_watch(
            outlets,
            store=open_store(store),
            ledger=state or _ledger_in(store),
            every=every,
            terms=Terms(back, named=bool(outlet)),
            reach=Reach(allow_private, contact),
            coder=coder,
            jobs=jobs,
            progress=lambda: bar.advance(task),
        ):
            print_rows([row_of(summary)]) if as_json else _print(summary)
            failed = bool(summary.counters.unread_named or (strict and summary.counters.problems))
    raise typer.Exit(1 if failed else 0)


def _ledger_in(store: str) -> Path:
    place = Place.of(store)
    if place.is_remote:
        raise typer.BadParameter(f"{store} is no local folder: name a file for what was read with --state")
    return place.folder / LEDGER


def _refuse_wrong_use(once: bool, every: timedelta | None, contact: str) -> None:
    if once == (every is not None):
        raise typer.BadParameter("give --once or --every TIME, one of the two")
    if every is not None and every < SHORTEST:
        raise typer.BadParameter("--every: outlets are not asked more often than once a minute")
    if not contact.isascii() or not contact.isprintable():
        raise typer.BadParameter("--contact: write an address in ASCII, as it goes into a header")


def row_of(summary: Summary) -> dict[str, object]:
    """A run as one JSON object."""
    counters = summary.counters
    return {
        "started": summary.started.isoformat(timespec="seconds"),
        "read": counters.read,
        "coded": counters.coded,
        "reports": counters.reports,
        "outlets": [
            {
                "outlet": sight.tally.outlet,
                "listings": sight.tally.listings,
                "unchanged": sight.tally.unchanged,
                "new": sight.tally.new,
                "read": sight.tally.read,
                "copies": sight.tally.copies,
                "coded": sight.coded,
                "problems": sight.tally.problems,
                "unusual": sight.unusual,
            }
            for sight in summary.sights
        ],
        "problems": [{"source": p.source, "reason": p.reason} for p in counters.problems],
    }


def _print(summary: Summary) -> None:
    """One line an outlet, and the sum; problems go to standard error."""
    names = ("outlet", "feeds", "unchanged", "new", "read", "copies", "coded", "problems")
    table = Table(*names, box=None, title=f"{summary.started:%Y-%m-%d %H:%M} UTC", title_justify="left", pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for sight in summary.sights:
        tally = sight.tally
        numbers = (tally.listings, tally.unchanged, tally.new, tally.read, tally.copies, sight.coded, tally.problems)
        table.add_row(tally.outlet, *map(str, numbers))
    console().print(table)
    counters = summary.counters
    console().print(f"read {counters.read}, coded {counters.coded}, reports {counters.reports}")
    print_problems(counters.problems)
