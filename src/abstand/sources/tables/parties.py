"""Whom the codes and names of other data sets stand for, in our codes: ``data/parties.toml`` and the gazetteer.

Each reader answers with a code, or with why there is none (LeftOut). What no list knows stands for nobody; it is never
guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

from abstand.entities import Gazetteer
from abstand.errors import UnknownEntity
from abstand.sources.tables.schema import LeftOut

Party = str | LeftOut
STATE_KINDS = frozenset({"state"})
_SECTOR = re.compile(r"(?P<sector>.+?) \((?P<country>[^()]+(?:\([^()]+\))?)\)")


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    text = (resources.files("abstand.sources.tables") / "data" / "parties.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Parties:
    """Answers whom a name or code stands for; remembers what it was asked."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._names: dict[str, Party] = {}
        self._actors: dict[str, Party] = {}

    def cameo(self, country: str | None, group: str | None, roles: tuple[str | None, ...]) -> Party:
        """A GDELT actor: its country, else its known group; armed and criminal groups stand for no state."""
        if not country and not group:
            return LeftOut.ONE_PARTY
        if not country:
            return str(_data()["cameo_groups"].get(group, LeftOut.UNKNOWN))
        if not self._armed_roles.isdisjoint(roles):
            return LeftOut.ARMED
        return self._cameo_countries.get(country, LeftOut.UNKNOWN)

    def weis(self, actor: str) -> Party:
        """A KEDS actor: three letters for the state, then roles of three letters each."""
        state = _data()["weis"].get(actor[:3], LeftOut.UNKNOWN)
        roles = {actor[at : at + 3] for at in range(3, len(actor), 3)}
        if "TAL" in roles and state == "AFG":
            return "x-taliban"
        return LeftOut.ARMED if roles & {*_data()["armed"]["weis"]} else str(state)

    def country(self, name: str) -> Party:
        """A state or organisation by English name or code."""
        if name not in self._names:
            self._names[name] = self._country(name)
        return self._names[name]

    def _country(self, name: str) -> Party:
        if code := _data()["names"].get(name.casefold()):
            return str(code)
        try:
            return self._gazetteer.resolve(name)
        except UnknownEntity:
            return LeftOut.UNKNOWN

    def actor(self, name: str) -> Party:
        """An actor by its English name alone: a country, an organisation, ``Ministry (Country)``, a person of state."""
        if name not in self._actors:
            self._actors[name] = self._actor(name)
        return self._actors[name]

    def _actor(self, name: str) -> Party:
        if match := _SECTOR.fullmatch(name):
            return LeftOut.ARMED if self.is_armed(match["sector"]) else self.country(match["country"])
        if code := (_data()["names"] | _data()["people"]).get(name.casefold()):
            return str(code)
        whole = [m for m in self._gazetteer.find(name, "en") if (m.start, m.end) == (0, len(name))]
        return whole[0].code if whole else LeftOut.UNKNOWN

    def is_armed(self, sectors: str) -> bool:
        """Whether words like ``Armed Rebel``, or a list of sectors or CAMEO roles, name an armed or criminal group."""
        return bool(self._armed_words.search(sectors))

    @cached_property
    def _armed_roles(self) -> frozenset[str]:
        return frozenset(_data()["armed"]["cameo"])

    @cached_property
    def _armed_words(self) -> re.Pattern[str]:
        words = map(re.escape, [*_data()["armed"]["words"], *_data()["armed"]["cameo"]])
        return re.compile(rf"\b(?:{'|'.join(words)})\b")

    @cached_property
    def _cameo_countries(self) -> Mapping[str, str]:
        things = self._gazetteer.table.things
        own = {thing.code: thing.code for thing in things if thing.kind in STATE_KINDS and len(thing.code) == 3}
        return {**own, **_data()["cameo"]}
