"""Who may be a speaker without being an entity: media and persons that no data file knows, and sources without a name.

Names are kept as the text has them, without what their bearer is: "die Agentur Kabar" is "Kabar", "der Hydrologe Ainun
Nishat" is "Ainun Nishat". The words of each language are data (``speakers_data``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from abstand.errors import DataError, InputError
from abstand.model import LANGUAGES, Span

KEYS = {"count", "kinds", "titles", "unnamed"}
_QUOTED = re.compile(r"[«„“\"]((?:[\w’'&.-]+ ){0,4}[\w’'&.-]+)[»“”\"]")
_CAPITAL = "[A-ZÀ-ÖØ-ÞŒŠŽА-ЯЁӘҒҚҢӨҰҮҺІ]"
_WORD = rf"{_CAPITAL}[\w’'-]+"
_CAPITALISED = re.compile(rf"(?<![\w.]){_WORD}(?: (?:[a-zа-я]{{1,3}} )?{_WORD}){{1,3}}")


@dataclass(frozen=True, slots=True)
class Sources:
    """A language's words: ``kind`` before a medium's or firm's name, ``title`` before a person's, ``unnamed`` sources.

    ``unnamed`` matches what it finds in its group 0; ``after_kind`` a name behind a kind in its group 1.
    """

    heads: re.Pattern[str]
    after_kind: re.Pattern[str]
    unnamed: re.Pattern[str]


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
    kinds, heads = "|".join(data["kinds"]), "|".join([*data["kinds"], *data["titles"]])
    unnamed = "|".join(data["unnamed"]).replace("{count}", f"(?i:{data['count']})")
    try:
        return Sources(
            re.compile(rf"(?:(?:{heads}) )+(?={_CAPITAL})"),
            re.compile(rf"(?<!\w)(?:{kinds}) ({_WORD}(?: {_WORD}){{0,3}})"),
            re.compile(rf"(?<!\w)(?:{unnamed})"),
        )
    except re.error as error:
        raise DataError(file, "", f"no regular expression: {error}") from error


def find_names(text: str, language: str, taken: Iterable[Span]) -> list[Span]:
    """The names and unnamed sources of a text that overlap nothing ``taken``: quoted, behind what they are, in
    capitals, then the unnamed; each kind in the text's order."""
    sources, used = sources_of(language), list(taken)
    found = []
    for span in _spans(text, sources):
        if not any(span.overlaps(other) for other in used):
            used.append(span)
            found.append(span)
    return found


def _spans(text: str, sources: Sources) -> Iterator[Span]:
    yield from (Span(*match.span(1)) for match in _QUOTED.finditer(text) if match[1][0].isupper())
    yield from (Span(*match.span(1)) for match in sources.after_kind.finditer(text))
    for match in _CAPITALISED.finditer(text):
        head = sources.heads.match(match[0])
        yield Span(match.start() + (head.end() if head else 0), match.end())
    yield from (Span(*match.span()) for match in sources.unnamed.finditer(text))
