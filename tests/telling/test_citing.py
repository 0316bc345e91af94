"""How the pages say that they are cited."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from abstand import __version__
from abstand.store import MemoryStore, Store, open_store
from abstand.telling.site import publish
from abstand.telling.views.citing import Citation, citation_of


def test_a_citation_names_the_last_version_and_its_day(fresh_store: Store) -> None:
    before = fresh_store.version
    fresh_store.note("a change")
    today = datetime.now(UTC).date()
    assert citation_of(fresh_store, "https://example.org/") == Citation(
        __version__, before + 1, today, "https://example.org/"
    )


def test_the_citation_of_an_earlier_store_is_that_of_its_version(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.note("first")
    store.note("second")
    assert citation_of(store.as_of(store.version - 1)).number == store.version - 1


def test_an_empty_store_has_no_version() -> None:
    assert citation_of(MemoryStore()) == Citation(__version__, 0, None, "")


def test_the_site_says_how_to_cite_it(fresh_store: Store, tmp_path: Path) -> None:
    fresh_store.note("a change")
    publish(fresh_store, tmp_path / "site", languages=("de",), base="https://example.org/map/")
    page = (tmp_path / "site" / "de" / "method" / "index.html").read_text(encoding="utf-8")
    assert f"Datenstand {fresh_store.version} vom" in page
    assert "https://example.org/map/" in page
    assert f"--as-of {fresh_store.version}" in page
    assert 'href="../../de/method/#cite"' in page
