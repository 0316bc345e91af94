"""Measures the gazetteer: actor texts and codes of the gold files, start, memory and speed; holds the committed floors.

    python bench/entities.py [--gold DIR] [--missed]

Figures: of the actor texts of gold/actors/gsr.jsonl the share of which a right code is found; of the codes that gold
events carry the share that is found in the record's text, by language, less those that the text does not name
(bench/not_named.tsv, read by hand); seconds until the first text is answered; MB; MB of text a second of a core's
time, for the pass that finds names and for all of `find`.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GOLD = HERE.resolve().parents[1] / "shared" / "gold"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["entities"]
ROUNDS = 7
SENTENCES = 12


def records(file: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def published(record: dict[str, Any]) -> date | None:
    return date.fromisoformat(record["published"]) if record.get("published") else None


def actor_texts(gold: Path, gazetteer: Any) -> float:
    """Of the actors' exact texts the share of which a right code is found."""
    rows = [row for row in records(gold / "actors" / "gsr.jsonl") if row.get("codes")]
    right = sum(bool({m.code for m in gazetteer.find(row["text"], "en")} & {*row["codes"]}) for row in rows)
    return right / len(rows)


def named_codes(gold: Path, gazetteer: Any) -> tuple[dict[str, float], list[str]]:
    """By language the share of the codes of gold events that are found, and those that are missed."""
    unnamed = {tuple(line.split("\t")) for line in (HERE / "not_named.tsv").read_text(encoding="utf-8").splitlines()}
    found, wanted, missed = Counter[str](), Counter[str](), []
    for file in sorted(gold.glob("*.jsonl")):
        for record in records(file):
            text = f"{record.get('before') or ''} {record['text']}"
            codes = {code for event in record["events"] for code in (*event["actors"], *event["recipients"])}
            codes = {code for code in codes - {"x-other"} if (record["id"], code) not in unnamed}
            have = {mention.code for mention in gazetteer.find(text, record["lang"], published(record))}
            wanted[record["lang"]] += len(codes)
            found[record["lang"]] += len(codes & have)
            missed += [f"{record['id']}\t{code}" for code in sorted(codes - have)]
    return {language: found[language] / wanted[language] for language in sorted(wanted)}, missed


def running_text(data: Path) -> dict[str, list[str]]:
    """News and encyclopedia sentences of open treebanks, put together to texts of a dozen, by language."""
    files = {language: f"ud_pud/{language}_pud-ud-test.conllu" for language in ("de", "en", "fr", "ru")}
    files["kk"] = "ud_kk_ktb/kk_ktb-ud-test.conllu"
    return {language: _documents(data / file) for language, file in files.items() if (data / file).exists()}


def _documents(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    sentences = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
    return [" ".join(sentences[at : at + SENTENCES]) for at in range(0, len(sentences), SENTENCES)]


def speed(documents: list[str], work: Callable[[str], object]) -> float:
    """MB a second of a core's time, the best of some rounds: what else the machine does only makes it slower."""
    best = min(_seconds(documents, work) for _ in range(ROUNDS))
    return sum(len(text.encode()) for text in documents) / best / 1e6


def _seconds(documents: list[str], work: Callable[[str], object]) -> float:
    started = time.process_time()
    for text in documents:
        work(text)
    return time.process_time() - started


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--gold", type=Path, default=GOLD)
    args.add_argument("--missed", action="store_true", help="name the codes that are missed, by record")
    args = args.parse_args()
    started = time.perf_counter()
    from abstand.entities import default

    gazetteer = default()
    gazetteer.find("Astana", "en")
    print(f"ready after {time.perf_counter() - started:.2f} s, {len(gazetteer.table.forms)} forms")
    if not args.gold.exists():
        sys.exit(f"{args.gold}: no gold files; name their folder with --gold")
    figures = {"actors": actor_texts(args.gold, gazetteer)}
    shares, missed = named_codes(args.gold, gazetteer)
    figures |= shares
    if args.missed:
        print(*missed, sep="\n")
    for language, documents in running_text(args.gold.parent / "data").items():
        names, whole = (speed(documents, work) for work in (_names(gazetteer, language), _find(gazetteer, language)))
        print(f"{language}: names {names:.0f} MB/s, find {whole:.0f} MB/s")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB with five languages")
    print(" ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    if low := [name for name, value in figures.items() if value < FLOORS[name]]:
        sys.exit(f"below the floor of bench/floors.toml: {', '.join(low)}")


def _names(gazetteer: Any, language: str) -> Callable[[str], object]:
    return lambda text: gazetteer.longest(text, language)


def _find(gazetteer: Any, language: str) -> Callable[[str], object]:
    return lambda text: gazetteer.find(text, language)


if __name__ == "__main__":
    main()
