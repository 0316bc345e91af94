"""Chooses the cue coder's weights (src/abstand/coding/arrange.toml) by coordinate search on the corpus.

    python training/tune_cues.py [--rounds N]

Uses the corpus's train split (by id hash, 85 of 100) and reports F1 on the dev split, by language: of events by type
and pair, and of the same with their direction, counted together. Never on gold.
"""

from __future__ import annotations

import argparse
import copy
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product
from typing import Any

from records import is_train, read_all

from abstand.annotation import annotate
from abstand.coding.arrange import Weights, shipped_weights
from abstand.coding.coder import Telling, tellings
from abstand.documents import normalise
from abstand.entities import default
from abstand.model import Basis, Document, Report, When

STEPS = (-1.5, -0.75, -0.3, 0.3, 0.75, 1.5)
FINE_STEPS = (-0.06, -0.03, 0.03, 0.06)
WORTH_IT = 2e-3  # a smaller gain in mean F1 is noise on a corpus of some hundred records
JOINT = "\n\n"
Items = frozenset[tuple[str, frozenset[str] | tuple[str, str]]]


@dataclass(frozen=True)
class Case:
    """A record laid out once, so that only the arrangement is done anew for each trial of the weights."""

    language: str
    tellings: tuple[Telling, ...]
    begin: int
    gold: Items


def read_case(record: dict[str, Any]) -> Case:
    before = normalise(record["before"]).text + JOINT if record.get("before") else ""
    published = date.fromisoformat(record["published"]) if record["published"] else None
    day = When(published, published, Basis.PUBLISHED) if published else None
    document = Document(record["id"], before + normalise(record["text"]).text, record["lang"], published=day)
    return Case(record["lang"], tuple(tellings(annotate(document, default()))), len(before), items(record["events"]))


def items(events: list[dict[str, Any]]) -> Items:
    """(type, pair) and (type, actor, recipient) of every event: what is found, and in which direction."""
    found: set[tuple[str, frozenset[str] | tuple[str, str]]] = set()
    for event in events:
        sides = (event["actors"], event["recipients"])
        for one, other in product(*sides) if event["recipients"] else combinations(event["actors"], 2):
            if one != other and "x-other" not in (one, other):
                found.add((event["type"], frozenset((one, other))))
                found.add((event["type"], (one, other) if event["recipients"] else tuple(sorted((one, other)))))
    return frozenset(found)


def coded(case: Case, weights: Weights) -> Items:
    told: list[Report] = []
    found: list[dict[str, Any]] = []
    for telling in case.tellings:
        told = replace(telling, weights=weights).reports(told)
        if telling.sentence.sentence.span.start >= case.begin:
            found += [{"type": r.type.value, "actors": r.actors, "recipients": r.recipients} for r in told]
    return items(found)


def scores(cases: list[Case], weights: Weights) -> dict[str, float]:
    """F1 of the items by language and over all."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for case in cases:
        found = coded(case, weights)
        for name in (case.language, "all"):
            counts[name][0] += len(found & case.gold)
            counts[name][1] += len(found)
            counts[name][2] += len(case.gold)
    return {name: 2 * hit / max(1, told + gold) for name, (hit, told, gold) in sorted(counts.items())}


def tune(cases: list[Case], weights: Weights, rounds: int) -> Weights:
    """Moves one weight at a time while the mean of the languages' F1 climbs."""
    best = {group: dict(values) for group, values in weights.items()}
    top = _mean(scores(cases, best))
    for _ in range(rounds):
        before = top
        for group, key in [(name, key) for name, values in best.items() for key in values]:
            for step in FINE_STEPS if key == "word" else STEPS:
                trial = copy.deepcopy(best)
                trial[group][key] = round(trial[group][key] + step, 2)
                score = _mean(scores(cases, trial))
                if score > top + WORTH_IT:
                    best, top = trial, score
                    print(f"{top:.4f}  {group}.{key} = {best[group][key]}", flush=True)
        if top == before:
            break
    return best


def _mean(by_language: dict[str, float]) -> float:
    values = [score for name, score in by_language.items() if name != "all"]
    return sum(values) / len(values)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--rounds", type=int, default=3)
    args = args.parse_args()
    records = read_all()
    train = [read_case(record) for record in records if is_train(record["id"])]
    dev = [read_case(record) for record in records if not is_train(record["id"])]
    print(f"{len(train)} train, {len(dev)} dev; dev before: {scores(dev, shipped_weights())}")
    print(f"train before: {scores(train, shipped_weights())}")
    best = tune(train, shipped_weights(), args.rounds) if args.rounds else shipped_weights()
    print(json.dumps(best, indent=1))
    print(f"train after: {scores(train, best)}\ndev after: {scores(dev, best)}")


if __name__ == "__main__":
    main()
