"""What is read of saved pages of many makes: the text, and no boilerplate; their facts; never worse than trafilatura.

The committed floors stand in ``bench/floors.toml``; ``bench/extraction.py`` prints the figures.
"""

import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from saved_pages import PAGES, TODAY, Page, f1, mean, pages

from abstand import coding
from abstand.annotation import annotate
from abstand.coding import Coder
from abstand.entities import default
from abstand.model import LANGUAGES, Document

ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((ROOT / "bench" / "floors.toml").read_text("utf-8"))["extraction"]
LEAST_OF_A_PAGE = 0.9
EVERY = pages()
ARTICLES = [page for page in EVERY if page.holds_article]


@cache
def read(name: str) -> Document | None:
    return next(page for page in EVERY if page.name == name).read()


def text_f1(page: Page) -> float:
    document = read(page.name)
    return f1(document.text if document else "", page.text)


def test_there_are_enough_pages_of_every_language() -> None:
    assert len(EVERY) >= 60
    assert {page.right["language"] for page in ARTICLES} == {*LANGUAGES}
    assert len({page.right["make"] for page in EVERY}) == len(EVERY) - 1, "AMP comes in two languages"


@pytest.mark.parametrize("half", ["a", "b"])
def test_the_text_is_read_as_well_as_before(half: str) -> None:
    assert mean(text_f1(page) for page in EVERY if page.half == half) >= FLOORS["text"]


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)
def test_no_page_is_read_badly(page: Page) -> None:
    assert text_f1(page) >= LEAST_OF_A_PAGE


@pytest.mark.parametrize("page", [page for page in EVERY if not page.holds_article], ids=lambda page: page.name)
def test_a_page_without_an_article_says_so(page: Page) -> None:
    assert read(page.name) is None


def test_days_are_right_and_none_lies_in_the_future() -> None:
    documents = [(read(page.name), page) for page in ARTICLES]
    days = [(document.published_on, page.right.get("published")) for document, page in documents if document]
    assert mean(found == right for found, right in days) >= FLOORS["day"]
    assert all(found is None or found <= TODAY for found, _ in days)


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_title_and_language_are_right(page: Page) -> None:
    document = read(page.name)
    assert document
    assert (document.title, document.language) == (page.right["title"], page.right["language"])


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_boilerplate_is_never_coded(page: Page) -> None:
    document = read(page.name)
    assert document
    right = " ".join(page.right["paragraphs"])
    reports = coding.code(annotate(document, default()), "", Coder.CUES, lambda problem: None)
    told = {report.sentence.of(document.text) for report in reports}
    assert [sentence for sentence in told if sentence not in right] == []


@pytest.mark.slow
def test_plain_trafilatura_is_better_nowhere() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "bench" / "extraction.py"], capture_output=True, text=True, check=False
    )
    assert "worse than trafilatura 0" in run.stdout, run.stdout + run.stderr
    assert run.returncode == 0


def test_every_page_has_its_answer_and_every_answer_its_page() -> None:
    assert {file.stem for file in PAGES.glob("*.html")} == {file.stem for file in PAGES.glob("*.toml")}
