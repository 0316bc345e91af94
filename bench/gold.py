"""Codes every gold file and prints the score table.

    python bench/gold.py [--coder reader|cues|both] [--gold DIR] [--errors N] [--by lang|type|status]

The gold files are for testing only: nothing is fitted or trained on them. The reader must stay above the committed
floors of its event F1.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

from abstand.coding import Coder
from abstand.entities import default
from abstand.model import Problem
from abstand.records import code_records

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["gold"]
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"


def complain(problem: Problem) -> None:
    print(f"{problem.source}: {problem.reason}", file=sys.stderr)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--coder", type=Coder, default=Coder.READER)
    args.add_argument("--gold", type=Path, default=GOLD)
    args.add_argument("--pred", type=Path, default=Path("build/gold-pred.jsonl"))
    args.add_argument("--errors", type=int, default=0)
    args.add_argument("--by", default="lang")
    args = args.parse_args()
    files = sorted(args.gold.glob("*.jsonl"))
    if not files:
        sys.exit(f"{args.gold}: no gold files; name their folder with --gold")
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    args.pred.parent.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    with args.pred.open("w", encoding="utf-8") as out:
        for record in code_records(io.StringIO("\n".join(lines)), default(), complain, args.coder):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"{len(lines) / (time.perf_counter() - started):.0f} records/s on one core, start included")
    command = [sys.executable, str(args.gold / "score.py"), "--gold", *map(str, files), "--pred", str(args.pred)]
    subprocess.run([*command, "--by", args.by, "--errors", str(args.errors)], check=True)
    if args.coder is Coder.READER:
        refuse_below_floors(json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True).stdout))


def refuse_below_floors(scores: dict[str, Any]) -> None:
    """Ends with status 1 if a language's event F1 is below its floor."""
    reached = {language: scores[language]["event"]["f1"] for language in FLOORS}
    low = [f"{language} {f1:.3f}" for language, f1 in reached.items() if f1 < FLOORS[language]]
    if low:
        sys.exit(f"below the floor of bench/floors.toml: {', '.join(low)}")


if __name__ == "__main__":
    main()
