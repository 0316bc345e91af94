"""What was measured of the store as it is, and the charts drawn of it: kept until something new is stored or judged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Annotated

import pyarrow as pa
from fastapi import Depends, Request

from abstand import measuring
from abstand.entities import default
from abstand.measuring.alignment import Likeness, alignments
from abstand.measuring.measured import prior_of
from abstand.measuring.observations import observations
from abstand.measuring.partners import WINDOW_DAYS, Partner
from abstand.measuring.rows import report_rows
from abstand.measuring.told_steps import Step
from abstand.measuring.variances import Prior
from abstand.measuring.weights import plover
from abstand.model import Series
from abstand.store import Store
from abstand.telling.charts import distance_chart, image, partners_chart
from abstand.telling.counting import PairCount, pair_counts
from abstand.telling.maps import map_chart
from abstand.telling.queues import Waiting, waiting
from abstand.telling.views.state import StatePage, state_view
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
        self._partners = lru_cache(KEPT)(self._drawn_partners)
        self._votes = lru_cache(KEPT)(lambda store, stamp, state, others: alignments(store, state, others))

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

    def distances(self, store: Store, state: str, window_days: int = WINDOW_DAYS) -> tuple[Partner, ...]:
        partners: tuple[Partner, ...] = self._distances(store, state_of(store), state, window_days)
        return partners

    def votes(self, store: Store, state: str, others: Sequence[str]) -> dict[str, Likeness]:
        found: dict[str, Likeness] = self._votes(store, store.stamp("votes"), state, tuple(others))
        return found

    def state(self, store: Store, code: str, language: str, window_days: int = WINDOW_DAYS) -> StatePage:
        partners = partial(self.distances, window_days=window_days)
        return state_view(store, code, language, default(), partners, votes=self.votes, window_days=window_days)

    def steps(self, store: Store, a: str, b: str) -> tuple[Step, ...]:
        steps: tuple[Step, ...] = self._steps(store, state_of(store), a, b)
        return steps

    def chart(self, store: Store, a: str, b: str, language: str, form: str) -> bytes:
        """The distance of two states, drawn as ``svg`` or ``png``."""
        return self._chart(store, state_of(store), a, b, language, form)

    def partners(self, store: Store, state: str, language: str, form: str) -> bytes:
        """The partners with the most events, a small chart each, drawn as ``svg`` or ``png``."""
        return self._partners(store, state_of(store), state, language, form)

    def map(self, store: Store, state: str, language: str, form: str) -> bytes:
        """The world as seen from a state, drawn as ``svg`` or ``png``."""
        return self._map(store, state_of(store), state, language, form)

    def _drawn_chart(self, store: Store, state: State, a: str, b: str, language: str, form: str) -> bytes:
        return image(distance_chart(self._distance(store, state, a, b), words(language), default()), form)

    def _drawn_map(self, store: Store, state: State, code: str, language: str, form: str) -> bytes:
        return image(map_chart(self.state(store, code, language), words(language)), form)

    def _drawn_partners(self, store: Store, state: State, code: str, language: str, form: str) -> bytes:
        page = self.state(store, code, language)
        series = [self._distance(store, state, code, partner.code) for partner in page.frequent]
        return image(partners_chart(series, words(language), default()), form)

    def _pooled(self, store: Store, state: State) -> Prior:
        return prior_of(observations(self._rows(store, state), plover()))

    def _measured_distance(self, store: Store, state: State, a: str, b: str) -> Series:
        return measuring.distance(store, a, b, rows=self._rows(store, state), prior=self._prior(store, state))

    def _measured_distances(self, store: Store, state: State, code: str, window_days: int) -> tuple[Partner, ...]:
        rows, prior = self._rows(store, state), self._prior(store, state)
        return measuring.distances(store, code, window_days=window_days, rows=rows, prior=prior)

    def _measured_steps(self, store: Store, state: State, a: str, b: str) -> tuple[Step, ...]:
        return measuring.steps(store, a, b, rows=self._rows(store, state), prior=self._prior(store, state))


def state_of(store: Store) -> State:
    return store.version, store.stamp("judgements")


def the_measured(request: Request) -> Measured:
    measured: Measured = request.app.state.measured
    return measured


TheMeasured = Annotated[Measured, Depends(the_measured)]
