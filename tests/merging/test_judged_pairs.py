"""The judged pairs are what they are said to be, and merging stays above its floors on them."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from abstand.entities import default
from abstand.model import LANGUAGES, Domain, EventType, Status

ROOT = Path(__file__).parents[2]
FILES = sorted((Path(__file__).parent / "pairs").glob("*/*.jsonl"))
FIELDS = {"id", "act", "lang", "outlet", "published", "type", "mode", "actors", "recipients", "status", "when",
          "domain", "trigger", "sentence", "context", "read"}  # fmt: skip
MOST_RECORDS = 25
LEAST = {"test": (400, 150), "train": (200, 50), "dev": (100, 50)}


def rows(file: Path) -> tuple[dict[str, object], list[dict[str, object]]]:
    story, *reports = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return story, reports


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_record_is_whole(file: Path) -> None:
    story, reports = rows(file)
    assert story["story"] == file.stem
    assert 2 <= len(reports) <= MOST_RECORDS
    acts = {row["act"] for row in reports}
    assert {act for pair in story["traps"] for act in pair.split("/")} <= acts
    assert {*story["told"]} <= acts
    for row in reports:
        assert row.keys() == FIELDS
        assert row["lang"] in LANGUAGES
        assert row["trigger"] in row["sentence"]
        assert default().thing(row["actors"][0]), row["actors"]
        EventType(row["type"]), Status(row["status"]), Domain(row["domain"]), date.fromisoformat(row["published"])


def test_parts_are_large_and_share_no_story() -> None:
    names = Counter(file.stem for file in FILES)
    assert max(names.values()) == 1
    for part, (all_, across) in LEAST.items():
        sizes = [rows(file)[1] for file in FILES if file.parent.name == part]
        pairs = [(one, other) for told in sizes for place, one in enumerate(told) for other in told[:place]]
        assert len(pairs) >= all_
        assert sum(one["lang"] != other["lang"] for one, other in pairs) >= across


def test_every_trap_is_set() -> None:
    traps = {kind for file in FILES if file.parent.name == "test" for kind in rows(file)[0]["traps"].values()}
    told = {kind for file in FILES if file.parent.name == "test" for kind in rows(file)[0]["told"].values()}
    assert traps >= {"next-meeting", "plan-execution", "anniversary", "next-package", "several-acts", "other-direction"}
    assert told >= {"denial", "other-figures", "translation", "agency-copy", "retelling-later"}


@pytest.mark.slow
def test_merging_is_as_good_as_before() -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "merging.py")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
