"""Which rows of reports count: of a document that was read several times, those of the run that read it last.

Documents that are not yet put in order are few, and looked at one by one. All others count as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from abstand.store.layout import FILE, HOME, NEW, among, select

if TYPE_CHECKING:
    from abstand.store.base import Store

ANY = pc.scalar(True)
DECIDING = ("id", "document", "pair", "day", "run", "part")  # the columns that decide whether a row counts
_FRESH = """
    SELECT id, arg_max(run, (coalesce(revision, 0), coalesce(run, ''))) AS run, count(DISTINCT run) AS runs,
           any_value(published_last) AS published
    FROM rows GROUP BY id
"""


def fresh(store: Store) -> pa.Table:
    """The documents not yet put in order: id, the run that read each last, how many runs have, their day."""
    rows = store.read("documents", ["id", "run", "revision", "published_last"], pc.field("part") == NEW)
    return select(_FRESH, {}, rows=rows)


def told_of(rows: pa.Table, recent: pa.Table) -> pa.Table:
    """Of rows of reports (with the columns ``DECIDING``) those that count; ``recent`` are the ``fresh`` documents."""
    if not recent.num_rows:
        return rows.filter(pc.field("part") != NEW)
    place = pc.index_in(rows.column("document"), recent.column("id").combine_chunks())
    run = recent.column("run").take(place)
    is_last = pc.or_kleene(pc.equal(rows.column("run"), run), pc.is_null(run))
    settled = rows.filter(pc.and_(pc.is_null(place), pc.not_equal(rows.column("part"), NEW)))
    return pa.concat_tables([settled, _once(rows.filter(pc.and_(pc.is_valid(place), is_last)))])


def _once(rows: pa.Table) -> pa.Table:
    """Each report once for each of its pairs, though it was written twice; the one with a day."""
    ordered = rows.sort_by([("day", "ascending")])
    numbered = ordered.select(["id", "pair"]).append_column("row", pa.array(np.arange(ordered.num_rows)))
    firsts = numbered.group_by(["id", "pair"], use_threads=False).aggregate([("row", "min")])
    return ordered.take(firsts.column("row_min"))


def told(store: Store, columns: Iterable[str], where: pc.Expression = HOME) -> pa.Table:
    """The reports that count, with these columns of ``layout.FULL``; by default each once, by its home."""
    wanted, recent = list(columns), store.fresh()
    gone = recoded(store, recent)
    before = store.read("reports", wanted, where & settled(gone))
    return pa.concat_tables([before, told_anew(store, wanted, where, recent, gone)])


def recoded(store: Store, recent: pa.Table) -> pc.Expression | None:
    """Rows of the recent documents that were read before; None if there are none.

    Of all other documents, rows that are in order count: their move there was the end of the same rows elsewhere.
    """
    if not recent.num_rows:
        return None
    again = set(recent.filter(pc.field("runs") > 1).column("id").to_pylist())
    known = store.read("documents", ["id"], (pc.field("part") != NEW) & _of_days(recent.column("published")))
    again |= set(
        known.filter(pc.is_in(known.column("id"), recent.column("id").combine_chunks())).column("id").to_pylist()
    )
    return among("document", sorted(again)) if again else None


def _of_days(published: pa.ChunkedArray) -> pc.Expression:
    """The documents published in the time of others: the files are in the order of these days, an id has but one."""
    days = pc.min_max(published)
    within = (pc.field("published_last") >= days["min"]) & (pc.field("published_last") <= days["max"])
    return within | pc.field("published_last").is_null() if published.null_count else within


def settled(gone: pc.Expression | None) -> pc.Expression:
    """The rows in order, without those of ``recoded`` documents."""
    in_order = pc.field("part") != NEW
    return in_order if gone is None else in_order & ~gone


def told_anew(
    store: Store, columns: Iterable[str], where: pc.Expression, recent: pa.Table, gone: pc.Expression | None
) -> pa.Table:
    """Of ``told`` those that are not ``settled``."""
    wanted, new = list(columns), pc.field("part") == NEW
    needed = list(dict.fromkeys([*wanted, *DECIDING]))
    rows = store.read("reports", needed, where & new)
    if gone is not None:
        rows = pa.concat_tables([rows, rows_of(store, needed, where & ~new & gone)])
    return told_of(rows, recent).select(wanted)


def rows_of(store: Store, columns: Iterable[str], where: pc.Expression) -> pa.Table:
    """The few rows of reports that ``where`` holds by columns that no file is sorted by.

    First it is looked up where they stand, so that all columns are read of those parts of the files alone.
    """
    return store.read("reports", columns, where & only(store.read("reports", ["id", "pair", "day", FILE], where)))


def only(rows: pa.Table) -> pc.Expression:
    """The reports' rows with these keys (id, pair, day, file), told so that files and their groups are passed over."""
    where = among("id", rows.column("id"))
    for name in ("pair", FILE):
        where &= among(name, rows.column(name).unique().to_pylist())
    days = pc.min_max(rows.column("day"))
    if rows.num_rows and not rows.column("day").null_count:
        where &= (pc.field("day") >= days["min"]) & (pc.field("day") <= days["max"])
    return where
