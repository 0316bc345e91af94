"""Reads the corpus: ``training/corpus/<lang>/*.jsonl``, one coded sentence or short passage a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
PASSES = Path(__file__).parent / "passes"
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
TRAIN_SHARE = 85
UNNAMED = "x-other"

Record = dict[str, Any]
Item = tuple[str, frozenset[str]]


def read(path: Path) -> Iterator[Record]:
    """The records of one JSONL file. Raises ValueError with file and line for a line that is no JSON object."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: is not UTF-8: {error.reason} at byte {error.start}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}:{number}: {error}") from error
        if not isinstance(record, dict):
            raise ValueError(f"{path}:{number}: not an object")
        yield record


def read_all(folder: Path = CORPUS) -> list[Record]:
    """Every record under a folder, files in the order of their names."""
    return [record for path in sorted(folder.rglob("*.jsonl")) for record in read(path)]


def is_train(id_: str) -> bool:
    """The fixed split: 85 of 100 by a hash of the id; the others are dev."""
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 100 < TRAIN_SHARE


def pairs(event: Record) -> Iterator[frozenset[str]]:
    """The unordered pairs of an event as the gold scorer counts them; pairs with an unnamed party are left out."""
    actors, recipients = event["actors"], event["recipients"]
    for a, b in product(actors, recipients) if recipients else combinations(actors, 2):
        if a != b and UNNAMED not in (a, b):
            yield frozenset((a, b))


def items(events: list[Record]) -> dict[Item, list[Record]]:
    """(type, pair) -> the events it comes from."""
    found: dict[Item, list[Record]] = {}
    for event in events:
        for pair in pairs(event):
            found.setdefault((event["type"], pair), []).append(event)
    return found
