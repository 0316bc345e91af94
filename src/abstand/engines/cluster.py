"""Spreads work over a Ray cluster: the one that ``RAY_ADDRESS`` names, else one on this machine while it is needed.

Ray is an extra: ``pip install "abstand[ray]"``. Every machine of the cluster needs Abstand in the same version.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from abstand.engines.local import AHEAD
from abstand.errors import InputError

Item = TypeVar("Item")
Result = TypeVar("Result")

OURS = "ABSTAND_"  # variables that the workers need, too: where one's own names are
OBJECTS = 256 << 20  # bytes of shared memory on this machine: room for the items under way


def spread(work: Callable[[Item], Result], items: Iterable[Item], jobs: int) -> Iterator[Result]:
    """``work`` of every item, in order; ``AHEAD`` times ``jobs`` are under way, with 0 as many for each core there is.

    ``work`` and the items must pickle. A task whose machine is lost is done again elsewhere. Raises InputError without
    Ray, or if its cluster does not answer, which Ray takes some minutes to find.
    """
    with _cluster(jobs) as ray:
        task, held = ray.remote(_done), ray.put(work)
        most = AHEAD * (jobs or int(ray.cluster_resources().get("CPU", 1)))
        waiting: deque[Any] = deque()
        for item in items:
            waiting.append(task.remote(held, item))
            if len(waiting) >= most:
                yield ray.get(waiting.popleft())
        while waiting:
            yield ray.get(waiting.popleft())


def _done(work: Callable[[Item], Result], item: Item) -> Result:
    return work(item)


@contextmanager
def _cluster(jobs: int) -> Iterator[Any]:
    """Ray, connected; left again at the end by whoever connected it."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray would tell its makers
    try:
        import ray
    except ImportError as error:
        raise InputError(
            'Ray is not installed; `pip install "abstand[ray]"` adds it, `--engine local` needs none'
        ) from error
    if ray.is_initialized():
        yield ray
        return
    variables = {name: value for name, value in os.environ.items() if name.startswith(OURS)}
    address = os.environ.get("RAY_ADDRESS")
    own: dict[str, Any] = {} if address else {"num_cpus": jobs or None, "object_store_memory": OBJECTS}
    try:
        ray.init(
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
            runtime_env={"env_vars": variables},
            **own,
        )
    except (ConnectionError, ValueError) as error:
        what = f"the Ray cluster at {address} does not answer" if address else "Ray does not start on this machine"
        raise InputError(f"{what}: {error}") from error
    try:
        yield ray
    finally:
        ray.shutdown()
