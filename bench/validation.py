"""Other people's data, measured as our own reports are: docs/validation.md is made by this.

    python bench/validation.py [PART …] [--coder cues|reader|both] [--print]

Parts: imports, turns (with quiet years and all steps), casia, votes, attitudes, sensitivity; without any, all of them.
Data sets are kept beside the project, in ../shared/data; without them nothing is validated and the script says so. Each
part is put between its markers in docs/validation.md, and printed; with ``--print`` it is only printed. The reader
takes many minutes for the Russian analyses, so only the cue coder reads them unless asked. Exit status 1: fewer hits or
more false alarms than the floors allow.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from validation import attitudes, casia, page, turns, votes
from validation.held import DATA, FILES, Held, import_into

from abstand import measuring, pipeline
from abstand.coding import Coder
from abstand.demo import demo_texts
from abstand.store import MemoryStore, Store, open_store

ROOT = Path(__file__).parents[1]
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["validation"]
Part = tuple[str, str]  # its name and text
DECADES = 1.1  # of the ICEWS rows: 2005 to 2015


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--coder", choices=[*Coder, "both"], default="cues")
    parser.add_argument("--print", action="store_true", help="leave docs/validation.md as it is")
    args = parser.parse_args()
    if not_known := {*args.parts} - {*PARTS}:
        parser.error(f"no part is called {', '.join(sorted(not_known))}; there are {', '.join(PARTS)}")
    if not DATA.exists():
        print(f"skipped: the data sets to validate on are not at {DATA}")
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in args.parts or PARTS:
            for part, text in PARTS[name](Sources(Path(folder), args.coder)):
                print(f"## {part}\n\n{text}", flush=True)
                if not args.print:
                    page.put(part, text)


@dataclass(frozen=True)
class Sources:
    """The data sets, each in a store of its own in ``folder``, imported when first asked for."""

    folder: Path
    coder: str

    def held(self, source: str) -> Held:
        return Held.of(self.store(source), source)

    def store(self, source: str) -> Store:
        there = self.folder / source
        return open_store(there) if there.exists() else import_into(there, source)[0]


def imports(sources: Sources) -> Iterator[Part]:
    done = {name: import_into(sources.folder / name, name)[1][name] for name in FILES}
    yield "imports", page.imports(done)


def of_turns(sources: Sources) -> Iterator[Part]:
    found = turns.examine(sources.held("icews"))
    yield "turns", page.turns(found)
    yield "quiet", page.quiet(found)
    yield "steps", page.all_steps(found, DECADES)
    if found.hits < FLOORS["hits"] or found.false_alarms > FLOORS["false_alarms"]:
        sys.exit(f"{found.hits} hits and {found.false_alarms} false alarms; the floors are {FLOORS}")


def of_casia(sources: Sources) -> Iterator[Part]:
    weis = sources.held("weis")
    steps = casia.steps_and_plots(weis, ROOT / "docs" / "images")
    yield "casia", page.casia(steps, {pair: weis.acts(*pair) for pair in steps})


def of_sensitivity(sources: Sources) -> Iterator[Part]:
    demo = MemoryStore()
    pipeline.code_items(demo_texts(), store=demo)
    yield "sensitivity-demo", page.sensitivity(measuring.sensitivity(demo, "KAZ", "RUS"))
    icews = measuring.sensitivity(sources.store("icews"), "CHN", "JPN", source="icews")
    yield "sensitivity-icews", page.sensitivity(icews)


def of_votes(sources: Sources) -> Iterator[Part]:
    cells = votes.cells(sources.held("icews"), sources.store("unga"))
    yield "votes", page.votes(cells, votes.correlations(cells))


def of_attitudes(sources: Sources) -> Iterator[Part]:
    coders = [Coder.CUES, Coder.READER] if sources.coder == "both" else [Coder(sources.coder)]
    yield "attitudes", page.attitudes({one.value: attitudes.agreement(one) for one in coders})


PARTS: Mapping[str, Callable[[Sources], Iterator[Part]]] = {
    "imports": imports, "turns": of_turns, "casia": of_casia, "votes": of_votes, "attitudes": of_attitudes,
    "sensitivity": of_sensitivity,
}  # fmt: skip


if __name__ == "__main__":
    main()
