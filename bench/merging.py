"""Measures merging on the judged pairs of the test part, beside the baseline, and holds the committed floors.

    python bench/merging.py [--part test] [--missed]
    python bench/merging.py --speed 20000

A pair counts as joined if the assembled events hold its two reports together; all stories are assembled at once.
Figures: pair precision, recall and F1 over the pairs of each story, also of those in two languages; B³ F1 over all
reports; the pairs told right by trap. Baseline: same type, same parties, same day (the stated one, else that of
publication). With fields coded by hand, and as the shipped reader codes them. ``--speed`` also assembles synthetic
reports of skewed dyads and adds a day's reports to them: reports a second of one core's time.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from judged_pairs import Judged, Pair, judged, pairs

from abstand.merging import assemble, update
from abstand.model import Basis, Entry, Question, When

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["merging"]
Labels = Mapping[str, object]
SEED = 1
FIRST_DAY, DAYS = date(2022, 1, 1), 730
STATES = tuple("ARM AZE BLR CHN DEU FRA GBR IND IRN ISR JPN KAZ KGZ KOR POL RUS SAU TJK TUR UKR USA UZB".split())  # noqa: SIM905
OUTLETS = 200
SENTENCES = 12  # of a document, beside that of its report
ADDED = 500  # reports that come later, of all days


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
    print(
        f"{'as the reader codes' if as_read else 'coded by hand'}: {len(wanted)} pairs, {len(across)} across languages"
    )
    figures = {}
    methods: dict[str, Callable[[Sequence[Entry]], Labels]] = {"baseline": baseline, "merging": merged}
    for name, method in methods.items():
        found = method(entries)
        precision, recall, f1 = pair_scores(found, wanted)
        abroad = pair_scores(found, across)[2]
        cubed = b_cubed(found, told)
        print(
            f"  {name:9} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}; across {abroad:.3f}; B³ {cubed:.3f}"
        )
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


def synthetic(count: int) -> list[Entry]:
    """Reports of two years: acts of the judged stories between other parties (by Zipf's law) on other days."""
    chance = random.Random(SEED)
    acts: defaultdict[str, list[Entry]] = defaultdict(list)
    for item in judged("train") + judged("test"):
        acts[item.act].append(item.entry)
    sentences = [entry.sentence for entries in acts.values() for entry in entries]
    pairs = [(one, other) for one in STATES for other in STATES if one != other]
    chance.shuffle(pairs)
    picked = iter(chance.choices(pairs, [1 / (rank + 1) for rank in range(len(pairs))], k=count))
    found: list[Entry] = []
    while len(found) < count:
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        parties = next(picked)
        for entry in chance.choice(list(acts.values())):
            body = " ".join((entry.sentence, *chance.sample(sentences, SENTENCES)))
            found.append(_moved(entry, len(found), parties, day, body, f"outlet {chance.randrange(OUTLETS)}"))
    return found[:count]


def _moved(entry: Entry, number: int, parties: tuple[str, str], day: date, text: str, outlet: str) -> Entry:
    """The report told of other parties on another day, in a document of its own."""
    when = When(day, day, Basis.PUBLISHED)
    document = replace(entry.document, id=f"d{number}", text=text, outlet=outlet, published=when)
    actors, recipients = (parties[:1], parties[1:]) if entry.report.recipients else (parties, ())
    report = replace(
        entry.report,
        id=f"r{number}",
        document=document.id,
        actors=actors,
        recipients=recipients,
        when=when if entry.report.when else None,
    )
    return replace(entry, report=report, document=document)


def speed(count: int) -> None:
    """Prints how many reports a second are assembled on one core, all at once and as a day's news beside the rest."""
    entries = synthetic(count)
    assemble(entries[:100])  # the gazetteer's word lists are loaded
    start = time.process_time()
    events = assemble(entries)
    taken = time.process_time() - start
    print(f"{count} reports to {len(events)} events: {count / taken:,.0f} reports/s")
    store = Shelf(entries[:-ADDED])
    start = time.process_time()
    update(entries[-ADDED:], store)
    taken = time.process_time() - start
    print(f"{ADDED} more, {store.read} of the others read: {(ADDED + store.read) / taken:,.0f} reports/s")


class Shelf:
    """Reports in memory, by their parties; counts what is read of them."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.read = 0
        self._entries = {entry.report.id: entry for entry in entries}
        self._by_codes: defaultdict[frozenset[str], list[Entry]] = defaultdict(list)
        self._events: defaultdict[str, list[Entry]] = defaultdict(list)
        for event in assemble(entries):
            for id_ in event.reports:
                entry = replace(self._entries[id_], event=event.id)
                self._by_codes[entry.report.codes].append(entry)
                self._events[event.id].append(entry)

    def entries_near(self, questions: Sequence[Question]) -> list[Entry]:
        found = [
            entry
            for question in questions
            for entry in self._by_codes[frozenset(question.pair or ())]
            if is_within(entry, question)
        ]
        self.read += len(found)
        return found

    def entries_of(self, ids: Iterable[str]) -> list[Entry]:
        return [entry for id_ in ids for entry in self._events.get(id_, [])]


def is_within(entry: Entry, question: Question) -> bool:
    """Whether an act's days, else the day of publication, touch those of the question."""
    when = entry.report.when or entry.document.published
    return (
        when is not None and when.last >= (question.since or when.last) and when.first <= (question.until or when.first)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("train", "dev", "test"), default="test")
    parser.add_argument("--missed", action="store_true", help="show the pairs told wrong")
    parser.add_argument("--speed", type=int, metavar="REPORTS", help="measure the speed on so many synthetic reports")
    args = parser.parse_args()
    if args.speed:
        speed(args.speed)
        return
    figures = report(args.part, False, args.missed) | report(args.part, True, args.missed)
    short = [f"{name} {figures[name]:.3f} < {floor}" for name, floor in FLOORS.items() if figures[name] < floor]
    if args.part == "test" and short:
        sys.exit(f"below the floor: {', '.join(short)}")


if __name__ == "__main__":
    main()
