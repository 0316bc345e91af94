"""What is deleted on request is gone, and does not come back."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from made import again, coded

from abstand.errors import NoData
from abstand.model import Problem
from abstand.store import DeltaStore, MemoryStore, layout, open_store
from abstand.store.compacting import compact
from abstand.store.forgetting import forget
from abstand.store.search import search
from abstand.store.vacuuming import vacuum
from abstand.store.verifying import verify

URL = "https://example.org/3"


@pytest.fixture
def store(tmp_path: Path) -> DeltaStore:
    store = open_store(tmp_path / "store")
    store.add([coded(1), coded(3)])
    compact(store)
    store.add([again(coded(3), "run2"), coded(4)])
    store.add_problems([Problem("coding", "a.txt", "odd", "d3"), Problem("documents", URL, "empty")])
    return store


def on_disk(folder: Path, word: str) -> list[Path]:
    """The files that hold a word: in their rows, or as they lie there."""
    found = []
    for file in filter(Path.is_file, folder.rglob("*")):
        text = str(pq.read_table(file).to_pylist()) if file.suffix == ".parquet" else ""
        if word in text or word.encode() in file.read_bytes():
            found.append(file)
    return found


@pytest.mark.parametrize("named", [URL, "d3"])
def test_text_and_reports_go_and_a_tombstone_stays(store: DeltaStore, named: str) -> None:
    assert [document.id for document in forget(store, named)] == ["d3"]
    assert store.known() == {"d1", "d4"}
    assert {entry.report.id for entry in store.entries()} == {"r1", "r4"}
    assert [problem.source for problem in store.problems() if problem.document] == []
    forgotten = store.forgotten()
    assert forgotten.covers(coded(3).document)
    assert not forgotten.covers(coded(1).document)
    assert verify(store).is_whole


@pytest.mark.slow
def test_after_a_vacuum_no_file_holds_it(store: DeltaStore) -> None:
    search(store, "putin")
    assert on_disk(store.place.folder, "Note 3")
    forget(store, URL)
    assert search(store, "title 3") == []
    assert len(store.as_of(1).entries()) == 2, "history holds it still"
    vacuum(store, 0)
    assert on_disk(store.place.folder, "Note 3") == []
    assert on_disk(store.place.folder, "Title 3") == []
    assert on_disk(store.place.folder, URL) == [], "of the address only a hash stays"


@pytest.mark.slow
def test_what_was_forgotten_while_it_was_coded_does_not_come_back(store: DeltaStore) -> None:
    forget(store, URL)
    store.add([coded(3), coded(5)])
    assert store.known() == {"d1", "d4", "d5"}
    store.append("documents", layout.completed(_rows(), "run1", 0)["documents"])  # a writer that was killed just then
    assert any("were forgotten" in finding.reason for finding in verify(store).findings)
    vacuum(store)
    assert store.known() == {"d1", "d4", "d5"}


def _rows():
    whole = MemoryStore()
    whole.add([coded(3)])
    return {name: whole.read(name) for name in layout.OF_DOCUMENTS}


def test_another_text_of_the_same_address_stays_forgotten(store: DeltaStore) -> None:
    forget(store, URL)
    changed = coded(3).document.__class__(**{**_fields(coded(3).document), "id": "d3b", "text": "Changed."})
    assert store.forgotten().covers(changed)


def _fields(document):
    return {name: getattr(document, name) for name in document.__dataclass_fields__}


def test_nothing_to_forget_is_said(store: DeltaStore) -> None:
    with pytest.raises(NoData, match="https://nowhere"):
        forget(store, "https://nowhere")
