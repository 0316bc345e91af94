"""The first page: the pairs that are most written about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from abstand.entities import Gazetteer
from abstand.store import Store
from abstand.telling.counting import PairCount, pair_counts

PAIRS = 30

Counts = Callable[[Store], Sequence[PairCount]]


@dataclass(frozen=True, slots=True)
class HomePair:
    """A pair, what it is called, and how much of it is stored; ``last`` is the day of its latest act."""

    a: str
    b: str
    name_a: str
    name_b: str
    events: int
    reports: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Named:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Home:
    pairs: tuple[HomePair, ...]
    states: tuple[Named, ...]


def home_view(store: Store, language: str, gazetteer: Gazetteer, count: Counts = pair_counts) -> Home:
    """The pairs with the most events, and the states of these pairs by name."""

    def name(code: str) -> str:
        return gazetteer.display_name(code, language)

    counts = count(store)[:PAIRS]
    pairs = tuple(HomePair(c.a, c.b, name(c.a), name(c.b), c.events, c.reports, c.last) for c in counts)
    codes = {code for pair in pairs for code in (pair.a, pair.b)}
    return Home(pairs, tuple(sorted((Named(code, name(code)) for code in codes), key=lambda state: state.name)))
