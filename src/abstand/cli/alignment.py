"""``abstand alignment``: how alike states vote in the UN General Assembly."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from abstand.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    EntitiesOption,
    JsonOption,
    LangOption,
    Language,
    SinceOption,
    StoreOption,
    UntilOption,
    existing_store,
)
from abstand.cli.output import console, print_rows
from abstand.entities import default, resolve
from abstand.measuring.alignment import Likeness, Window, votes_of
from abstand.measuring.alignment import alignment as alike
from abstand.measuring.positions import Position, positions
from abstand.sources.tables import Issue
from abstand.store import Store
from abstand.telling.words import Words, words


def alignment(
    states: Annotated[list[str], typer.Argument(metavar="A B…", help="Two states or more, by code or any name.")],
    store: StoreOption = DEFAULT_STORE,
    as_of: AsOfOption = None,
    lang: LangOption = Language.EN,
    since: SinceOption = None,
    until: UntilOption = None,
    issue: Annotated[Issue | None, typer.Option("--issue", help="Only roll calls on this issue.")] = None,
    every: Annotated[
        int | None, typer.Option("--every", min=1, metavar="YEARS", help="Figures by so many years.")
    ] = None,
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Agreement of UN votes, kappa and pi for every pair, and each state's ideal point by session."""
    codes = list(dict.fromkeys(resolve(state) for state in states))
    if len(codes) < 2:
        raise typer.BadParameter("name two states or more")
    kept, window = existing_store(store, as_of), Window(since, until, issue)
    pairs = alike(kept, codes, window, every)
    points = _positions(kept, codes, window)
    if as_json:
        print_rows([{"kind": "pair", **asdict(pair)} for pair in pairs])
        print_rows([{"kind": "position", **asdict(point)} for point in points])
        return
    print_pairs(pairs, words(lang.value))
    print_positions(points, words(lang.value))


def _positions(store: Store, codes: list[str], window: Window) -> list[Position]:
    """The positions in the sessions of the window."""
    numbers = votes_of(store, window)["session"]
    ends = (int(min(numbers.to_pylist())), int(max(numbers.to_pylist()))) if len(numbers) else (0, 0)
    return positions(store, codes, window.issue, ends)


def print_pairs(pairs: list[Likeness], spoken: Words) -> None:
    table = Table(title=spoken.say("votes_title"), caption=spoken.say("votes_note"), box=None)
    table.add_column(spoken.say("pair"))
    table.add_column(spoken.say("days"))
    for name in ("votes", "agreement"):
        table.add_column(spoken.say(name), justify="right")
    table.add_column("κ", justify="right")
    table.add_column("π", justify="right")
    for pair in pairs:
        names = " – ".join(default().display_name(code, spoken.language) for code in (pair.one, pair.other))
        figures = ("–" if value is None else f"{value:.2f}" for value in (pair.agreement, pair.kappa, pair.pi))
        table.add_row(names, f"{pair.first} … {pair.last}", str(pair.votes), *figures)
    console().print(table)


def print_positions(points: list[Position], spoken: Words) -> None:
    """Each state's first and last position of the window; all are in --json."""
    table = Table(title=spoken.say("positions_title"), caption=spoken.say("positions_note"), box=None)
    table.add_column(spoken.say("state"))
    table.add_column(spoken.say("first_session"), justify="right")
    table.add_column(spoken.say("last_session"), justify="right")
    by_state: dict[str, list[Position]] = {}
    for point in points:
        by_state.setdefault(point.state, []).append(point)
    for state, found in by_state.items():
        table.add_row(default().display_name(state, spoken.language), _told(found[0]), _told(found[-1]))
    console().print(table)


def _told(point: Position) -> str:
    return f"{point.session}: {point.point:+.2f} [{point.low:+.2f}, {point.high:+.2f}]"
