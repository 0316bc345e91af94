"""The distance by events against the distance by UN votes, over dyads and years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from abstand import measuring
from abstand.measuring.alignment import Window, alignment, votes_of
from abstand.model import Direction
from abstand.store import Store

from .held import Held

LEAST_ACTS = 100  # of a dyad in 2005 to 2015, both directions: with fewer its yearly means are hardly known
SINCE, UNTIL = date(2005, 1, 1), date(2015, 12, 31)
RESAMPLES, SEED = 2000, 8

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cell:
    """A dyad's year: the mean distance by events, and 1 - pi and 1 - agreement of the votes."""

    pair: tuple[str, str]
    year: int
    events: float
    votes: float
    disagreement: float


@dataclass(frozen=True)
class Correlation:
    """Spearman's rank correlation with the 95 % interval by resampling whole dyads."""

    what: str
    value: float
    low: float
    high: float


def cells(held: Held, votes: Store) -> list[Cell]:
    """The years of the dyads of two voting states with enough acts, in which both votes and a distance are known."""
    voting = set(votes_of(votes, Window(SINCE, UNTIL))["state"].unique().to_pylist())
    acts = Counter(tuple(sorted(pair)) for pair in zip(held.seen.actor, held.seen.recipient, strict=True))
    pairs = sorted(pair for pair, count in acts.items() if count >= LEAST_ACTS and voting >= {*pair})
    return [cell for one, other in pairs for cell in _years(held, votes, one, other)]


def _years(held: Held, votes: Store, one: str, other: str) -> list[Cell]:
    by_year: defaultdict[int, list[float]] = defaultdict(list)
    for point in measuring.distance(held.store, one, other, source=held.source, prior=held.prior).points:
        if point.direction is Direction.SYMMETRIC:
            by_year[point.day.year].append(point.distance)
    like_votes = alignment(votes, (one, other), Window(SINCE, UNTIL), every_years=1)
    return [
        Cell((one, other), year, float(np.mean(by_year[year])), 1 - like.pi, 1 - like.agreement)
        for like in like_votes
        if (year := like.first.year) in by_year and like.pi is not None
    ]


def correlations(found: list[Cell]) -> list[Correlation]:
    """Of all dyad-years by both measures of the votes; of the dyads' means; and of the years within dyads."""
    pairs = sorted({cell.pair for cell in found})
    dyad = np.array([pairs.index(cell.pair) for cell in found])
    events, votes, differing = (
        np.array([getattr(cell, name) for cell in found]) for name in ("events", "votes", "disagreement")
    )
    return [
        _interval("all dyad-years, 1 − π", dyad, events, votes, _whole),
        _interval("all dyad-years, 1 − agreement", dyad, events, differing, _whole),
        _interval("means of the dyads, 1 − π", dyad, events, votes, _between),
        _interval("years within a dyad, 1 − π", dyad, events, votes, _within),
    ]


def _interval(
    what: str, dyad: NDArray[np.int64], one: Floats, other: Floats,
    of: Callable[[NDArray[np.int64], Floats, Floats], float],
) -> Correlation:  # fmt: skip
    generator = np.random.default_rng(SEED)
    rows = [np.flatnonzero(dyad == number) for number in range(dyad.max() + 1)]
    drawn = []
    for _ in range(RESAMPLES):
        chosen = generator.integers(0, len(rows), len(rows))
        at = np.concatenate([rows[number] for number in chosen])
        copy = np.repeat(np.arange(len(chosen)), [len(rows[number]) for number in chosen])
        drawn.append(of(copy, one[at], other[at]))
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Correlation(what, of(dyad, one, other), float(low), float(high))


def _whole(_: NDArray[np.int64], one: Floats, other: Floats) -> float:
    return float(stats.spearmanr(one, other).statistic)


def _between(dyad: NDArray[np.int64], one: Floats, other: Floats) -> float:
    return _whole(dyad, _means(dyad, one), _means(dyad, other))


def _within(dyad: NDArray[np.int64], one: Floats, other: Floats) -> float:
    return _whole(dyad, one - _means(dyad, one)[dyad], other - _means(dyad, other)[dyad])


def _means(dyad: NDArray[np.int64], of: Floats) -> Floats:
    means: Floats = np.bincount(dyad, of) / np.bincount(dyad)
    return means
