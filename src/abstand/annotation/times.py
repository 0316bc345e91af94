"""Times: the expressions of a sentence that say when, worked out from the day of publication.

The words and rules of each language are data (``time_rules``); a rule's kind names one of the readings below. Weeks run
from Monday to Sunday. "Three weeks ago" is the whole of that week, "three months ago" of that month; the beginning,
middle and end of a time are its thirds, of a month its days 1-10, 11-20 and the rest; "since" goes on to the day of
publication; the 19th century is the 1800s. "The day after" counts from the time named before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from abstand.annotation.holidays import Days
from abstand.annotation.tenses import Tense
from abstand.annotation.time_rules import Lexicon, Rule, Unit, lexicon_of, plain_text
from abstand.model import Basis, Span, When

FIRST_YEAR, LAST_YEAR = 1800, 2099
AHEAD_DAYS = 45  # a day without a year that lies this far ahead at most is a coming one; news mostly looks back
COMING_DAYS = 300  # what lies further ahead was named with another act of the sentence: "will lift the ban of 2 June"
VAGUE_DAYS = {1: 2, 7: 31}  # a time longer than so many days is none from which to count days, or weeks
SHORTEST_MONTH = 28  # days
MONTH_THIRD = 10  # days of a month's beginning and of its middle
CYCLES = range(-2, 2)  # the weeks or years, counted from the publication's, among which the fitting one is sought
TENSED = ("near", "due", "by")  # fits that the tense of the clause decides
CLOSED = {"year", "year2", "that_year", "shift", "unit"}  # places that leave nothing to the tense
CYCLIC = ("stated", "weekday", "holiday")  # kinds that come again each week or year
PARTS = {"early": (0, 1 / 3), "middle": (1 / 3, 2 / 3), "late": (2 / 3, 1), "half": (0, 1 / 2), "rest": (1 / 2, 1)}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, and the days they mean; ``span`` is in the text given."""

    span: Span
    when: When


class _Point(NamedTuple):
    """A day, months (first and last) and year as the text has them, None where it leaves them out."""

    day: int | None
    months: tuple[int, int] | None
    year: int | None

    def filled(self, other: _Point) -> _Point:
        return _Point(self.day or other.day, self.months or other.months, self.year or other.year)

    def days(self, year: int) -> Days | None:
        """The first and last day in ``year`` (a winter ends in the next); None if there is no such day."""
        first, last = self.months or (1, 12)
        months = _months(year * 12 + first - 1, (last - first) % 12 + 1)
        if self.day is None:
            return months
        day = months[0] + timedelta(self.day - 1)
        return (day, day) if self.months and day <= months[1] else None


@dataclass(frozen=True, slots=True)
class _Found:
    """What a rule has found: the values of the words by the places they fill, and the day from which to count.

    ``named`` is the time that the text has named before it, ``own`` whether its own sentence has.
    """

    values: Mapping[str, Any]
    rule: Rule
    span: Span
    today: date | None
    tense: Tense | None = None
    named: When | None = None
    own: bool = False

    def value(self, place: str) -> Any:
        return self.values.get(place)

    def units(self) -> tuple[Unit, int]:
        """How many of which unit, negative for those gone by."""
        return self.value("unit"), self.rule.shift * self.values.get("number", 1)

    def point(self, end: str) -> _Point:
        month = self.value(f"mm{end}")
        months = (month, month) if month else self.value(f"month{end}") or self.value(f"season{end}")
        year, shift = self.value(f"year{end}"), self.value(f"that_year{end}")
        if f"yy{end}" in self.values:
            year = 2000 + self.value(f"yy{end}")
        elif shift is not None and self.today:
            year = self.today.year + shift
        return _Point(self.value(f"day{end}"), months, year)


