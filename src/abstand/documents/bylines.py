"""Bylines: lines that name authors, translators and the day, read by the patterns in ``bylines.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from abstand.documents.days import printed_day
from abstand.errors import DataError
from abstand.model import LANGUAGES

DATA = "bylines.toml"
# longer lines are sentences
MAX_BYLINE = 160
MAX_AUTHOR_BOX = 500
MAX_WORDS_IN_NAME = 5

_NAMES = r"(?P<names>[^:;|()«»„“\"]{2,120}?)"
_LANGUAGE = r"(?P<language>[^\W\d_]{3,20})"
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*")
_WITH_ARTICLE = re.compile(r"[dl]['’][^\W\d_a-zà-ÿ]")
_BEFORE_ROLE = re.compile(r",? (?:[–—-] )?")
_BEFORE_DAY = re.compile(r",\s*|\s+(?:le|am|on|от)\s+|\s+(?=\d)")
_DANGLING = re.compile(r",? (?:par|von|by|автор:?)$", re.IGNORECASE)  # before a name that a page sets apart
_PIECES = re.compile(r"\s*[|•·]\s*|\s+[–—/]\s+")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; ``translated_from`` is a language code."""

    authors: tuple[str, ...] = ()
    translated_from: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Lists:
    """The compiled section of one language. ``authors`` name people, ``translations`` a language."""

    labelled: re.Pattern[str]
    authors: tuple[re.Pattern[str], ...]
    translations: tuple[re.Pattern[str], ...]
    role: re.Pattern[str]
    published: re.Pattern[str]
    languages: tuple[tuple[str, str], ...]


def read_byline(line: str, language: str) -> Byline | None:
    """What ``line`` says about the text's origin; None unless the whole line does."""
    line = _DANGLING.sub("", line)
    if not 0 < len(line) <= MAX_BYLINE:
        return None
    whole = _read_piece(line, language)
    if whole is not None:
        return whole
    pieces = [piece for piece in _PIECES.split(line) if piece]
    read = [_read_piece(piece, language) for piece in pieces]
    known = [byline for byline in read if byline is not None]
    return _joined(known) if len(known) == len(pieces) else None


def is_author_box(paragraph: str, authors: tuple[str, ...]) -> bool:
    """Whether a paragraph tells who one of the authors is ("Anna Beispiel ist Redakteurin bei …")."""
    if len(paragraph) > MAX_AUTHOR_BOX or not paragraph.startswith(authors or ("\0",)):
        return False
    author = next(name for name in authors if paragraph.startswith(name))
    rest = paragraph[len(author) :].lstrip(" ,–—-")
    return any(lists.role.match(rest) for lists in _lists().values())


def split_names(text: str) -> tuple[str, ...]:
    """The names in "A. Beispiel, B. Muster und C. Probe"; empty unless all of it is names."""
    names = tuple(part for part in _between_names().split(text.strip(" .,")) if part)
    return names if all(map(_is_name, names)) else ()


def _joined(bylines: list[Byline]) -> Byline:
    return Byline(
        tuple(name for byline in bylines for name in byline.authors),
        next((b.translated_from for b in bylines if b.translated_from), ""),
        next((b.day for b in bylines if b.day), None),
    )


def _read_piece(piece: str, language: str) -> Byline | None:
    for lists in _lists().values():
        byline = _day(piece, language, lists) or _translation(piece, lists) or _authorship(piece, lists)
        if byline is not None:
            return byline
    return _byline_with_day(piece, language)


def _day(piece: str, language: str, lists: _Lists) -> Byline | None:
    label = lists.published.match(piece)
    day = printed_day(piece[label.end() :] if label else piece, language)
    return Byline(day=day) if day else None


def _byline_with_day(piece: str, language: str) -> Byline | None:
    """Von Anna Beispiel, 15. Oktober 2022; Soumis par Anne Exemple le 15 octobre 2022; 15 octobre, par Anne"""
    for comma in _BEFORE_DAY.finditer(piece):
        day = _read_day(piece[comma.end() :], language)
        if day is not None:
            author = _read_authorship(piece[: comma.start()])
            return _joined([author, day]) if author else None
        day = _read_day(piece[: comma.start()], language)
        if day is not None and (author := _read_authorship(piece[comma.end() :])):
            return _joined([author, day])
    return None


def _read_authorship(piece: str) -> Byline | None:
    return next((byline for lists in _lists().values() if (byline := _authorship(piece, lists))), None)


