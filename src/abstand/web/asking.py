"""What an address asks for, read into our own nouns. Unknown values are errors, empty ones ask for all."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request

from abstand.entities import resolve
from abstand.errors import InputError
from abstand.measuring.partners import WINDOW_DAYS
from abstand.model import LANGUAGES, Direction, Domain, EventType, Status
from abstand.store import Store
from abstand.telling.selection import Selection
from abstand.telling.views.state import WINDOWS_DAYS
from abstand.web.addresses import language_of

LAST_PAGE = 1_000_000
PageNumber = Annotated[int, Query(alias="page", ge=1, le=LAST_PAGE)]
Member = TypeVar("Member", bound=StrEnum)


def selection(
    type_: Annotated[list[str] | None, Query(alias="type")] = None,
    status: Annotated[list[str] | None, Query()] = None,
    domain: Annotated[list[str] | None, Query()] = None,
    direction: str = "",
    since: str = "",
    until: str = "",
    page: PageNumber = 1,
) -> Selection:
    """The part of the acts that is wanted; raises InputError for a value that is none of ours."""
    return Selection(
        types=members(EventType, type_),
        statuses=members(Status, status),
        domains=members(Domain, domain),
        direction=Direction(next(iter(members(Direction, [direction])), Direction.SYMMETRIC)),
        since=day(since),
        until=day(until),
        page=page,
    )


def members(kind: type[Member], values: list[str] | None) -> frozenset[Member]:
    known = {member.value.lower(): member for member in kind}
    wanted = [value for value in values or () if value]
    for value in wanted:
        if value.lower() not in known:
            raise InputError(f"{value!r} is none of {', '.join(known)}")
    return frozenset(known[value.lower()] for value in wanted)


def day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no day; write it as 2022-08-19") from error


def pair(a: str, b: str) -> tuple[str, str]:
    """Two codes, from codes or any names. Raises UnknownEntity, or InputError if both are the same."""
    one, other = resolve(a), resolve(b)
    if one == other:
        raise InputError(f"{a!r} and {b!r} are both {one}; name two states")
    return one, other


def language(request: Request, lang: str = "") -> str:
    """The language to tell in; raises InputError for one that is none of ours."""
    if lang and lang not in LANGUAGES:
        raise InputError(f"nothing is told in the language {lang!r}; use one of {', '.join(LANGUAGES)}")
    return language_of(request)


def window(window: str = "") -> int:
    """The days over which change is told, 365 if none are asked for; raises InputError for others than are offered."""
    if not window:
        return WINDOW_DAYS
    if window not in map(str, WINDOWS_DAYS):
        raise InputError(f"{window!r} is no window of days; use one of {', '.join(map(str, WINDOWS_DAYS))}")
    return int(window)


def the_store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


Asked = Annotated[Selection, Depends(selection)]
Pair = Annotated[tuple[str, str], Depends(pair)]
Language = Annotated[str, Depends(language)]
Window = Annotated[int, Depends(window)]
TheStore = Annotated[Store, Depends(the_store)]
