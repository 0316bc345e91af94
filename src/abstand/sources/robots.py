"""robots.txt (RFC 9309): what may be asked, and how long to wait between two requests."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from abstand.errors import NotFetched
from abstand.sources.addresses import origin_of
from abstand.sources.fetching import NAME, Response

PATH = "/robots.txt"
LARGEST = 512_000  # bytes; RFC 9309 asks for at least 500 KiB


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host asks of us. Without ``parsed`` all is allowed, unless the host could not say (``unknown``: why)."""

    parsed: Protego | None = None
    unknown: str = ""

    def refuse(self, address: str) -> None:
        """Raises NotFetched if the address is not to be asked."""
        if self.unknown:
            raise NotFetched(f"robots.txt of {origin_of(address)} cannot be read ({self.unknown})", temporary=True)
        if self.parsed and not self.parsed.can_fetch(address, NAME):
            raise NotFetched("robots.txt forbids it")

    @property
    def delay_s(self) -> float:
        """Seconds between two requests that the host asks for; 0 if it asks for none."""
        if not self.parsed:
            return 0.0
        rate = self.parsed.request_rate(NAME)
        by_rate = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(self.parsed.crawl_delay(NAME) or 0.0, by_rate)


def rules_of(response: Response) -> Rules:
    return Rules(Protego.parse(response.content[:LARGEST].decode("utf-8", "replace")))


def rules_without(error: NotFetched) -> Rules:
    """The rules where robots.txt cannot be had: none if there is none (4xx), all forbidden while the server fails."""
    return Rules(unknown=str(error)) if error.temporary else Rules()
