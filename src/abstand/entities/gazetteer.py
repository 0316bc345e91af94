"""Finds the names of states, organisations, persons … in a text: one Aho-Corasick pass, longest match, word borders."""

from __future__ import annotations

import difflib
import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from pathlib import Path

import ahocorasick_rs

from abstand.entities.additions import with_additions
from abstand.entities.appositions import introduced
from abstand.entities.contexts import is_namesake, is_part_of_a_name, names_language
from abstand.entities.endings import kazakh_ending
from abstand.entities.marks import Mark
from abstand.entities.offices import Offices
from abstand.entities.references import resolve_references
from abstand.entities.sources import ALWAYS, MARKS
from abstand.entities.table import DISPLAYED, OPENINGS, Reading, Table, Thing, read_table
from abstand.errors import UnknownEntity
from abstand.model import LANGUAGES, Case, Mention, Problem, Span, Way

# where one form has several meanings, the first of these wins
PRECEDENCE = (
    Way.NAME, Way.SEAT, Way.CAPITAL, Way.ADJECTIVE, Way.DEMONYM, Way.OFFICE,
    Way.OUTLET, Way.FIRM, Way.PERSON, Way.CITY, Way.DESCRIPTION,
)  # fmt: skip
NEAREST_NAMES = 3
OWN_FOLDER = "ABSTAND_ENTITIES"
CONTIGUOUS = ahocorasick_rs.Implementation.ContiguousNFA  # half as fast again as the one that is chosen by itself
BESIDE = 60  # code points on either side in which a name's `unless` and `near` words are looked for
HYPHENS = "-‑"
GENITIVE_S = ("'s", "’s")
OWNED, NO_CASE = frozenset({Case.GENITIVE}), frozenset[Case]()
_SENTENCE_END = re.compile(r"[.!?…][»“”\"’)]*\s+(?=[«„“\"—–-]?\s?[^\Wa-zа-яё\d])")


@dataclass(frozen=True, slots=True)
class Found:
    """What a text names; and terms of office that contradict its day."""

    mentions: list[Mention]
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class _Sense:
    """The meanings of a form in one language; ``fixed`` is the chosen one where neither day nor text decides."""

    readings: tuple[Reading, ...]
    sure: tuple[Reading, ...]
    is_fixed: bool
    fixed: Reading | None
    is_reference: bool
    is_conditional: bool


_Hit = tuple[int, int, _Sense, frozenset[Case]]  # start, end, meanings, cases


