"""Days as pages print them: in machine-readable stamps, and as lines that are nothing but a date.

Month names come from CLDR (babel) in the five languages.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from babel import Locale

from abstand.model import LANGUAGES

# content systems print the epoch, or the year 1, where they know no date
FIRST_CREDIBLE = date(1971, 1, 1)
DAY_FIRST = frozenset({"de", "fr", "ru", "kk"})  # languages in which the day always stands before the month

_NUMERIC_STAMP = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_DOTTED = re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})")
_SLASHED = re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})")
_AFTER_DAY = r"(?:\.|er|st|nd|rd|th)?"
_YEAR_WORD = r"(?: ?(?:г|ж)\.?| ?года| ?жыл\w{0,3})?"
_CLOCK = r"(?:\d{1,2}:\d{2},? )?"
_TIME = (
    r"(?:(?: ?[,|–—-])? ?(?:um|at|à|в|сағат)? ?\d{1,2}(?:[:.]| ?h ?)\d{2}(?::\d{2})?"
    r"(?: ?(?:Uhr|[ap]\.?m\.?|GMT|UTC|MSK|МСК|MEZ|MESZ|CET|CEST|[+-]\d{1,2}(?::?\d{2})?))?)?"
)


def day_of_stamp(stamp: str, today: date) -> date | None:
    """The day of a machine-readable stamp (ISO 8601, RFC 2822, ``20221015``) or a printed date; None if none.

    It is the day at the place of publication; where that lies after ``today`` only for the time zone, the day in UTC.
    None for a day after ``today``, and for the epoch.
    """
    moment = _moment(stamp.strip())
    if moment is None:
        day = _numeric(stamp.strip()) or printed_day(stamp.strip(), "en")
    else:
        day = moment.date()
        if day > today and moment.tzinfo is not None:
            day = moment.astimezone(UTC).date()
    return day if day is not None and FIRST_CREDIBLE < day <= today else None


def printed_day(line: str, language: str) -> date | None:
    """The day that a line states, if it states nothing else but a weekday and a time; None where it could be another.

    ``10/11/2022`` is the tenth of November, but nothing sure in English or where the language is not known.
    """
    for pattern in _line_patterns():
        if found := pattern.fullmatch(line):
            if found.re.pattern == _numeric_line(_SLASHED) and language not in DAY_FIRST and int(found["d"]) <= 12:
                return None
            month = found["m"]
            number = int(month) if month.isdigit() else _months().get(month.casefold().rstrip("."), 0)
            return _date(int(found["y"]), number, int(found["d"]))
    return None


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(stamp) if stamp[:1].isalpha() else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _numeric(stamp: str) -> date | None:
    found = _NUMERIC_STAMP.match(stamp)
    return _date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """The number of a month by its name or abbreviation in any of the five languages, small, without full stop."""
    return _named("months")


def _named(what: str) -> dict[str, int]:
    return {
        name.casefold().rstrip("."): number
        for language in LANGUAGES
        for context in getattr(Locale(language), what).values()
        for width in ("wide", "abbreviated")
        for number, name in context.get(width, {}).items()
    }


def _numeric_line(pattern: re.Pattern[str]) -> str:
    return rf"{_CLOCK}(?:{_weekday()},? )?{pattern.pattern}{_YEAR_WORD}{_TIME}"


@cache
def _weekday() -> str:
    return rf"(?:{'|'.join(sorted(map(re.escape, _named('days')), key=len, reverse=True))})\.?"


@cache
def _line_patterns() -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    named = (
        rf"(?:le |den |am )?(?P<d>\d{{1,2}}){_AFTER_DAY} (?:of )?(?P<m>{months})\.?,? (?P<y>\d{{4}}){_YEAR_WORD}",
        rf"(?P<m>{months})\.? (?P<d>\d{{1,2}}){_AFTER_DAY},? (?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}}) ?(?:жыл\w{{0,3}}|ж\.?),? (?P<d>\d{{1,2}}) (?P<m>{months})",
    )
    lines = [rf"{_CLOCK}(?:{_weekday()},? )?{pattern}{_TIME}" for pattern in named]
    lines += [_numeric_line(pattern) for pattern in (_ISO, _DOTTED, _SLASHED)]
    return tuple(re.compile(line, re.IGNORECASE) for line in lines)
