"""A published site: whole, in several languages, linked in itself, without full texts."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from abstand.errors import InputError
from abstand.store import Store
from abstand.telling.site import publish
from abstand.telling.site.searching import folded

BACKGROUND = "This second sentence carries no report and must stay at home."


class Links(HTMLParser):
    """The addresses that a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src", "data-spec") and value]


def test_every_link_leads_to_a_file(site: Path) -> None:
    for page in site.rglob("*.html"):
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        for link in links.found:
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            target = page.parent / unquote(parts.path)
            assert (target / "index.html" if parts.path.endswith("/") else target).exists(), f"{page}: {link}"


def test_each_language_has_its_pages(site: Path) -> None:
    for code in ("en", "kk"):
        page = (site / code / "pair" / "KAZ" / "RUS" / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{code}">' in page


def test_full_texts_stay_at_home(site: Path) -> None:
    held = b"".join(file.read_bytes() for file in site.rglob("*") if file.is_file())
    assert b"Putin met Tokayev in Moscow." in held
    assert BACKGROUND.encode() not in held
    assert not list(site.rglob("document"))


def test_the_index_leads_to_the_sentences(site: Path) -> None:
    search = site / "en" / "search"
    files = [json.loads(file.read_text()) for file in (search / "words").iterdir()]
    words = {word: numbers for file in files for word, numbers in file.items()}
    shelf = json.loads((search / "shelves" / "0.json").read_text())
    assert "Putin met Tokayev in Moscow." in {shelf[number]["text"] for number in words["tokayev"]}
    assert folded("Élysée ЁЛКА") == "elysee елка"


def test_the_sitemap_names_every_page(site: Path) -> None:
    named = set(re.findall(r"<loc>https://example.org/map/(.*?)</loc>", (site / "sitemap.xml").read_text()))
    pages = {f"{file.parent.relative_to(site).as_posix()}/" for file in site.rglob("index.html")} - {"./"}
    assert named == pages
    assert "Sitemap: https://example.org/map/sitemap.xml" in (site / "robots.txt").read_text()


def test_only_what_changed_is_written_and_what_went_is_taken_away(told_store: Store, tmp_path: Path) -> None:
    first = publish(told_store, tmp_path / "a", languages=("en", "fr"))
    again = publish(told_store, tmp_path / "a", languages=("en", "fr"))
    assert (again.written, again.kept, again.removed) == (0, first.written, 0)
    fewer = publish(told_store, tmp_path / "a", languages=("en",))
    assert fewer.removed > 0
    assert not (tmp_path / "a" / "fr" / "index.html").exists()


def test_other_folders_are_left_alone(told_store: Store, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="holds other things"):
        publish(told_store, tmp_path / "letters")
    with pytest.raises(InputError, match="cannot be a folder"):
        publish(told_store, tmp_path / "letters" / "mine.txt")


@pytest.fixture(scope="module")
def site(told_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    publish(told_store, folder, languages=("en", "kk"), base="https://example.org/map/")
    return folder
