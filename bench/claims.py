"""What goes wrong with the dates, speakers and statuses of acts that the reader finds, by cause.

    python bench/claims.py [--part dev|train|gold] [--lang CODE] [--only ID] [--cache DIR]
                           [--show when|speakers|status [--cause WORD]]

Choices are made on the corpus's dev part; gold is for the final figures. With ``--cache`` the network's outputs are
kept in a folder, so that a change of rules is judged in seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from abstand.coding.reader import read, shipped_model
from abstand.coding.reader.decode import ActOutputs, Floats, Ints
from abstand.coding.reader.encoding import Batch
from abstand.coding.reader.model import PAIR_INPUTS, Model
from abstand.entities import default
from abstand.model import LANGUAGES, Status
from abstand.records import annotated_record, event_record, without_doubles

ROOT = Path(__file__).resolve().parents[1]
PARTS = {
    "dev": ROOT / "training" / "corpus",
    "train": ROOT / "training" / "corpus",
    "gold": ROOT.parent / "shared" / "gold",
}
TRAIN_SHARE = 85  # as training/records.py splits
Record = dict[str, Any]
Item = tuple[str, frozenset[str]]


class Error(NamedTuple):
    """One value that is not as the record says."""

    field: str
    cause: str
    record: Record
    wanted: Record
    told: Record


class CachedModel:
    """The shipped model; what its first graph says of a batch is kept in a folder."""

    def __init__(self, model: Model, folder: Path) -> None:
        self._model, self._folder = model, folder
        self.tokenizer = model.tokenizer
        folder.mkdir(parents=True, exist_ok=True)

    def pairs(self, batch: Batch) -> Floats:
        key = hashlib.sha256(b"".join(getattr(batch, name).tobytes() for name in PAIR_INPUTS)).hexdigest()
        file = self._folder / f"{key}.npz"
        if not file.exists():
            logits = self._model.pairs(batch)
            np.savez(file, logits=logits, hidden=self._model._hidden, vector=self._model._vector)
        with np.load(file) as kept:
            self._model._hidden, self._model._vector = kept["hidden"], kept["vector"]
            return np.asarray(kept["logits"])

    def acts(self, batch: Batch, pair: Ints, label: Ints) -> ActOutputs:
        return self._model.acts(batch, pair, label)


def records(part: str) -> list[Record]:
    lines = [line for file in sorted(PARTS[part].rglob("*.jsonl")) for line in file.open(encoding="utf-8")]
    found = [json.loads(line) for line in lines if line.strip()]
    if part == "gold":
        return [record for record in found if "text" in record and "events" in record and not record.get("skip")]
    return [record for record in found if _is_train(record["id"]) == (part == "train")]


def _is_train(id_: str) -> bool:
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 100 < TRAIN_SHARE


def items(events: list[Record]) -> dict[Item, list[Record]]:
    """(type, pair) -> the events it comes from."""
    found: dict[Item, list[Record]] = defaultdict(list)
    for event in events:
        actors, recipients = event["actors"], event["recipients"]
        for a, b in product(actors, recipients) if recipients else combinations(actors, 2):
            if a != b and "x-other" not in (a, b):
                found[event["type"], frozenset((a, b))].append(event)
    return found


def aligned(wanted: list[Record], told: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Each wanted event of an item with one told: equal status first, then any that is left, else the first."""
    left, rest = list(told), []
    for event in wanted:
        same = next((one for one in left if one["status"] == event["status"]), None)
        if same is None:
            rest.append(event)
        else:
            left.remove(same)
            yield event, same
    for event in rest:
        yield event, left.pop(0) if left else told[0]


