"""Sentences: where one ends, by rules; what a language knows of abbreviations and ordinals is in data.

A terminator (``.``, ``!``, ``?``, ``…``) with the closing quotes and brackets after it is a possible end. It is an
end unless what follows goes on in lower case or with a comma, or what stands before is an abbreviation, an initial or
an ordinal. Where both readings are possible ("… 5 млрд. В …"), a function word after it decides for an end.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from abstand.annotation.closing import closing_quotes, end_of_closers
from abstand.errors import DataError, InputError
from abstand.model import LANGUAGES, Sentence, Span

DATA = "data/abbreviations.toml"
LISTS = ("never", "sometimes", "before_number", "starters", "particles")

# a line this much shorter than its paragraph's longest was not wrapped: it ends there (a headline, an item of a list)
SHORT_LINE = 0.6
# the longest abbreviation with its blanks ("до н. э.", "c.-à-d.") fits in these characters before a full stop
LOOK_BACK = 24
LONGEST_NUMBERING = 3

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET = re.compile(r"\s*[•·▪■*–—-]\s")
_TERMINATOR = re.compile(r"[.!?…‼⁇⁈⁉]+")
_DOTTED = re.compile(r"(?<!\w)(?:[\w-]{1,4}\.[ \u00a0\u202f]?){1,3}$")
_LAST_WORD = re.compile(r"\w+$")
_NEXT_WORD = re.compile(r"[^\W\d_]+['’]?")
_ROMAN = re.compile(r"[IVXLC]{2,}")
_BLANKS = re.compile(r"\s*")
_DASH = re.compile(r"[–—―-]+\s*")
_OPENERS = re.compile(r"(?:[„“”«»‚‘’\"'‹›(\[{¿¡]\s?)*")
_JOINS = ("=", "/", "&", "_", "@", "°")  # a letter after one of these is no initial but the end of an address or unit
_GOES_ON = frozenset(",;:.!?…)]}%")


@dataclass(frozen=True, slots=True)
class Rules:
    """What one language's section of the data file says (explained there); abbreviations carry their full stops."""

    never: frozenset[str]
    sometimes: frozenset[str]
    before_number: frozenset[str]
    starters: frozenset[str]
    particles: frozenset[str]
    ordinals: bool = False
    low_quotes: bool = False
    nouns: bool = False

    def starts(self, word: str) -> bool:
        return word.casefold().replace("’", "'") in self.starters

    def starts_after_initial(self, word: str) -> bool:
        return self.starts(word) and word.casefold().replace("’", "'") not in self.particles


@dataclass(frozen=True, slots=True)
class _End:
    """A possible end: the terminator ``[dot, stop)``, its closers up to ``close``; the sentence began at ``begin``."""

    text: str
    begin: int
    dot: int
    stop: int
    close: int

    @property
    def mark(self) -> str:
        return self.text[self.dot : self.stop]

    @property
    def closers(self) -> str:
        return self.text[self.stop : self.close]


