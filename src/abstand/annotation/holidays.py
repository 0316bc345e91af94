"""Days that have a name: on a date, so many days from Easter, on the nth weekday of a month, or listed year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Holiday:
    """One of four ways to name a day; ``length`` in days.

    ``month`` and ``day``; or ``month``, ``weekday`` (Monday is 0) and ``nth``; or days after ``easter`` (western) or
    ``orthodox`` Easter; or ``listed`` first days, for feasts that follow the sight of the moon.
    """

    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    easter: int | None = None
    orthodox: int | None = None
    listed: tuple[date, ...] = ()
    length: int = 1

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> Holiday:
        """Raises ValueError for what does not name a day."""
        if unknown := data.keys() - {field.name for field in fields(cls)}:
            raise ValueError(f"unknown key {', '.join(sorted(unknown))}")
        holiday = cls(**{**data, "listed": tuple(data.get("listed", ()))})
        if not holiday.listed and holiday.days(2000) is None:
            raise ValueError("names no day")
        return holiday

    def days(self, year: int) -> Days | None:
        """Its first and last day in a year; None where it has none."""
        first = self._first(year)
        return (first, first + timedelta(self.length - 1)) if first else None

    def _first(self, year: int) -> date | None:
        if self.listed:
            return next((day for day in self.listed if day.year == year), None)
        if self.easter is not None:
            return western_easter(year) + timedelta(self.easter)
        if self.orthodox is not None:
            return orthodox_easter(year) + timedelta(self.orthodox)
        if self.nth and self.month:
            start = date(year, self.month, 1)
            return start + timedelta((self.weekday - start.weekday()) % 7 + 7 * (self.nth - 1))
        return date(year, self.month, self.day) if self.month and self.day else None


def western_easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, 1991, p. 67)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar, as a Gregorian date (Meeus 1991, p. 69)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)
