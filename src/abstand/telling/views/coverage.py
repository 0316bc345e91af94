"""What was read, and what could not be."""

from __future__ import annotations

from dataclasses import dataclass

from abstand.model import Problem
from abstand.store import Store
from abstand.telling.counting import MonthCount, OutletCount, month_counts, outlet_counts

SHOWN = 200  # problems on the page; all of them are in the store


@dataclass(frozen=True, slots=True)
class Coverage:
    """``problems`` are the latest; ``total`` counts all."""

    outlets: tuple[OutletCount, ...]
    months: tuple[MonthCount, ...]
    problems: tuple[Problem, ...]
    total: int


def coverage_view(store: Store) -> Coverage:
    problems = store.problems()
    return Coverage(
        tuple(outlet_counts(store)), tuple(month_counts(store)), tuple(problems[-SHOWN:][::-1]), len(problems)
    )
