"""Times: the expressions of a sentence that say when, worked out from the day of publication.

Each language's expressions stand in ``times_data/<lang>.toml``: names of months, weekdays and units, and rules, each a
kind and a regular expression in which ``{day}``, ``{month}``, ``{year}``, ``{weekday}``, ``{number}`` and ``{unit}``
stand for the language's own words. Weeks run from Monday to Sunday.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from abstand.errors import DataError
from abstand.model import LANGUAGES, Basis, Span, When

AHEAD_DAYS = 45  # a day without a year that lies this far ahead at most is a coming one; news mostly looks back
_SPAN_PARTS = {"early": (0.0, 1 / 3), "middle": (1 / 3, 2 / 3), "late": (2 / 3, 1.0)}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, and the days they mean; ``span`` is in the text given."""

    span: Span
    when: When


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying when: ``kind`` names the reading below, ``shift`` counts units from the publication."""

    kind: str
    pattern: re.Pattern[str]
    shift: int
    unit: str


@dataclass(frozen=True)
class Calendar:
    """A language's words for times."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    rules: tuple[Rule, ...]


def find_times(text: str, language: str, published: date | None) -> list[TimeExpression]:
    """The time expressions of ``text`` in their order; those that need ``published`` are left out where it is None."""
    words = _calendar(language)
    found: list[TimeExpression] = []
    for rule in words.rules:
        for match in rule.pattern.finditer(text):
            span = Span(match.start(), match.end())
            if not any(span.overlaps(other.span) for other in found):
                when = _READINGS[rule.kind](_Match(match, rule, words, published))
                if when is not None:
                    found.append(TimeExpression(span, when))
    return sorted(found, key=lambda expression: expression.span)


@dataclass(frozen=True, slots=True)
class _Match:
    match: re.Match[str]
    rule: Rule
    words: Calendar
    published: date | None

    def group(self, name: str) -> str | None:
        return self.match.groupdict().get(name)

    def number(self, name: str) -> int | None:
        text = self.group(name)
        if text is None:
            return None
        return int(text) if text.isdecimal() else _lookup(self.words.numbers, text)

    def month(self, name: str = "month") -> int | None:
        text = self.group(name)
        return None if text is None else _lookup(self.words.months, text)


def _lookup(words: Mapping[str, Any], text: str) -> Any:
    """The value of the word that ``text`` begins with: data files hold stems."""
    lowered = text.lower()
    stems = [stem for stem in words if lowered.startswith(stem)]
    return words[max(stems, key=len)] if stems else None


def _date(found: _Match) -> When | None:
    """A day of a month, with or without its year; with ``day2`` a range of days."""
    first_day, last_day = found.number("day"), found.number("day2") or found.number("day")
    last_month = found.month("month2") or found.month()
    first_month = found.month() if found.group("month") else last_month
    if first_day is None or last_day is None or first_month is None or last_month is None:
        return None
    year = found.number("year") or _fitting_year(last_month, last_day, found.published)
    if year is None:
        return None
    last = _day(year, last_month, last_day)
    first = _day(year - (first_month > last_month), first_month, first_day)
    return When(first, last, Basis.STATED) if first and last and first <= last else None


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _fitting_year(month: int, day: int, published: date | None) -> int | None:
    """The year in which the day came last before publication, or comes within AHEAD_DAYS."""
    if published is None:
        return None
    for year in (published.year + 1, published.year, published.year - 1):
        candidate = _day(year, month, min(day, calendar.monthrange(year, month)[1]))
        if candidate and candidate <= published + timedelta(days=AHEAD_DAYS):
            return year
    return None


def _month(found: _Match) -> When | None:
    month = found.month()
    if month is None:
        return None
    year = found.number("year") or _fitting_year(month, 1, found.published)
    return None if year is None else _part(found, date(year, month, 1), _month_end(date(year, month, 1)), Basis.STATED)


def _year(found: _Match) -> When | None:
    year = found.number("year")
    return None if not year else _part(found, date(year, 1, 1), date(year, 12, 31), Basis.STATED)


def _part(found: _Match, first: date, last: date, basis: Basis) -> When:
    """A third of the time (its beginning, middle or end) if the words say so."""
    for name, (start, end) in _SPAN_PARTS.items():
        if found.group(name):
            days = (last - first).days + 1
            return When(first + timedelta(days=round(start * days)), first + timedelta(days=round(end * days) - 1), basis)
    return When(first, last, basis)


