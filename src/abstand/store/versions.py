"""The store's versions: which state of each table belongs together.

Delta numbers the versions of each table by itself. After each change the store writes one row here: its own number,
the moment, and the Delta version of every table. A row is written only on top of the row before it, so numbers are
never given twice; moments never go back, whatever the clock does. ``documents`` is looked up before and after the other
tables: a version is only written where it did not change meanwhile, so every document in it has all its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pyarrow as pa

from abstand.errors import StoreError
from abstand.store.layout import OWN

Point = int | date  # a version's number, or a day: the last version of that day (UTC)


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the whole store. ``tables`` names the Delta version of each table that was there."""

    number: int
    moment: datetime
    action: str
    tables: Mapping[str, int]


def row_of(version: Version) -> pa.Table:
    row = {
        "number": version.number,
        "moment": version.moment,
        "action": version.action,
        "tables": [{"name": name, "version": number} for name, number in sorted(version.tables.items())],
    }
    return pa.Table.from_pylist([row], schema=OWN["versions"])


def versions_of(rows: pa.Table) -> list[Version]:
    """All versions by number, with moments that never go back."""
    found: list[Version] = []
    latest = datetime.min.replace(tzinfo=UTC)
    for row in rows.sort_by("number").to_pylist():
        latest = max(latest, row["moment"])
        tables = {item["name"]: item["version"] for item in row["tables"]}
        found.append(Version(row["number"], latest, row["action"], tables))
    return found


def chosen(versions: list[Version], point: Point, where: str) -> Version:
    """The version meant by a number or a day. Raises StoreError if the store has none such."""
    if not versions:
        raise StoreError(f"{where}: the store has no version yet; nothing was written to it")
    if isinstance(point, int):
        for version in versions:
            if version.number == point:
                return version
        raise StoreError(
            f"{where}: there is no version {point}; there are {versions[0].number} to {versions[-1].number}"
        )
    end = datetime.combine(point, time.min, UTC) + timedelta(days=1)
    before = [version for version in versions if version.moment < end]
    if not before:
        raise StoreError(f"{where}: there is no version of {point}; the first is of {versions[0].moment:%Y-%m-%d}")
    return before[-1]
