"""A language's cue file, read and checked: what the cue coder knows of the language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from abstand.coding.patterns import PatternSet
from abstand.errors import DataError
from abstand.model import LANGUAGES, Case, Domain, EventType, Status


class Frame(StrEnum):
    """How the parties stand around a cue (docs/cues-format.md)."""

    DIRECTED = "directed"
    MUTUAL = "mutual"
    VISIT = "visit"
    HOST = "host"
    REVERSE = "reverse"


class Marker(StrEnum):
    """What a marker word says of the act or the source beside it."""

    NEGATION = "negation"
    DENIAL = "denial"
    RUMOUR = "rumour"
    PLAN = "plan"
    HYPOTHETICAL = "hypothetical"
    PASSIVE = "passive"
    SPEECH = "speech"
    ATTRIBUTION = "attribution"
    ANONYMOUS = "anonymous"


class Place(StrEnum):
    """What a word before (or after) a mention makes of it."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    PARTNER = "partner"
    PLACE = "place"
    TOPIC = "topic"
    GENITIVE = "genitive"


@dataclass(frozen=True, slots=True)
class Cue:
    """What one pattern tells: an act's type and mode, and how its parties stand."""

    type: EventType
    mode: str | None
    frame: Frame
    domain: Domain | None
    status: Status | None
    is_noun: bool
    needs_organisation: bool


@dataclass(frozen=True)
class Lexicon:
    """All of one cue file."""

    language: str
    cues: PatternSet[Cue]
    markers: PatternSet[Marker]
    roles: PatternSet[Place]
    domains: PatternSet[Domain]
    titles: PatternSet[None]
    abroad: PatternSet[None]  # titles held in another state: ambassador, embassy …
    agent_case: Case | None  # the case in which passives have their doer
    coordinators: frozenset[str]
    articles: frozenset[str]
    split_words: frozenset[str]


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(language: str) -> Lexicon:
    """The shipped lexicon of a language. Raises DataError with key and reason."""
    file = resources.files("abstand.coding") / "cues" / f"{language}.toml"
    return parse_lexicon(tomllib.loads(file.read_text(encoding="utf-8")), language)


def parse_lexicon(data: Mapping[str, Any], language: str) -> Lexicon:
    """The lexicon that a parsed cue file holds."""
    file = f"cues/{language}.toml"
    clauses = data.get("clauses", {})
    try:
        return Lexicon(
            language,
            PatternSet.parse(_cues(data, file)),
            PatternSet.parse((text, Marker(key)) for key, texts in data["markers"].items() for text in texts),
            PatternSet.parse((text, Place(key)) for key, texts in data["roles"].items() for text in texts),
            PatternSet.parse((text, Domain(key)) for key, texts in data.get("domains", {}).items() for text in texts),
            PatternSet.parse((text, None) for text in data["titles"]["words"]),
            PatternSet.parse((text, None) for text in data["titles"].get("abroad", ())),
            Case(clauses["agent_case"]) if "agent_case" in clauses else None,
            frozenset(clauses.get("and", ())),
            frozenset(clauses.get("articles", ())),
            frozenset(clauses["split"]),
        )
    except (KeyError, ValueError) as error:
        raise DataError(file, "file", str(error)) from error


def _cues(data: Mapping[str, Any], file: str) -> Iterator[tuple[str, Cue]]:
    for number, block in enumerate(data["cue"], start=1):
        unknown = set(block) - {"type", "mode", "frame", "domain", "status", "object", "verbs", "nouns"}
        if unknown:
            raise DataError(file, f"cue {number}", f"unknown key {sorted(unknown)[0]!r}")
        for key in ("verbs", "nouns"):
            for text in block.get(key, ()):
                yield text, _cue(block, key == "nouns")


def _cue(block: Mapping[str, Any], is_noun: bool) -> Cue:
    return Cue(
        EventType(block["type"]),
        block.get("mode"),
        Frame(block.get("frame", Frame.DIRECTED)),
        Domain(block["domain"]) if "domain" in block else None,
        Status(block["status"]) if "status" in block else None,
        is_noun,
        _needs_organisation(block),
    )


def _needs_organisation(block: Mapping[str, Any]) -> bool:
    wanted = block.get("object")
    if wanted not in (None, "organisation"):
        raise ValueError(f'object {wanted!r} is not "organisation"')
    return wanted is not None
