"""How much the distance of two states depends on our choices: the scale, unmerged reports, single outlets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Unpack

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from abstand.errors import InputError
from abstand.measuring.local_level import Level
from abstand.measuring.measured import measure, prior_of
from abstand.measuring.observations import Observations, day_number, day_of, observations
from abstand.measuring.pair import Acts, Options, acts_of, check_window, no_day
from abstand.measuring.panel import Ints
from abstand.measuring.rows import OWN
from abstand.measuring.scale import PER_POINT, Z95, Band, band, together
from abstand.measuring.variances import Prior
from abstand.measuring.weights import Weights, equal, goldstein, plover
from abstand.model import Dyad
from abstand.store import Store

PLOVER, OWN_SCORES = "plover", "own scores"  # the base: our scale, or the scores that another source gives itself


@dataclass(frozen=True, slots=True)
class Variant:
    """The distance under another choice: a scale, ``merged`` (only events of several reports) or ``without OUTLET``.

    ``events``: acts left, one that counts in both directions twice. ``shift``: the mean over the days of how far the
    symmetric distance is from the base's; ``bands``: the same in half-widths of the base's 95 % band. ``curve``: the
    symmetric distance with its intervals, shape (days,). All three are None where nothing is left.
    """

    name: str
    events: int
    shift: float | None
    bands: float | None
    curve: Band | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The base first, then the other choices. ``moves``: the greatest ``bands`` of them.

    Below 1, no choice moves the distance by more than its own interval says it may be off; at 2, one moves it twice as
    far. ``rests_on``: choices that leave no act at all, so that nothing can be said without what they leave out.
    """

    dyad: Dyad
    days: tuple[date, ...]
    variants: tuple[Variant, ...]
    moves: float
    rests_on: tuple[str, ...]


def sensitivity(
    store: Store, one: str, other: str, *, since: date | None = None, until: date | None = None,
    **options: Unpack[Options],
) -> Sensitivity:  # fmt: skip
    """The symmetric distance by PLOVER's scores, Goldstein's, equal ones, without unmerged reports or one outlet.

    Raises as ``distance``, NoData also for a window without acts' days, InputError for weights in the options.
    """
    check_window(since, until)
    if "weights" in options:
        raise InputError("sensitivity compares all weights; it takes none")
    base = acts_of(store, one, other, **options)
    first = max(int(base.seen.day.min()), day_number(since) if since else -(10**9))
    last = min(int(base.seen.day.max()), day_number(until) if until else 10**9)
    if last < first:
        raise no_day(since, until, *(day_of(int(day)) for day in (base.seen.day.min(), base.seen.day.max())))
    days = np.arange(first, last + 1)
    known = _level(base.seen, base.prior, base.dyad, days)
    own = options.get("source", OWN) == OWN
    variants = [_variant(PLOVER if own else OWN_SCORES, base.seen, known, known)]
    for name, seen, prior in _choices(base, options.get("dated_only", False), own):
        level = _level(seen, prior, base.dyad, days) if len(seen) else None
        variants.append(_variant(name, seen, level, known))
    told = [variant.bands for variant in variants[1:] if variant.bands is not None]
    return Sensitivity(
        base.dyad, tuple(map(day_of, days.tolist())), tuple(variants), max(told, default=0.0),
        tuple(variant.name for variant in variants if variant.bands is None),
    )  # fmt: skip


def _choices(base: Acts, dated_only: bool, own: bool) -> Iterator[tuple[str, Observations, Prior]]:
    """The acts under each other choice, and the prior of their variances."""

    def seen(rows: pa.Table, weights: Weights, pair: Dyad | None = base.dyad) -> Observations:
        return observations(rows, weights, pair=pair, dated_only=dated_only)

    typed = _by_type(base.rows)
    for name, weights in (*([(PLOVER, plover())] if not own else []), ("goldstein", goldstein()), ("equal", equal())):
        yield name, seen(typed, weights), prior_of(seen(typed, weights, None))
    yield "merged", seen(_merged(base.rows), plover()), base.prior
    for outlet in _outlets(base.rows, base.dyad):
        kept = base.rows.filter(pc.not_equal(base.rows["outlet"], outlet))
        yield f"without {outlet}", seen(kept, plover()), base.prior


def _by_type(rows: pa.Table) -> pa.Table:
    """The rows without scores of their source's own, to be scored by type and mode."""
    at = rows.schema.get_field_index("score")
    return rows.set_column(at, rows.schema.field(at), pa.nulls(rows.num_rows, pa.float64()))


def _merged(rows: pa.Table) -> pa.Table:
    """The rows of events that more than one report tells."""
    counts = rows.group_by("event").aggregate([("report", "count")])
    several = counts.filter(pc.greater(counts["report_count"], 1))["event"]
    return rows.filter(pc.is_in(rows["event"], value_set=several.combine_chunks()))


def _outlets(rows: pa.Table, dyad: Dyad) -> list[str]:
    """The named outlets that report on the pair."""
    columns = zip(*(rows[name].to_pylist() for name in ("outlet", "actors", "recipients")), strict=True)
    pair = {dyad.actor, dyad.recipient}
    return sorted({outlet for outlet, actors, recipients in columns if outlet and pair <= {*actors, *recipients}})


def _level(seen: Observations, prior: Prior, dyad: Dyad, days: Ints) -> Level:
    measured = measure(seen, prior)
    ways = [measured.series([way]) for way in ((dyad.actor, dyad.recipient), (dyad.recipient, dyad.actor))]
    there, back = (measured.level(np.repeat(way, len(days)), days) for way in ways)
    return together(there, back, measured.shared(*ways))


def _variant(name: str, seen: Observations, level: Level | None, base: Level) -> Variant:
    if level is None:
        return Variant(name, 0, None, None, None)
    own, of_base = band(level), band(base)
    shift = float(np.abs(own.middle - of_base.middle).mean())
    half = float((Z95 * np.sqrt(base.variance)).mean()) * PER_POINT
    return Variant(name, len(seen), shift, shift / half, own)
