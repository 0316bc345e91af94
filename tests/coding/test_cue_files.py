"""The shipped word lists: whole, and without patterns that can never match."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from coding_stage import patterns_of

from abstand.coding.lexicon import Marker, Place, lexicon
from abstand.coding.patterns import GAP, Pattern
from abstand.coding.tokens import Tokens
from abstand.model import LANGUAGES, EventType

# what may stand before or behind a part of a word that a * leaves open, or behind an elided one
BEFORE, BEHIND = ("", "a", "1", "a-"), ("", "a", "1", "-a", "t", "'t", "n't", " a")
KEYS = {
    "": {"cue", "markers", "roles", "clauses", "domains", "titles"},
    "clauses": {"split", "and", "articles", "agent_case"},
    "titles": {"words", "abroad"},
}


def data_of(language: str) -> dict[str, Any]:
    file = resources.files("abstand.coding") / "cues" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def is_word(option: str) -> bool:
    """Whether one of the alternatives of a pattern's place can be a whole word of some sentence."""
    part = option.strip("*").lower().replace("’", "'")
    if not part or "*" in part:
        return False
    befores = BEFORE if option.startswith("*") else ("",)
    behinds = BEHIND if option.endswith("*") else ("", "a")
    return any(_is_word(option, part, before + part + behind) for before in befores for behind in behinds)


def _is_word(option: str, part: str, sentence: str) -> bool:
    words = [word.text for word in Tokens.of(sentence).words]
    matched = Pattern.parse(option).words[0]
    return bool(words) and words[0].find(part) >= 0 and matched.matches(words[0])


def why_dead(pattern: str, split: frozenset[str]) -> Iterator[str]:
    """Why a pattern can never match, or matches what it does not say; nothing if all is well."""
    places = [place for place in pattern.split() if place != GAP]
    if not places:
        yield "no word"
    for number, place in enumerate(places):
        options = place.split("/")
        if not all(option.strip("*") for option in options):
            yield f"an empty alternative in {place!r}"
        elif not any(is_word(option) for option in options):
            yield f"{place!r} is never one word"
        elif number and all(option.lower() in split for option in options):
            yield f"{place!r} opens a new clause"


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def data(language) -> dict[str, Any]:
    return data_of(language)


def test_it_loads(language):
    words = lexicon(language)
    assert words.language == language
    assert lexicon(language) is words
    assert words.split_words
    assert words.coordinators


def test_it_has_all_types_markers_and_roles(language):
    words = lexicon(language)
    assert {cue.type for _, cue in words.cues.patterns} == set(EventType)
    assert {marker for _, marker in words.markers.patterns} == set(Marker)
    roles = {role for _, role in words.roles.patterns}
    assert roles >= set(Place) - {Place.GENITIVE}
    assert words.titles.patterns
    assert words.abroad.patterns


def test_it_has_no_key_that_nobody_reads(data):
    """A misspelt key would be left out silently."""
    assert set(data) <= KEYS[""]
    assert set(data["clauses"]) <= KEYS["clauses"]
    assert set(data["titles"]) <= KEYS["titles"]


def test_no_block_of_cues_is_empty(data):
    assert not [block for block in data["cue"] if not block.get("verbs") and not block.get("nouns")]


def test_no_pattern_is_dead(language, data):
    split = lexicon(language).split_words
    dead = [f"{place}: {text!r}: {why}" for place, text in patterns_of(data) for why in why_dead(text, split)]
    assert not dead, "\n".join(dead)


def test_single_words_are_single_words(data):
    """These three lists are compared word by word, without * or spaces."""
    clauses = data["clauses"]
    texts = [(key, text) for key in ("split", "and", "articles") for text in clauses.get(key, ())]
    wrong = [
        f"clauses.{key}: {text!r}" for key, text in texts if "*" in text or text != text.lower() or not is_word(text)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("blam*", ""), ("*blam", ""), ("*blam*", ""), ("don’*", ""), ("can't", ""), ("l' accord", ""), ("'s", ""),
        ("vis-à-vis", ""), ("*n't", ""), ("d'", ""), ("u.s", ""), ("a/b … c", ""), ("that", ""), ("said that/this", ""),
        ("", "no word"), ("…", "no word"), ("*", "an empty alternative in '*'"),
        ("a/ b", "an empty alternative in 'a/'"),
        ("a//b", "an empty alternative in 'a//b'"), ("minister's", '"minister\'s" is never one word'),
        ("l'accord", '"l\'accord" is never one word'), ("so, what", "'so,' is never one word"),
        ("a ... b", "'...' is never one word"), ("bl*me", "'bl*me' is never one word"),
        ("said that", "'that' opens a new clause"), ("said … that/if", "'that/if' opens a new clause"),
        ("*that's*", '"*that\'s*" is never one word'), ("(oil)", "'(oil)' is never one word"),
    ],
)  # fmt: skip
def test_the_check_itself(pattern, why):
    assert "; ".join(why_dead(pattern, frozenset({"that", "if"}))) == why
