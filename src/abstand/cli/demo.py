"""``abstand demo``: the bundled example, start to end."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from abstand import measuring, pipeline, plot
from abstand.cli.chronicle import print_chronicle
from abstand.cli.code import print_counters
from abstand.cli.distance import print_series
from abstand.cli.options import LangOption, Language
from abstand.cli.output import console
from abstand.demo import demo_texts
from abstand.model import Question
from abstand.store import open_store
from abstand.telling.charts import save

PAIR = ("KAZ", "RUS")


def demo(
    folder: Annotated[Path, typer.Option("--out", help="The folder for the store and the chart.")] = Path("demo"),
    lang: LangOption = Language.EN,
) -> None:
    """Code the bundled texts on Kazakhstan's foreign relations 2021-2023; print and draw the result."""
    out = console()
    if (folder / "store").exists():
        open_store(folder / "store")  # raises if it is something else, which is not ours to delete
        shutil.rmtree(folder / "store")
    store = open_store(folder / "store")
    print_counters(pipeline.code_items(demo_texts(), store=store, now=datetime.now(UTC)))
    print_chronicle(store.entries(Question(pair=PAIR)), PAIR, lang.value)
    series = measuring.distance(store, *PAIR)
    print_series(series, lang.value)
    chart = folder / "distance-kaz-rus.svg"
    save(plot.distance(series, lang.value), chart)
    out.print(f"\nchart: {chart}\nstore: {folder / 'store'}")
    out.print(f"more:  abstand chronicle KAZ CSTO --store {folder / 'store'}")
