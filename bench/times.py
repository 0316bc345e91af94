"""How many of the time expressions of the tests are read exactly, and how many sentences a second.

    python bench/times.py [--misses]

An expression counts as read if its words, first and last day are as written in ``tests/annotation/times``; besides,
nothing else may be read in its sentence. The speed is in seconds of CPU time, over the sentences of the treebanks of
news beside the repository (a fifth of them hold a time), or over the tests' own sentences where those are absent.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from abstand.annotation.times import TimeExpression, find_times
from abstand.model import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "annotation" / "times"
TREEBANKS = ROOT.parent / "shared" / "data"
PUBLISHED = date(2022, 10, 20)
LEAST_EXACT = 0.95
MEASURED_S = 2.0  # CPU seconds over which the speed is taken


def cases(language: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{language}.jsonl").read_text("utf-8").splitlines()]


def found(case: dict[str, Any], language: str) -> list[list[str]]:
    """What is read in a case's sentence, the one before it giving the day to count from."""
    before = find_times(case.get("before", ""), language, PUBLISHED)
    return [told(one, case["text"]) for one in find_times(case["text"], language, PUBLISHED, before)]


def told(one: TimeExpression, text: str) -> list[str]:
    return [one.span.of(text), one.when.first.isoformat(), one.when.last.isoformat()]


def plain_sentences(language: str) -> Iterator[str]:
    for file in sorted(TREEBANKS.glob(f"ud_*/{language}_*.conllu")):
        for line in file.open(encoding="utf-8"):
            if line.startswith("# text = "):
                yield line.removeprefix("# text = ").rstrip()


def speed(language: str) -> float:
    sentences = list(plain_sentences(language)) or [case["text"] for case in cases(language)]
    read, start_s = 0, time.process_time()
    while time.process_time() - start_s < MEASURED_S:
        for sentence in sentences:
            find_times(sentence, language, PUBLISHED)
        read += len(sentences)
    return read / (time.process_time() - start_s)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--misses", action="store_true", help="print what is not read as it should be")
    chosen, low = args.parse_args(), []
    for language in LANGUAGES:
        wanted = [(case, found(case, language)) for case in cases(language)]
        count = sum(len(case["times"]) for case, _ in wanted)
        right = sum(time in read for case, read in wanted for time in case["times"])
        more = sum(time not in case["times"] for case, read in wanted for time in read)
        print(f"{language}: {right} of {count} exact ({right / count:.3f}), {more} more read; {speed(language):,.0f}/s")
        low += [language] if right / count < LEAST_EXACT else []
        for case, read in wanted:
            if chosen.misses and read != case["times"]:
                print(f"   {case['text']}\n      {case['times']}\n      {read}")
    if low:
        sys.exit(f"fewer than {LEAST_EXACT:.0%} exact: {', '.join(low)}")


if __name__ == "__main__":
    main()
