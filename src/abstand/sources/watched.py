"""Since when outlets are read: what measuring must know of a source that came in late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Watched:
    """Since when an outlet is read. What it published before ``complete_from`` is held in part or not at all.

    An outlet that comes in changes how much is reported, and how: what is measured from all outlets together may step
    on this day without any act behind it.
    """

    outlet: str
    started: date
    complete_from: date
