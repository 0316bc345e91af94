"""Measures merging on the judged pairs of the test part, beside the baseline, and holds the committed floors.

    python bench/merging.py [--part test] [--speed] [--missed]

A pair counts as joined if the assembled events hold its two reports together; all stories are assembled at once. Figures:
pair precision, recall and F1 over the pairs of each story, also of those in two languages; B³ F1 over all reports;
the share of pairs told right by trap. Baseline: same type, same parties, same day (the stated one, else that of publication).
With fields coded by hand, and as the shipped reader codes them. ``--speed`` also assembles synthetic reports of skewed
dyads, and adds a day's reports to them; reports a second of one core's time.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from judged_pairs import Judged, Pair, judged, pairs

from abstand.merging import assemble
from abstand.model import Entry

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["merging"]
Labels = Mapping[str, object]


def merged(entries: Sequence[Entry]) -> Labels:
    """The event of each report."""
    return {id_: event.id for event in assemble(entries) for id_ in event.reports}


def baseline(entries: Sequence[Entry]) -> Labels:
    """Same type, same parties, same day."""
    return {
        entry.report.id: (
            entry.report.type,
            entry.report.codes,
            entry.report.when.first if entry.report.when else entry.document.published_on,
        )
        for entry in entries
    }


def pair_scores(found: Labels, wanted: Sequence[Pair]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs joined."""
    joined = [pair for pair in wanted if len({found[id_] for id_ in pair.ids}) == 1]
    right = sum(pair.is_same for pair in joined)
    precision, recall = right / max(1, len(joined)), right / sum(pair.is_same for pair in wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def b_cubed(found: Labels, told: Sequence[Judged]) -> float:
    """B³ F1 (Bagga and Baldwin 1998): each report's own precision and recall, averaged."""
    truth = {item.entry.report.id: item.act for item in told}
    got, want = (_members(labels) for labels in (found, truth))
    shared = {id_: len(got[found[id_]] & want[truth[id_]]) for id_ in truth}
    precision = sum(shared[id_] / len(got[found[id_]]) for id_ in truth) / len(truth)
    recall = sum(shared[id_] / len(want[truth[id_]]) for id_ in truth) / len(truth)
    return 2 * precision * recall / (precision + recall)


def _members(labels: Labels) -> dict[object, set[str]]:
    members: defaultdict[object, set[str]] = defaultdict(set)
    for id_, label in labels.items():
        members[label].add(id_)
    return members


def by_trap(found: Labels, wanted: Sequence[Pair]) -> list[str]:
    """By verdict and trap, how many pairs are told right."""
    right: defaultdict[tuple[bool, str], list[bool]] = defaultdict(list)
    for pair in wanted:
        right[pair.is_same, pair.kind].append((len({found[id_] for id_ in pair.ids}) == 1) is pair.is_same)
    return [
        f"  {'same' if same else 'different':10}{kind:20}{sum(told):4} of {len(told):4}"
        for (same, kind), told in sorted(right.items())
    ]


def report(part: str, as_read: bool, missed: bool) -> dict[str, float]:
    """Prints the figures of one part and gives those that have floors."""
    told, wanted = judged(part, as_read), pairs(part)
    across = [pair for pair in wanted if pair.is_across]
    entries = [item.entry for item in told]
    print(f"{'as the reader codes' if as_read else 'coded by hand'}: {len(wanted)} pairs, {len(across)} across languages")
    figures = {}
    methods: dict[str, Callable[[Sequence[Entry]], Labels]] = {"baseline": baseline, "merging": merged}
    for name, method in methods.items():
        found = method(entries)
        precision, recall, f1 = pair_scores(found, wanted)
        abroad = pair_scores(found, across)[2]
        cubed = b_cubed(found, told)
        print(f"  {name:9} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}; across {abroad:.3f}; B³ {cubed:.3f}")
        figures = {"pairs": f1, "across": abroad, "b_cubed": cubed}
    print("\n".join(by_trap(found, wanted)))
    if missed:
        show_missed(found, wanted)
    return {f"{name}_as_read" if as_read else name: value for name, value in figures.items()}


def show_missed(found: Labels, wanted: Sequence[Pair]) -> None:
    for pair in wanted:
        if (len({found[id_] for id_ in pair.ids}) == 1) is not pair.is_same:
            print(f"\n{'same' if pair.is_same else 'different'}, {pair.kind}")
            for item in (pair.one, pair.other):
                print(f"  {item.entry.report.id}: {item.entry.sentence}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("train", "dev", "test"), default="test")
    parser.add_argument("--missed", action="store_true", help="show the pairs told wrong")
    args = parser.parse_args()
    figures = report(args.part, False, args.missed) | report(args.part, True, args.missed)
    short = [f"{name} {figures[name]:.3f} < {floor}" for name, floor in FLOORS.items() if figures[name] < floor]
    if args.part == "test" and short:
        sys.exit(f"below the floor: {', '.join(short)}")


if __name__ == "__main__":
    main()