def _weekday(found: _Match) -> When | None:
    """The last such day up to the publication; the next one after it if the rule's shift is 1."""
    weekday = _lookup(found.words.weekdays, found.group("weekday") or "")
    if weekday is None or found.published is None:
        return None
    back = (found.published.weekday() - weekday) % 7
    day = found.published - timedelta(days=back)
    if found.rule.shift > 0:
        day += timedelta(days=7)
    elif found.rule.shift < 0 and back == 0:
        day -= timedelta(days=7)
    return _days_before(day, 1 if found.group("night") else 0)


def _relative_day(found: _Match) -> When | None:
    if found.published is None:
        return None
    return _days_before(found.published + timedelta(days=found.rule.shift), 1 if found.group("night") else 0)


def _days_before(day: date, nights: int) -> When:
    return When(day - timedelta(days=nights), day, Basis.RELATIVE)


def _relative_unit(found: _Match) -> When | None:
    """This, last, next week, month or year, as a whole."""
    return None if found.published is None else _unit(found, found.rule.unit, found.rule.shift, found.published)


def _unit(found: _Match, unit: str, shift: int, today: date) -> When | None:
    if unit == "day":
        return _days_before(today + timedelta(days=shift), 0)
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return _part(found, monday, monday + timedelta(days=6), Basis.RELATIVE)
    if unit == "month":
        months = today.year * 12 + today.month - 1 + shift
        first = date(months // 12, months % 12 + 1, 1)
        return _part(found, first, _month_end(first), Basis.RELATIVE)
    year = today.year + shift
    return _part(found, date(year, 1, 1), date(year, 12, 31), Basis.RELATIVE) if 1 <= year <= 9999 else None


def _ago(found: _Match) -> When | None:
    """So many units before (shift -1) or after (shift 1) the publication: the day, week, month or year that gives."""
    number = found.number("number") if found.group("number") else 1
    unit = _lookup(found.words.units, found.group("unit") or "")
    if number is None or unit is None or found.published is None or number > 1000:
        return None
    if unit == "week":
        return _days_before(found.published + timedelta(weeks=number * found.rule.shift), 0)
    return _unit(found, unit, number * found.rule.shift, found.published)


def _named(found: _Match) -> When | None:
    """An event that dates others, from the data file: ``first`` and ``last`` stand in the rule's unit."""
    first, _, last = found.rule.unit.partition("/")
    return When(date.fromisoformat(first), date.fromisoformat(last or first), Basis.STATED)


def _month_end(first: date) -> date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


_READINGS: Mapping[str, Callable[[_Match], When | None]] = {
    "date": _date,
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "day": _relative_day,
    "unit": _relative_unit,
    "ago": _ago,
    "named": _named,
}


@lru_cache(maxsize=len(LANGUAGES))
def _calendar(language: str) -> Calendar:
    file = f"{language}.toml"
    data = tomllib.loads((resources.files("abstand.annotation") / "times_data" / file).read_text(encoding="utf-8"))
    places = {
        "month": _choice(data["months"], data["endings"]["month"]),
        "weekday": _choice(data["weekdays"], data["endings"]["weekday"]),
        "unit": _choice(data["units"], data["endings"]["unit"]),
        "number": r"\d{1,3}|" + _choice(data["numbers"], ""),
        "day": r"(?:0?[1-9]|[12]\d|3[01])",
        "year": r"(?:1[89]\d\d|20\d\d)",
    }
    rules = tuple(_rules(data, places, file))
    return Calendar(data["months"], data["weekdays"], data["units"], data["numbers"], rules)


def _choice(words: Mapping[str, Any], ending: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")" + ending


def _rules(data: Mapping[str, Any], places: Mapping[str, str], file: str) -> Iterator[Rule]:
    for block in data["rule"]:
        if block["kind"] not in _READINGS:
            raise DataError(file, "rule.kind", f"{block['kind']!r} is none of {', '.join(_READINGS)}")
        for text in block["patterns"]:
            pattern = re.compile(rf"(?<!\w)(?:{_filled(text, places)})(?!\w)", re.IGNORECASE)
            yield Rule(block["kind"], pattern, block.get("shift", 0), block.get("unit", ""))


def _filled(text: str, places: Mapping[str, str]) -> str:
    for name, pattern in places.items():
        text = text.replace(f"{{{name}}}", f"(?P<{name}>{pattern})").replace(f"{{{name}2}}", f"(?P<{name}2>{pattern})")
    return re.sub(r"\{(early|middle|late|night):([^{}]*)\}", r"(?P<\1>\2)", text)
