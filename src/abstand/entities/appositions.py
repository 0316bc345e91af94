"""Persons that no data file knows: introduced by their office, they stand for its state in the rest of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from abstand.model import Mention, Way

# two or three words with capitals, such as a given name and a surname
_CAPITALISED = r"[^\W\d_a-zß-öø-ÿа-яёәіңғүұқөһ][\w’'-]+"
_NAME = rf"(?P<name>{_CAPITALISED}(?: {_CAPITALISED}){{1,2}})"
_AFTER = re.compile(rf",? {_NAME}")
_BEFORE = re.compile(rf"{_NAME}, (?:(?:der|die|the|le|la|l['’])\s?)?$")
LONGEST_NAME = 60  # code points that a name and the article after it may take
SHORTEST_SURNAME = 4
RUSSIAN_ENDING = "(?:а|у|ым|ом|е|ой|ого|ому|им)?"
KAZAKH_ENDING = "[а-яәіңғүұқөһ]{0,6}"


def introduced(text: str, lang: str, mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` with the persons that an office introduces by name, there and where their surname stands later."""
    taken = _Taken(mentions)
    for office in mentions:
        if office.way is Way.OFFICE and office.kind != "person":
            for name, start in _names(text, office):
                if taken.add(Mention(office.code, start, start + len(name), Way.PERSON, _id_of(name), "person")):
                    _find_again(text, lang, name, start, office.code, taken)
                    break
    return taken.mentions


class _Taken:
    """Mentions in the order of the text that do not overlap."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = list(mentions)
        self._starts = [mention.start for mention in mentions]

    def add(self, mention: Mention) -> bool:
        """Put a mention in its place, unless one that is there overlaps it; says whether it was put."""
        place = bisect_left(self._starts, mention.end)
        if place and self.mentions[place - 1].end > mention.start:
            return False
        self.mentions.insert(place, mention)
        self._starts.insert(place, mention.start)
        return True


def _names(text: str, office: Mention) -> Iterator[tuple[str, int]]:
    if after := _AFTER.match(text, office.end):
        yield after["name"], after.start("name")
    window = max(0, office.start - LONGEST_NAME)
    if before := _BEFORE.search(text[window : office.start]):
        yield before["name"], window + before.start("name")


def _id_of(name: str) -> str:
    return "-".join(name.lower().split())


def _find_again(text: str, lang: str, name: str, start: int, code: str, taken: _Taken) -> None:
    surname = name.split()[-1]
    if len(surname) < SHORTEST_SURNAME:
        return
    ending = {"ru": RUSSIAN_ENDING, "kk": KAZAKH_ENDING}.get(lang, "s?")
    pattern = re.compile(rf"(?<!\w){re.escape(surname)}{ending}(?!\w)")
    for again in pattern.finditer(text, start + len(name)):
        taken.add(Mention(code, *again.span(), Way.PERSON, _id_of(name), "person"))
