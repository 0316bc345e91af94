"""Agreement of the corpus's two codings, by language and by type.

    python training/agreement.py [--passes DIR]

Every record was coded twice, the second time from the text alone (``training/passes/<lang>/*.jsonl``, a line a coding:
id, pass, coder, events). Events are counted as items (type, unordered pair), as in gold; status, date and speakers are
compared on items that both codings have. Kappa is Cohen's (1960).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from records import PASSES, Record, items, read_all

from abstand.model import LANGUAGES, EventType

TARGET = 0.80
SHARPEN_BELOW = 0.65


@dataclass
class Tally:
    """What two codings of the same records have in common."""

    records: int = 0
    shared: Counter[str] = field(default_factory=Counter)  # by type
    alone: Counter[str] = field(default_factory=Counter)
    statuses: list[tuple[str, str]] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    speakers: Counter[str] = field(default_factory=Counter)

    def add(self, one: list[Record], other: list[Record]) -> None:
        first, second = items(one), items(other)
        self.records += 1
        self.shared.update(type_ for type_, _ in first.keys() & second.keys())
        self.alone.update(type_ for type_, _ in first.keys() ^ second.keys())
        for item in first.keys() & second.keys():
            a, b = nearest(first[item], second[item])
            self.statuses.append((a["status"], b["status"]))
            self.dates.append(a["when"] == b["when"])
            says, hears = ({name.casefold() for name in event["speakers"]} for event in (a, b))
            self.speakers.update(shared=len(says & hears), alone=len(says ^ hears))


def nearest(one: Sequence[Record], other: Sequence[Record]) -> tuple[Record, Record]:
    """Of an item told twice (a rumour and its denial) the pair of equal status, if there is one."""
    pairs = [(a, b) for a in one for b in other]
    return next(((a, b) for a, b in pairs if a["status"] == b["status"]), pairs[0])


def f1(shared: int, alone: int) -> float:
    return 2 * shared / (2 * shared + alone) if shared + alone else 1.0


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Agreement beyond chance."""
    if not pairs:
        return 1.0
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[value] * right[value] for value in left) / len(pairs) ** 2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def tallies(codings: Iterable[Record]) -> dict[str, Tally]:
    """By language, and for all together, from records that were coded twice."""
    by_id: defaultdict[str, dict[int, Record]] = defaultdict(dict)
    for coding in codings:
        by_id[coding["id"]][coding["pass"]] = coding
    found: defaultdict[str, Tally] = defaultdict(Tally)
    for both in by_id.values():
        if len(both) == 2:
            for name in (both[1]["lang"], "all"):
                found[name].add(both[1]["events"], both[2]["events"])
    return found


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--passes", type=Path, default=PASSES)
    folder = args.parse_args().passes
    found = tallies(read_all(folder))
    if not found:
        sys.exit(f"{folder}: no record there has two codings")
    for name in (*(language for language in LANGUAGES if language in found), "all"):
        tally = found[name]
        same = sum(tally.dates) / max(1, len(tally.dates))
        print(
            f"{name:4} records {tally.records:5} | event F1 {f1(tally.shared.total(), tally.alone.total()):.3f} | "
            f"status kappa {kappa(tally.statuses):.3f} | dates equal {same:.3f} | "
            f"speakers F1 {f1(tally.speakers['shared'], tally.speakers['alone']):.3f}"
        )
    print("by type: " + " ".join(f"{t} {f1(found['all'].shared[t], found['all'].alone[t]):.2f}" for t in EventType))
    for name, tally in found.items():
        low = [t for t in EventType if f1(tally.shared[t], tally.alone[t]) < SHARPEN_BELOW]
        if low or f1(tally.shared.total(), tally.alone.total()) < TARGET:
            print(f"{name}: under the target: {', '.join(low) or 'all events'}")


if __name__ == "__main__":
    main()
