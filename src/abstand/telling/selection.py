"""What part of a pair's acts a reader wants to see; every field is part of the page's address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from abstand.model import Direction, Domain, EventType, Status

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Selection:
    """A field at its default asks for all. ``page`` counts from 1."""

    types: frozenset[EventType] = field(default_factory=frozenset)
    statuses: frozenset[Status] = field(default_factory=frozenset)
    domains: frozenset[Domain] = field(default_factory=frozenset)
    direction: Direction = Direction.SYMMETRIC
    since: date | None = None
    until: date | None = None
    page: int = 1

    @property
    def part(self) -> Selection:
        """What of it the level is measured from and drawn: direction, status and domain."""
        return Selection(statuses=self.statuses, domains=self.domains, direction=self.direction)

    def address(self, page: int | None = None) -> str:
        """The part of an address after the question mark; what is at its default is left out."""
        values: list[tuple[str, str]] = [
            *(("type", item.value) for item in sorted(self.types)),
            *(("status", item.value) for item in sorted(self.statuses)),
            *(("domain", item.value) for item in sorted(self.domains)),
        ]
        if self.direction is not Direction.SYMMETRIC:
            values.append(("direction", self.direction.value))
        values += [(name, day.isoformat()) for name, day in (("since", self.since), ("until", self.until)) if day]
        if (page or self.page) > 1:
            values.append(("page", str(page or self.page)))
        return urlencode(values)
