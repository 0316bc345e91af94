"""Who may be a speaker without being an entity: media and persons that no data file knows, and sources without a name.

Names are kept as the text has them, without what their bearer is: "die Agentur Kabar" is "Kabar", "der Hydrologe Ainun
Nishat" is "Ainun Nishat"; in Kazakh without the ending of the genitive. The words of each language are data
(``speakers_data``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from abstand.errors import DataError, InputError
from abstand.model import LANGUAGES, Span

KEYS = {"alone", "articles", "count", "endings", "kinds", "titles", "unnamed"}
LEAST_STEM = 3  # letters that stay of a name whose ending is cut off
_LETTERS = "".join(letter for letter in map(chr, range(0x41, 0x530)) if letter.isupper())  # Latin, Cyrillic
_CAPITAL = rf"(?:(?:al|el|ad|аль|эль|ад|аш|әл)-)?[{_LETTERS}]"
_WORD = rf"{_CAPITAL}[\w’'&-]*\w"
_QUOTED = re.compile(r"[«„“\"]\s?((?:[\w’'&.-]+ ){0,4}[\w’'&.-]*\w)\s?[»“”\"]")
_CAPITALISED = re.compile(rf"(?<![\w.]){_WORD}(?: (?:[a-zа-я]{{1,3}} )?{_WORD}){{1,5}}")
_OPENING = re.compile(r"(?:^|[.!?:»”\"„«“]\s+|[«„“\"])\w")
_ALONE = re.compile(rf"(?<=[\w,;:)»”][ \u00a0]){_WORD}")


@dataclass(frozen=True, slots=True)
class Sources:
    """A language's words, compiled.

    ``heads`` matches what stands before a name in a run of capitals; ``article`` what stands before a run of three
    and more whose first is no name, where common nouns have capitals; ``after_kind`` finds a name behind a kind in its
    group 1; ``unnamed`` a source without a name; ``ending`` what inflection adds to a name. ``is_alone`` if a single
    word with a capital may be a name.
    """

    heads: re.Pattern[str]
    article: re.Pattern[str] | None
    after_kind: re.Pattern[str]
    unnamed: re.Pattern[str]
    ending: re.Pattern[str] | None
    is_alone: bool


@lru_cache(maxsize=len(LANGUAGES))
def sources_of(language: str) -> Sources:
    """The shipped words. Raises InputError for a language without any, DataError for a file that is wrong."""
    if language not in LANGUAGES:
        raise InputError(f"no words for speakers in language {language!r}; there are some for {', '.join(LANGUAGES)}")
    file = f"{language}.toml"
    return read_sources((resources.files("abstand.annotation") / "speakers_data" / file).read_text("utf-8"), file)


def read_sources(text: str, file: str) -> Sources:
    """The words that a data file's text holds; ``file`` is its name in what DataError says."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(file, "", f"no TOML: {error}") from error
    if data.keys() != KEYS:
        raise DataError(file, ", ".join(sorted(data.keys() ^ KEYS)), f"the keys are {', '.join(sorted(KEYS))}")
    try:
        return _compiled(data)
    except re.error as error:
        raise DataError(file, "", f"no regular expression: {error}") from error


def _compiled(data: dict[str, Any]) -> Sources:
    kinds, heads = "|".join(data["kinds"]), "|".join([*data["kinds"], *data["titles"]])
    unnamed = "|".join(data["unnamed"]).replace("{count}", f"(?i:{data['count']})")
    articles = "|".join(data["articles"])
    inside = rf"(?:.* )?(?i:{articles}) (?:{_WORD} (?={_WORD} {_WORD}))?|" if articles else ""
    endings = "|".join(data["endings"])
    return Sources(
        re.compile(rf"(?:{inside}(?:(?:{heads}) )+[«„“\"]?)(?={_CAPITAL})"),
        re.compile(rf"(?<!\w)(?:{articles}) $") if articles else None,
        re.compile(rf"(?<!\w)(?:{kinds}) (?:[^\W\d_A-ZА-Я]\w+ )?({_WORD}(?: {_WORD}){{0,3}})"),
        re.compile(rf"(?<!\w)(?:{unnamed})"),
        re.compile(rf"(?:{endings})$") if endings else None,
        data["alone"],
    )


def find_names(text: str, language: str, taken: Iterable[Span]) -> list[Span]:
    """The names and unnamed sources of a text, none within another: quoted, behind what they are, in capitals,
    unnamed, then single words; each kind in the text's order.

    What overlaps something ``taken`` is left out, but for quoted names and unnamed sources that hold more than that:
    the "diplomats in Brussels" are not Brussels.
    """
    sources, used = sources_of(language), list(taken)
    found: list[Span] = []
    for span, may_hold in _spans(text, sources, used):
        rivals = [other for other in used if span.overlaps(other)]
        if not any(span.overlaps(other) for other in found) and all(may_hold and _holds(span, one) for one in rivals):
            found.append(span)
    return [without_ending(span, text, sources) for span in found]


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer.start <= inner.start and inner.end <= outer.end


def bare_name(span: Span, text: str, language: str) -> Span:
    """A name without the word for what its bearer is, quotation marks and endings: "агентство САНА" is "САНА"."""
    sources = sources_of(language)
    head = sources.heads.match(span.of(text))
    start = span.start + (head.end() if head else 0)
    inner = Span(start, span.end).of(text)
    stripped = inner.strip('«»„“”"')
    if stripped and stripped != inner:
        start += inner.index(stripped)
        return without_ending(Span(start, start + len(stripped)), text, sources)
    return without_ending(Span(start, span.end), text, sources)


def without_ending(span: Span, text: str, sources: Sources) -> Span:
    """A name without what inflection adds to it, where the language's data name such endings."""
    ending = sources.ending.search(span.of(text)) if sources.ending else None
    return Span(span.start, span.start + ending.start()) if ending and ending.start() >= LEAST_STEM else span


def _spans(text: str, sources: Sources, taken: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """Where a name or unnamed source may stand, and whether it may hold something taken."""
    yield from ((Span(*match.span(1)), True) for match in _QUOTED.finditer(text) if match[1][0].isupper())
    yield from ((Span(*match.span(1)), False) for match in sources.after_kind.finditer(text))
    for match in _CAPITALISED.finditer(_hidden(text, taken)):
        span = Span(match.start() + _head(match[0], text[: match.start()], sources), match.end())
        if sources.is_alone or " " in span.of(text):
            yield span, False
    opened = _small(text) if sources.is_alone else text
    yield from ((Span(*match.span()), True) for match in sources.unnamed.finditer(opened))
    if sources.is_alone:
        yield from ((Span(*match.span()), False) for match in _ALONE.finditer(text))


def _head(run: str, before: str, sources: Sources) -> int:
    """How many letters of a run of capitals say what its bearer is."""
    if head := sources.heads.match(run):
        return head.end()
    words = run.split(" ")
    is_noun = len(words) > 2 and sources.article and sources.article.search(before[-8:])  # articles are short
    return len(words[0]) + 1 if is_noun else 0


def _small(text: str) -> str:
    """The text with its sentences' first letters small."""
    return _OPENING.sub(lambda match: match[0][:-1] + _small_letter(match[0][-1]), text)


def _small_letter(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter  # some, such as "İ", become two: offsets must stay


def _hidden(text: str, taken: Sequence[Span]) -> str:
    """The text with a mark in place of what is taken, so that a run of capitals ends there."""
    letters = list(text)
    for span in taken:
        letters[span.start : span.end] = "\n" * (span.end - span.start)
    return "".join(letters)
