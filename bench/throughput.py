"""Codes texts of an article's length on one core and prints how many it does a second.

    python bench/throughput.py [--documents 300]

The texts are made of those of the demo: every text followed by another of its language, the languages mixed. Start
(gazetteer, word lists) is measured apart; reading, annotating, coding, storing in memory and merging are in the figure.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections import defaultdict
from dataclasses import replace
from itertools import permutations

from abstand.demo import demo_texts
from abstand.pipeline import code_items
from abstand.sources import Raw
from abstand.store import MemoryStore

SEED = 1


def pairs() -> list[Raw]:
    """No two alike: each ordered pair of demo texts of one language, as one text."""
    by_language: defaultdict[str | None, list[Raw]] = defaultdict(list)
    for text in demo_texts():
        by_language[text.language].append(text)
    joined = [join(*pair) for texts in by_language.values() for pair in permutations(texts, 2)]
    random.Random(SEED).shuffle(joined)
    return joined


def join(first: Raw, second: Raw) -> Raw:
    content = first.content + b"\n\n" + second.content
    return replace(first, source=f"{first.source} and {second.source}", content=content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=300)
    args = parser.parse_args()
    texts = pairs()
    if not 0 < args.documents <= len(texts):
        parser.error(f"--documents goes from 1 to {len(texts)}, so many texts can be made")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    started = time.perf_counter()
    code_items(demo_texts(), store=MemoryStore())
    warm = time.perf_counter()
    counters = code_items(texts[: args.documents], store=MemoryStore())
    took_s = time.perf_counter() - warm
    print(f"start with {len(list(demo_texts()))} short texts: {warm - started:.1f} s")
    print(f"{counters.coded} documents, {counters.sentences} sentences, {counters.reports} reports in {took_s:.1f} s")
    print(f"one core, the reader: {counters.coded / took_s:.1f} documents/s")


if __name__ == "__main__":
    main()