def find_times(
    text: str, language: str, published: date | None, before: Sequence[TimeExpression] = ()
) -> list[TimeExpression]:
    """The time expressions of ``text`` in their order; ``before`` are those of the sentences before it.

    Without ``published``, or with one outside the years 1800-2099, only those that need none.
    Raises InputError for a language that Abstand does not read.
    """
    today = published if published and FIRST_YEAR <= published.year <= LAST_YEAR else None
    named, own = before[-1].when if before else None, False
    times: list[TimeExpression] = []
    for found in _told(sorted(_found(text, lexicon_of(language), today), key=lambda found: found.span)):
        if when := _when(replace(found, named=named, own=own)):
            named, own = when, True
            times.append(TimeExpression(found.span, when))
    return times


def _told(founds: Sequence[_Found]) -> list[_Found]:
    """Without the parts of a day where the sentence names another time: they are parts of that."""
    others = [found for found in founds if found.rule.kind != "part"]
    return others if any(found.rule.kind != "none" for found in others) else list(founds)


def _found(text: str, lexicon: Lexicon, today: date | None) -> Iterator[_Found]:
    """What the rules find; words that one has taken are not given to another."""
    plain = plain_text(text)
    taken = bytearray(len(plain))
    for rule in lexicon.rules_for(plain):
        for words, span in rule.find(plain):
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                values = {place: lexicon.value(place.removesuffix("2"), word) for place, word in words.items()}
                if None not in values.values():
                    undecided = today and rule.fit in TENSED and rule.kind in CYCLIC and not values.keys() & CLOSED
                    tense = lexicon.tenses.around(text, plain, span, planned=rule.fit == "due") if undecided else None
                    yield _Found(values, rule, span, today, tense)


def _when(found: _Found) -> When | None:
    reading, basis = _READINGS[found.rule.kind]
    days = reading(found)
    first, last = _narrowed(found, *days) if days else (date.max, date.min)
    if last < first or first.year < FIRST_YEAR or last.year > LAST_YEAR:
        return None
    return When(first, last, Basis.RELATIVE if "that_year" in found.values else basis)


def _narrowed(found: _Found, first: date, last: date) -> Days:
    """What the words make of the time: a part of it, the night before too, only what of it is past or to come."""
    for start, end in (PARTS[part] for part in PARTS if part in found.values):
        first, last = _part(first, last, start, end)
    if "nth_week" in found.values:
        first, last = _nth_week(first, last, found.values["nth_week"])
    if "night" in found.values and first == last:
        first -= timedelta(1)
    if found.today and first <= found.today and "since" in found.values:
        last = found.today
    return (found.today, last) if found.today and "yet" in found.values else (first, last)


def _nth_week(first: date, last: date, number: int) -> Days:
    """Days 1-7 of a time are its first week, 8-14 its second; its last seven days the last, number -1."""
    start = last - timedelta(6) if number < 0 else first + timedelta(7 * (number - 1))
    return start, min(start + timedelta(6), last)


def _part(first: date, last: date, start: float, end: float) -> Days:
    """From one fraction of the time to another, in whole months where it has several."""
    month, months = first.year * 12 + first.month - 1, (last.year - first.year) * 12 + last.month - first.month + 1
    if months > 1 and first.day == 1:
        return _months(month + round(start * months), round(end * months) - round(start * months))
    length = (last - first).days + 1
    counted = 3 * MONTH_THIRD if first.day == 1 and length >= SHORTEST_MONTH else length
    return first + timedelta(round(start * counted)), first + timedelta(round(end * counted) - 1) if end < 1 else last


def _stated(found: _Found) -> Days | None:
    """A day, month, season, year, decade, century; with a second one all from the first to the second."""
    if decade := found.value("decade"):
        return _months((decade if decade > 99 else 1900 + decade) * 12, 120)
    if century := found.value("century"):
        return _months((century - 1) * 1200, 1200) if FIRST_YEAR < century * 100 <= LAST_YEAR + 1 else None
    start, end = found.point(""), found.point("2")
    start, end = start.filled(end), end.filled(start)
    if end.year:
        return _between(start, end, end.year)
    if found.today is None or (end.months is None and end.day is None):
        return None
    if end.months is None:
        return _of_month(found, start, end, found.today)
    return _fitting(found, [_between(start, end, found.today.year + cycle) for cycle in CYCLES], AHEAD_DAYS)


