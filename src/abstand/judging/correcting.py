"""What a person would have a report say, read from words: each field checked, each error saying what would be right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any, TypeVar

from abstand.entities import resolve
from abstand.errors import InputError, UnknownEntity
from abstand.judging.nouns import Reading
from abstand.judging.readings import FIELDS
from abstand.model import Basis, Domain, EventType, Status, When

NOTHING = "none"  # what empties a field
UNNAMED = "x-other"  # foreign, but neither named nor resolvable
_LIST = re.compile(r"\s*[,;]\s*")
_DAYS = re.compile(r"\s*(?:\.\.|–|/|,|\s)\s*")

Closed = TypeVar("Closed", bound=StrEnum)


def corrected(reading: Reading, given: Mapping[str, str]) -> Reading:
    """The reading with the fields given in words: lists parted by commas, days as ``2022-08-19`` or
    ``2022-08-01..2022-08-31``, ``none`` for what is empty. A mode that the new type does not have goes.

    Raises InputError for an unknown field or value, for parties that make no act between two, and if nothing changes.
    """
    if unknown := given.keys() - set(FIELDS):
        raise InputError(f"a report has no field {', '.join(sorted(unknown))}; it has {', '.join(FIELDS)}")
    values = {name: _READERS[name](text) for name, text in given.items()}
    new = replace(reading, **values)
    if "mode" not in values and new.mode not in modes()[new.type]:
        new = replace(new, mode=None)
    _check(new, "mode" in values)
    if new == reading:
        raise InputError("nothing to correct: the report says so already; to confirm it, accept it")
    return new


def changes(old: Reading, new: Reading) -> tuple[str, ...]:
    """The fields that differ."""
    return tuple(name for name in FIELDS if getattr(old, name) != getattr(new, name))


@lru_cache(maxsize=1)
def modes() -> Mapping[EventType, tuple[str, ...]]:
    """The modes by type, from ``modes.toml``."""
    data = tomllib.loads((resources.files("abstand.judging") / "modes.toml").read_text("utf-8"))
    return {EventType(name): tuple(listed) for name, listed in data.items()}


def _check(reading: Reading, is_mode_given: bool) -> None:
    if is_mode_given and reading.mode and reading.mode not in modes()[reading.type]:
        known = ", ".join((*modes()[reading.type], NOTHING))
        raise InputError(f"mode: {reading.type} has no mode {reading.mode!r}; use one of {known}")
    if not reading.actors:
        raise InputError("actors: an act needs somebody who does it")
    if both := sorted({*reading.actors} & {*reading.recipients}):
        raise InputError(f"{', '.join(both)} would be actor and recipient; what two do together has both as actors")
    if len({*reading.actors, *reading.recipients}) < 2:
        only = reading.actors[0]
        raise InputError(f"{only} would be alone; an act needs two: name the other as recipient, or reject the report")


def _type(text: str) -> EventType:
    return _one_of(EventType, text.upper(), "type")


def _status(text: str) -> Status:
    return _one_of(Status, text.lower(), "status")


def _domain(text: str) -> Domain:
    return _one_of(Domain, text.lower(), "domain")


def _mode(text: str) -> str | None:
    return None if text.strip().lower() in (NOTHING, "") else text.strip().lower()


def _one_of(kind: type[Closed], text: str, field: str) -> Closed:
    try:
        return kind(text.strip())
    except ValueError as error:
        raise InputError(f"{field}: {text!r} is none of {', '.join(kind)}") from error


def _parties(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code_of(name) for name in _listed(text)))


def code_of(name: str) -> str:
    """The code of a party given by code or name. Raises UnknownEntity with the nearest names."""
    return UNNAMED if name == UNNAMED else resolve(name)


def _speakers(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(speaker_of, _listed(text))))


def speaker_of(name: str) -> str:
    """States and organisations by code; media, experts and agencies as they are written."""
    try:
        return code_of(name)
    except UnknownEntity:
        return name


def _listed(text: str) -> list[str]:
    return [] if text.strip().lower() == NOTHING else [name for name in _LIST.split(text.strip()) if name]


def _when(text: str) -> When | None:
    if text.strip().lower() == NOTHING:
        return None
    try:
        days = [date.fromisoformat(part) for part in _DAYS.split(text.strip())]
    except ValueError as error:
        raise InputError(f"when: {text!r} is no day; write 2022-08-19, 2022-08-01..2022-08-31 or none") from error
    if len(days) > 2 or days[-1] < days[0]:
        raise InputError(f"when: {text!r} is no first and last day; write 2022-08-01..2022-08-31")
    return When(days[0], days[-1], Basis.STATED)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "type": _type,
    "mode": _mode,
    "actors": _parties,
    "recipients": _parties,
    "status": _status,
    "speakers": _speakers,
    "when": _when,
    "domain": _domain,
}
