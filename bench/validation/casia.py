"""Kazakhstan and its three great partners 1989-1999, by the Kansas data on Central Asia: steps, and a plot each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from abstand import measuring, plot
from abstand.measuring.told_steps import Step
from abstand.model import Series
from abstand.telling.charts import save

from .held import Held

PAIRS = (("KAZ", "RUS"), ("KAZ", "CHN"), ("KAZ", "USA"))


def steps_and_plots(held: Held, folder: Path) -> dict[tuple[str, str], tuple[Step, ...]]:
    """The steps by pair; ``folder``/validation-kaz-….svg are drawn."""
    found = {}
    for pair in PAIRS:
        found[pair] = measuring.steps(held.store, *pair, source=held.source, prior=held.prior)
        series = measuring.distance(held.store, *pair, source=held.source, prior=held.prior)
        save(plot.distance(_thinned(series), steps=found[pair]), folder / f"validation-{'-'.join(pair).lower()}.svg")
    return found


def _thinned(series: Series) -> Series:
    """Mondays and the days with acts: a daily drawing of ten years is seven times as large and looks the same."""
    return replace(series, points=tuple(point for point in series.points if point.events or point.day.weekday() == 0))
