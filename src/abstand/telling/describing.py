"""Charts in words, for who does not see them: what ``desc`` of a drawing says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.numbers import format_decimal

from abstand.model import Direction, Series
from abstand.telling.words import Words, day_in


def of_series(series: Series, words: Words, names: Mapping[str, str]) -> str:
    """From when to when, and where the two stand in the end."""
    curve = series.curve(Direction.SYMMETRIC) or series.points
    if not curve:
        return words.say("chart_empty", **names)
    last = curve[-1]
    return words.say(
        "chart_told", **names, first=day(curve[0].day, words), last=day(last.day, words),
        distance=number(last.distance, words), low=number(last.low, words), high=number(last.high, words),
    )  # fmt: skip


def day(value: date, words: Words) -> str:
    return day_in(value, words.language)


def number(value: float, words: Words, shape: str = "0.00") -> str:
    """In the reader's language; a value that is shown as nought has no sign."""
    rounded = round(value, 2)
    return str(format_decimal(rounded if rounded else 0, shape, locale=words.language))