def _of_month(found: _Found, start: _Point, end: _Point, today: date) -> Days | None:
    """Days of this month, the last or the next: "on the 20th"."""
    cycles = []
    for shift in CYCLES:
        year, month = divmod(today.year * 12 + today.month - 1 + shift, 12)
        this = _Point(None, (month + 1, month + 1), year)
        cycles.append(_between(start.filled(this), end.filled(this), year))
    return _fitting(found, cycles, 0)


def _holiday(found: _Found) -> Days | None:
    holiday, year = found.value("holiday"), found.point("").year
    if year or found.today is None:
        return holiday.days(year) if year else None
    return _fitting(found, [holiday.days(found.today.year + cycle) for cycle in CYCLES], AHEAD_DAYS)


def _between(start: _Point, end: _Point, year: int) -> Days | None:
    """From the first to the last, which is in ``year``; the first may lie in the year before."""
    first, last = start.days(start.year or year), end.days(year)
    if first and last and first[0] > last[1]:
        first = start.days(year - 1)
    return (first[0], last[1]) if first and last else None


def _weekday(found: _Found) -> Days | None:
    """A weekday or weekend; with a second one all from the first to the second; with a week, that of the week."""
    if found.today is None:
        return None
    first, last = found.value("weekday"), found.value("weekday2") or found.value("weekday")
    monday, length = found.today - timedelta(found.today.weekday()), timedelta((last[1] - first[0]) % 7)
    if "unit" in found.values:
        start = monday + timedelta(weeks=found.value("shift") or 0, days=first[0])
        return start, start + length
    starts = [monday + timedelta(weeks=cycle, days=first[0]) for cycle in CYCLES]
    return _fitting(found, [(start, start + length) for start in starts], 0)


def _fitting(found: _Found, cycles: Sequence[Days | None], ahead_days: int) -> Days | None:
    """Which of the times, one a week or year, is meant by the words "last", "this", "next" or by the rule's ``fit``."""
    times, shift, today = [days for days in cycles if days], found.value("shift"), found.today or date.max
    match _fit(found) if shift is None else shift:
        case "coming":
            fits = [days for days in times if today <= days[1]]
            if fits and len(times) > 1 and (fits[0][0] - today).days > COMING_DAYS:
                fits = [days for days in times if days[0] <= today][-1:]
        case "near" | "past" as fit:
            ahead = timedelta(ahead_days if fit == "near" else 0)
            fits = [days for days in times if days[0] - ahead <= today][-1:]
        case 0:
            fits = [days for days in times if days[0] <= today <= days[1]] or times[-CYCLES.start :]
        case _ if shift < 0:
            fits = [days for days in times if days[1] < today][shift:]
        case _:
            fits = [days for days in times if today < days[0]][shift - 1 :]
    return fits[0] if fits else None


def _fit(found: _Found) -> str:
    """A coming time where the clause looks ahead; a past one where its plan failed or "from" tells what has begun."""
    match found.rule.fit, found.tense:
        case "near", "coming":
            return "coming"
        case "near", "past" if "since" in found.values:
            return "past"
        case "due" | "by", tense:
            return tense or "coming"
    return found.rule.fit


def _relative_day(found: _Found) -> Days | None:
    if found.today is None:
        return None
    first = found.value("dayword") or found.rule.shift
    last = found.value("dayword2")
    return found.today + timedelta(first), found.today + timedelta(first if last is None else last)


def _unit(found: _Found) -> Days | None:
    """This, last or next week, month or year."""
    shift = found.value("shift") or found.value("that_year") or found.rule.shift
    return _period(found.today, found.value("unit"), shift) if found.today else None


def _ago(found: _Found) -> Days | None:
    return _distant(found.today, *found.units()) if found.today else None


def _event(found: _Found) -> Days | None:
    """The day of a named event, or so many weeks after it; nothing in a text older than the event."""
    day = found.value("event") or found.value("moment")
    if found.today and found.today < day:
        return None
    return _distant(day, *found.units()) if "unit" in found.values else (day, day)


