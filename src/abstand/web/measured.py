"""What was measured of the store as it is: kept until something new is stored."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from fastapi import Depends, Request

from abstand import measuring
from abstand.measuring.partners import Partner
from abstand.measuring.told_steps import Step
from abstand.model import Series
from abstand.store import Store

KEPT = 256  # answers of each kind; a series of ten years takes some 3 MB


class Measured:
    """The public functions of ``measuring`` over one store, each answer worked out once a version."""

    def __init__(self) -> None:
        self._distance = lru_cache(KEPT)(lambda store, version, a, b: measuring.distance(store, a, b))
        self._distances = lru_cache(KEPT)(lambda store, version, state: measuring.distances(store, state))
        self._steps = lru_cache(KEPT)(lambda store, version, a, b: measuring.steps(store, a, b))

    def distance(self, store: Store, a: str, b: str) -> Series:
        series: Series = self._distance(store, store.version, a, b)
        return series

    def distances(self, store: Store, state: str) -> tuple[Partner, ...]:
        partners: tuple[Partner, ...] = self._distances(store, store.version, state)
        return partners

    def steps(self, store: Store, a: str, b: str) -> tuple[Step, ...]:
        steps: tuple[Step, ...] = self._steps(store, store.version, a, b)
        return steps


def the_measured(request: Request) -> Measured:
    measured: Measured = request.app.state.measured
    return measured


TheMeasured = Annotated[Measured, Depends(the_measured)]
