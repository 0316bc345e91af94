"""Finds the names of states, organisations, persons … in a text, and resolves names to codes."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from pathlib import Path

from abstand.entities.additions import with_additions
from abstand.entities.appositions import introduced
from abstand.entities.choosing import Chooser
from abstand.entities.contexts import is_part_of_a_name, names_language
from abstand.entities.marks import Mark
from abstand.entities.namesakes import Namesakes, settled
from abstand.entities.nearness import Nearness, rough_sentences
from abstand.entities.normal import Normal, normal
from abstand.entities.offices import Offices
from abstand.entities.references import resolve_references
from abstand.entities.scanning import Hit, Scanner
from abstand.entities.sources import MARKS
from abstand.entities.table import DISPLAYED, Reading, Table, Thing, read_table
from abstand.errors import UnknownEntity
from abstand.model import Mention, Problem, Span, Way

NEAREST_NAMES = 3
OWN_FOLDER = "ABSTAND_ENTITIES"
SHOWN = frozenset({"person", "body", "outlet"})  # what can be looked up besides states and organisations
BESIDE = 60  # code points on either side in which a name's `unless` and `near` words are looked for


@dataclass(frozen=True, slots=True)
class Found:
    """What a text names; and terms of office that contradict its day."""

    mentions: list[Mention]
    problems: list[Problem]


class Gazetteer:
    """Every known name, ready to be found. Safe to share between threads."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._chooser = Chooser(table.things)
        self._scanner = Scanner(table, self._chooser.sense_of)
        self._offices = Offices(table.things)
        self._namesakes = Namesakes(table.things)

    def find(
        self, text: str, lang: str, when: date | None = None, sentences: Sequence[Span] | None = None
    ) -> list[Mention]:
        """The mentions in ``text``, in order; offsets are code points of ``text``.

        They do not overlap, save that "both sides" gives two of the same span. ``when`` is the day of publication: it
        decides between holders of one name or office. A doubtful name is only taken if the text names its entity
        elsewhere without doubt. ``sentences`` (else guessed from the full stops) tell how near the names are that
        "the country" and the like can stand for.
        """
        return self.examine(text, lang, when, sentences).mentions

    def examine(self, text: str, lang: str, when: date | None = None, sentences: Sequence[Span] | None = None) -> Found:
        """As ``find``, with the offices that the text gives to people who did not hold them on ``when``."""
        read = normal(text)
        if read.offsets is None:
            return self._examine(read.text, lang, when, sentences)
        found = self._examine(read.text, lang, when, None)
        return Found([_as_given(mention, read) for mention in found.mentions], found.problems)

    def _examine(self, text: str, lang: str, when: date | None, sentences: Sequence[Span] | None) -> Found:
        passage = _Passage(text, lang, when, sentences)
        self._collect(passage, self.longest(text, lang))
        composed, problems = self._offices.compose(text, lang, when, passage.mentions, passage.marks)
        composed = introduced(text, lang, composed)
        composed = settled(text, composed, passage.strangers)
        if any(mark.kind == "reference" for mark in passage.marks):
            composed = resolve_references(text, composed, passage.marks, passage.spans())
        return Found(composed, problems)

    def longest(self, text: str, lang: str) -> list[Hit]:
        """The longest forms in ``text`` with all their meanings."""
        return self._scanner.longest(text, lang)

    def possible_codes(self, text: str, languages: Iterable[str]) -> dict[str, frozenset[str]]:
        """By language every code that ``find`` could give to a name in ``text``, and some that it would not.

        Neither day nor context is looked at. A doubtful name adds nothing: it is only taken where its entity is named
        without doubt.
        """
        composed = normal(text).text
        return {lang: frozenset(self._possible(self.longest(composed, lang))) for lang in languages}

    def _possible(self, hits: Iterable[Hit]) -> Iterator[str]:
        for _, _, sense, _ in hits:
            for reading in sense.readings:
                code = self.table.things[reading.thing].code
                if code and (not reading.ambiguous or reading.near):
                    yield code

    def _collect(self, passage: _Passage, hits: Sequence[Hit]) -> None:
        """Put what the hits name into the passage: first what is sure, then what that decides."""
        hits = [self._in_context(hit, passage.text) if hit[2].is_conditional else hit for hit in hits]
        chosen = [(hit, self._chooser.sure(hit[2], passage.when)) for hit in hits]
        named = {self.table.things[reading.thing].code for _, reading in chosen if reading}
        ends = {hit[1] for hit in hits}
        shared: list[Hit] = []
        for hit, sure in chosen:
            reading = sure or self._chooser.supported(hit[2], named, passage.when)
            if reading is not None and not self._stands_for_nobody(passage, hit, reading, ends):
                self._put(hit, reading, passage)
            elif reading is None and self._chooser.is_shared(hit[2].readings):
                shared.append(hit)
        if shared:
            passage.mentions = self._with_shared(passage, shared)

    def _put(self, hit: Hit, reading: Reading, passage: _Passage) -> None:
        start, end, _, cases = hit
        thing = self.table.things[reading.thing]
        if thing.kind in MARKS:
            passage.marks.append(Mark(thing.id, thing.kind, thing.code, start, end, cases or reading.cases))
        else:
            mention = Mention(thing.code, start, end, reading.way, thing.id, thing.kind, cases or reading.cases)
            passage.mentions.append(mention)

    def _with_shared(self, passage: _Passage, shared: Sequence[Hit]) -> list[Mention]:
        """The mentions with those bodies that several states have, each given to one of them where one is meant."""
        near = Nearness(passage.text, passage.mentions, passage.spans)
        found = list(passage.mentions)
        for start, end, sense, cases in shared:
            seats = [r for r in sense.readings if r.way is Way.SEAT and r.period.covers(passage.when)]
            by_code = {self.table.things[reading.thing].code: reading for reading in seats}
            usual = {self.table.things[reading.thing].code for reading in seats if not reading.ambiguous}
            only = usual.pop() if len(usual) == 1 else None
            owner = near.owner(start, end)
            code = owner if owner and (only is None or owner in by_code) else near.nearest(start, {*by_code}, only)
            if code is not None and (thing := self.thing(code)) is not None:
                shown = cases or by_code[code].cases if code in by_code else cases
                found.append(Mention(thing.code, start, end, Way.SEAT, thing.id, thing.kind, shown))
        return sorted(found, key=attrgetter("start"))

    def _stands_for_nobody(self, passage: _Passage, hit: Hit, reading: Reading, ends: set[int]) -> bool:
        """Whether the words beside a name say that it is none here: a language, part of another name, a namesake."""
        text, lang, (start, end) = passage.text, passage.lang, hit[:2]
        if reading.way is Way.ADJECTIVE and names_language(text, start, end, lang):
            return True
        if reading.way in (Way.CITY, Way.CAPITAL, Way.ADJECTIVE, Way.NAME):
            return is_part_of_a_name(text, start, end, lang, reading.way)
        # "President Macron" is Macron: the word before is known, too
        if reading.way is not Way.PERSON or " " in text[start:end] or start - 1 in ends:
            return False
        if is_part_of_a_name(text, start, end, lang, reading.way):
            return True
        if self._namesakes.is_namesake(text, start, lang, self.table.things[reading.thing]):
            passage.strangers.append(Span(start, end))
            return True
        return False

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

    def look_up(self, name: str) -> list[Thing]:
        """What has this id, code or name: a state or organisation, else all persons, firms and outlets so called.

        Raises UnknownEntity with the nearest names.
        """
        wanted = name.strip()
        known = [thing for thing in self.table.things if thing.id == wanted and thing.kind not in MARKS]
        if known:
            return known
        try:
            state = self.thing(self.resolve(wanted))
        except UnknownEntity:
            if found := self._called(wanted.casefold()):
                return found
            raise
        return [state] if state else []

    def _called(self, wanted: str) -> list[Thing]:
        indices = (index for index, form in enumerate(self.table.forms) if form.casefold() == wanted)
        readings = (reading for index in indices for reading in self.table.readings(index))
        things = (self.table.things[index] for index in dict.fromkeys(reading.thing for reading in readings))
        return [thing for thing in things if thing.kind in SHOWN]

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
                is_body = reading.way is Way.SEAT and not reading.ambiguous
                if thing.kind in DISPLAYED and (is_body or reading.way in (Way.NAME, Way.CAPITAL)):
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

    def _in_context(self, hit: Hit, text: str) -> Hit:
        """The hit with the meanings that the words beside it leave."""
        start, end, sense, cases = hit
        beside = f"{text[max(0, start - BESIDE) : start]} {text[end : end + BESIDE]}"
        left = tuple(
            replace(reading, ambiguous=False) if reading.near and _has_word(beside, reading.near) else reading
            for reading in sense.readings
            if not (reading.unless and _has_word(beside, reading.unless))
        )
        return start, end, self._chooser.sense_of(left), cases


