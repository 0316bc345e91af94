"""Other people's data, measured as our own reports are: docs/validation.md is made by this.

    python bench/validation.py [--turns-only] [--coder cues|reader|both]

Data sets are kept beside the project, in ../shared/data; without them nothing is validated and the script says so. The
figures go into docs/validation.md between its markers, and to standard output. ``--turns-only`` examines the named
turns and quiet years alone and writes nothing. The reader takes many minutes for the Russian analyses, so only the cue
coder reads them unless asked. Exit status 1: fewer hits or more false alarms than the floors allow.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from validation import attitudes, casia, page, turns, votes
from validation.held import DATA, Held, import_into

from abstand import measuring, pipeline
from abstand.coding import Coder
from abstand.demo import demo_texts
from abstand.store import MemoryStore

ROOT = Path(__file__).parents[1]
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["validation"]
Part = tuple[str, str]  # its name and text
DECADES = 1.1  # of the ICEWS rows: 2005 to 2015


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns-only", action="store_true")
    parser.add_argument("--coder", choices=[*Coder, "both"], default="cues")
    args = parser.parse_args()
    if not DATA.exists():
        print(f"skipped: the data sets to validate on are not at {DATA}")
        return
    with tempfile.TemporaryDirectory() as folder:
        store, done = import_into(Path(folder), "icews", *([] if args.turns_only else ["weis", "unga"]))
        icews = Held.of(store, "icews")
        found = turns.examine(icews)
        parts = of_turns(found)
        if not args.turns_only:
            parts = chain([("imports", page.imports(done))], parts, others(icews, Held.of(store, "weis"), args.coder))
        for part, text in parts:
            print(f"## {part}\n\n{text}", flush=True)
            if not args.turns_only:
                page.put(part, text)
    if found.hits < FLOORS["hits"] or found.false_alarms > FLOORS["false_alarms"]:
        sys.exit(f"{found.hits} hits and {found.false_alarms} false alarms; the floors are {FLOORS}")


def of_turns(found: turns.Examined) -> Iterator[Part]:
    yield "turns", page.turns(found)
    yield "quiet", page.quiet(found)
    yield "steps", page.all_steps(found, DECADES)


def others(icews: Held, weis: Held, coder: str) -> Iterator[Part]:
    """All but the turns: Central Asia, UN votes, sensitivity, attitudes."""
    steps = casia.steps_and_plots(weis, ROOT / "docs" / "images")
    yield "casia", page.casia(steps, {pair: weis.acts(*pair) for pair in steps})
    demo = MemoryStore()
    pipeline.code_items(demo_texts(), store=demo)
    yield "sensitivity-demo", page.sensitivity(measuring.sensitivity(demo, "KAZ", "RUS"))
    yield "sensitivity-icews", page.sensitivity(measuring.sensitivity(icews.store, "CHN", "JPN", source="icews"))
    cells = votes.cells(icews)
    yield "votes", page.votes(cells, votes.correlations(cells))
    coders = [Coder.CUES, Coder.READER] if coder == "both" else [Coder(coder)]
    yield "attitudes", page.attitudes({one.value: attitudes.agreement(one) for one in coders})


if __name__ == "__main__":
    main()
