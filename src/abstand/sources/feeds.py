"""RSS and Atom: the addresses of articles in a feed, with the day of publication where it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

import feedparser

from abstand.errors import NotFetched
from abstand.sources.addresses import clean
from abstand.sources.markup import refuse_entities, refuse_mazes


@dataclass(frozen=True, slots=True)
class Link:
    """An article's address. ``published`` is its day where it was published, ``changed`` that of its last change."""

    address: str
    published: date | None = None
    changed: date | None = None

    @property
    def day(self) -> date | None:
        return self.published or self.changed


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or site map lists: articles, and for an index other site maps; ``wrong``: what could not be read."""

    links: tuple[Link, ...] = ()
    maps: tuple[Link, ...] = ()
    wrong: tuple[str, ...] = ()


def read_feed(content: bytes, address: str) -> Listing:
    """The entries of a feed, in its order. Raises NotFetched if it is no feed."""
    told = {"content-location": address}
    safe = refuse_mazes(refuse_entities(content))
    feed = feedparser.parse(BytesIO(safe), response_headers=told, sanitize_html=False)
    if not feed.get("version") and not feed.entries:
        raise NotFetched(f"is no feed{_why(feed)}")
    links: list[Link] = []
    wrong: list[str] = []
    for entry in feed.entries:
        if stated := _address(entry):
            try:
                links.append(Link(clean(stated, address), _day(entry.get("published"))))
            except NotFetched as error:
                wrong.append(str(error))
    return Listing(tuple(links), wrong=tuple(wrong))


def _why(feed: Any) -> str:
    reason = feed.get("bozo_exception")
    return f": {reason!s:.200}" if reason else ""


def _address(entry: Mapping[str, Any]) -> str:
    """An entry's own page: its link, else an id that is an address."""
    if link := entry.get("feedburner_origlink") or entry.get("link"):
        return str(link)
    id_ = str(entry.get("id", ""))
    return id_ if id_.startswith(("http://", "https://")) else ""


def _day(stamp: object) -> date | None:
    """The day by the clock of who wrote the stamp, as RSS (RFC 822) or Atom (RFC 3339) has it."""
    if not isinstance(stamp, str):
        return None
    try:
        return parsedate_to_datetime(stamp).date()
    except (ValueError, IndexError, OverflowError):
        return day_of_iso(stamp)


def day_of_iso(stamp: str) -> date | None:
    try:
        return datetime.fromisoformat(stamp.strip()).date()
    except ValueError:
        return None
