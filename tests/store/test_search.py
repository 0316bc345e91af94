"""Words are found in sentences and titles, and the index follows the tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import again, coded

from abstand.store import DeltaStore, MemoryStore, Store, open_store
from abstand.store import search as search_module
from abstand.store.compacting import compact
from abstand.store.search import index_file, search


@pytest.fixture(params=["memory", "delta"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    store = MemoryStore() if request.param == "memory" else open_store(tmp_path / "store")
    store.add([coded(number) for number in range(5)])
    return store


def ids(store: Store, words: str, **asked: int) -> set[str]:
    return {hit.id for hit in search(store, words, **asked)}


def test_words_are_found_whatever_their_case_and_diacritics(store: Store) -> None:
    assert len(ids(store, "PUTIN tokáyev")) == 5
    assert ids(store, "title 3") == {"r3"}
    assert ids(store, "toka*") == ids(store, "met")
    assert ids(store, "toka") == ids(store, "nobody") == ids(store, ' "*" ') == set()
    assert len(ids(store, "putin", limit=2)) == 2
    assert len(ids(store, "putin", limit=9, offset=3)) == 2
    hit = search(store, "title 3")[0]
    assert (hit.sentence, hit.document, str(hit.day)) == ("Putin met Tokayev.", "d3", "2022-01-04")


@pytest.mark.slow
def test_the_index_follows_what_comes_and_goes(tmp_path: Path) -> None:
    store: DeltaStore = open_store(tmp_path / "store")
    store.add([coded(1)])
    assert ids(store, "putin") == {"r1"}
    store.add([coded(2)])
    assert ids(store, "putin") == {"r1", "r2"}
    compact(store)
    assert ids(store, "putin") == {"r1", "r2"}
    store.add([coded(2).__class__(coded(2).document, (), ())], "run2")
    assert ids(store, "putin") == {"r1"}
    store.add([again(coded(2), "run3")])
    store.remove_documents(["d1"])
    assert ids(store, "putin") == {"r2"}


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    store: DeltaStore = open_store(tmp_path / "store")
    store.add([coded(1)])
    search(store, "putin")
    index_file(store).write_bytes(b"no database" * 500)
    assert ids(store, "putin") == {"r1"}


def test_frequent_words_alone_are_answered_by_the_newest(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "_FREQUENT", search_module._FREQUENT.replace(str(search_module.RANKED), "3"))
    assert [hit.id for hit in search(store, "putin met")] == ["r3", "r1", "r4", "r2", "r0"], "by day"
    assert [hit.id for hit in search(store, "putin met", limit=2, offset=1)] == ["r1", "r4"]
    assert ids(store, "putin 3") == {"r3"}, "the frequent word must be there, too"
    assert ids(store, "nobody 3") == ids(store, "putin nobody") == set()
