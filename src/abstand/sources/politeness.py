"""One request a host at a time, with a delay, by its robots.txt, with redirects, and with back-off where it fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from types import TracebackType

from abstand.errors import NotFetched
from abstand.sources.addresses import clean, host_of, origin_of
from abstand.sources.fetching import REDIRECTS, USUAL_LIMITS, Fetcher, Limits, Response
from abstand.sources.guarding import Guard, Resolve, resolve_by_system
from abstand.sources.robots import PATH, Rules, rules_of, rules_without

MAX_REDIRECTS = 5
LONGEST_DELAY_S = 300.0  # a host that asks for more does not want to be read by a machine
# a host that failed so often in a row, each time after all tries, is left alone for this run
MAX_FAILURES = 3


@dataclass(frozen=True, slots=True)
class Manners:
    """Seconds between two requests to a host (robots.txt may ask for more), and how a failed one is tried again.

    The wait before try n is ``back_off_s`` · 2ⁿ⁻² times a number between 1 and 2 (jitter: those who failed together
    do not come back together).
    """

    delay_s: float = 2.0
    tries: int = 3
    back_off_s: float = 2.0
    longest_wait_s: float = 60.0  # who asks for more (Retry-After) is asked again in a later run


@dataclass(frozen=True, slots=True)
class Timing:
    """How time passes: seconds of a clock that only goes forward, and waiting."""

    now: Callable[[], float] = monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(slots=True)
class Host:
    """What is known of a host in this run."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)  # held while it is asked
    learning: asyncio.Lock = field(default_factory=asyncio.Lock)  # held while its robots.txt is sought
    answered_at: float | None = None  # when the last request ended
    rules: Rules | None = None
    failures: int = 0


class Polite:
    """Gets addresses from many hosts at once, and from each as a good guest. To be used in ``async with``."""

    def __init__(self, fetcher: Fetcher, rng: Random, manners: Manners, timing: Timing) -> None:
        self._fetcher = fetcher
        self._rng = rng
        self._manners = manners
        self._timing = timing
        self._hosts: dict[str, Host] = {}

    async def __aenter__(self) -> Polite:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._fetcher.aclose()

    async def get(self, address: str, headers: Mapping[str, str] = {}) -> Response:
        """The answer at the end of at most five redirects; ``address`` of it is where it came from.

        Raises NotFetched. The time limit is that of the whole way, without the waits that manners ask for.
        """
        seconds = self._fetcher.limits.seconds
        for _ in range(MAX_REDIRECTS + 1):
            response, took_s = await self._get_once(address, headers, seconds)
            if response.status not in REDIRECTS:
                return response
            seconds = max(0.0, seconds - took_s)
            address = clean(response.headers.get("location", ""), address)
        raise NotFetched(f"redirects more than {MAX_REDIRECTS} times, last to {address}")

    def is_down(self, address: str) -> bool:
        """Whether nothing more can be had from the host in this run."""
        host = self._host(address)
        return host.failures >= MAX_FAILURES or (host.rules is not None and bool(host.rules.unknown))

    def _host(self, address: str) -> Host:
        return self._hosts.setdefault(host_of(address), Host())

    async def _get_once(self, address: str, headers: Mapping[str, str], seconds: float) -> tuple[Response, float]:
        host = self._host(address)
        async with host.learning:
            if host.rules is None:
                host.rules = await self._learn(origin_of(address))
        host.rules.refuse(address)
        async with host.lock:
            return await self._try(host, address, headers, seconds)

    async def _learn(self, origin: str) -> Rules:
        """The rules of robots.txt, which may stand behind redirects, on other hosts too."""
        address = origin + PATH
        try:
            for _ in range(MAX_REDIRECTS + 1):
                host = self._host(address)
                async with host.lock:
                    response, _ = await self._try(host, address, {}, self._fetcher.limits.seconds)
                if response.status < 300:
                    return rules_of(response)
                address = clean(response.headers.get("location", ""), address)
        except NotFetched as error:
            return rules_without(error)
        return Rules()  # RFC 9309: who redirects on and on has no robots.txt

    async def _try(
        self, host: Host, address: str, headers: Mapping[str, str], seconds: float
    ) -> tuple[Response, float]:
        """The answer and the seconds it took; what fails for a while is tried again."""
        if host.failures >= MAX_FAILURES:
            reason = f"the host failed {MAX_FAILURES} times in a row and is left for a later run"
            raise NotFetched(reason, temporary=True)
        for attempt in range(1, self._manners.tries + 1):
            await self._wait(host)
            began = self._timing.now()
            try:
                response = await self._fetcher.get(address, headers, seconds)
                host.failures = 0
                return response, self._timing.now() - began
            except NotFetched as error:
                wait_s = max(error.wait_s, self._back_off(attempt))
                if not error.temporary or attempt == self._manners.tries or wait_s > self._manners.longest_wait_s:
                    host.failures = host.failures + 1 if error.temporary else 0
                    raise
            finally:
                host.answered_at = self._timing.now()
            await self._timing.sleep(wait_s)
        raise NotFetched("was not tried", temporary=True)

    def _back_off(self, attempt: int) -> float:
        return float(self._manners.back_off_s * 2 ** (attempt - 1) * (1 + self._rng.random()))

    async def _wait(self, host: Host) -> None:
        delay_s = max(self._manners.delay_s, host.rules.delay_s if host.rules else 0.0)
        if delay_s > LONGEST_DELAY_S:
            raise NotFetched(f"robots.txt asks for {delay_s:g} s between two requests; the host is left alone")
        if host.answered_at is not None and (wait_s := host.answered_at + delay_s - self._timing.now()) > 0:
            await self._timing.sleep(wait_s)


@dataclass(frozen=True, slots=True)
class Reach:
    """How a watch goes out: to which machines, as whom, within which limits, with which manners."""

    allow_private: bool = False
    contact: str = ""
    resolve: Resolve = resolve_by_system
    limits: Limits = USUAL_LIMITS
    manners: Manners = field(default_factory=Manners)
    timing: Timing = field(default_factory=Timing)

    def open(self, rng: Random) -> Polite:
        """What a run asks with; it knows nothing of earlier runs."""
        guard = Guard(self.allow_private, self.resolve)
        return Polite(Fetcher(guard, contact=self.contact, limits=self.limits), rng, self.manners, self.timing)


USUAL_REACH = Reach()
