"""Codes the example page and counts how many of the events that a careful reader finds there are found.

    python bench/example.py [--coder reader|cues|both]

Prints the events missed and the reports beside them; of the latter a reader must judge which are wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import UTC, date, datetime
from itertools import combinations, product
from pathlib import Path
from typing import Any

from abstand import pipeline
from abstand.coding import Coder
from abstand.model import Entry, EventType
from abstand.store import MemoryStore

PAGE = Path(__file__).resolve().parents[2] / "shared" / "examples" / "kasachstan-2022"
PUBLISHED = date(2022, 10, 15)
READ_ON = datetime(2022, 10, 20, tzinfo=UTC)

Event = dict[str, Any]
Pairs = set[frozenset[str]]


def pairs(actors: list[str], recipients: list[str]) -> Pairs:
    found = product(actors, recipients) if recipients else combinations(actors, 2)
    return {frozenset(pair) for pair in found}


def types(event: Event) -> set[str]:
    """The event's type and those that its note accepts."""
    return {event["type"], *re.findall("|".join(EventType), event.get("note") or "")}


def matches(event: Event, entry: Entry) -> bool:
    own = pairs(list(entry.report.actors), list(entry.report.recipients))
    return entry.report.type in types(event) and bool(own & pairs(event["actors"], event["recipients"]))


def is_quoted(event: Event, entry: Entry) -> bool:
    """Whether the report comes from the event's sentence."""
    quote, sentence = (" ".join(text.split()) for text in (event["quote"], entry.sentence))
    return quote[:40] in sentence or sentence[:40] in quote


def assign(events: list[Event], entries: list[Entry]) -> dict[int, Entry]:
    """Each event's report: one of its own sentence first; no report stands for two events of different sentences."""
    found: dict[int, Entry] = {}
    for same_sentence in (True, False):
        for number, event in enumerate(events):
            taken = {entry.report.id for entry in found.values()}
            for entry in entries:
                fits = matches(event, entry) and (is_quoted(event, entry) or not same_sentence)
                if number not in found and fits and entry.report.id not in taken:
                    found[number] = entry
    return found


def told(entry: Entry) -> str:
    report = entry.report
    who = f"{','.join(report.actors)} > {','.join(report.recipients)}" if report.recipients else ",".join(report.actors)
    return f"{report.confidence:.2f} {report.type} {who} {report.status} | {entry.sentence[:160]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coder", type=Coder, default=Coder.READER)
    coder = parser.parse_args().coder
    if not PAGE.exists():
        sys.exit(f"{PAGE}: the example page is not there")
    store = MemoryStore()
    given = pipeline.Given(published=PUBLISHED, outlet="Novastan")
    pipeline.code([str(PAGE / "article.txt")], store=store, given=given, coder=coder, now=READ_ON)
    entries = store.entries()
    events = json.loads((PAGE / "events.json").read_text(encoding="utf-8"))
    found = assign(events, entries)
    must = [number for number, event in enumerate(events) if event["must"]]
    print(f"{sum(number in found for number in must)} of {len(must)} events found that must be")
    for number in (n for n in must if n not in found):
        print(f"missed {events[number]['n']}: {events[number]['type']} {events[number]['quote'][:120]}")
    used = {entry.report.id for entry in found.values()}
    extra = [entry for entry in entries if entry.report.id not in used]
    print(f"{len(extra)} reports beside them", *map(told, extra), sep="\n")


if __name__ == "__main__":
    main()
