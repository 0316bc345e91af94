"""Spreads work over the processes of one machine, keeping its order and never holding more than a few items."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 8  # items under way for each process: enough to keep it busy, few enough to bound the memory


def spread(work: Callable[[Item], Result], items: Iterable[Item], jobs: int) -> Iterator[Result]:
    """``work`` of every item, in order; in this process if ``jobs`` is 1. ``work`` and the items must pickle."""
    if jobs == 1:
        yield from map(work, items)
        return
    # spawned, not forked: DuckDB and Arrow keep threads that a fork would break
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
