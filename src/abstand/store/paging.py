"""Which rows of reports a page shows: years are read one after the other, only until none can have a better row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from abstand.store.latest import told_of
from abstand.store.layout import FILE, NEW, among

if TYPE_CHECKING:
    from abstand.store.base import Store

# What decides which reports count and in which order they stand.
KEYS = ("id", "document", "start", "day", "published_last", "pair", "run", "part", FILE)


@dataclass(frozen=True, slots=True)
class Page:
    """Which of the answers are wanted: ``limit`` after the first ``offset``; from the last day on if ``newest``."""

    limit: int | None = None
    offset: int = 0
    newest: bool = False

    @property
    def is_all(self) -> bool:
        return self.limit is None and not self.offset

    def order(self, rows: pa.Table) -> pa.Table:
        """The rows by day, undated ones last either way."""
        way = "descending" if self.newest else "ascending"
        rest = [(name, "ascending") for name in ("document", "start", "id")]
        return rows.sort_by([("day", way), ("published_last", way), *rest])

    def cut(self, rows: pa.Table) -> pa.Table:
        return self.order(rows).slice(self.offset, self.limit)


ALL = Page()


def keys(store: Store, where: pc.Expression, page: Page, recent: pa.Table) -> pa.Table:
    """The keys of a page's reports in their order."""
    found: list[pa.Table] = []
    for parts, ahead in _steps(store, page):
        found.append(store.read("reports", KEYS, where & among("part", parts)))
        if page.limit is not None and _before(pa.concat_tables(found), ahead, page) >= page.offset + page.limit:
            told = told_of(pa.concat_tables(found), recent)
            if _before(told, ahead, page) >= page.offset + page.limit:
                break
    return page.cut(told_of(pa.concat_tables(found), recent))


def _steps(store: Store, page: Page) -> Iterator[tuple[list[str], date | None]]:
    """Parts to read, and the best day that any part after them can have: first what is new, then year by year."""
    spans = store.spans("reports")
    best = {part: last if page.newest else first for part, (first, last) in spans.items() if part != NEW}
    parts = sorted(best, key=lambda part: (best[part], part), reverse=page.newest)
    yield [NEW], best[parts[0]] if parts else None
    for place, part in enumerate(parts, 1):
        yield [part], best[parts[place]] if place < len(parts) else None


def _before(rows: pa.Table, day: date | None, page: Page) -> int:
    """How many rows certainly stand before all rows of the day."""
    if day is None:
        return 0
    nearer = pc.greater if page.newest else pc.less
    return int(pc.sum(nearer(rows.column("day"), pa.scalar(day, pa.date32()))).as_py() or 0)
