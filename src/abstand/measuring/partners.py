"""One state and all others: who is near, who has moved, and who stands to the world as it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from itertools import chain
from typing import Unpack

import numpy as np

from abstand.entities import resolve
from abstand.errors import InputError, NoData
from abstand.measuring.local_level import Level
from abstand.measuring.measured import NONE, Measured, measure, prior_of
from abstand.measuring.observations import day_number, day_of, observations
from abstand.measuring.pair import Options, elsewhere, rows_for
from abstand.measuring.panel import Ints
from abstand.measuring.scale import PER_POINT, Z95, band, together
from abstand.measuring.weights import plover
from abstand.store import Store

WINDOW_DAYS = 365
LEAST_SHARED = 3  # partners that two states must share: with fewer, hardly anything is compared


@dataclass(frozen=True, slots=True)
class Partner:
    """How far a state is from a partner on ``day``, in [0, 1], with its 95 and 50 % intervals.

    ``change``, with its 95 % interval, is that over the window before; None if the first act is later than its
    beginning. ``events``: acts of the two so far, an act that counts in both directions twice; ``last_act``: the
    day of the last.
    """

    partner: str
    day: date
    distance: float
    low: float
    high: float
    low50: float
    high50: float
    change: float | None
    change_low: float | None
    change_high: float | None
    events: int
    last_act: date


@dataclass(frozen=True, slots=True)
class Neighbour:
    """How differently two states stand to the ``shared`` partners of both, in [0, 1], with its 95 % interval.

    ``difference`` is the mean over the partners of the difference of the two distances, weighed by how well they are
    known: 0 if both stand alike to everyone.
    """

    neighbour: str
    day: date
    difference: float
    low: float
    high: float
    shared: int


def distances(
    store: Store, state: str, *, until: date | None = None, window_days: int = WINDOW_DAYS, **options: Unpack[Options]
) -> tuple[Partner, ...]:
    """All partners of a state, given by code or name, nearest first, as of ``until``, by default the store's last act.

    Acts after ``until`` count for nothing. Raises UnknownEntity, InputError for a window of no days, NoData if no act
    with a weight and a date is stored for the state.
    """
    if window_days < 1:
        raise InputError(f"a window of {window_days} days is none; take at least 1")
    code = resolve(state)
    measured, day = _world(store, until, options)
    dyads = [
        (one, other) for one, other in zip(measured.actor, measured.recipient, strict=True) if code in (one, other)
    ]
    if not dyads:
        raise NoData(f"no act of {code} with a date and a weight is stored{f' up to {until}' if until else ''}")
    partners = sorted({*chain.from_iterable(dyads)} - {code})
    ways = [
        measured.series((code, partner) for partner in partners),
        measured.series((partner, code) for partner in partners),
    ]
    now = band(_both(measured, ways, np.full(len(partners), day)))
    early = np.full(len(partners), day - window_days)
    there, back = (measured.change(way, early, early + window_days) for way in ways)
    moved = together(there, back, measured.shared(*ways))
    firsts, lasts = (np.array(ends) for ends in zip(*(measured.days(way) for way in ways), strict=True))
    events = measured.acts(ways[0]) + measured.acts(ways[1])
    begun = firsts.min(axis=0) <= day - window_days
    found = []
    for at, partner in enumerate(partners):
        middle, low, high, low50, high50 = (float(end[at]) for end in astuple(now))
        moves = _change(moved, at, known=bool(begun[at]))
        last = day_of(int(lasts[:, at].max()))
        found.append(Partner(partner, day_of(day), middle, low, high, low50, high50, *moves, int(events[at]), last))
    return tuple(sorted(found, key=lambda partner: (partner.distance, partner.partner)))


def neighbours(
    store: Store, state: str, *, until: date | None = None, **options: Unpack[Options]
) -> tuple[Neighbour, ...]:
    """The states that stand to others as this one does, most alike first, as of ``until`` or the store's last act.

    Raises as ``distances``; NoData too if no state shares three partners with this one.
    """
    code = resolve(state)
    measured, day = _world(store, until, options)
    codes = sorted({*measured.actor, *measured.recipient})
    if code not in codes:
        raise NoData(f"no act of {code} with a date and a weight is stored{f' up to {until}' if until else ''}")
    level = _matrix(measured, codes, day)
    own = codes.index(code)
    found = [
        neighbour
        for at, other in enumerate(codes)
        if at != own and (neighbour := _neighbour(level, own, at, other, day)) is not None
    ]
    if not found:
        raise NoData(f"no state shares {LEAST_SHARED} partners with {code}: too little to tell who stands as it does")
    return tuple(sorted(found, key=lambda neighbour: (neighbour.difference, neighbour.neighbour)))


def _world(store: Store, until: date | None, options: Options) -> tuple[Measured, int]:
    """All dyads of the store up to a day, and that day, by default the last with an act."""
    weights = options.get("weights") or plover()
    rows = rows_for(store, options)
    seen = observations(rows, weights, dated_only=options.get("dated_only", False))
    prior = options.get("prior") or prior_of(seen)
    if until:
        seen = seen.where(seen.day <= day_number(until))
    if not len(seen):
        window = f" up to {until}" if until else ""
        raise NoData(f"no act with a date and a weight is stored{window}{elsewhere(store, options)}")
    measured = measure(seen, prior)
    return measured, day_number(until) if until else int(seen.day.max())


def _both(measured: Measured, ways: Sequence[Ints], days: Ints) -> Level:
    there, back = (measured.level(way, days) for way in ways)
    return together(there, back, measured.shared(*ways))


def _change(moved: Level, at: int, *, known: bool) -> tuple[float | None, float | None, float | None]:
    """A change of level as one of distance (up is nearer), with its interval."""
    if not known:
        return None, None, None
    middle, spread = -float(moved.mean[at]) * PER_POINT, Z95 * float(np.sqrt(moved.variance[at])) * PER_POINT
    return middle + 0.0, max(middle - spread, -1.0), min(middle + spread, 1.0)  # + 0.0: no -0.0


def _matrix(measured: Measured, codes: list[str], day: int) -> Level:
    """The levels of all pairs on a day, both directions together, shape (codes, codes)."""
    place = {code: at for at, code in enumerate(codes)}
    series = np.full((len(codes), len(codes)), NONE)
    actors, recipients = ([place[code] for code in of] for of in (measured.actor, measured.recipient))
    series[actors, recipients] = np.arange(len(actors))
    ways = [series.ravel(), series.T.ravel()]
    both = _both(measured, ways, np.full(series.size, day))
    return Level(both.mean.reshape(series.shape), both.variance.reshape(series.shape))


def _neighbour(level: Level, own: int, other: int, code: str, day: int) -> Neighbour | None:
    variance = level.variance[own] + level.variance[other]
    known = np.isfinite(variance)
    known[[own, other]] = False
    if known.sum() < LEAST_SHARED:
        return None
    weight = 1 / variance[known]
    apart = np.abs(level.mean[own] - level.mean[other])[known] * PER_POINT
    difference, spread = float(weight @ apart / weight.sum()), float(Z95 * PER_POINT / np.sqrt(weight.sum()))
    return Neighbour(
        code, day_of(day), difference, max(0.0, difference - spread), min(1.0, difference + spread), int(known.sum())
    )
