"""What was measured of the store as it is, and the charts drawn of it: kept until something new is stored or judged."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial, reduce
from typing import Annotated

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from fastapi import Depends, Request

from abstand import measuring
from abstand.entities import default
from abstand.errors import NoData
from abstand.measuring.alignment import Likeness, alignments
from abstand.measuring.exposure import reading_of
from abstand.measuring.measured import prior_of
from abstand.measuring.observations import observations
from abstand.measuring.pair import Options
from abstand.measuring.panel import Ints
from abstand.measuring.partners import WINDOW_DAYS, Partner
from abstand.measuring.rows import report_rows
from abstand.measuring.sensitivity import Sensitivity
from abstand.measuring.told_steps import Step
from abstand.measuring.weights import plover
from abstand.model import Direction, Series
from abstand.store import Store
from abstand.telling.charts import distance_specification, image, image_of, partners_chart
from abstand.telling.counting import PairCount, pair_counts
from abstand.telling.listing import ALL, listed
from abstand.telling.maps import map_chart
from abstand.telling.queues import Waiting, waiting
from abstand.telling.selection import Selection
from abstand.telling.told import Told, tell_listed
from abstand.telling.views.feed import NEWEST
from abstand.telling.views.pair import Pair, pair_view
from abstand.telling.views.state import StatePage, state_view
from abstand.telling.words import words

KEPT = 256  # answers of each kind; a series of ten years takes some 3 MB
FIRST = 10  # pairs measured before anybody asks: with thousands of acts a pair takes half a second
State = tuple[int, int]  # of the store: its version, and the judgements beside it


class Measured:
    """The public functions of ``measuring`` over one store, each answer worked out once a state of the store.

    The rows of all reports, the acts in them, the prior of the variances and what was read, from which answers start,
    are kept, too.
    """

    def __init__(self) -> None:
        self._rows = lru_cache(1)(lambda store, state: report_rows(store))
        self._places = lru_cache(1)(lambda store, state: places_of(self._rows(store, state)))
        self._seen = lru_cache(1)(lambda store, state: observations(self._rows(store, state), plover()))
        self._prior = lru_cache(1)(lambda store, state: prior_of(self._seen(store, state)))
        self._reading = lru_cache(1)(lambda store, version: reading_of(store))
        self._counts = lru_cache(1)(lambda store, state: tuple(pair_counts(store)))
        self._waiting = lru_cache(1)(lambda store, state: waiting(store))
        self._distance = lru_cache(KEPT)(self._measured_distance)
        self._pair = lru_cache(KEPT)(self._pair_as_selected)
        self._newest = lru_cache(KEPT)(self._newest_told)
        self._distances = lru_cache(KEPT)(self._measured_distances)
        self._sensitivity = lru_cache(KEPT)(self._measured_sensitivity)
        self._steps = lru_cache(KEPT)(self._measured_steps)
        self._chart = lru_cache(KEPT)(self._drawn_chart)
        self._map = lru_cache(KEPT)(self._drawn_map)
        self._partners = lru_cache(KEPT)(self._drawn_partners)
        self._votes = lru_cache(KEPT)(lambda store, stamp, state, others: alignments(store, state, others))

    def begin(self, store: Store) -> None:
        """Work out what every answer starts from, and the pairs most written about, so that no reader waits for it."""
        self._prior(store, state_of(store))
        self._places(store, state_of(store))
        self._reading(store, store.version)
        for count in self.pairs(store)[:FIRST]:
            with suppress(NoData):  # no act of theirs has a score
                self.distance(store, count.a, count.b)

    def rows(self, store: Store) -> pa.Table:
        return self._rows(store, state_of(store))

    def rows_of(self, store: Store, *codes: str) -> pa.Table:
        """The rows of the reports that all these codes take part in: those of a pair are enough to measure it."""
        places: dict[str, Ints] = self._places(store, state_of(store))
        none = np.zeros(0, np.int64)
        return self.rows(store).take(reduce(np.intersect1d, (places.get(code, none) for code in codes)))

    def pairs(self, store: Store) -> tuple[PairCount, ...]:
        counts: tuple[PairCount, ...] = self._counts(store, state_of(store))
        return counts

    def waiting(self, store: Store) -> Waiting:
        found: Waiting = self._waiting(store, state_of(store))
        return found

    def distance(self, store: Store, a: str, b: str, part: Selection = ALL) -> Series:
        """The distance, of a part of the acts if one is asked for (direction, statuses, domains)."""
        series: Series = self._distance(store, state_of(store), a, b, part.part)
        return series

    def distances(self, store: Store, state: str, window_days: int = WINDOW_DAYS) -> tuple[Partner, ...]:
        partners: tuple[Partner, ...] = self._distances(store, state_of(store), state, window_days)
        return partners

    def pair(self, store: Store, pair: tuple[str, str], selection: Selection, language: str) -> Pair:
        """The page of a pair, its level of the part of the acts that is selected."""
        view: Pair = self._pair(store, state_of(store), pair, selection, language)
        return view

    def newest(self, store: Store, codes: tuple[str, ...], language: str) -> tuple[Told, ...]:
        """The newest acts that the codes take part in, for a feed."""
        told: tuple[Told, ...] = self._newest(store, state_of(store), codes, language)
        return told

    def votes(self, store: Store, state: str, others: Sequence[str]) -> dict[str, Likeness]:
        found: dict[str, Likeness] = self._votes(store, store.stamp("votes"), state, tuple(others))
        return found

    def state(self, store: Store, code: str, language: str, window_days: int = WINDOW_DAYS) -> StatePage:
        partners = partial(self.distances, window_days=window_days)
        return state_view(store, code, language, default(), partners, votes=self.votes, window_days=window_days)

    def steps(self, store: Store, a: str, b: str) -> tuple[Step, ...]:
        steps: tuple[Step, ...] = self._steps(store, state_of(store), a, b)
        return steps

    def sensitivity(self, store: Store, a: str, b: str) -> Sensitivity:
        found: Sensitivity = self._sensitivity(store, state_of(store), a, b)
        return found

    def chart(self, store: Store, a: str, b: str, language: str, form: str, part: Selection = ALL) -> bytes:
        """The distance of two states, of all acts or a part, drawn as ``svg`` or ``png``."""
        return self._chart(store, state_of(store), a, b, language, form, part.part)

    def partners(self, store: Store, state: str, language: str, form: str) -> bytes:
        """The partners with the most events, a small chart each, drawn as ``svg`` or ``png``."""
        return self._partners(store, state_of(store), state, language, form)

    def map(self, store: Store, state: str, language: str, form: str) -> bytes:
        """The world as seen from a state, drawn as ``svg`` or ``png``."""
        return self._map(store, state_of(store), state, language, form)

    def _drawn_chart(
        self, store: Store, state: State, a: str, b: str, language: str, form: str, part: Selection
    ) -> bytes:  # fmt: skip
        series = self._distance(store, state, a, b, part)
        return image_of(distance_specification(series, words(language), default()), form)

    def _drawn_map(self, store: Store, state: State, code: str, language: str, form: str) -> bytes:
        return image(map_chart(self.state(store, code, language), words(language)), form)

    def _drawn_partners(self, store: Store, state: State, code: str, language: str, form: str) -> bytes:
        page = self.state(store, code, language)
        series = [self._distance(store, state, code, partner.code, ALL) for partner in page.frequent]
        return image(partners_chart(series, words(language), default()), form)

    def _measured_distance(self, store: Store, state: State, a: str, b: str, part: Selection) -> Series:
        if part.direction is not Direction.SYMMETRIC:
            return self._one_way(store, state, a, b, part)
        held = Options(
            rows=self.rows_of(store, a, b), prior=self._prior(store, state), reading=self._reading(store, store.version)
        )
        if part.statuses or part.domains:
            for column, wanted in (("status", part.statuses), ("domain", part.domains)):
                if wanted:
                    held["rows"] = held["rows"].filter(pc.is_in(held["rows"][column], pa.array(sorted(wanted))))
        else:
            held["seen"] = self._seen(store, state)
        return measuring.distance(store, a, b, **held)

    def _pair_as_selected(
        self, store: Store, state: State, pair: tuple[str, str], selection: Selection, language: str
    ) -> Pair:  # fmt: skip
        measure, rows = partial(self.distance, part=selection), self.rows_of(store, *pair)
        return pair_view(store, pair, selection, words(language), default(), measure, lambda _: rows)

    def _newest_told(self, store: Store, state: State, codes: tuple[str, ...], language: str) -> tuple[Told, ...]:
        events = listed(self.rows_of(store, *codes), codes)[:NEWEST]
        return tuple(tell_listed(store, codes, events, words(language), default()))

    def _one_way(self, store: Store, state: State, a: str, b: str, part: Selection) -> Series:
        series: Series = self._distance(store, state, a, b, replace(part, direction=Direction.SYMMETRIC))
        if not (curve := series.curve(part.direction)):
            raise NoData(f"no act of {a} and {b} in this direction has a date and a weight")
        return replace(series, points=curve)

    def _measured_distances(self, store: Store, state: State, code: str, window_days: int) -> tuple[Partner, ...]:
        rows, prior = self._rows(store, state), self._prior(store, state)
        return measuring.distances(store, code, window_days=window_days, rows=rows, prior=prior)

    def _measured_sensitivity(self, store: Store, state: State, a: str, b: str) -> Sensitivity:
        return measuring.sensitivity(store, a, b, rows=self.rows_of(store, a, b), prior=self._prior(store, state))

    def _measured_steps(self, store: Store, state: State, a: str, b: str) -> tuple[Step, ...]:
        held = Options(rows=self.rows_of(store, a, b), prior=self._prior(store, state), seen=self._seen(store, state))
        return measuring.steps(store, a, b, **held)


def places_of(rows: pa.Table) -> dict[str, Ints]:
    """By code, the rows in which it takes part, in their order."""
    codes, places = [], []
    for side in ("actors", "recipients"):
        column = rows[side].combine_chunks()
        codes.append(pc.list_flatten(column))
        places.append(pc.list_parent_indices(column).to_numpy())
    named = pa.concat_arrays(codes).dictionary_encode()
    row, code = np.concatenate(places), named.indices.to_numpy()
    order, names = np.argsort(code, kind="stable"), named.dictionary.to_pylist()
    ends = np.searchsorted(code[order], np.arange(len(names) + 1))
    return {name: np.unique(row[order[ends[at] : ends[at + 1]]]) for at, name in enumerate(names)}


def state_of(store: Store) -> State:
    return store.version, store.stamp("judgements")


def the_measured(request: Request) -> Measured:
    measured: Measured = request.app.state.measured
    return measured


TheMeasured = Annotated[Measured, Depends(the_measured)]
