"""RuSentRel's attitudes between states against the sign of what the coders read in the same text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path
from tempfile import TemporaryDirectory

from abstand import pipeline
from abstand.coding import Coder
from abstand.entities import default, resolve
from abstand.errors import UnknownEntity
from abstand.measuring.weights import plover
from abstand.model import Report
from abstand.store import MemoryStore

from .held import DATA

FOLDER = DATA / "rusentrel"
SIGNS = {"pos": 1, "neg": -1}
_UNKNOWN = re.compile(r"\{Author, Unknown\} ?|\{Author\} ?")  # the corpus puts the author's mark before each sentence

Signs = dict[tuple[str, str], int]


@dataclass
class Agreement:
    """Directed pairs of states with an attitude in a text: all, those our coder has a score other than 0 for, alike."""

    texts: int = 0
    pairs: int = 0
    positive: int = 0
    scored: int = 0
    alike: int = 0
    always_negative: int = 0  # alike if every scored pair were called negative


def agreement(coder: Coder) -> Agreement:
    """Over all texts of the corpus."""
    found = Agreement()
    for text, opinions in _texts():
        wanted, ours = _attitudes(opinions), _signs(_reports(text, coder))
        scored = [pair for pair in wanted if ours.get(pair)]
        found.texts += 1
        found.pairs += len(wanted)
        found.positive += sum(sign > 0 for sign in wanted.values())
        found.scored += len(scored)
        found.alike += sum(wanted[pair] == ours[pair] for pair in scored)
        found.always_negative += sum(wanted[pair] < 0 for pair in scored)
    return found


def _texts() -> Iterator[tuple[Path, Path]]:
    """The text and the attitudes of each article; those of the test part are in a folder of their own."""
    for part, opinions in (("train", "train"), ("test", "etalon")):
        for file in sorted((FOLDER / opinions).glob("*.opin.txt")):
            text = FOLDER / part / file.name.replace(".opin", "")
            if text.exists():
                yield text, file


def _attitudes(file: Path) -> Signs:
    """The sign by directed pair of states; pairs that are called both are left out."""
    called: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        one, other, sign, *_ = (*(word.strip() for word in line.split(",")), "", "", "")
        pair = (_state(one), _state(other))
        if sign in SIGNS and all(pair) and pair[0] != pair[1]:
            called[pair].add(SIGNS[sign])
    return {pair: signs.pop() for pair, signs in called.items() if len(signs) == 1}


def _state(name: str) -> str:
    """The state that a name is of, "" for a person, a bloc, an unknown name."""
    try:
        code = resolve(name)
    except UnknownEntity:
        return ""
    thing = default().thing(code)
    return code if thing and thing.kind == "state" else ""


def _reports(text: Path, coder: Coder) -> list[Report]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / text.name
        file.write_text(_UNKNOWN.sub("", text.read_text(encoding="utf-8-sig")), encoding="utf-8")
        store = MemoryStore()
        pipeline.code([str(file)], store=store, given=pipeline.Given(language="ru"), coder=coder)
        return [entry.report for entry in store.entries()]


def _signs(reports: list[Report]) -> Signs:
    """The sign of the mean score by directed pair, weighed by status and confidence.

    Acts without a recipient go both ways.
    """
    total: defaultdict[tuple[str, str], float] = defaultdict(float)
    weights = plover()
    for report in reports:
        ways = product(report.actors, report.recipients) if report.recipients else permutations(report.actors, 2)
        weight = weights.precision[report.status] * report.confidence
        for pair in ways:
            total[pair] += weight * weights.score(report.type, report.mode)
    return {pair: (value > 0) - (value < 0) for pair, value in total.items()}
