"""POLECAT: the tables of Dataverse, with their known defects put right where that can be done in one way only."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pyarrow as pa

from abstand.model import EventType
from abstand.sources.tables.blocks import Block
from abstand.sources.tables.checking import Faults, checked
from abstand.sources.tables.keeping import kept
from abstand.sources.tables.layouts import Layout
from abstand.sources.tables.parties import Parties
from abstand.sources.tables.schema import IMPORTED, Chunk, LeftOut

SOURCE = "polecat"
MOST_STRAY_TABS = 2  # with more there are too many ways to join the fields
USED = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Actor Country",
    "Recipient Country",
    "Source",
)


def read(block: Block, layout: Layout, parties: Parties) -> Chunk:
    """A block's events; one of several actors or recipients gives a row for each pair of states."""
    good = checked(block, layout, _no_plover_type, mended)
    left_out: Counter[LeftOut] = Counter()
    unknown: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for row in good.table.to_pylist():
        dyads, why = _dyads(row, parties, unknown)
        if why:
            left_out[why] += 1
        rows += [_row(row, layout, one, other) for one, other in dyads]
    given = pa.Table.from_pylist(rows, IMPORTED)
    columns = {name: given[name] for name in IMPORTED.names if name not in ("id", "source", "run")}
    return Chunk(good.read, kept(SOURCE, columns, len(rows)), good.problems, left_out, unknown)


def mended(fields: list[str], layout: Layout) -> list[str] | str:
    """A line of another number of fields put right; empty for a repeated header; else what is wrong with it."""
    wanted = len(layout.columns)
    if tuple(fields[:wanted]) == layout.names:
        return ""
    told = f"{len(fields)} columns instead of {wanted}"
    if len(fields) < wanted:
        return told
    if not any(field.strip() for field in fields[wanted:]) and not layout.faults(fields[:wanted]):
        return fields[:wanted]
    if len(fields) - wanted > MOST_STRAY_TABS:
        return f"{told}: too many stray tabs"
    right = [joined for joined in _joinings(fields, wanted) if not layout.faults(joined)]
    meanings = {tuple(joined[layout.names.index(name)] for name in USED) for joined in right}
    if len(meanings) != 1:
        return f"{told}: stray tabs that can be put right in {'several ways' if meanings else 'no way'}"
    return right[0]


def _joinings(fields: list[str], wanted: int) -> list[list[str]]:
    """All ways to take a line's stray tabs as blanks."""
    found = []
    for places in combinations(range(1, len(fields)), len(fields) - wanted):
        joined: list[str] = []
        for at, field in enumerate(fields):
            if at in places:
                joined[-1] = f"{joined[-1]} {field}".strip()
            else:
                joined.append(field)
        found.append(joined)
    return found


def _no_plover_type(table: pa.Table) -> Faults:
    known = {type_.value for type_ in EventType}
    types = table["Event Type"].to_pylist()
    return {row: f"Event Type {name!r} is no PLOVER type" for row, name in enumerate(types) if name not in known}


def _dyads(
    row: dict[str, Any], parties: Parties, unknown: Counter[str]
) -> tuple[list[tuple[str, str]], LeftOut | None]:
    """The ordered pairs of a row, or why it has none. Without a recipient the actors act on each other."""
    actors, why = _known(row["Actor Country"], row["Actor Sectors"], parties, unknown)
    recipients, why_not = _known(row["Recipient Country"], row["Recipient Sectors"], parties, unknown)
    others = recipients if row["Recipient Country"] or row["Recipient Name"] else actors
    pairs = [(one, other) for one in actors for other in others if one != other]
    if pairs:
        return pairs, None
    if why or why_not:
        return [], why or why_not
    return [], LeftOut.WITHIN if actors and recipients else LeftOut.ONE_PARTY


def _known(
    countries: str | None, sectors: str | None, parties: Parties, unknown: Counter[str]
) -> tuple[list[str], LeftOut | None]:
    names = list(dict.fromkeys(name.strip() for name in (countries or "").split(";") if name.strip()))
    if names and parties.is_armed(sectors or ""):
        return [], LeftOut.ARMED
    answers = {name: parties.country(name) for name in names}
    missing = [name for name, party in answers.items() if isinstance(party, LeftOut)]
    unknown.update(missing)
    known = [party for party in answers.values() if not isinstance(party, LeftOut)]
    return known, LeftOut.UNKNOWN if missing and not known else None


def _row(row: dict[str, Any], layout: Layout, one: str, other: str) -> dict[str, Any]:
    days = {column.name: column for column in layout.columns if column.kind == "day"}
    published = row["Publication Date"]
    return {
        "own_id": row["Event ID"],
        "first": days["Event Date"].day(row["Event Date"]),
        "last": days["Event Date"].day(row["Event Date"]),
        "actor": one,
        "recipient": other,
        "actor_name": row["Actor Name"],
        "recipient_name": row["Recipient Name"],
        "type": row["Event Type"],
        "mode": (row["Event Mode"] or "").strip().lower().replace("_", "-") or None,
        "score": row["Intensity"],
        "outlet": row["Source"],
        "published": days["Publication Date"].day(published) if published else None,
    }
