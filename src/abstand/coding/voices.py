"""The words by which somebody is heard: "fears", "as X put it", "из депеш".

They stand beside the markers of speech and attribution in the cue files. Those are shown to the reader's network as
hints and so cannot change without training it anew; these serve only to choose who speaks (``crediting``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from abstand.coding.lexicon import Marker
from abstand.coding.patterns import PatternSet
from abstand.errors import DataError
from abstand.model import LANGUAGES

MARKERS = {"speech": Marker.SPEECH, "source": Marker.ATTRIBUTION}


@dataclass(frozen=True)
class Voices:
    """A language's further words of speech and source, the pronouns that may stand for who is heard, and the first
    words of a sentence that says who told the one before ("Das teilte … mit")."""

    words: PatternSet[Marker]
    pronouns: frozenset[str]
    that: frozenset[str]


@lru_cache(maxsize=len(LANGUAGES))
def voices(language: str) -> Voices:
    """The shipped words of a language. Raises DataError for a file that is wrong."""
    file = f"voices/{language}.toml"
    text = (resources.files("abstand.coding") / "voices" / f"{language}.toml").read_text("utf-8")
    try:
        return parse_voices(tomllib.loads(text), file)
    except tomllib.TOMLDecodeError as error:
        raise DataError(file, "", f"no TOML: {error}") from error


def parse_voices(data: Mapping[str, Any], file: str) -> Voices:
    """The words of a parsed file; ``file`` is its name in what DataError says."""
    wanted = {*MARKERS, "pronouns", "that"}
    if data.keys() != wanted:
        raise DataError(file, ", ".join(sorted(data.keys() ^ wanted)), f"the keys are {', '.join(sorted(wanted))}")
    try:
        words = PatternSet.parse((text, marker) for key, marker in MARKERS.items() for text in data[key])
    except ValueError as error:
        raise DataError(file, "", str(error)) from error
    return Voices(words, frozenset(data["pronouns"]), frozenset(data["that"]))
