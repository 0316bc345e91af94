"""The pass over a text that finds every form of every name: longest match, word borders, words in capitals."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

import ahocorasick_rs

from abstand.entities.endings import kazakh_ending
from abstand.entities.table import OPENINGS, Reading, Table
from abstand.model import LANGUAGES, Case, Way

CONTIGUOUS = ahocorasick_rs.Implementation.ContiguousNFA  # half as fast again as the one that is chosen by itself
HYPHENS = "-‑"
GENITIVE_S = ("'s", "’s")
OWNED, NO_CASE = frozenset({Case.GENITIVE}), frozenset[Case]()
_CAPITAL = "[A-ZÀ-ÖØ-ÞА-ЯЁӘІҢҒҮҰҚӨҺ]"
_FOUR = re.compile(4 * _CAPITAL)  # written out it is ten times as fast as with {4}
_BEFORE = re.compile(rf"(?<!\w)(?:{_CAPITAL}+[ '’‑-])*{_CAPITAL}*$")
_RUN = re.compile(rf"{_CAPITAL}+(?!\w)(?:[ '’‑-]{_CAPITAL}+(?!\w))*")
LONGEST_BEFORE = 40  # code points of a run of words in capitals before its first long one
_WORD = re.compile(r"[^\W\d_]+")
WRITTEN_IN_CAPITALS = frozenset({Way.PERSON, Way.ADJECTIVE, Way.DEMONYM})  # of the others the table has such forms


@dataclass(frozen=True, slots=True)
class Sense:
    """The meanings of a form in one language; ``fixed`` is the chosen one where neither day nor text decides."""

    readings: tuple[Reading, ...]
    sure: tuple[Reading, ...]
    is_fixed: bool
    fixed: Reading | None
    is_reference: bool
    is_conditional: bool


Hit = tuple[int, int, Sense, frozenset[Case]]  # start, end, meanings, cases


class Scanner:
    """Finds forms. ``sense_of`` tells what the readings of a form come to. Safe to share between threads."""

    def __init__(self, table: Table, sense_of: Callable[[tuple[Reading, ...]], Sense]) -> None:
        self._table = table
        self._sense_of = sense_of
        self._automata: dict[str, tuple[ahocorasick_rs.AhoCorasick, array[int]]] = {}
        self._senses: dict[str, dict[int, Sense | None]] = {language: {} for language in LANGUAGES}

    def longest(self, text: str, lang: str) -> list[Hit]:
        """The longest hits; a reference gives way to any name that it overlaps ("l'Union" to "Union européenne")."""
        hits = self._bordered(text, lang)
        hits.extend(self._in_capitals(text, lang))
        references = [hit for hit in hits if hit[2].is_reference]
        if not references:
            return _apart(hits)
        chosen = _apart([hit for hit in hits if not hit[2].is_reference])
        return sorted(chosen + _free(_apart(references), chosen), key=itemgetter(0))

    def _in_capitals(self, text: str, lang: str) -> Iterator[Hit]:
        """What the words in capitals name when they are written as words are: ``PUTIN``."""
        for place, run in _capitals(text):
            words = _WORD.sub(lambda word: word[0].capitalize(), run)
            for start, end, sense, cases in self._bordered(words, lang):
                if any(reading.way in WRITTEN_IN_CAPITALS for reading in sense.readings):
                    yield place + start, place + end, sense, cases

    def _bordered(self, text: str, lang: str) -> list[Hit]:
        """The hits that begin and end where words do."""
        hits: list[Hit] = []
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

    def _automaton(self, lang: str) -> tuple[ahocorasick_rs.AhoCorasick, array[int]]:
        """What finds the forms of a language, built when the first text in it comes; and the forms' indices."""
        if lang not in self._automata:
            forms = self._table.forms_of(lang)
            names = [self._table.forms[index] for index in forms]
            found = ahocorasick_rs.AhoCorasick(names, implementation=CONTIGUOUS, store_patterns=False)
            self._automata[lang] = found, forms
        return self._automata[lang]

    def _sense(self, place: int, index: int, lang: str) -> Sense | None:
        """The meanings of a form in a language, unpacked the first time that it is found."""
        readings = tuple(reading for reading in self._table.readings(index) if lang in reading.languages)
        self._senses[lang][place] = sense = self._sense_of(readings) if readings else None
        return sense


@lru_cache(maxsize=1)
def _capitals(text: str) -> tuple[tuple[int, str], ...]:
    """The runs of capitals of the text read last: the gate reads one in several languages."""
    return tuple(_runs_of_capitals(text))


def _runs_of_capitals(text: str) -> Iterator[tuple[int, str]]:
    """Words in capitals in a row, one of them of four letters or more: headlines, signatures."""
    end = 0
    for four in _FOUR.finditer(text):
        if four.start() >= end and (run := _RUN.match(text, four.start())):
            window = text[max(end, four.start() - LONGEST_BEFORE) : four.start()]
            before = _BEFORE.search(window)
            if before:
                yield run.start() - len(before[0]), before[0] + run[0]
                end = run.end()


def _free(references: Iterable[Hit], chosen: Sequence[Hit]) -> list[Hit]:
    """The references that overlap nothing chosen; both stand in the order of the text."""
    starts = [hit[0] for hit in chosen]
    free: list[Hit] = []
    for hit in references:
        place = bisect_left(starts, hit[1])
        if not place or chosen[place - 1][1] <= hit[0]:
            free.append(hit)
    return free


def _apart(hits: Sequence[Hit]) -> list[Hit]:
    """Those that do not overlap, the first and of these the longest; of one span that of the longest stem.

    The automaton gives longer stems later.
    """
    chosen: list[Hit] = []
    end = 0
    first_and_longest = list(hits)[::-1]
    first_and_longest.sort(key=itemgetter(1), reverse=True)
    first_and_longest.sort(key=itemgetter(0))
    for hit in first_and_longest:
        if hit[0] >= end:
            chosen.append(hit)
            end = hit[1]
    return chosen
