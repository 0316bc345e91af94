"""Namesakes: a known surname behind another's given name ("Sergei Medvedev"), and who is meant by it later on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache, cached_property

from abstand.entities.contexts import titles
from abstand.entities.sources import DATA
from abstand.entities.table import Thing
from abstand.model import Mention, Span, Way

WINDOW = 60  # code points before a surname in which given names are looked for
LIKE = 0.7  # how like two spellings of one given name are ("Dmitri", "Dmitrij"); "Sergei" and "Andrei" are at 0.5
SHORTEST_STEM = 4  # letters
SHORTEST_WITH_ENDING = 5  # of longer surnames the last letter may be an ending
SHORTEST_GIVEN = 3
_CAPITALISED = r"[^\W\d_a-zß-öø-ÿа-яёәіңғүұқөһ][^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁӘІҢҒҮҰҚӨҺ]+(?:[-‑][^\W\d_]+)?"
# "Wladimir Wladimirowitsch", "Қасым-Жомарт Кемелұлы"; initials between the two names
_PATRONYMIC = re.compile(
    r"\w{3,}(?:[оеёи]вич\w{0,2}|[оеи]вн\w{1,2}|ичн\w{1,2}|ұлы|қызы|[oe]wi[ct]s?ch|[oe]vi[ct]h|[oe]v[nt]a|owna|ewna)"
)
_GIVEN = re.compile(rf"(?:(?P<inside>[^\W_][,;:]?[»”\"]? )|^|\W)(?P<given>{_CAPITALISED})(?P<joint>[ ‑-])$")
_LAST_WORD = re.compile(r"[^\s]+ $")
_ENDING = re.compile(r"(?:['’]s|(?<=[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую))$")
_INITIAL = re.compile(r"[^\W\d_]\. $")


class Namesakes:
    """Knows the given names of all persons."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self._persons = [thing for thing in things if thing.kind == "person"]

    @cached_property
    def _given(self) -> set[str]:
        names = (name.split() for person in self._persons for name in person.names.values())
        table = tomllib.loads((DATA / "given_names.toml").read_text(encoding="utf-8"))
        given = {words[0] for words in names if len(words) > 1 and len(words[0]) >= SHORTEST_GIVEN}
        return given.union(*table.values())

    def is_namesake(self, text: str, start: int, lang: str, known: Thing) -> bool:
        """Whether the word before the surname at ``start`` is a given name, and not one of ``known``.

        A capitalised word inside a sentence is one, unless it is a title; elsewhere, and in German, where every noun
        has a capital, it must be a name that somebody is known to have.
        """
        before = text[max(0, start - WINDOW) : start]
        while (initial := _INITIAL.search(before)) and initial.start():
            before = before[: initial.start()]
        if (last := _LAST_WORD.search(before)) and _PATRONYMIC.fullmatch(last[0].strip()):
            before = before[: last.start()]
        found = _GIVEN.search(before)
        if found is None or titles(lang).fullmatch(given := found["given"]):
            return False
        can_be_any = lang != "de" and bool(found["inside"]) and found["joint"] == " " and len(given) >= SHORTEST_GIVEN
        return (can_be_any or self._is_given(given)) and not _has_given(given, known)

    def _is_given(self, word: str) -> bool:
        """Whether a word is a given name, in any case of Russian."""
        return any(word[: len(word) - cut] + end in self._given for cut, end in _CASES if word[cut:])


_CASES = ((0, ""), (1, ""), (2, ""), (1, "й"), (1, "я"), (1, "а"), (2, "й"), (2, "я"), (2, "а"), (1, "ь"))


@cache
def _like(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= LIKE


def _has_given(given: str, known: Thing) -> bool:
    names = {word for name in known.names.values() for word in name.split()}
    return any(_like(given, name) for name in names)


def settled(text: str, mentions: Sequence[Mention], strangers: Iterable[Span]) -> list[Mention]:
    """``mentions`` with bare surnames given to who bears them in this text: by a full name there, known or not.

    ``strangers`` are surnames behind a given name that nobody known has; from there on the surname alone is theirs,
    unless it stood alone before ("Trump and his wife, Melania Trump").
    """
    persons = [m for m in mentions if m.kind == "person" and m.way is Way.PERSON]
    bearers = [(text[m.start : m.end].split()[-1], m) for m in persons if " " in text[m.start : m.end]]
    alone = [(text[m.start : m.end], m.start) for m in persons if " " not in text[m.start : m.end]]
    unknown = [
        (surname, None)
        for surname, stranger in ((stranger.of(text), stranger) for stranger in strangers)
        if not any(same_surname(surname, full) for full, _ in bearers)
        and not any(start < stranger.start and same_surname(surname, other) for other, start in alone)
    ]
    if not bearers and not unknown:
        return list(mentions)
    return [found for m in mentions if (found := _settled(text, m, [*bearers, *unknown])) is not None]


def _settled(text: str, mention: Mention, bearers: Sequence[tuple[str, Mention | None]]) -> Mention | None:
    words = text[mention.start : mention.end]
    if mention.way is not Way.PERSON or mention.kind != "person" or " " in words:
        return mention
    same = [bearer for surname, bearer in bearers if same_surname(words, surname)]
    if not same or any(bearer and bearer.entity == mention.entity for bearer in same):
        return mention
    before = [bearer for bearer in same if bearer and bearer.start < mention.start]
    bearer = before[-1] if before else same[0]
    return None if bearer is None else replace(mention, code=bearer.code, entity=bearer.entity)


def same_surname(one: str, other: str) -> bool:
    """Whether two words are one surname in whatever case.

    >>> same_surname("Зеленского", "Зеленский"), same_surname("Лавров", "Лавренко")
    (True, False)
    """
    one, other = (_ENDING.sub("", word) for word in (one, other))
    least = min(len(one), len(other))
    shared = max(SHORTEST_STEM, least - 1 if least > SHORTEST_WITH_ENDING else least)
    return one[:shared] == other[:shared]