class _Passage:
    """A text being read, and what has been found in it."""

    def __init__(self, text: str, lang: str, when: date | None, sentences: Sequence[Span] | None) -> None:
        self.text, self.lang, self.when = text, lang, when
        self._sentences = sentences
        self.mentions: list[Mention] = []
        self.marks: list[Mark] = []
        self.strangers: list[Span] = []  # surnames that others than the known bear here

    def spans(self) -> Sequence[Span]:
        """The sentences, guessed where nobody has told them."""
        if self._sentences is None:
            self._sentences = rough_sentences(self.text)
        return self._sentences


def _as_given(mention: Mention, read: Normal) -> Mention:
    return replace(mention, start=read.origin(mention.start), end=read.origin(mention.end))


def _has_word(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in the text, with any ending."""
    return bool(_pattern(words).search(text))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})")


def default() -> Gazetteer:
    """The shipped gazetteer, with the user's own names if ABSTAND_ENTITIES names their folder; made once a process."""
    return _gazetteer(own_folder())


def own_folder() -> Path | None:
    """The folder of the user's own data files."""
    folder = os.environ.get(OWN_FOLDER)
    return Path(folder) if folder else None


@lru_cache(maxsize=2)
def _gazetteer(folder: Path | None) -> Gazetteer:
    table = read_table()
    return Gazetteer(table if folder is None else with_additions(table, folder))
