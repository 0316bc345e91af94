"""Who says what, in German speeches: how well the words of a source are found (SpkAtt 2023, dev part).

    python bench/speakers.py [--misses N]

The data set (https://github.com/umanlp/SpkAtt-2023, CC BY-SA 4.0) marks in speeches of the Bundestag words of saying
and thinking (cues) and the words of their sources. For each cue with a source our rules choose among the names,
pronouns and noun groups of its sentence who is heard by it (`coding/hearing`). In speeches most sources are pronouns
("ich", "wir", "wer"), which are candidates here and not in news. Tokens are counted: precision is the share of those
told that are the source's, recall the share of the source's that are told. The cues are given, and those without a
source (four in ten) are left out: the figure says how well the source of a word of saying is found, not whether
there is one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from abstand.annotation.speakers import find_names
from abstand.coding.hearing import COST_OF_COMMA, Floor, Named, gap, inner
from abstand.coding.lexicon import lexicon
from abstand.coding.scene import Scene
from abstand.model import Span

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "spkatt2023" / "data" / "dev" / "task1"
LEAST_F1 = 0.55
UNSURE = 3  # words that a noun group counts as farther off: a pronoun shows that it is the subject, a group may not
BEHIND = 1  # words that somebody behind the cue counts as farther off, so that of two as near the first is taken
_PRONOUN = re.compile(r"\b(?:ich|wir|er|sie|man|wer|niemand|jeder|alle|viele)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"(?<=, )(?:der|die|das)\b(?! [a-zäöüß]*[A-ZÄÖÜ])")
_GROUP = re.compile(r"\b(?:[Dd]er|[Dd]ie|[Dd]as|[Ee]ine?|[Uu]nsere?|[Ii]hre?|[Ss]eine?) (?:[a-zäöüß]\w+ )?[A-ZÄÖÜ]\w+")
_POSSESSIVE = re.compile(r"\b(?:[Ii]hre[nmrs]|[Uu]nsere[nmrs]|[Mm]eine[nmrs]?)\b")


def sources() -> Iterator[tuple[list[str], list[int], set[int]]]:
    """Words of a sentence, the places of a cue in it, and those of its source."""
    for file in sorted(DATA.glob("*.json")):
        speech: dict[str, Any] = json.loads(file.read_text("utf-8"))
        words = {sentence["SentenceId"]: sentence["Tokens"] for sentence in speech["Sentences"]}
        for note in speech["Annotations"]:
            cue = [tuple(map(int, place.split(":"))) for place in note["Cue"]]
            source = [tuple(map(int, place.split(":"))) for place in note["Source"]]
            if source:
                own = cue[0][0]
                yield words[own], [n for at, n in cue if at == own], {n for at, n in source if at == own}


def told(words: list[str], cue: list[int]) -> set[int]:
    """The places of the words of who is heard by a cue."""
    text = " ".join(words)
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    pronouns = [Span(*m.span()) for pattern in (_PRONOUN, _POSSESSIVE, _RELATIVE) for m in pattern.finditer(text)]
    groups = [Span(*match.span()) for match in _GROUP.finditer(text)]
    spans = pronouns + groups + find_names(text, "de", pronouns + groups)
    floor = Floor(Scene.of(text, lexicon("de")), 0, [Named(span.of(text), (span,), is_entity=True) for span in spans])
    said = floor.places(Span(starts[cue[0]], starts[cue[0]] + 1))
    if said is None:
        return set()
    costs = []
    for span in spans:
        place = floor.places(span)
        if place and gap(said, place):
            crossing = floor.scene.tokens.crossing(*inner(said, place))
            far = COST_OF_COMMA * crossing + BEHIND * (place[0] > said[1]) + UNSURE * (span not in pronouns)
            costs.append((gap(said, place) + far, span))
    if not costs:
        return set()
    best = min(costs)[1]
    return {place for place, start in enumerate(starts[:-1]) if best.start <= start < best.end}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--misses", type=int, default=0, help="print so many sentences with something wrong")
    misses = args.parse_args().misses
    right = of_source = of_told = cues = 0
    for words, cue, source in sources():
        found = told(words, cue)
        right, of_source, of_told = right + len(source & found), of_source + len(source), of_told + len(found)
        cues += 1
        if source != found and misses:
            misses -= 1
            print(" ".join(words), *([words[n] for n in places] for places in (cue, sorted(source), sorted(found))))
    if not cues:
        sys.exit(f"{DATA}: no speeches")
    f1 = 2 * right / max(1, of_source + of_told)
    shares = f"precision {right / max(1, of_told):.3f}, recall {right / max(1, of_source):.3f}"
    print(f"{cues} cues with a source: {shares}, overlap F1 {f1:.3f} (tokens)")
    if f1 <= LEAST_F1:
        sys.exit(f"not more than {LEAST_F1}")


if __name__ == "__main__":
    main()