def split_sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of ``text``, in order; together they cover all that is not blank, none has blanks at its ends.

    A blank line always ends a sentence. Raises InputError for a language without rules.
    """
    if language not in LANGUAGES:
        raise InputError(f"no sentence rules for language {language!r}; there are rules for {', '.join(LANGUAGES)}")
    known = rules()[language]
    spans = (
        stripped
        for start, end in _segments(text)
        for span in _split(text, start, end, known)
        if (stripped := _strip(text, span)) is not None
    )
    return tuple(Sentence(span, span.of(text)) for span in spans)


@cache
def rules() -> dict[str, Rules]:
    """The rules of every language. Raises DataError."""
    table = tomllib.loads(files("abstand.annotation").joinpath(DATA).read_text("utf-8"))
    return {language: _read(language, table.get(language, {})) for language in LANGUAGES}


def _read(language: str, section: dict[str, list[str] | bool]) -> Rules:
    for name in LISTS:
        if not isinstance(section.get(name), list):
            raise DataError(DATA, f"{language}.{name}", "a list of words is expected")
    return Rules(**{key: frozenset(v) if isinstance(v, list) else v for key, v in section.items()})  # type: ignore[arg-type]


def _strip(text: str, span: Span) -> Span | None:
    whole = span.of(text)
    lead = len(whole) - len(whole.lstrip())
    return Span(span.start + lead, span.start + len(whole.rstrip())) if lead < len(whole) else None


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that no sentence crosses: paragraphs, and lines that were not just wrapped."""
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield from _lines(text, start, gap.start())
        start = gap.end()
    yield from _lines(text, start, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines = text[start:end].split("\n")
    longest = max(map(len, lines))
    begin = at = start
    for line, following in pairwise(lines):
        at += len(line) + 1
        if _line_ends(line, following, longest):
            yield begin, at
            begin = at
    yield begin, end


def _line_ends(line: str, following: str, longest: int) -> bool:
    if _BULLET.match(following):
        return True
    opening = following.lstrip(" \t„“«»\"'(")[:1]
    short = len(line) < SHORT_LINE * longest and not line.rstrip().endswith((",", "-", "–"))
    return short and (opening.isupper() or opening.isdigit())


def _split(text: str, start: int, end: int, known: Rules) -> Iterator[Span]:
    closing = closing_quotes(text, start, end, low=known.low_quotes)
    begin = start
    for found in _TERMINATOR.finditer(text, start, end):
        close = end_of_closers(text, found.end(), end, closing)
        candidate = _End(text, begin, found.start(), found.end(), close)
        if _is_end(candidate, end, known):
            yield Span(begin, close)
            begin = close
    yield Span(begin, end)


def _is_end(at: _End, end: int, known: Rules) -> bool:
    """Whether a sentence ends there; what follows is looked at first, then what stands before."""
    text = at.text
    blank = _end_of(_BLANKS, text, at.close, end)
    if blank == end:
        return True
    if text[blank] in _GOES_ON:
        return False
    following = _end_of(_OPENERS, text, blank, end)
    glued = blank == at.close
    if glued and (at.close == at.stop == following or not text[following : following + 1].isupper()):
        return False
    if (dash := _end_of(_DASH, text, blank, end)) > blank:
        if any(c not in ")]}" for c in at.closers.strip()):  # «…!» – Токаев: who said it
            return False
        following = _end_of(_OPENERS, text, dash, end)
    first = text[following : following + 1]
    return not first.islower() and _may_end(at, text[following : following + LOOK_BACK], known)


def _end_of(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.match(text, start, end)
    return found.end() if found else start


def _may_end(at: _End, rest: str, known: Rules) -> bool:
    """Whether what stands before the terminator lets a sentence end before ``rest``."""
    closers = at.closers.strip()
    if closers.startswith((")", "]")) and at.text[at.dot - 1 : at.dot] in ("(", "["):  # (!), […]
        return "…" in at.mark and _starter(rest, known)
    if "!" in at.mark or "?" in at.mark:
        return True
    if at.mark == ".":
        return _full_stop_ends(at, rest, known)
    spaced = at.text[at.dot - 1 : at.dot].isspace()
    return bool(closers) or not (spaced or known.nouns) or _starter(rest, known)


def _starter(rest: str, known: Rules) -> bool:
    word = _NEXT_WORD.match(rest)
    return word is not None and known.starts(word[0]) and rest[word.end() : word.end() + 1] != "."


def _full_stop_ends(at: _End, rest: str, known: Rules) -> bool:
    before = at.text[max(at.begin, at.dot - LOOK_BACK) : at.dot]
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    word, number_follows = last[0], rest[:1].isdigit()
    for name in _names(before, word):
        if name in known.never:
            return False
        if name in known.before_number:
            return not number_follows
        if name in known.sometimes:
            return _starter(rest, known)
    if word.isdigit():
        return _number_ends(at, word, rest, known)
    if len(word) == 1:
        return _letter_ends(before, word, rest, known)
    return not (known.ordinals and _ROMAN.fullmatch(word)) or _starter(rest, known)


def _names(before: str, word: str) -> list[str]:
    """What an abbreviation that ends here may be called in the data, the longest first: "z. B" → z.b., b."""
    dotted = _DOTTED.search(before + ".")
    parts = dotted[0].replace("\u00a0", " ").replace(" ", "").casefold().split(".")[:-1] if dotted else []
    longer = [".".join(parts[i:]) + "." for i in range(len(parts))]
    return [*longer, word.casefold() + "."]


def _number_ends(at: _End, digits: str, rest: str, known: Rules) -> bool:
    """A number at the sentence's start is its numbering ("1. Kasachstan"); in German, 19. is an ordinal."""
    if len(digits) <= LONGEST_NUMBERING and not at.text[at.begin : at.dot].strip()[len(digits) :]:
        return False
    if known.ordinals and len(digits) < LONGEST_NUMBERING:
        return _starter(rest, known)
    return True


def _letter_ends(before: str, letter: str, rest: str, known: Rules) -> bool:
    """After an initial (A. Merkel) or one letter of an abbreviation (U.S.) a sentence ends before a starter only."""
    if before[-2:-1] in _JOINS:
        return True
    word = _NEXT_WORD.match(rest)
    if not word or not _starter(rest, known):
        return not word and not rest[:1].isdigit()
    initial = letter.isupper() and not before.endswith(f".{letter}")
    return known.starts_after_initial(word[0]) if initial else True
