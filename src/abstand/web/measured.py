"""What was measured of the store as it is, and the charts drawn of it: kept until something new is stored or judged."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

import pyarrow as pa
from fastapi import Depends, Request

from abstand import measuring
from abstand.entities import default
from abstand.measuring.measured import prior_of
from abstand.measuring.observations import observations
from abstand.measuring.partners import Partner
from abstand.measuring.rows import report_rows
from abstand.measuring.told_steps import Step
from abstand.measuring.variances import Prior
from abstand.measuring.weights import plover
from abstand.model import Series
from abstand.store import Store
from abstand.telling.charts import distance_chart, image
from abstand.telling.counting import PairCount, pair_counts
from abstand.telling.maps import map_chart
from abstand.telling.queues import Waiting, waiting
from abstand.telling.views.state import state_view
from abstand.telling.words import words

KEPT = 256  # answers of each kind; a series of ten years takes some 3 MB
State = tuple[int, int]  # of the store: its version, and the judgements beside it


class Measured:
    """The public functions of ``measuring`` over one store, each answer worked out once a state of the store.

    The rows of all reports and the prior of the variances, from which every answer starts, are kept, too.
    """

    def __init__(self) -> None:
        self._rows = lru_cache(1)(lambda store, state: report_rows(store))
        self._prior = lru_cache(1)(self._pooled)
        self._counts = lru_cache(1)(lambda store, state: tuple(pair_counts(store)))
        self._waiting = lru_cache(1)(lambda store, state: waiting(store))
        self._distance = lru_cache(KEPT)(self._measured_distance)
        self._distances = lru_cache(KEPT)(self._measured_distances)
        self._steps = lru_cache(KEPT)(self._measured_steps)
        self._chart = lru_cache(KEPT)(self._drawn_chart)
        self._map = lru_cache(KEPT)(self._drawn_map)

    def rows(self, store: Store) -> pa.Table:
        return self._rows(store, state_of(store))

    def pairs(self, store: Store) -> tuple[PairCount, ...]:
        counts: tuple[PairCount, ...] = self._counts(store, state_of(store))
        return counts

    def waiting(self, store: Store) -> Waiting:
        found: Waiting = self._waiting(store, state_of(store))
        return found

    def distance(self, store: Store, a: str, b: str) -> Series:
        series: Series = self._distance(store, state_of(store), a, b)
        return series

    def distances(self, store: Store, state: str) -> tuple[Partner, ...]:
        partners: tuple[Partner, ...] = self._distances(store, state_of(store), state)
        return partners

    def steps(self, store: Store, a: str, b: str) -> tuple[Step, ...]:
        steps: tuple[Step, ...] = self._steps(store, state_of(store), a, b)
        return steps

    def chart(self, store: Store, a: str, b: str, language: str, form: str) -> bytes:
        """The distance of two states, drawn as ``svg`` or ``png``."""
        return self._chart(store, state_of(store), a, b, language, form)

    def map(self, store: Store, state: str, language: str, form: str) -> bytes:
        """The world as seen from a state, drawn as ``svg`` or ``png``."""
        return self._map(store, state_of(store), state, language, form)

    def _drawn_chart(self, store: Store, state: State, a: str, b: str, language: str, form: str) -> bytes:
        return image(distance_chart(self._distance(store, state, a, b), words(language), default()), form)

    def _drawn_map(self, store: Store, state: State, code: str, language: str, form: str) -> bytes:
        return image(map_chart(state_view(store, code, language, default(), self.distances), words(language)), form)

    def _pooled(self, store: Store, state: State) -> Prior:
        return prior_of(observations(self._rows(store, state), plover()))

    def _measured_distance(self, store: Store, state: State, a: str, b: str) -> Series:
        return measuring.distance(store, a, b, rows=self._rows(store, state), prior=self._prior(store, state))

    def _measured_distances(self, store: Store, state: State, code: str) -> tuple[Partner, ...]:
        return measuring.distances(store, code, rows=self._rows(store, state), prior=self._prior(store, state))

    def _measured_steps(self, store: Store, state: State, a: str, b: str) -> tuple[Step, ...]:
        return measuring.steps(store, a, b, rows=self._rows(store, state), prior=self._prior(store, state))


def state_of(store: Store) -> State:
    return store.version, store.stamp("judgements")


def the_measured(request: Request) -> Measured:
    measured: Measured = request.app.state.measured
    return measured


TheMeasured = Annotated[Measured, Depends(the_measured)]
