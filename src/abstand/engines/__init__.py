"""Engines: how coding is spread, over the processes of one machine or the machines of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TypeVar

from abstand.engines import cluster, local

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(StrEnum):
    LOCAL = "local"
    RAY = "ray"


def spread(
    work: Callable[[Item], Result], items: Iterable[Item], jobs: int, engine: Engine = Engine.LOCAL
) -> Iterator[Result]:
    """``work`` of every item, in order, ``jobs`` at a time."""
    spreading = cluster.spread if engine is Engine.RAY else local.spread
    return spreading(work, items, jobs)


__all__ = ["Engine", "spread"]
