"""Sentences with a third party: who stands together against somebody must not be told as hostile to each other.

``third_party/<lang>.jsonl`` holds 66 sentences a language, written by somebody who had not seen the coder: two act
jointly against a third, one defends another against a third, and outlets, firms, sports, mediators, hosts as traps.
``hostile`` lists the pairs between which the sentence does tell something hostile; all others must stay free of it.
"""

from __future__ import annotations

import json
import tomllib
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from abstand.entities import default
from abstand.model import LANGUAGES, EventType
from abstand.records import code_records

SUITE = Path(__file__).parent / "third_party"
FLOORS = tomllib.loads((Path(__file__).parents[2] / "bench" / "floors.toml").read_text("utf-8"))["third_party"]
HOSTILE = {
    EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE,
    EventType.COERCE, EventType.ASSAULT,
}  # fmt: skip


def hostile_pairs(events: list[dict[str, Any]]) -> set[frozenset[str]]:
    pairs = set()
    for event in events:
        actors, recipients = event["actors"], event["recipients"]
        if event["type"] in HOSTILE:
            told = product(actors, recipients) if recipients else combinations(actors, 2)
            pairs |= {frozenset(pair) for pair in told}
    return pairs


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hostility_between_those_who_stand_together(language: str) -> None:
    lines = (SUITE / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    allowed = {(record := json.loads(line))["id"]: {frozenset(p) for p in record["hostile"]} for line in lines}
    assert len(lines) >= 60
    answers = list(code_records(lines, default(), lambda problem: pytest.fail(str(problem))))
    wrong = {a["id"]: false for a in answers if (false := hostile_pairs(a["events"]) - allowed[a["id"]])}
    told = sum(bool(hostile_pairs(answer["events"])) for answer in answers)
    assert 1 - len(wrong) / len(lines) >= FLOORS[language], wrong
    assert told >= FLOORS["told"] * len(lines), "a coder that tells nothing is never wrong"
