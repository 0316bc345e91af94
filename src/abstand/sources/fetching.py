"""One request for one address, within limits of size, time and decompression. Redirects are only told, not followed."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from time import time

import httpcore

from abstand import __version__
from abstand.errors import NotFetched
from abstand.sources.addresses import origin_of
from abstand.sources.guarding import Guard

NAME = "abstand"  # as robots.txt may call it
AT_ONCE = 40  # requests; so many pages of the largest size may be in memory
KEPT = 200  # hosts to which a connection is kept open
KEEP_ALIVE_S = 30.0  # longer than the delay between two requests to a host, shorter than most servers wait
SLOW_WAIT_S = 3600.0  # what is too slow now will be so in a minute
LONGEST_WAIT_S = 7 * 86_400.0  # whatever a server asks for
ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
_GZIP_OR_ZLIB = 47  # of zlib: finds out which of the two
UNCHANGED = 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one address may cost. ``ratio`` counts once more than ``ratio_from`` bytes have come out."""

    size: int = 10_000_000  # bytes, unpacked
    seconds: float = 30.0
    ratio: int = 100  # unpacked to packed; text packs 5 to 20 times, only made-up data more than 100
    ratio_from: int = 1_000_000


USUAL_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered; names of headers in small letters."""

    address: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""

    @property
    def kind(self) -> str:
        """The media type, without its parameters; empty if none is given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().casefold()


class Fetcher:
    """Asks servers, many at once."""

    def __init__(self, guard: Guard, *, contact: str = "", limits: Limits = USUAL_LIMITS) -> None:
        about = f"; {contact}" if contact else ""
        self._headers = {
            "User-Agent": f"Abstand/{__version__} (reads news for event data{about})",
            "Accept": ACCEPTED,
            "Accept-Encoding": "gzip",
        }
        self.limits = limits
        self._slots = asyncio.Semaphore(AT_ONCE)  # waiting for one does not count as the server's time
        self._guard = guard
        # one pool a host, the one asked last at the end: a pool looks at all its connections at every request
        self._pools: dict[str, httpcore.AsyncConnectionPool] = {}

    async def aclose(self) -> None:
        """Ends all connections."""
        for pool in self._pools.values():
            await pool.aclose()

    async def get(self, address: str, headers: Mapping[str, str] = {}, seconds: float | None = None) -> Response:
        """The answer, also that it is elsewhere or unchanged. Raises NotFetched if the status says anything else."""
        limit = self.limits.seconds if seconds is None else seconds
        try:
            async with self._slots, asyncio.timeout(limit):
                return await self._ask(address, headers)
        except (TimeoutError, httpcore.TimeoutException) as error:
            reason = f"did not come within {self.limits.seconds:g} s"
            raise NotFetched(reason, temporary=True, wait_s=SLOW_WAIT_S) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            reason = str(error) or type(error).__name__
            raise NotFetched(f"the connection failed: {reason}", temporary=True) from error

    async def _ask(self, address: str, headers: Mapping[str, str]) -> Response:
        asked = list({**self._headers, **headers}.items())
        pool = await self._pool_of(origin_of(address))
        async with pool.stream("GET", address, headers=asked) as answer:
            told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
            _refuse_status(answer.status, told)
            content = b"" if answer.status >= 300 else await self._body(answer, told)
        return Response(address, answer.status, told, content)

    async def _pool_of(self, origin: str) -> httpcore.AsyncConnectionPool:
        """The connections to a host; those of the host asked longest ago are ended where too many are kept."""
        pool = self._pools.pop(origin, None) or httpcore.AsyncConnectionPool(
            keepalive_expiry=KEEP_ALIVE_S, network_backend=self._guard
        )
        self._pools[origin] = pool
        oldest = next(iter(self._pools))
        if len(self._pools) > KEPT and all(connection.is_idle() for connection in self._pools[oldest].connections):
            await self._pools.pop(oldest).aclose()
        return pool

    async def _body(self, answer: httpcore.Response, told: Mapping[str, str]) -> bytes:
        if told.get("content-length", "").isdecimal() and int(told["content-length"]) > self.limits.size:
            raise NotFetched(f"is larger than {self.limits.size:,} bytes")
        encoding = told.get("content-encoding", "identity").strip().casefold()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise NotFetched(f"is packed as {encoding!r:.40}; only gzip was asked for")
        body = Body(self.limits, packed="gzip" in encoding)
        async for chunk in answer.aiter_stream():
            body.add(chunk)
        return body.whole()


class Body:
    """Bytes as they come, unpacked if ``packed``; refused as soon as they exceed a limit."""

    def __init__(self, limits: Limits, packed: bool = False) -> None:
        self._limits = limits
        self._unpacking = zlib.decompressobj(_GZIP_OR_ZLIB) if packed else None
        self._came = 0
        self._out = bytearray()

    def add(self, chunk: bytes) -> None:
        """Raises NotFetched for what is too large, unpacks to too much, or is not packed at all."""
        self._came += len(chunk)
        if self._unpacking is None:
            self._out += chunk
        else:
            self._unpack(chunk)
        if len(self._out) > max(self._limits.ratio_from, self._limits.ratio * self._came):
            raise NotFetched(f"unpacks to more than {self._limits.ratio} times its size")
        if len(self._out) > self._limits.size:
            raise NotFetched(f"is larger than {self._limits.size:,} bytes")

    def _unpack(self, chunk: bytes) -> None:
        while chunk and len(self._out) <= self._limits.size:
            if self._unpacking is None or self._unpacking.eof:  # another packed part follows
                self._unpacking = zlib.decompressobj(_GZIP_OR_ZLIB)
            try:
                self._out += self._unpacking.decompress(chunk, self._limits.size + 1 - len(self._out))
            except zlib.error as error:
                raise NotFetched(f"is no gzip: {error}") from error
            chunk = self._unpacking.unconsumed_tail or self._unpacking.unused_data

    def whole(self) -> bytes:
        if self._unpacking is not None and self._came and not self._unpacking.eof:
            raise NotFetched("ends before its end: the packed bytes are cut", temporary=True)
        return bytes(self._out)


def unpacked(content: bytes, limits: Limits = USUAL_LIMITS) -> bytes:
    """A file that is itself packed by gzip (``sitemap.xml.gz``), unpacked within the limits; any other as it is."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    body = Body(limits, packed=True)
    body.add(content)
    return body.whole()


def _refuse_status(status: int, headers: Mapping[str, str]) -> None:
    if 200 <= status < 300 or status == UNCHANGED or status in REDIRECTS:
        return
    wait_s = _wait_asked(headers.get("retry-after", ""))
    raise NotFetched(f"the server answers {status}", temporary=status in _TEMPORARY, wait_s=wait_s)


def _wait_asked(text: str) -> float:
    """Seconds that ``Retry-After`` asks to wait; 0 if it says nothing that can be read."""
    try:
        wait_s = float(text) if text.strip().isdecimal() else parsedate_to_datetime(text).timestamp() - time()
    except (ValueError, IndexError, OverflowError):
        return 0.0
    return min(max(0.0, wait_s), LONGEST_WAIT_S)
