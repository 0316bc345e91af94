"""Which rows of reports count: of a document that was read several times, those of the run that read it last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from abstand.store.layout import HOME, NEW, among, select

if TYPE_CHECKING:
    from abstand.store.base import Store

DECIDING = ("id", "document", "pair", "day", "run", "part")  # the columns that decide whether a row counts
_FRESH = "SELECT id, arg_max(run, (coalesce(revision, 0), coalesce(run, ''))) AS run FROM rows GROUP BY id"
# A report of a document that is not yet put in order counts if the run that read the document last has told it.
_RECENT = """
    SELECT DISTINCT ON (r.id, r.pair) r.* FROM reports r JOIN fresh f ON f.id = r.document
    WHERE r.run = f.run OR f.run IS NULL ORDER BY r.day NULLS LAST
"""


def fresh(store: Store) -> pa.Table:
    """The documents not yet put in order: id, and the run that read each last."""
    rows = store.read("documents", ["id", "run", "revision"], pc.field("part") == NEW)
    return select(_FRESH, {}, rows=rows) if rows.num_rows else rows.select(["id", "run"])


def told_of(rows: pa.Table, recent: pa.Table) -> pa.Table:
    """Of rows of reports (with the columns ``DECIDING``) those that count; ``recent`` are the ``fresh`` documents."""
    if not recent.num_rows:
        return rows.filter(pc.field("part") != NEW)
    is_recent = among("document", recent.column("id"))
    settled = rows.filter((pc.field("part") != NEW) & ~is_recent)
    told = select(_RECENT, {}, reports=rows.filter(is_recent), fresh=recent)
    return pa.concat_tables([settled, told.cast(rows.schema)])


def told(store: Store, columns: Iterable[str], where: pc.Expression = HOME) -> pa.Table:
    """The reports that count, with these columns of ``layout.FULL``; by default each once, by its home."""
    wanted, recent = list(columns), fresh(store)
    settled = where & (pc.field("part") != NEW)
    if not recent.num_rows:
        return store.read("reports", wanted, settled)
    before = store.read("reports", wanted, settled & ~among("document", recent.column("id")))
    return pa.concat_tables([before, told_anew(store, wanted, where, recent)])


def told_anew(store: Store, columns: Iterable[str], where: pc.Expression, recent: pa.Table) -> pa.Table:
    """Of ``told`` those of recent documents."""
    wanted = list(columns)
    rows = rows_of(store, dict.fromkeys([*wanted, *DECIDING]), where & among("document", recent.column("id")))
    return told_of(rows, recent).select(wanted)


def rows_of(store: Store, columns: Iterable[str], where: pc.Expression) -> pa.Table:
    """The few rows of reports that ``where`` holds by columns that no file is sorted by.

    First it is looked up where they stand, so that all columns are read of those parts of the files alone.
    """
    return store.read("reports", columns, where & only(store.read("reports", ["id", "pair", "day", "part"], where)))


def only(rows: pa.Table) -> pc.Expression:
    """The reports' rows with these keys (id, pair, day, part), told so that files and their groups are passed over."""
    where = among("id", rows.column("id"))
    for name in ("pair", "part"):
        where &= among(name, rows.column(name).unique().to_pylist())
    days = pc.min_max(rows.column("day"))
    if rows.num_rows and not rows.column("day").null_count:
        where &= (pc.field("day") >= days["min"]) & (pc.field("day") <= days["max"])
    return where
