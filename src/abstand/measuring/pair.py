"""What a question about two states starts from, or a clear word on why it cannot be answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

import pyarrow as pa

from abstand.entities import resolve
from abstand.errors import InputError, NoData
from abstand.measuring.exposure import Reading
from abstand.measuring.imported import stored_sources
from abstand.measuring.measured import prior_of
from abstand.measuring.observations import By, Observations, observations
from abstand.measuring.rows import OWN, report_rows
from abstand.measuring.variances import Prior
from abstand.measuring.weights import Weights, plover
from abstand.model import Dyad
from abstand.store import Store

_SHOWN_PARTNERS = 5


class Options(TypedDict, total=False):
    """What calls on measuring have in common.

    ``source``: whose rows, by default "own". ``weights``: scores and precisions, by default ``plover()``.
    ``dated_only``: leaves out acts dated by publication alone. ``prior``: of the variances, by default what the dyads
    of the store have in common; pass it if you ask often, it takes most of the time. ``rows``: ``report_rows`` of the
    source, by default read from the store; pass them, too, if you ask often. Those of the pair are enough. ``seen``:
    the acts in these rows, taken as a whole, by default worked out from them. ``reading``: ``reading_of`` this store,
    by default worked out, too; only ``distance`` uses it, for our own reports.
    """

    source: str
    weights: Weights
    dated_only: bool
    prior: Prior
    rows: pa.Table
    seen: Observations
    reading: Reading


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of a pair in both directions, the rows of the source they are from, and the prior of the variances."""

    dyad: Dyad
    rows: pa.Table
    seen: Observations
    prior: Prior


def no_day(since: date | None, until: date | None, first: date, last: date) -> NoData:
    """That a window holds none of the days from ``first`` to ``last`` on which there is a distance."""
    window = f"{since or 'the first'} and {until or 'the last'}"
    return NoData(f"no day with a distance lies between {window}; there are days from {first} to {last}")


def acts_of(store: Store, one: str, other: str, by: By = By.WHOLE, **options: Unpack[Options]) -> Acts:
    """The acts between two states given by code or name.

    Raises UnknownEntity, InputError for one state twice or an unknown source, and NoData if no act with a weight and a
    date is stored, saying with whom there are any.
    """
    dyad = two(one, other)
    weights = options.get("weights") or plover()
    rows = rows_for(store, options)
    dated_only = options.get("dated_only", False)
    if "seen" in options and by is By.WHOLE and not dated_only:
        seen = options["seen"].between(dyad)
    else:
        seen = observations(rows, weights, by=by, pair=dyad, dated_only=dated_only)
    if not len(seen):
        raise NoData(_nothing(rows, dyad) + elsewhere(store, options))
    prior = options.get("prior") or prior_of(observations(rows, weights, dated_only=dated_only))
    return Acts(dyad, rows, seen, prior)


def rows_for(store: Store, options: Options) -> pa.Table:
    """The rows that the options hold, else those of their source."""
    return options["rows"] if "rows" in options else report_rows(store, options.get("source", OWN))


def two(one: str, other: str) -> Dyad:
    """The dyad of two names; raises UnknownEntity, and InputError if both name the same."""
    dyad = Dyad(resolve(one), resolve(other))
    if dyad.actor == dyad.recipient:
        raise InputError(f"{one!r} and {other!r} are both {dyad.actor}; a distance is between two")
    return dyad


def check_window(since: date | None, until: date | None) -> None:
    """Raises InputError for a window without days."""
    if since and until and until < since:
        raise InputError(f"no day lies between {since} and {until}: the first comes after the last")


def _nothing(rows: pa.Table, dyad: Dyad) -> str:
    """What is stored instead."""
    of = {code: _with(rows, code) for code in (dyad.actor, dyad.recipient)}
    both = of[dyad.actor][dyad.recipient]
    pair = f"{dyad.actor} and {dyad.recipient}"
    said = (
        f"{both} report(s) of {pair} are stored, but none with a date and a weight"
        if both
        else f"no report of {pair} is stored"
    )
    return "; ".join([said, *(_partners(code, partners) for code, partners in of.items())])


def elsewhere(store: Store, options: Options) -> str:
    """The sources that could be asked, where our own reports say nothing and others are stored; else empty."""
    others = stored_sources(store) if options.get("source", OWN) == OWN else []
    return f"; there are events of {', '.join(others)}: ask with --source" if others else ""


def partners_in(rows: pa.Table, dyad: Dyad) -> str:
    """With whom the rows name each of the two."""
    return "; ".join(_partners(code, _with(rows, code)) for code in (dyad.actor, dyad.recipient))


def _with(rows: pa.Table, code: str) -> Counter[str]:
    """How many reports name a code together with each other one."""
    found: Counter[str] = Counter()
    for actors, recipients in zip(*(rows.column(name).to_pylist() for name in ("actors", "recipients")), strict=True):
        named = {*actors, *recipients}
        if code in named:
            found.update(named - {code})
    return found


def _partners(code: str, partners: Counter[str]) -> str:
    if not partners:
        return f"none names {code}"
    most = ", ".join(f"{other} ({count})" for other, count in partners.most_common(_SHOWN_PARTNERS))
    return f"of {code} there are reports with {most}{' and others' if len(partners) > _SHOWN_PARTNERS else ''}"
