"""Finds the names of states, organisations, persons … in a text: one Aho-Corasick pass, longest match, word borders."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import ahocorasick_rs

from abstand.entities.endings import kazakh_ending
from abstand.entities.table import DISPLAYED, Reading, Table, Thing, read_table
from abstand.errors import UnknownEntity
from abstand.model import Case, Mention, Way

# where one form has several meanings, the first of these wins
PRECEDENCE = (
    Way.NAME, Way.SEAT, Way.CAPITAL, Way.ADJECTIVE, Way.DEMONYM, Way.OFFICE,
    Way.OUTLET, Way.FIRM, Way.PERSON, Way.CITY, Way.DESCRIPTION,
)  # fmt: skip
NEAREST_NAMES = 3
GENITIVE_S = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    readings: tuple[Reading, ...]
    cases: frozenset[Case]

    @property
    def sure(self) -> tuple[Reading, ...]:
        return tuple(reading for reading in self.readings if not reading.ambiguous)


class Gazetteer:
    """Every known name, ready to be found. Immutable; safe to share between threads."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._automaton = ahocorasick_rs.AhoCorasick(table.forms, store_patterns=False)

    def find(self, text: str, lang: str, when: date | None = None) -> list[Mention]:
        """The mentions in ``text``, in order, without overlaps; offsets are code points of ``text``.

        ``when`` is the day of publication: it decides between holders of one name. A doubtful name is only taken if
        the text names its entity elsewhere without doubt.
        """
        hits = self._longest(text, lang)
        sure = [self._mention(hit, hit.sure, when) for hit in hits]
        named = {mention.code for mention in sure if mention}
        mentions = (
            mention or self._mention(hit, self._supported(hit, named), when)
            for hit, mention in zip(hits, sure, strict=True)
        )
        return [mention for mention in mentions if mention]

    def _supported(self, hit: _Hit, named: set[str]) -> tuple[Reading, ...]:
        return tuple(r for r in hit.readings if r.ambiguous and self.table.things[r.thing].code in named)

    def thing(self, entity: str) -> Thing | None:
        index = self._index.get(entity)
        return None if index is None else self.table.things[index]

    def display_name(self, code: str, lang: str) -> str:
        """The name of a code in a language; the code itself if it has none."""
        thing = self.thing(code)
        return code if thing is None else thing.names.get(lang) or thing.names.get("en") or code

    def resolve(self, name: str) -> str:
        """The code of a state or organisation given by code or by any name. Raises UnknownEntity with the nearest."""
        wanted = name.strip()
        for code in (wanted, wanted.upper(), wanted.lower()):
            if (index := self._index.get(code)) is not None and self.table.things[index].kind in DISPLAYED:
                return self.table.things[index].code
        found = self._by_name.get(wanted.casefold())
        if found is None:
            raise UnknownEntity(name, self._nearest(wanted))
        return found

    @cached_property
    def _index(self) -> dict[str, int]:
        index: dict[str, int] = {}
        for position, thing in enumerate(self.table.things):
            index.setdefault(thing.id, position)
        return index

    @cached_property
    def _by_name(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for index, form in enumerate(self.table.forms):
            for reading in self.table.readings(index):
                thing = self.table.things[reading.thing]
                if thing.kind in DISPLAYED and reading.way in (Way.NAME, Way.CAPITAL, Way.SEAT):
                    known = names.setdefault(form.casefold(), thing.code)
                    if reading.way is Way.NAME and known != thing.code:
                        names[form.casefold()] = thing.code
        return names

    def _nearest(self, wanted: str) -> tuple[str, ...]:
        """The display names and codes that come closest, one an entity."""
        spelt = {
            name.casefold(): (name, thing.code)
            for thing in self.table.things
            if thing.kind in DISPLAYED
            for name in (*thing.names.values(), thing.code)
        }
        close = difflib.get_close_matches(wanted.casefold(), spelt, 4 * NEAREST_NAMES, cutoff=0.6)
        by_code: dict[str, str] = {}
        for key in close:
            name, code = spelt[key]
            by_code.setdefault(code, name)
        return tuple(by_code.values())[:NEAREST_NAMES]

    def _longest(self, text: str, lang: str) -> list[_Hit]:
        hits = [
            hit
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if (hit := self._bordered(text, index, start, end, lang)) is not None
        ]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        chosen: list[_Hit] = []
        for hit in hits:
            if not chosen or hit.start >= chosen[-1].end:
                chosen.append(hit)
        return chosen

    def _bordered(self, text: str, index: int, start: int, end: int, lang: str) -> _Hit | None:
        if start and text[start - 1].isalnum():
            return None
        readings = tuple(reading for reading in self.table.readings(index) if lang in reading.languages)
        if not readings:
            return None
        if lang == "kk":
            ending = kazakh_ending(text, end)
            return None if ending is None else _Hit(start, ending[0], readings, ending[1])
        if end < len(text) and text[end].isalnum():
            return None
        owned = text[end : end + 2] in GENITIVE_S
        return _Hit(start, end, readings, frozenset({Case.GENITIVE}) if owned else frozenset())

    def _mention(self, hit: _Hit, readings: Iterable[Reading], when: date | None) -> Mention | None:
        reading = self._chosen(readings, when)
        if reading is None:
            return None
        thing = self.table.things[reading.thing]
        return Mention(thing.code, hit.start, hit.end, reading.way, thing.id, thing.kind, hit.cases or reading.cases)

    def _chosen(self, readings: Iterable[Reading], when: date | None) -> Reading | None:
        """The best reading, by kind of name, then by who was in office; None if people of several states remain."""
        valid = [reading for reading in readings if reading.period.covers(when)]
        ranked = sorted(valid, key=lambda reading: PRECEDENCE.index(reading.way))
        if not ranked:
            return None
        best = [reading for reading in ranked if reading.way is ranked[0].way]
        if ranked[0].way is Way.PERSON and len(self._codes(best)) > 1:
            serving = [reading for reading in best if when and self._serves(reading, when)]
            return serving[0] if len(self._codes(serving)) == 1 else None
        return best[0]

    def _codes(self, readings: Iterable[Reading]) -> set[str]:
        return {self.table.things[reading.thing].code for reading in readings}

    def _serves(self, reading: Reading, when: date) -> bool:
        return any(term.period.covers(when) for term in self.table.things[reading.thing].terms)


@lru_cache(maxsize=1)
def default() -> Gazetteer:
    """The shipped gazetteer, built once a process."""
    return Gazetteer(read_table())
