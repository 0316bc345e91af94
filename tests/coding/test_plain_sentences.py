"""With the shipped lists and weights: what is plainly said is plainly coded, in all five languages."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from coding_stage import short

from abstand.annotation import annotate
from abstand.coding.coder import code
from abstand.entities import default
from abstand.model import LANGUAGES, Basis, Document, Report, When

DAY = date(2023, 3, 1)
SENTENCES = tomllib.loads((Path(__file__).parent / "plain_sentences.toml").read_text("utf-8"))
LEAST = 12  # sentences a language


def case(language: str, block: dict) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=block["fails"])] if "fails" in block else []
    return pytest.param(language, block, marks=marks, id=f"{language}-{block['text']}")


def coded(text: str, language: str) -> tuple[Report, ...]:
    published = When(DAY, DAY, Basis.STATED)
    return code(annotate(Document("d", text, language, published=published), default()))


def line(report: Report) -> str:
    """As in the file: in each role the codes in alphabetical order."""
    type_, *parties, status = short(report).split()
    sides = " ".join(parties).split(" > ")
    return f"{type_} {' > '.join(' '.join(sorted(side.split())) for side in sides)} {status}"


@pytest.mark.parametrize(("language", "block"), [case(lang, block) for lang in LANGUAGES for block in SENTENCES[lang]])
def test_it_is_coded_as_it_is_said(language, block):
    reports = coded(block["text"], language)
    assert sorted(line(report) for report in reports) == sorted(block["events"])
    if "speakers" in block:
        assert {speaker for report in reports for speaker in report.speakers} == set(block["speakers"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_sentences(language):
    assert len({block["text"] for block in SENTENCES[language] if "fails" not in block}) >= LEAST
    assert len({event.split()[-1] for block in SENTENCES[language] for event in block["events"]}) == 6