def _read_day(piece: str, language: str) -> Byline | None:
    return next((byline for lists in _lists().values() if (byline := _day(piece, language, lists))), None)


def _translation(piece: str, lists: _Lists) -> Byline | None:
    for pattern in lists.translations:
        found = pattern.fullmatch(piece)
        if not found:
            continue
        groups = found.groupdict()
        source = _language_code(groups.get("language") or "", lists)
        if source or (not groups.get("language") and groups.get("names") and split_names(groups["names"])):
            return Byline(translated_from=source)
    return None


def _language_code(word: str, lists: _Lists) -> str:
    small = word.casefold()
    return next((code for code, stem in lists.languages if small.startswith(stem)), "")


def _authorship(piece: str, lists: _Lists) -> Byline | None:
    labelled = lists.labelled.fullmatch(piece)
    if labelled and (names := split_names(labelled["names"])):
        return Byline(names)
    for pattern in lists.authors:
        found = pattern.fullmatch(piece)
        names = _without_place(split_names(found["names"])) if found else ()
        if names and all(" " in name or name.casefold() in _agencies() for name in names):
            return Byline(names)
    return _role(piece, lists)


def _without_place(names: tuple[str, ...]) -> tuple[str, ...]:
    """Of "Paul Muster, Belgrad" only the person."""
    is_place = len(names) > 1 and " " not in names[-1] and names[-1].casefold() not in _agencies()
    return names[:-1] if is_place and all(" " in name for name in names[:-1]) else names


def _role(piece: str, lists: _Lists) -> Byline | None:
    """Anna Beispiel, Redakteurin für die Zeitung"""
    if piece.endswith((".", "!", "?", ":", "…")):
        return None
    for space in reversed(list(_BEFORE_ROLE.finditer(piece))):  # the longest name first
        names = split_names(piece[: space.start()]) if lists.role.match(piece, space.end()) else ()
        if names and all(" " in name for name in names):
            return Byline(names)
    return None


def _is_name(text: str) -> bool:
    words = text.split()
    if text.casefold() in _agencies():
        return True
    if not 0 < len(words) <= MAX_WORDS_IN_NAME or not (_is_capitalised(words[0]) and _is_capitalised(words[-1])):
        return False
    return all(_NAME_WORD.fullmatch(w) and (_is_capitalised(w) or w.casefold() in _particles()) for w in words)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() or _WITH_ARTICLE.match(word) is not None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("abstand.documents").joinpath(DATA).read_text("utf-8"))


@cache
def _agencies() -> frozenset[str]:
    return frozenset(_table()["agencies"])


@cache
def _particles() -> frozenset[str]:
    return frozenset(_table()["particles"])


@cache
def _between_names() -> re.Pattern[str]:
    words = sorted({word for language in LANGUAGES for word in _table()[language]["and"]})
    return re.compile(rf",\s*(?:(?:{'|'.join(words)})\s+)?|\s+(?:{'|'.join(words)}|&)\s+")


@cache
def _lists() -> dict[str, _Lists]:
    """The compiled patterns of every language. Raises DataError."""
    return {language: _compiled(language, _table().get(language, {})) for language in LANGUAGES}


def _compiled(language: str, section: dict[str, Any]) -> _Lists:
    place = rf"(?:,? (?:{'|'.join(section['place'])}) [^.]{{2,60}})?" if section.get("place") else ""

    def patterns(*keys: str) -> Iterator[re.Pattern[str]]:
        for key in keys:
            for number, pattern in enumerate(section[key]):
                whole = pattern.replace("{names}", _NAMES + place).replace("{language}", _LANGUAGE)
                yield _pattern(whole + r"\.?", f"{language}.{key}[{number}]")

    def words(key: str) -> str:
        return "|".join(sorted(section[key], key=len, reverse=True))

    try:
        return _Lists(
            labelled=_pattern(rf"(?:{words('label')}) ?: ?{_NAMES}{place}\.?", f"{language}.label"),
            authors=tuple(patterns("author", "addition")),
            translations=tuple(patterns("translator", "translated")),
            role=_pattern(rf"(?:(?:{words('is')}) )?(?:\w+ )?(?:{words('role')})\b", f"{language}.role"),
            published=_pattern(rf"(?:{words('published')}) ?:? ", f"{language}.published"),
            languages=tuple(section["languages"].items()),
        )
    except KeyError as missing:
        raise DataError(DATA, f"{language}.{missing.args[0]}", "is missing") from missing


def _pattern(text: str, key: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as problem:
        raise DataError(DATA, key, f"no regular expression: {problem}") from problem
