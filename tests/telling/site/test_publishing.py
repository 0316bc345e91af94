"""A published site: whole, in several languages, linked in itself, without full texts."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from pyarrow import csv

from abstand import measuring
from abstand.errors import InputError
from abstand.merging import assemble
from abstand.model import Coded, Sentence
from abstand.store import MemoryStore, Store
from abstand.telling.site import publish
from abstand.telling.site.searching import folded

pytestmark = pytest.mark.slow
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


def test_each_page_names_its_icon(site: Path) -> None:
    """Else a browser asks for one at the root of the host, and finds none."""
    assert [page for page in site.rglob("*.html") if 'rel="icon"' not in page.read_text(encoding="utf-8")] == []


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


def copy_of(store: Store, *ids: str) -> MemoryStore:
    """The documents with these ids, with what was read in them."""
    copied = MemoryStore()
    entries = [entry for entry in store.entries() if entry.document.id in ids]
    copied.add(
        Coded(entry.document, (Sentence(entry.report.sentence, entry.sentence),), (entry.report,)) for entry in entries
    )
    copied.replace_events(assemble(copied.entries()))
    return copied


def state_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    """When each file was written, and what it holds."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != ".abstand-site")
    return {file.relative_to(folder).as_posix(): (file.stat().st_mtime_ns, file.read_bytes()) for file in files}


def test_nothing_is_written_where_nothing_changed(told_store: Store, tmp_path: Path) -> None:
    store = copy_of(told_store, "d-a", "d-b")
    first = publish(store, tmp_path / "site", languages=("en", "fr"))
    before = state_of(tmp_path / "site")
    again = publish(store, tmp_path / "site", languages=("en", "fr"))
    assert (again.written, again.kept, again.removed) == (0, first.written, 0)
    assert state_of(tmp_path / "site") == before, "by moment and byte"
    fewer = publish(store, tmp_path / "site", languages=("en",))
    assert fewer.removed > 0
    assert not (tmp_path / "site" / "fr").exists(), "nor an empty folder"


def test_a_new_report_changes_only_what_tells_of_it(told_store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(copy_of(told_store, "d-a", "d-b"), folder, languages=("en",))
    before = state_of(folder)
    store = copy_of(told_store, "d-a", "d-b", "d-d")
    publish(store, folder, languages=("en",))
    after = state_of(folder)
    changed = {name for name, (_, content) in after.items() if name not in before or before[name][1] != content}
    assert {name for name in after if after[name][0] != before.get(name, (0,))[0]} == changed, "written if it changed"
    assert {"en/pair/CHN/KAZ/index.html", "en/feed/state/KAZ.atom", "en/search/shelves/0.json"} <= changed
    assert not [name for name in changed if name.startswith(("en/event/", "static/")) and name in before]
    assert "en/pair/KAZ/RUS/index.html" not in changed


def test_the_series_published_is_the_one_that_is_measured(told_store: Store, site: Path) -> None:
    held = csv.read_csv(site / "series" / "KAZ" / "RUS.csv").column("distance").to_pylist()
    assert held == [point.distance for point in measuring.distance(told_store, "KAZ", "RUS").points]


def test_no_file_asks_another_host(site: Path) -> None:
    """Links to sources are for readers to follow; nothing is loaded from elsewhere."""
    loaded = re.compile(
        r"""<(?:script|img|iframe|source|video|audio|embed|object)[^>]+(?:src|data)\s*=\s*["']?(?:https?:)?//|"""
        r"""<link(?![^>]*rel="(?:alternate|canonical)")[^>]+href\s*=\s*["']?(?:https?:)?//|@import|url\(\s*["']?https?:"""
    )
    for file in site.rglob("*"):
        if file.suffix in (".html", ".css", ".svg"):
            assert not loaded.search(file.read_text(encoding="utf-8")), file


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
