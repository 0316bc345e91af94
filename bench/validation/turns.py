"""Named turns and quiet years against the steps found: hits, misses, false alarms."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from abstand import measuring
from abstand.errors import NoData
from abstand.measuring.told_steps import Step

from .held import Held

NEAR = timedelta(days=60)
NAMED = Path(__file__).with_name("turns.toml")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """A named turn, or a quiet year (``what`` is empty), with the acts of the pair and near the day or in the year."""

    pair: Pair
    first: date
    last: date
    way: str
    what: str
    acts: int
    near: int
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        return str(self.first) if self.what else str(self.first.year)


@dataclass(frozen=True)
class Examined:
    turns: tuple[Case, ...]
    quiet: tuple[Case, ...]
    steps: dict[Pair, tuple[Step, ...]]

    @property
    def hits(self) -> int:
        return sum(bool(case.steps) for case in self.turns)

    @property
    def false_alarms(self) -> int:
        return sum(bool(case.steps) for case in self.quiet)


def examine(held: Held) -> Examined:
    """The steps of every named pair, held against what was named."""
    named = tomllib.loads(NAMED.read_text(encoding="utf-8"))
    pairs = sorted({_pair(entry) for entry in (*named["turn"], *named["quiet"])})
    steps = {pair: _steps(held, pair) for pair in pairs}
    turns = tuple(_turn(held, entry, steps[_pair(entry)]) for entry in named["turn"])
    return Examined(turns, tuple(_quiet(held, entry, steps[_pair(entry)]) for entry in named["quiet"]), steps)


def _pair(entry: dict[str, list[str]]) -> Pair:
    one, other = entry["pair"]
    return one, other


def _steps(held: Held, pair: Pair) -> tuple[Step, ...]:
    try:
        return measuring.steps(held.store, *pair, source=held.source, prior=held.prior)
    except NoData:
        return ()


def _turn(held: Held, entry: dict, steps: tuple[Step, ...]) -> Case:  # type: ignore[type-arg]
    """Steps in the named way whose days, first to last, come within 60 days of the turn's."""
    day, way = entry["day"], entry["way"]
    hits = tuple(
        step for step in steps
        if (step.size > 0) == (way == "apart") and step.first - NEAR <= day <= step.last + NEAR
    )  # fmt: skip
    return Case(_pair(entry), day, day, way, entry["what"], *_counts(held, _pair(entry), day - NEAR, day + NEAR), hits)


def _quiet(held: Held, entry: dict, steps: tuple[Step, ...]) -> Case:  # type: ignore[type-arg]
    """Steps dated within the year, whichever way."""
    first, last = date(entry["year"], 1, 1), date(entry["year"], 12, 31)
    alarms = tuple(step for step in steps if first <= step.day <= last)
    return Case(_pair(entry), first, last, "", "", *_counts(held, _pair(entry), first, last), alarms)


def _counts(held: Held, pair: Pair, first: date, last: date) -> tuple[int, int]:
    return held.acts(*pair), held.acts(*pair, first, last)
