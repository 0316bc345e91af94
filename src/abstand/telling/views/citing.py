"""How to cite what is shown: the version of the software and that of the data, with which the numbers come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from abstand import __version__
from abstand.store import Store


@dataclass(frozen=True, slots=True)
class Citation:
    """``number`` and ``day`` (UTC) of the store's version; 0 and None if nothing was written. ``address`` may be ""."""

    software: str
    number: int
    day: date | None
    address: str


def citation_of(store: Store, address: str = "") -> Citation:
    """How to cite a store that is shown at an address."""
    last = store.versions()[-1:]
    number, day = (last[0].number, last[0].moment.date()) if last else (0, None)
    return Citation(__version__, number, day, address)
