"""Real sentences in five languages: every name that must be found, at its place and with its code, and no other.

A mention may be wider than its mark by the office beside the name."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from abstand.entities import find
from abstand.model import LANGUAGES, Way

PUBLISHED = date(2023, 3, 1)
FEWEST_A_LANGUAGE = 12
MARK = re.compile(r"\[(?P<words>[^|\]]+)\|(?P<code>[^\]]*)\]")
CASES = tomllib.loads((Path(__file__).parent / "marked_sentences.toml").read_text(encoding="utf-8"))


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence without its marks, and (start, end, code) of each."""
    text, expected, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        expected.append((len(text), len(text) + len(mark["words"]), mark["code"]))
        text += mark["words"]
        at = mark.end()
    return text + marked[at:], expected


def cases(sentences: dict[str, list[dict[str, Any]]]) -> list[object]:
    return [
        pytest.param(
            language,
            case["text"],
            case.get("on", PUBLISHED),
            id=f"{language}-{number}",
            marks=[pytest.mark.xfail(reason=case["misses"], strict=True)] if "misses" in case else [],
        )
        for language, of_language in sentences.items()
        for number, case in enumerate(of_language, start=1)
    ]


def test_there_are_enough_sentences_of_every_language() -> None:
    assert set(CASES) == set(LANGUAGES)
    assert min(map(len, CASES.values())) >= FEWEST_A_LANGUAGE
    assert sum(map(len, CASES.values())) >= 60


def check_found_as_marked(language: str, marked: str, on: date) -> None:
    text, expected = unmarked(marked)
    found = [m for m in find(text, language, on) if m.way is not Way.DESCRIPTION]
    assert [m.code for m in found] == [code for _, _, code in expected]
    for mention, (start, end, _) in zip(found, expected, strict=True):
        widened = mention.way is Way.OFFICE and mention.start <= start and end <= mention.end
        assert widened or (mention.start, mention.end) == (start, end)


@pytest.mark.parametrize(("language", "marked", "on"), cases(CASES))
def test_every_name_is_found_at_its_place(language: str, marked: str, on: date) -> None:
    check_found_as_marked(language, marked, on)
