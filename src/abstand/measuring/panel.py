"""Many series side by side: the acts of each, gathered by day, and the order in which all are filtered at once.

A *slot* is a series and a day with acts. A filter takes the first slot of every series, then the second of those that
have one, and so on: the longest series sets the number of steps, the number of slots the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Order:
    """Where each slot stands when all first slots come first, then all second ones …; series by length, longest first.

    ``place``: shape (slots,), the position of each slot; ``bounds``: shape (steps + 1,), where each step begins;
    ``ranked``: shape (series,), the series from the longest to the shortest.
    """

    place: Ints
    bounds: Ints
    ranked: Ints


@dataclass(frozen=True)
class Panel:
    """Acts of many series. ``start``: shape (series + 1,), the slots of series s are ``start[s]:start[s + 1]``.

    ``day``: shape (slots,), in days from any origin, ascending within a series; ``slot``: shape (acts,), the slot of
    each act, ascending; ``score`` and ``precision`` (> 0): shape (acts,). ``owner``: shape (series,), the number of
    the pair of variances that a series has: series of one owner share theirs.
    """

    start: Ints
    day: Ints
    slot: Ints
    score: Floats
    precision: Floats
    owner: Ints

    @property
    def series(self) -> int:
        return len(self.start) - 1

    @cached_property
    def owners(self) -> int:
        return int(self.owner.max()) + 1 if len(self.owner) else 0

    @cached_property
    def of_slot(self) -> Ints:
        """The series of each slot."""
        return np.repeat(np.arange(self.series), np.diff(self.start))

    @cached_property
    def gap(self) -> Floats:
        """Days since the slot before, infinite for the first slot of a series: nothing is known before it."""
        gap = np.diff(self.day, prepend=0).astype(np.float64)
        gap[self.start[:-1]] = np.inf
        return gap

    @cached_property
    def gap_back(self) -> Floats:
        """Days to the slot after, infinite for the last slot of a series."""
        gap = np.diff(self.day, append=0).astype(np.float64)
        gap[self.start[1:] - 1] = np.inf
        return gap

    @cached_property
    def forward(self) -> Order:
        return self._order(np.arange(len(self.day)) - self.start[:-1][self.of_slot])

    @cached_property
    def backward(self) -> Order:
        return self._order(self.start[1:][self.of_slot] - 1 - np.arange(len(self.day)))

    def _order(self, step: Ints) -> Order:
        lengths = np.diff(self.start)
        ranked = np.argsort(-lengths, kind="stable")
        rank = np.empty_like(ranked)
        rank[ranked] = np.arange(len(ranked))
        bounds = np.concatenate([[0], np.cumsum(np.bincount(step, minlength=1))])
        return Order(bounds[step] + rank[self.of_slot], bounds, ranked)

    def sums(self, values: Floats) -> Floats:
        """Values of acts added up by slot."""
        sums: Floats = np.bincount(self.slot, values, len(self.day)).astype(np.float64)
        return sums


def panel(series: Ints, day: Ints, score: Floats, precision: Floats, *, count: int | None = None) -> Panel:
    """Acts in any order, all arrays of shape (acts,), as a panel in which every series has variances of its own.

    ``series`` numbers the series from 0; each of the ``count`` series must have an act.
    """
    by = np.lexsort((precision, score, day, series))  # also by score: the order of the acts changes no rounding
    series, day = series[by], day[by]
    new = np.ones(len(by), dtype=bool)
    new[1:] = (series[1:] != series[:-1]) | (day[1:] != day[:-1])
    number = int(series[-1]) + 1 if count is None else count
    slots = np.bincount(series[new], minlength=number)
    if not slots.all():
        raise ValueError(f"series {int(np.argmin(slots))} has no act")
    start = np.concatenate([[0], np.cumsum(slots)])
    return Panel(start, day[new], np.cumsum(new) - 1, score[by], precision[by], np.arange(number))
