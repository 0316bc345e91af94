"""Checks the corpus: every record, near-duplicates within it and against gold, and the table of quotas.

    python training/check.py [--corpus DIR] [--gold DIR]

Exit status 1 if a record is faulty, a text stands twice or a quota is short.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from near_duplicates import near_duplicates
from records import CORPUS, GOLD, Record, read_all

from abstand.entities import default
from abstand.model import LANGUAGES, Domain, EventType, Status, Way

RULES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "codebook.toml").read_text(encoding="utf-8"))
KINDS = {*RULES["traps"], *RULES["other_kinds"]}
TEXT_FIELDS = ("id", "lang", "text", "origin", "licence", "coder", "kind")
FIELDS = {*TEXT_FIELDS, "before", "published", "events", "pass", "notes"}
EVENT_FIELDS = {"type", "mode", "actors", "recipients", "status", "speakers", "when", "trigger", "domain"}
WITHOUT_QUOTA = ("dense", "judged")
NOT_ACTORS = (Way.OUTLET,)


@dataclass(frozen=True)
class Quota:
    """One row of the table: what a language has of something, and what it should have."""

    name: str
    have: float
    want: float

    @property
    def short(self) -> bool:
        return self.have < self.want


def record_faults(record: Record, codes: frozenset[str]) -> Iterator[str]:
    """What is wrong with a record, in words."""
    wrong = [name for name in TEXT_FIELDS if not isinstance(record.get(name), str) or not record[name]]
    yield from (f"field {name} is missing or no text" for name in wrong)
    events = record.get("events")
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        wrong.append("events")
        yield "events is no list of objects"
    yield from (f"unknown field {name}" for name in record.keys() - FIELDS)
    if record.get("lang") not in LANGUAGES:
        yield f"unknown language {record.get('lang')}"
    if record.get("kind") not in KINDS:
        yield f"unknown kind {record.get('kind')}"
    if record.get("published") and not is_day(record["published"]):
        yield f"published is no day: {record['published']}"
    for event in [] if wrong else record["events"]:
        for fault in event_faults(event, record["text"], codes):
            yield f"{event.get('type')}: {fault}"


def event_faults(event: Record, text: str, codes: frozenset[str]) -> Iterator[str]:
    if missing := EVENT_FIELDS ^ event.keys():
        yield f"missing or unknown fields {sorted(missing)}"
        return
    if lists := [name for name in ("actors", "recipients", "speakers") if not is_texts(event[name])]:
        yield f"no lists of texts: {lists}"
        return
    if event["type"] not in list(EventType):
        yield "unknown type"
    elif event["mode"] and event["mode"] not in RULES["modes"][event["type"]]:
        yield f"unknown mode {event['mode']}"
    if event["status"] not in list(Status):
        yield f"unknown status {event['status']}"
    if event["domain"] not in list(Domain):
        yield f"unknown domain {event['domain']}"
    if not isinstance(event["trigger"], str) or not event["trigger"] or event["trigger"] not in text:
        yield f"trigger {event['trigger']!r} does not stand in the text"
    yield from party_faults(event["actors"], event["recipients"], codes)
    if event["when"] is not None and not is_interval(event["when"]):
        yield f"when is no interval of days: {event['when']}"


def party_faults(actors: list[str], recipients: list[str], codes: frozenset[str]) -> Iterator[str]:
    yield from (f"unknown code {code}" for code in {*actors, *recipients} - codes)
    if not actors:
        yield "no actor"
    if len({*actors, *recipients}) < 2:
        yield "fewer than two entities"
    if both := {*actors} & {*recipients}:
        yield f"on both sides: {sorted(both)}"


def is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_interval(when: object) -> bool:
    return isinstance(when, list) and len(when) == 2 and all(map(is_day, when)) and when[0] <= when[1]


def known_codes() -> frozenset[str]:
    return frozenset(thing.code for thing in default().table.things) | {"x-other"}


def has_uninvolved(record: Record) -> bool:
    """Whether the passage names three entities or more of which some take part in no event."""
    passage = f"{record.get('before', '')} {record['text']}"
    named = {m.code for m in default().find(passage, record["lang"]) if m.way not in NOT_ACTORS}
    involved = {code for event in record["events"] for code in (*event["actors"], *event["recipients"])}
    return len(named | involved) >= 3 and bool(named - involved)


def quotas(records: list[Record]) -> Iterator[Quota]:
    """The rows of one language."""
    wanted, shares = RULES["quotas"], RULES["shares"]
    chosen = [record for record in records if record["kind"] not in WITHOUT_QUOTA]
    ruled = [record for record in chosen if record["kind"] != "natural"]
    kinds = Counter(record["kind"] for record in records)
    types = Counter(event["type"] for record in ruled for event in record["events"])
    statuses = Counter(event["status"] for record in ruled for event in record["events"])

    def share(name: str, of: list[Record], test: Any) -> Quota:
        return Quota(f"share {name}", sum(map(test, of)) / max(1, len(of)), shares[name])

    yield Quota("records", len(records), wanted["records"])
    yield Quota("natural", kinds["natural"], wanted["natural"])
    yield share("quiet", chosen, lambda r: not r["events"])
    yield share("speaker", ruled, lambda r: any(e["speakers"] for e in r["events"]))
    yield share("time", ruled, lambda r: any(e["when"] for e in r["events"]))
    yield share("before", ruled, lambda r: "before" in r)
    yield share("several_events", ruled, lambda r: len(r["events"]) > 1)
    yield share("uninvolved", ruled, has_uninvolved)
    yield from (Quota(type_, types[type_], wanted["each_type"]) for type_ in EventType)
    yield from (Quota(s, statuses[s], wanted["each_status"]) for s in Status if s is not Status.ASSERTED)
    yield from (Quota(trap, kinds[trap], wanted["each_trap"]) for trap in RULES["traps"])


def print_quotas(records: list[Record]) -> bool:
    """The table, a row a quota and a column a language; returns whether something is short."""
    columns = [list(quotas([r for r in records if r["lang"] == language])) for language in LANGUAGES]
    print(f"{'':22}{'want':>7}" + "".join(f"{language:>8}" for language in LANGUAGES))
    for row in zip(*columns, strict=True):
        cells = (f"{cell.have:7.4g}{'!' if cell.short else ' '}" for cell in row)
        print(f"{row[0].name:22}{row[0].want:7.4g}" + "".join(cells))
    parties = {code for r in records for e in r["events"] for code in (*e["actors"], *e["recipients"])}
    whole = Quota("states, organisations", len(parties), RULES["quotas"]["states_and_organisations"])
    print(f"{whole.name:22}{whole.want:7.4g}{whole.have:7.4g}{'!' if whole.short else ' '} in all languages")
    return whole.short or any(cell.short for column in columns for cell in column)


def faults(records: list[Record], gold: list[Record]) -> Iterator[str]:
    """Every fault of the corpus but the quotas."""
    codes = known_codes()
    for record in records:
        yield from (f"{record.get('id')}: {fault}" for fault in record_faults(record, codes))
    yield from (f"{id_}: id stands {n} times" for id_, n in Counter(r.get("id") for r in records).items() if n > 1)
    texts = [(str(r["id"]), r["text"]) for r in records if r.get("id") and isinstance(r.get("text"), str)]
    known = [(r["id"], r["text"]) for r in gold]
    for id_, other, similarity in near_duplicates(texts, known, **RULES["near_duplicates"]):
        yield f"{id_}: nearly the same as {other} (Jaccard {similarity:.2f})"


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--corpus", type=Path, default=CORPUS)
    args.add_argument("--gold", type=Path, default=GOLD)
    args = args.parse_args()
    try:
        records = read_all(args.corpus)
    except ValueError as error:
        sys.exit(str(error))
    if not records:
        sys.exit(f"{args.corpus}: no records there")
    gold = read_all(args.gold) if args.gold.exists() else []
    if not gold:
        print(f"{args.gold}: no gold files, so near-duplicates of gold are not looked for", file=sys.stderr)
    found = list(faults(records, [r for r in gold if "text" in r]))
    print(*found, f"{len(records)} records, {len(found)} faults", sep="\n")
    short = print_quotas(records) if not found else False
    if found or short:
        sys.exit(1)


if __name__ == "__main__":
    main()
