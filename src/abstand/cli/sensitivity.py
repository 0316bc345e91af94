"""``abstand sensitivity``: how much the distance depends on our choices."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from abstand import measuring
from abstand.cli.asking import Asked, asking
from abstand.cli.options import OneState, OtherState, SinceOption, two_states
from abstand.cli.output import console, print_rows
from abstand.entities import default
from abstand.measuring.sensitivity import Sensitivity, Variant
from abstand.telling.words import words


@asking
def sensitivity(a: OneState, b: OtherState, asked: Asked, since: SinceOption = None) -> None:
    """The distance under other scales, without unmerged reports, without each outlet; how much it moves in all."""
    found = measuring.sensitivity(asked.store, *two_states(a, b), since=since, until=asked.until, **asked.options)
    if asked.as_json:
        print_rows([{"moves": found.moves, "rests_on": found.rests_on, "variants": [_row(v) for v in found.variants]}])
        return
    print_sensitivity(found, asked.lang)


def print_sensitivity(found: Sensitivity, lang: str) -> None:
    spoken, dyad = words(lang), found.dyad
    names = {key: default().display_name(code, lang) for key, code in (("a", dyad.actor), ("b", dyad.recipient))}
    table = Table(title=spoken.say("sensitivity_title", **names), caption=spoken.say("table_note"), box=None)
    table.add_column(spoken.say("choice"))
    for name in (str(found.days[0]), str(found.days[-1]), *map(spoken.say, ("shift", "bands", "events"))):
        table.add_column(name, justify="right")
    for variant in found.variants:
        table.add_row(variant.name, *_cells(variant), str(variant.events))
    out = console()
    out.print(table)
    out.print(spoken.say("conclusion", moves=f"{found.moves:.2f}"))
    if found.rests_on:
        out.print(spoken.say("rests_on", names=", ".join(found.rests_on)))


def _cells(variant: Variant) -> tuple[str, ...]:
    if variant.curve is None or variant.shift is None or variant.bands is None:
        return ("–",) * 4
    ends = (
        f"{variant.curve.middle[at]:.2f} [{variant.curve.low[at]:.2f}, {variant.curve.high[at]:.2f}]" for at in (0, -1)
    )
    return *ends, f"{variant.shift:.3f}", f"{variant.bands:.2f}"


def _row(variant: Variant) -> dict[str, Any]:
    curve = None if variant.curve is None else variant.curve.middle.round(6).tolist()
    return {
        "name": variant.name, "events": variant.events, "shift": variant.shift, "bands": variant.bands,
        "distance": curve,
    }  # fmt: skip
