"""What readers see, in their language: labels of types, modes, statuses and verdicts, and days by CLDR."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from babel.dates import format_skeleton

from abstand.errors import InputError
from abstand.model import LANGUAGES, Direction, EventType, Status, Verdict, When

DAYS_KEPT = 20_000  # ten years in each language


@dataclass(frozen=True)
class Words:
    """One language's labels, from ``locale/<lang>.toml``."""

    language: str
    types: Mapping[str, str]
    modes: Mapping[str, str]
    statuses: Mapping[str, str]
    verdicts: Mapping[str, str]
    words: Mapping[str, str]
    domains: Mapping[str, str]
    roles: Mapping[str, str]

    def act(self, type_: EventType, mode: str | None) -> str:
        """``Consultation (meeting)``; a mode without a label is left out."""
        label = self.types[type_]
        return f"{label} ({self.modes[mode]})" if mode and mode in self.modes else label

    def status(self, status: Status) -> str:
        return self.statuses[status]

    def verdict(self, verdict: Verdict | None) -> str:
        """Empty where nobody has judged."""
        return self.verdicts[verdict] if verdict else ""

    def say(self, key: str, **names: str) -> str:
        return self.words[key].format(**names)

    def directions(self, a: str, b: str) -> dict[Direction, str]:
        """What each direction of a dyad is called, both together first."""
        ways = (Direction.SYMMETRIC, Direction.THERE, Direction.BACK)
        return {way: self.say(way.value, a=a, b=b) for way in ways}

    def days(self, when: When) -> str:
        """One day, or the first and the last."""
        first, last = (day_in(day, self.language) for day in (when.first, when.last))
        return first if first == last else f"{first} {self.words['until']} {last}"


@lru_cache(maxsize=DAYS_KEPT)
def day_in(day: date, language: str) -> str:
    """``5. Okt. 2022``; kept, because a page tells many acts of few days and CLDR's patterns take their time."""
    return str(format_skeleton("yMMMd", day, locale=language))


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> Words:
    """The words of one of our languages; raises InputError for another."""
    if language not in LANGUAGES:
        raise InputError(f"nothing is told in the language {language!r}; use one of {', '.join(LANGUAGES)}")
    data = tomllib.loads((resources.files("abstand.telling") / "locale" / f"{language}.toml").read_text("utf-8"))
    return Words(language, **data)
