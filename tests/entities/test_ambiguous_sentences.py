"""Names that mean two things, in real sentences of five languages: the one meaning is found, the other is not."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from test_marked_sentences import cases, check_found_as_marked

from abstand.model import LANGUAGES

FEWEST_A_LANGUAGE = 62
MOST_MISSED = 25
SENTENCES = tomllib.loads((Path(__file__).parent / "ambiguous_sentences.toml").read_text(encoding="utf-8"))


def test_there_are_enough_sentences_of_every_language_and_few_are_missed() -> None:
    assert set(SENTENCES) == set(LANGUAGES)
    assert min(map(len, SENTENCES.values())) >= FEWEST_A_LANGUAGE
    assert sum("misses" in case for of_language in SENTENCES.values() for case in of_language) <= MOST_MISSED


@pytest.mark.parametrize(("language", "marked", "on"), cases(SENTENCES))
def test_the_right_meaning_is_found(language: str, marked: str, on: date) -> None:
    check_found_as_marked(language, marked, on)