def _after(found: _Found) -> Days | None:
    """So many days, weeks … after the time named before, or that time itself; with fit "past" else from today."""
    unit, count = found.units()
    named = found.named
    if named and found.today and found.rule.fit == "past" and count < 0 and found.today < named.last:
        named = None  # "the day before" tells of what has been
    if named and (unit.months or (named.last - named.first).days < VAGUE_DAYS.get(unit.days, 31)):
        return _distant(named.last, unit, count)
    return _distant(found.today, unit, count) if found.today and found.rule.fit in ("past", "coming") else None


def _apart(found: _Found) -> Days | None:
    """So many days … before the day that the sentence has named, or the publication: "two days after the raid"."""
    unit, count = found.units()
    if found.named and found.own:
        vague = unit.days and found.named.last - found.named.first > timedelta(1)
        day = None if vague else found.named.last
    else:
        day = None if found.named or unit.months else found.today
    if day is None:
        return None
    return _distant(day, Unit(days=1), count * unit.days) if unit.days else _distant(day, unit, count)


def _known(found: _Found) -> Days | None:
    """The time that the text has named before: "since then", "that night"."""
    return (found.named.first, found.named.last) if found.named else None


def _running(found: _Found) -> Days | None:
    """From the first of so many days, weeks … to the publication: "for the third day"."""
    start = found.today and _period(found.today, found.value("unit"), 1 - found.value("ordinal"))
    return (start[0], found.today) if start and found.today else None


def _window(found: _Found) -> Days | None:
    """The last or next so many days, weeks, months, up to or from the publication."""
    unit, count = found.units()
    if found.today is None or not (month := _period(found.today, Unit(months=1), count * unit.months)):
        return None
    far = min(month[0] + timedelta(found.today.day - 1), month[1]) + timedelta(count * unit.days)
    return min(far, found.today), max(far, found.today)


def _distant(day: date, unit: Unit, count: int) -> Days | None:
    """The day, week, month or year that lies so many units after the day."""
    if unit.days:
        return _period(day + timedelta(unit.days * count), Unit(days=1 if unit.days == 1 else 7), 0)
    grain = 12 if unit.months % 12 == 0 else 1
    return _period(day, Unit(months=grain), count * unit.months // grain)


def _period(day: date, unit: Unit, shift: int) -> Days | None:
    """The calendar week, month, quarter, year … of the day, or the one that lies ``shift`` of them off."""
    if unit.days:
        first = date.fromordinal(((day.toordinal() - 1) // unit.days + shift) * unit.days + 1)
        return first, first + timedelta(unit.days - 1)
    month = ((day.year * 12 + day.month - 1) // unit.months + shift) * unit.months
    return _months(month, unit.months) if FIRST_YEAR <= month // 12 <= LAST_YEAR else None


def _months(first: int, count: int) -> Days:
    """So many months; ``first`` counts months from the beginning of the year 0."""
    end = first + count
    return date(first // 12, first % 12 + 1, 1), date(end // 12, end % 12 + 1, 1) - timedelta(1)


_READINGS: Mapping[str, tuple[Callable[[_Found], Days | None], Basis]] = {
    "stated": (_stated, Basis.STATED),
    "event": (_event, Basis.STATED),
    "weekday": (_weekday, Basis.RELATIVE),
    "part": (_relative_day, Basis.RELATIVE),
    "apart": (_apart, Basis.RELATIVE),
    "known": (_known, Basis.RELATIVE),
    "running": (_running, Basis.RELATIVE),
    "dayword": (_relative_day, Basis.RELATIVE),
    "unit": (_unit, Basis.RELATIVE),
    "holiday": (_holiday, Basis.STATED),
    "after": (_after, Basis.RELATIVE),
    "ago": (_ago, Basis.RELATIVE),
    "window": (_window, Basis.RELATIVE),
    "none": (lambda _: None, Basis.STATED),
}
