"""Whole pages, small and of our own making: news sites' layouts in five languages."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from abstand.documents import read_document
from abstand.errors import InputError
from abstand.model import content_id

PAGES = Path(__file__).parent / "pages"
EXPECTED = tomllib.loads((PAGES / "expected.toml").read_text("utf-8"))
TODAY = date(2026, 1, 1)
SHARED = Path(__file__).parents[3] / "shared" / "examples" / "kasachstan-2022"


def page(name):
    text = (PAGES / name).read_text("utf-8")
    return text.encode("cp1251" if "1251" in name else "utf-8")


def read(name, **given):
    return read_document(page(name), source=name, today=TODAY, **given)


@pytest.mark.parametrize("name", EXPECTED)
def test_facts(name):
    document, expected = read(name), EXPECTED[name]
    assert document.title == expected["title"]
    assert document.language == expected["language"]
    assert document.published_on == expected.get("published")
    assert list(document.authors) == expected["authors"]
    assert document.outlet == expected.get("outlet", "")
    assert document.url == expected.get("url", "")
    assert document.translated_from == expected.get("translated_from", "")


@pytest.mark.parametrize("name", EXPECTED)
def test_text(name):
    text, expected = read(name).text, EXPECTED[name]
    assert len(text.split("\n\n")) == expected["paragraphs"]
    assert text.startswith(expected["begins"])
    assert text.endswith(expected["ends"])
    assert [words for words in expected["holds"] if words not in text] == []
    assert [words for words in expected["goes"] if words in text] == []


@pytest.mark.parametrize("name", ["front_page_en.html", "listing_de.html"])
def test_front_pages_hold_no_article(name):
    with pytest.raises(InputError, match=rf"^{name}: no article text on the page$"):
        read(name)


def test_what_the_caller_gives_wins():
    document = read(
        "wordpress_de.html",
        url="https://a.example/x",
        outlet="Anderes Blatt",
        published=date(2023, 4, 6),
        language="en",
        title="Ein  anderer Titel",
        rights="open",
    )
    assert (document.url, document.outlet, document.title) == (
        "https://a.example/x",
        "Anderes Blatt",
        "Ein anderer Titel",
    )
    assert (document.published_on, document.language, document.rights) == (date(2023, 4, 6), "en", "open")


def test_the_id_is_made_of_what_the_document_says():
    document = read("wordpress_de.html")
    assert document.id == content_id(document.outlet, document.url, document.title, document.text, "2023-04-05")
    undated = read("plain_wrapped_de.txt")
    assert undated.id == content_id("", "", undated.title, undated.text, "")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real page is under press copyright and not in the repository")
def test_the_real_page():
    """Its paragraphs are exactly those that a careful reader kept."""
    document = read_document((SHARED / "article.txt").read_bytes(), source="article.txt", today=TODAY)
    main = (SHARED / "main.txt").read_text("utf-8").strip().split("\n\n")
    assert document.title == main[0]
    assert document.text.split("\n\n") == main[1:]
    assert (document.language, document.translated_from, document.authors[0]) == ("de", "fr", "Emma Collet")
    assert document.published is None
