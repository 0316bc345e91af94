"""How often one visitor may try something."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

MOST_KEPT = 10_000  # visitors counted at once; beyond, those that tried first are let go


class Limit:
    """At most ``most`` tries of one visitor within ``window_s`` seconds."""

    def __init__(self, most: int, window_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._window_s, self._clock = most, window_s, clock
        self._tries: dict[str, deque[float]] = {}
        self._lock = Lock()

    def is_reached(self, who: str) -> bool:
        """Whether the visitor has to wait."""
        with self._lock:
            return len(self._recent(who)) >= self._most

    def count(self, who: str) -> None:
        """One more try."""
        with self._lock:
            tries = self._recent(who)
            tries.append(self._clock())
            self._tries[who] = tries
            while len(self._tries) > MOST_KEPT:
                del self._tries[next(iter(self._tries))]

    def forget(self, who: str) -> None:
        with self._lock:
            self._tries.pop(who, None)

    def _recent(self, who: str) -> deque[float]:
        tries = self._tries.pop(who, None) or deque[float]()
        while tries and tries[0] <= self._clock() - self._window_s:
            tries.popleft()
        if tries:
            self._tries[who] = tries
        return tries
