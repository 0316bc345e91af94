"""Several pairs side by side."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from abstand import measuring
from abstand.entities import Gazetteer, resolve
from abstand.errors import InputError
from abstand.store import Store
from abstand.telling.views.pair import Measure, Now, latest

MOST_PAIRS = 6


@dataclass(frozen=True, slots=True)
class ComparedPair:
    a: str
    b: str
    name_a: str
    name_b: str
    now: Now | None


@dataclass(frozen=True, slots=True)
class Compare:
    """``asked`` is the list as it was asked for; ``query`` the part of an address that asks for it again."""

    asked: str
    query: str
    pairs: tuple[ComparedPair, ...]


def pairs_of(asked: str, most: int | None = MOST_PAIRS) -> list[tuple[str, str]]:
    """``KAZ/RUS,KAZ/CHN`` as pairs of codes, without doubles. Raises InputError, UnknownEntity."""
    found: dict[tuple[str, str], None] = {}
    for item in filter(None, (part.strip() for part in asked.split(","))):
        names = item.split("/")
        if len(names) != 2:
            raise InputError(f"{item!r} is no pair; write it as KAZ/RUS")
        one, other = map(resolve, names)
        if one == other:
            raise InputError(f"{item!r} is one state twice; name two")
        found[one, other] = None
    if most is not None and len(found) > most:
        raise InputError(f"{len(found)} pairs are asked for; at most {most} stay readable")
    return list(found)


def compare_view(
    store: Store, asked: str, language: str, gazetteer: Gazetteer, measure: Measure = measuring.distance
) -> Compare:
    """The latest distance of each pair asked for."""
    pairs = [
        ComparedPair(a, b, gazetteer.display_name(a, language), gazetteer.display_name(b, language), now)
        for a, b in pairs_of(asked)
        for now in (latest(store, (a, b), measure),)
    ]
    return Compare(asked, urlencode({"pairs": ",".join(f"{pair.a}/{pair.b}" for pair in pairs)}), tuple(pairs))
