"""One scenario for all stores."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from abstand.errors import StoreError
from abstand.model import (
    Basis,
    Coded,
    Document,
    Domain,
    Event,
    EventType,
    Evidence,
    Problem,
    Question,
    Report,
    Role,
    Run,
    Sentence,
    Span,
    Status,
    When,
)  # fmt: skip
from abstand.store import DeltaStore, MemoryStore, Store, open_store

DAY = When(date(2022, 8, 19), date(2022, 8, 19), Basis.STATED)
PUBLISHED = When(date(2022, 8, 20), date(2022, 8, 20), Basis.PUBLISHED)
DOCUMENT = Document("d1", "Putin met Tokayev. More.", "en", "Title", "Outlet", "", PUBLISHED, ("A. Author",))
REPORT = Report(
    "r1", "d1", Span(0, 18), EventType.CONSULT, "meet", ("RUS", "KAZ"), (), Status.ASSERTED, ("TASS",), DAY,
    Domain.DIPLOMATIC, "met", 0.75, (Evidence(Role.ACT, Span(6, 9), "cues: met"),), "run1",
)  # fmt: skip
CODED = Coded(DOCUMENT, (Sentence(Span(0, 18), "Putin met Tokayev."), Sentence(Span(19, 24), "More.")), (REPORT,))


@pytest.fixture(params=["memory", "delta"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else open_store(tmp_path / "store")


def test_scenario(store: Store) -> None:
    assert store.known() == frozenset()
    assert store.entries() == []
    store.add([CODED])
    (entry,) = store.entries()
    assert (entry.report, entry.sentence, entry.document) == (REPORT, "Putin met Tokayev.", DOCUMENT)
    assert store.known() == {"d1"}
    assert store.read("sentences").num_rows == 1  # only the sentence that carries a report

    store.add([CODED])
    assert len(store.entries()) == 1, "rows written twice are one row"

    store.replace_events([Event("e1", ("r1",), "r1", 1, ("Outlet",))])
    assert store.entries()[0].event == "e1"
    store.replace_events([Event("e2", ("r1",), "r1", 1, ("Outlet",))])
    assert [event.id for event in store.events()] == ["e2"]

    run = Run("run1", "coding", datetime(2022, 8, 21, tzinfo=UTC), "0.1", "cues", "{}")
    store.add_run(run)
    assert store.runs() == [run]
    problem = Problem("documents", "a.txt", "is empty")
    store.add_problems([problem])
    assert store.problems() == [problem]
    assert store.documents() == [DOCUMENT]


def test_questions(store: Store) -> None:
    undated = replace(REPORT, id="r2", type=EventType.ACCUSE, actors=("KAZ",), recipients=("USA",), when=None,
                      status=Status.DENIED)  # fmt: skip
    store.add([replace(CODED, reports=(REPORT, undated))])

    def ids(**asked: object) -> list[str]:
        return [entry.report.id for entry in store.entries(Question(**asked))]  # type: ignore[arg-type]

    assert ids() == ["r1", "r2"], "an undated act stands on its day of publication"
    assert ids(pair=("KAZ", "RUS")) == ["r1"]
    assert ids(pair=("USA", "KAZ")) == ["r2"]
    assert ids(pair=("USA", "RUS")) == []
    assert ids(since=date(2022, 8, 20)) == ["r2"]
    assert ids(until=date(2022, 8, 19)) == ["r1"]
    assert ids(types=frozenset({EventType.ACCUSE})) == ["r2"]
    assert ids(statuses=frozenset({Status.ASSERTED})) == ["r1"]


def test_a_report_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    store.add([replace(CODED, reports=(REPORT, replace(REPORT, id="r12")))])
    assert store.entry("r1").report.id == "r1"  # type: ignore[union-attr]
    assert store.entry("r12").report.id == "r12"  # type: ignore[union-attr]
    assert store.entry("r") is None
    assert store.entry("x") is None


def test_reports_of_a_document_that_was_not_finished_are_not_seen(store: Store) -> None:
    whole = MemoryStore()
    whole.add([CODED])
    store.append("reports", whole.read("reports"))
    store.append("sentences", whole.read("sentences"))
    assert store.entries() == []
    store.add([CODED])
    assert len(store.entries()) == 1


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="no store"):
        open_store(tmp_path)


def test_a_file_in_the_stores_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "file" / "store")


def test_another_layout_is_named(tmp_path: Path) -> None:
    open_store(tmp_path / "store")
    (tmp_path / "store" / "abstand-layout").write_text("99\n")
    with pytest.raises(StoreError, match="layout 99"):
        open_store(tmp_path / "store")


def test_a_damaged_table_is_named(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.add([CODED])
    for file in (tmp_path / "store" / "reports").rglob("*.parquet"):
        file.write_bytes(b"no parquet")
    with pytest.raises(StoreError, match="reports"):
        DeltaStore(tmp_path / "store").entries()


def test_a_store_whose_making_was_cut_off_is_made(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "abstand-layout.new").write_text("")
    assert open_store(tmp_path / "store").known() == frozenset()


def test_who_holds_a_store_open_sees_that_it_was_made_anew(tmp_path: Path) -> None:
    """It has the same versions as the one before, so numbers alone do not tell."""
    held = open_store(tmp_path / "store")
    held.add([CODED])
    assert [document.id for document in held.documents()] == ["d1"]
    shutil.rmtree(tmp_path / "store")
    other = replace(CODED, document=replace(DOCUMENT, id="d2"), sentences=(), reports=())
    open_store(tmp_path / "store").add([other])
    assert [document.id for document in held.documents()] == ["d2"]
