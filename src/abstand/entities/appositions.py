"""Persons that no data file knows: introduced by their office, they stand for its state in the rest of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from abstand.model import Mention, Way

# two or three words with capitals, such as a given name and a surname
_CAPITALISED = r"[^\W\d_a-zß-öø-ÿа-яёәіңғүұқөһ][\w’'-]+"
_NAME = rf"(?P<name>{_CAPITALISED}(?: {_CAPITALISED}){{1,2}})"
_AFTER = re.compile(rf",? {_NAME}")
_BEFORE = re.compile(rf"{_NAME}, (?:(?:der|die|the|le|la|l['’])\s?)?$")
LONGEST_NAME = 60  # code points that a name and the article after it may take
SHORTEST_SURNAME = 4
RUSSIAN_ENDING = "(?:а|у|ым|ом|е|ой|ого|ому|ым|им)?"
KAZAKH_ENDING = "[а-яәіңғүұқөһ]{0,6}"


def introduced(text: str, lang: str, mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` with the persons that an office introduces by name, there and where their surname stands later."""
    found: list[Mention] = []
    for office in mentions:
        if office.way is not Way.OFFICE or office.kind == "person":
            continue
        for name, start in _names(text, office):
            if not _taken(start, start + len(name), (*mentions, *found)):
                found += _persons(text, lang, name, start, office.code, (*mentions, *found))
                break
    return sorted((*mentions, *found), key=lambda mention: (mention.start, mention.end)) if found else list(mentions)


def _names(text: str, office: Mention) -> Iterator[tuple[str, int]]:
    if after := _AFTER.match(text, office.end):
        yield after["name"], after.start("name")
    window = max(0, office.start - LONGEST_NAME)
    if before := _BEFORE.search(text[window : office.start]):
        yield before["name"], window + before.start("name")


def _persons(text: str, lang: str, name: str, start: int, code: str, known: Sequence[Mention]) -> Iterator[Mention]:
    entity = "-".join(name.lower().split())
    yield Mention(code, start, start + len(name), Way.PERSON, entity, "person")
    surname = name.split()[-1]
    if len(surname) < SHORTEST_SURNAME:
        return
    ending = {"ru": RUSSIAN_ENDING, "kk": KAZAKH_ENDING}.get(lang, "s?")
    for again in re.finditer(rf"(?<!\w){re.escape(surname)}{ending}(?!\w)", text[start + len(name) :]):
        first, last = (start + len(name) + offset for offset in again.span())
        if not _taken(first, last, known):
            yield Mention(code, first, last, Way.PERSON, entity, "person")


def _taken(start: int, end: int, mentions: Sequence[Mention]) -> bool:
    return any(mention.start < end and start < mention.end for mention in mentions)
