"""Every fault is found and named; repair takes out what is damaged, and coding again restores it."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import coded

from abstand.store import DeltaStore, MemoryStore, open_store
from abstand.store.compacting import compact
from abstand.store.files import files_of
from abstand.store.layout import fitted
from abstand.store.verifying import repair, verify

CODED = [coded(number) for number in range(4)]


@pytest.fixture
def store(tmp_path: Path) -> DeltaStore:
    store = open_store(tmp_path / "store")
    store.add(CODED)
    compact(store)
    return store


def file_of(store: DeltaStore, table: str) -> Path:
    handle = store.handle(table)
    assert handle is not None
    return store.place.folder / table / files_of(handle)[0].path


def flip(file: Path) -> None:
    """One bit of the first page."""
    content = bytearray(file.read_bytes())
    content[60] ^= 1
    file.write_bytes(bytes(content))


def test_a_whole_store(store: DeltaStore) -> None:
    found = verify(store)
    assert (found.is_whole, found.documents, found.reports) == (True, 4, 4)
    assert [finding.damage for finding in found.findings] == [False], "no event yet"


@pytest.mark.parametrize("table", ["documents", "sentences", "reports"])
@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (flip, "damaged"),
        pytest.param(lambda file: file.unlink(), "not there", marks=pytest.mark.slow),
        pytest.param(lambda file: file.write_bytes(file.read_bytes()[:-20]), "bytes, not", marks=pytest.mark.slow),
        pytest.param(lambda file: file.write_bytes(b"x" * file.stat().st_size), "damaged", marks=pytest.mark.slow),
    ],
)
def test_a_damaged_file_is_named_and_repaired(store: DeltaStore, table: str, harm, reason: str) -> None:
    harm(file_of(store, table))
    found = verify(store)
    assert not found.is_whole
    assert [(finding.table, reason in finding.reason) for finding in found.findings] == [(table, True)]
    repaired = repair(store)
    assert repaired.is_whole
    assert repaired.documents < 4
    store.add([item for item in CODED if item.document.id not in store.known()])
    healed = verify(store)
    assert (healed.is_whole, healed.documents, healed.reports) == (True, 4, 4)


def test_a_log_that_cannot_be_read_is_named(store: DeltaStore) -> None:
    (store.place.folder / "reports" / "_delta_log" / f"{0:020}.json").write_text("{oops")
    found = verify(store)
    assert [finding.table for finding in found.findings if finding.damage] == ["reports"]


@pytest.mark.slow
def test_a_document_without_its_reports_is_not_whole(store: DeltaStore) -> None:
    store.delete("reports", "id", ["r2"])
    (finding,) = [finding for finding in verify(store).findings if finding.damage]
    assert "d2" in finding.reason
    assert repair(store).is_whole
    assert store.known() == {"d0", "d1", "d3"}


def test_a_sentence_that_is_not_in_its_text_is_found(store: DeltaStore) -> None:
    rows = store.read("reports", store.handle("reports").schema().to_arrow().names)  # type: ignore[union-attr]
    at = rows.schema.get_field_index("sentence")
    store.overwrite("reports", rows.set_column(at, "sentence", [["Nobody met nobody."] * 4]))
    assert any("quote a sentence" in finding.reason for finding in verify(store).findings if finding.damage)


@pytest.mark.slow
def test_what_an_unfinished_document_left_is_harmless(store: DeltaStore) -> None:
    whole = MemoryStore()
    whole.add([coded(9)])
    store.append("reports", fitted("reports", whole.read("reports")))
    found = verify(store)
    assert found.is_whole
    assert any("were not finished" in finding.reason for finding in found.findings)
    store.add([coded(9)])
    assert not any("were not finished" in finding.reason for finding in verify(store).findings)