class Tally:
    """Counts of what is right, and the errors by cause."""

    def __init__(self) -> None:
        self.errors: list[Error] = []
        self.right: Counter[str] = Counter()
        self.of: Counter[str] = Counter()
        self.status: Counter[tuple[str, str]] = Counter()
        self.events: Counter[str] = Counter()

    def add(self, record: Record, told: list[Record], times: list[list[str]], names: set[str]) -> None:
        own, found = items(record["events"]), items(told)
        self.events.update(right=len(own.keys() & found.keys()), wrong=len(found.keys() - own.keys()))
        self.events.update(missed=len(own.keys() - found.keys()))
        for item in sorted(own.keys() & found.keys(), key=str):
            for wanted, one in aligned(own[item], found[item]):
                self._date(record, wanted, one, times)
                self._speakers(record, wanted, one, names)
                self._status(record, wanted, one)

    def _date(self, record: Record, wanted: Record, one: Record, times: list[list[str]]) -> None:
        kind = "when" if wanted["when"] else "undated"
        self.of[kind] += 1
        self.right[kind] += wanted["when"] == one["when"]
        if wanted["when"] == one["when"]:
            return
        if not wanted["when"]:
            cause = "invented"
        elif wanted["when"] not in times:
            cause = "not read"
        else:
            cause = "another attached" if one["when"] else "none attached"
        self.errors.append(Error("when", cause, record, wanted, one))

    def _speakers(self, record: Record, wanted: Record, one: Record, names: set[str]) -> None:
        right, told = ({name.casefold() for name in event["speakers"]} for event in (wanted, one))
        self.of.update(speakers_told=len(told), speakers_wanted=len(right))
        self.right["speakers"] += len(right & told)
        causes = ["not seen" if name not in names else "not chosen" for name in right - told]
        for cause in [*causes, *(["wrong one" if right else "none speaks"] * len(told - right))]:
            self.errors.append(Error("speakers", cause, record, wanted, one))

    def _status(self, record: Record, wanted: Record, one: Record) -> None:
        self.status[wanted["status"], one["status"]] += 1
        if wanted["status"] != one["status"]:
            cause = f"{wanted['status']} read as {one['status']}"
            self.errors.append(Error("status", cause, record, wanted, one))

    def f1(self, right: int, wrong: int, missed: int) -> float:
        return 2 * right / max(1, 2 * right + wrong + missed)

    def macro(self) -> float:
        scores = []
        for status in Status:
            right = self.status[status, status]
            wrong = sum(n for (a, b), n in self.status.items() if b == status != a)
            missed = sum(n for (a, b), n in self.status.items() if a == status != b)
            if right + missed:
                scores.append(self.f1(right, wrong, missed))
        return sum(scores) / max(1, len(scores))

    def line(self) -> str:
        spoken = self.right["speakers"]
        share = {kind: self.right[kind] / max(1, self.of[kind]) for kind in ("when", "undated")}
        exact = sum(n for (a, b), n in self.status.items() if a == b) / max(1, self.status.total())
        speakers = self.f1(spoken, self.of["speakers_told"] - spoken, self.of["speakers_wanted"] - spoken)
        return (
            f"event F1 {self.f1(**self.events):.3f}  found {self.status.total()}  status {exact:.3f} "
            f"(macro {self.macro():.3f})  when {share['when']:.3f} of {self.of['when']}, not invented "
            f"{share['undated']:.3f} of {self.of['undated']}  speakers F1 {speakers:.3f} "
            f"({self.of['speakers_wanted']} wanted, {self.of['speakers_told']} told)"
        )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--part", choices=PARTS, default="dev")
    args.add_argument("--show", choices=("when", "speakers", "status"))
    args.add_argument("--cause", default="")
    args.add_argument("--lang", choices=LANGUAGES)
    args.add_argument("--only", default="", help="records whose id begins so")
    args.add_argument("--cache", type=Path)
    chosen = args.parse_args()
    model = CachedModel(shipped_model(), chosen.cache) if chosen.cache else shipped_model()
    tallies: dict[str, Tally] = defaultdict(Tally)
    gazetteer = default()
    for record in records(chosen.part):
        if (chosen.lang or record["lang"]) != record["lang"] or not record["id"].startswith(chosen.only):
            continue
        annotated, begin = annotated_record(record, gazetteer)
        reports = [report for report in read(annotated, model) if report.sentence.start >= begin]
        told = [event_record(report) for report in without_doubles(reports)]
        times = [
            [t.when.first.isoformat(), t.when.last.isoformat()] for item in annotated.sentences for t in item.times
        ]
        names = {m.code.casefold() for item in annotated.sentences for m in item.mentions}
        names |= {m.span.of(item.sentence.text).casefold() for item in annotated.sentences for m in item.mentions}
        tallies[record["lang"]].add(record, told, times, names)
        tallies["all"].add(record, told, times, names)
    if not tallies:
        sys.exit(f"{PARTS[chosen.part]}: no records")
    for name, tally in sorted(tallies.items()):
        print(f"{name:4} {tally.line()}")
    print_errors(tallies["all"], chosen.show, chosen.cause)


def print_errors(tally: Tally, show: str | None, cause: str) -> None:
    for (field, why), count in sorted(Counter((error.field, error.cause) for error in tally.errors).items()):
        print(f"{count:5} {field}: {why}")
    for error in tally.errors:
        if error.field == show and cause in error.cause:
            wanted, told = ({k: e.get(k) for k in ("type", "trigger", show)} for e in (error.wanted, error.told))
            print(f"\n{error.record['id']} {error.record.get('published')}: {error.cause}")
            print(f"  ({error.record.get('before') or ''}) {error.record['text']}\n  {wanted}\n  {told}")


if __name__ == "__main__":
    main()