class Gazetteer:
    """Every known name, ready to be found. Safe to share between threads."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._automata: dict[str, tuple[ahocorasick_rs.AhoCorasick, list[int]]] = {}
        self._offices = Offices(table.things)
        self._senses: dict[str, dict[int, _Sense | None]] = {language: {} for language in LANGUAGES}

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
        hits = self._longest(text, lang)
        hits = [self._in_context(hit, text) if hit[2].is_conditional else hit for hit in hits]
        chosen = [(hit, self._sure(hit[2], when)) for hit in hits]
        named = {self.table.things[reading.thing].code for _, reading in chosen if reading}
        ends = {hit[1] for hit in hits}
        mentions: list[Mention] = []
        marks: list[Mark] = []
        for hit, sure in chosen:
            reading = sure or self._supported(hit[2], named, when)
            if reading is not None and not _stands_for_nobody(text, lang, hit, reading.way, ends):
                self._put(hit, reading, mentions, marks)
        composed, problems = self._offices.compose(text, lang, when, mentions, marks)
        composed = introduced(text, lang, composed)
        if any(mark.kind == "reference" for mark in marks):
            spans = rough_sentences(text) if sentences is None else sentences
            composed = resolve_references(composed, marks, spans)
        return Found(composed, problems)

    def _put(self, hit: _Hit, reading: Reading, mentions: list[Mention], marks: list[Mark]) -> None:
        start, end, _, cases = hit
        thing = self.table.things[reading.thing]
        if thing.kind in MARKS:
            marks.append(Mark(thing.id, thing.kind, thing.code, start, end, cases or reading.cases))
        else:
            mention = Mention(thing.code, start, end, reading.way, thing.id, thing.kind, cases or reading.cases)
            mentions.append(mention)

    def _sure(self, sense: _Sense, when: date | None) -> Reading | None:
        return sense.fixed if sense.is_fixed else self._chosen(sense.sure, when)

    def _supported(self, sense: _Sense, named: set[str], when: date | None) -> Reading | None:
        if len(sense.sure) == len(sense.readings):
            return None
        doubtful = [r for r in sense.readings if r.ambiguous and self.table.things[r.thing].code in named]
        return self._chosen(doubtful, when)

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
        """The longest hits; a reference gives way to any name that it overlaps ("l'Union" to "Union européenne")."""
        hits = self._bordered(text, lang)
        chosen = _apart(hit for hit in hits if not hit[2].is_reference)
        references = _apart(hit for hit in hits if hit[2].is_reference)
        starts = [hit[0] for hit in chosen]
        free: list[_Hit] = []
        for hit in references:
            place = bisect_left(starts, hit[1])
            if not place or chosen[place - 1][1] <= hit[0]:
                free.append(hit)
        return sorted(chosen + free, key=itemgetter(0)) if free else chosen

    def _bordered(self, text: str, lang: str) -> list[_Hit]:
        """The hits that begin and end where words do."""
        hits: list[_Hit] = []
        senses, length, is_kazakh = self._senses[lang], len(text), lang == "kk"
        automaton, forms = self._automaton(lang)
        for place, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            if text[start] in OPENINGS:
                start += 1
            elif start and text[start - 1].isalnum():
                continue
            if text[end - 1] in HYPHENS:  # "sino-": only before another word
                end -= 1
            elif not is_kazakh and end < length and text[end].isalnum():
                continue
            sense = senses[place] if place in senses else self._sense(place, forms[place], lang)
            if sense is None:
                continue
            if is_kazakh:
                ending = kazakh_ending(text, end)
                if ending is not None:
                    hits.append((start, ending[0], sense, ending[1]))
            else:
                hits.append((start, end, sense, OWNED if text[end : end + 2] in GENITIVE_S else NO_CASE))
        return hits

    def _automaton(self, lang: str) -> tuple[ahocorasick_rs.AhoCorasick, list[int]]:
        """What finds the forms of a language, built when the first text in it comes; and the forms' indices."""
        if lang not in self._automata:
            forms = self.table.forms_of(lang)
            names = [self.table.forms[index] for index in forms]
            found = ahocorasick_rs.AhoCorasick(names, implementation=CONTIGUOUS, store_patterns=False)
            self._automata[lang] = found, forms
        return self._automata[lang]

    def _sense(self, place: int, index: int, lang: str) -> _Sense | None:
        """The meanings of a form in a language, unpacked the first time that it is found."""
        readings = tuple(reading for reading in self.table.readings(index) if lang in reading.languages)
        self._senses[lang][place] = sense = self._sense_of(readings) if readings else None
        return sense

    def _sense_of(self, readings: tuple[Reading, ...]) -> _Sense:
        sure = tuple(reading for reading in readings if not reading.ambiguous)
        dated = any(reading.period != ALWAYS for reading in sure)
        contested = sum(reading.way is Way.PERSON for reading in sure) > 1
        is_fixed = not dated and not contested
        fixed = self._chosen(sure, None) if is_fixed else None
        is_reference = fixed is not None and self.table.things[fixed.thing].kind == "reference"
        return _Sense(readings, sure, is_fixed, fixed, is_reference, any(r.unless or r.near for r in readings))

    def _in_context(self, hit: _Hit, text: str) -> _Hit:
        """The hit with the meanings that the words beside it leave."""
        start, end, sense, cases = hit
        beside = f"{text[max(0, start - BESIDE) : start]} {text[end : end + BESIDE]}"
        left = tuple(
            replace(reading, ambiguous=False) if reading.near and _has_word(beside, reading.near) else reading
            for reading in sense.readings
            if not (reading.unless and _has_word(beside, reading.unless))
        )
        return start, end, self._sense_of(left), cases

    def _chosen(self, readings: Iterable[Reading], when: date | None) -> Reading | None:
        """The best reading, by kind of name, then by who was in office; None if people of several states remain."""
        valid = [reading for reading in readings if reading.period.covers(when)]
        ranked = sorted(valid, key=lambda reading: PRECEDENCE.index(reading.way))
        if not ranked:
            return None
        best = [reading for reading in ranked if reading.way is ranked[0].way]
        if ranked[0].way is Way.PERSON and len(best) > 1:
            serving = [reading for reading in best if when and self._serves(reading, when)]
            if len(self._codes(serving or best)) > 1:
                return None
            return (serving or best)[0]
        return best[0]

    def _codes(self, readings: Iterable[Reading]) -> set[str]:
        return {self.table.things[reading.thing].code for reading in readings}

    def _serves(self, reading: Reading, when: date) -> bool:
        return any(term.period.covers(when) for term in self.table.things[reading.thing].terms)


def _stands_for_nobody(text: str, lang: str, hit: _Hit, way: Way, ends: set[int]) -> bool:
    """Whether the words beside a name say that it is none here: a language, a part of another name, a namesake."""
    start, end = hit[:2]
    if way is Way.ADJECTIVE:
        return names_language(text, start, end, lang)
    if way in (Way.CITY, Way.CAPITAL):
        return is_part_of_a_name(text, start, end, lang)
    # "President Macron" is Macron: the word before is known, too
    return way is Way.PERSON and " " not in text[start:end] and start - 1 not in ends and is_namesake(text, start, lang)


def _has_word(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in the text, with any ending."""
    return bool(_pattern(words).search(text))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})")


def _apart(hits: Iterable[_Hit]) -> list[_Hit]:
    """Those that do not overlap, the first and of these the longest; of one span that of the longest stem.

    The automaton gives longer stems later.
    """
    chosen: list[_Hit] = []
    end = 0
    latest_first = list(hits)[::-1]
    for hit in sorted(latest_first, key=lambda hit: (hit[0], -hit[1])):
        if hit[0] >= end:
            chosen.append(hit)
            end = hit[1]
    return chosen


def rough_sentences(text: str) -> list[Span]:
    """Sentences by their full stops, for texts that nobody has split."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return [Span(start, end) for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


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
