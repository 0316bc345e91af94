"""The newest acts of a pair or a state, for feed readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from abstand.telling.told import Told

NEWEST = 30


@dataclass(frozen=True, slots=True)
class Feed:
    """``updated`` is the moment of the newest act (RFC 3339); ``day`` stands for acts without one."""

    title: str
    id: str
    page: str
    updated: str
    day: date
    events: tuple[Told, ...]


def feed_of(codes: Sequence[str], title: str, page: str, told: Sequence[Told]) -> Feed:
    """``told`` are the events of a pair or of one state, the latest first."""
    newest = tuple(told[:NEWEST])
    day = max((event.last for event in newest if event.last), default=date.min)
    kind = "pair" if len(codes) == 2 else "state"
    return Feed(title, f"urn:abstand:{kind}:{'-'.join(codes)}", page, f"{day.isoformat()}T00:00:00Z", day, newest)
