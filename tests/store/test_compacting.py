"""Compaction, recoding and whoever comes between: the same reports count before, meanwhile and afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import again, coded

from abstand.model import Event, Question
from abstand.store import DeltaStore, MemoryStore, Store, compacting, open_store
from abstand.store.compacting import compact, is_due
from abstand.store.files import files_of
from abstand.store.verifying import verify


@pytest.fixture
def store(tmp_path: Path) -> DeltaStore:
    return open_store(tmp_path / "store")


def shown(store: Store) -> dict[str, str]:
    """The run of every report that counts; each only once."""
    entries = store.entries()
    assert len(entries) == len({entry.report.id for entry in entries})
    found = {entry.report.id: entry.report.run for entry in entries}
    rows = store.rows(["id", "run"]).to_pylist()
    assert sorted((row["id"], row["run"]) for row in rows) == sorted(found.items())
    ways = sum(row["reports"] for row in store.counts().to_pylist())
    assert ways == 2 * len(found), "each is of two who act together"
    return found


def parts(store: DeltaStore, name: str = "reports") -> list[str]:
    table = store.handle(name)
    assert table is not None
    return sorted(file.part for file in files_of(table))


@pytest.mark.slow
def test_rows_move_to_the_year_of_their_document_and_nothing_else_changes(store: DeltaStore) -> None:
    for number in range(4):
        store.add([coded(number)])
    store.replace_events([Event("e1", ("r1", "r3"), "r1", 1, ("Outlet",))])
    before = store.entries()
    assert parts(store) == ["new"] * 4
    assert compact(store) == 4
    assert parts(store) == parts(store, "documents") == parts(store, "sentences") == ["2021", "2022"]
    assert store.entries() == before
    assert store.documents() == [entry.document for entry in sorted(before, key=lambda e: e.document.id)]
    assert compact(store) == 0


@pytest.mark.slow
def test_what_another_run_reads_takes_the_place_of_what_was_read(store: DeltaStore) -> None:
    store.add([coded(1), coded(2)])
    compact(store)
    store.add([again(coded(1), "run2")])
    assert shown(store) == {"r1": "run2", "r2": "run1"}
    compact(store)
    assert shown(store) == {"r1": "run2", "r2": "run1"}
    store.add([again(coded(2), "run3")])
    assert shown(store) == {"r1": "run2", "r2": "run3"}
    assert store.coded_by() == {"d1": "run2", "d2": "run3"}
    compact(store)
    assert shown(store) == {"r1": "run2", "r2": "run3"}
    assert store.read("reports").num_rows == store.read("sentences").num_rows == 2, "what gave way is gone"


@pytest.mark.slow
def test_a_run_that_reads_nothing_in_a_document_takes_its_reports_away(store: DeltaStore) -> None:
    store.add([coded(1)])
    compact(store)
    store.add([coded(1).__class__(coded(1).document, (), ())], "run2")
    assert shown(store) == {}
    compact(store)
    assert (shown(store), store.read("reports").num_rows, store.known()) == ({}, 0, {"d1"})


@pytest.mark.slow
@pytest.mark.parametrize("table", ["reports", "sentences", "documents"])
def test_readers_and_writers_may_come_at_any_step(
    store: DeltaStore, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    """Before the commit of each table, somebody else reads, adds, and codes anew."""
    store.add([coded(1), coded(2)])
    compact(store)
    store.add([again(coded(1), "run2"), coded(3)])
    wanted = {"r1": "run3", "r2": "run1", "r3": "run1", "r4": "run1"}
    real: Callable[..., None] = compacting.commit
    met: list[str] = []

    def meanwhile(handle: object, name: str, *rest: object) -> None:
        if name == table and not met:
            met.append(name)
            other = open_store(store.place.root)
            assert shown(other) == {"r1": "run2", "r2": "run1", "r3": "run1"}
            other.add([again(coded(1), "run3"), coded(4)])
            assert shown(other) == wanted
        real(handle, name, *rest)

    monkeypatch.setattr(compacting, "commit", meanwhile)
    compact(store)
    assert met
    assert shown(store) == wanted
    compact(store)
    assert shown(store) == wanted
    assert verify(store).is_whole


@pytest.mark.slow
def test_a_compaction_that_another_has_overtaken_loses_nothing(
    store: DeltaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add([coded(1), coded(2)])
    real: Callable[..., None] = compacting.commit
    met: list[str] = []

    def meanwhile(handle: object, name: str, *rest: object) -> None:
        if not met:
            met.append(name)
            compact(open_store(store.place.root))
        real(handle, name, *rest)

    monkeypatch.setattr(compacting, "commit", meanwhile)
    compact(store)
    assert shown(store) == {"r1": "run1", "r2": "run1"}
    assert verify(store).is_whole


@pytest.mark.slow
def test_a_report_of_three_is_found_by_each_of_its_pairs_and_counted_for_each_of_its_ways(store: DeltaStore) -> None:
    memory = MemoryStore()
    for target in (memory, store):
        target.add(
            [coded(1, actors=("USA",), recipients=("RUS", "BLR")), coded(2, actors=("RUS",), recipients=("USA",))]
        )
    compact(store)
    store.add([coded(3, actors=("KAZ", "UZB"), recipients=())])
    memory.add([coded(3, actors=("KAZ", "UZB"), recipients=())])
    for target in (memory, store):
        assert len(target.entries()) == 3
        for pair, ids in ((("USA", "RUS"), ["r2", "r1"]), (("BLR", "USA"), ["r1"]), (("RUS", "BLR"), ["r1"])):
            assert [entry.report.id for entry in target.entries(Question(pair))] == ids
        ways = {(row["actor"], row["recipient"]): row["reports"] for row in target.counts().to_pylist()}
        assert ways == {("USA", "RUS"): 1, ("USA", "BLR"): 1, ("RUS", "USA"): 1, ("KAZ", "UZB"): 1, ("UZB", "KAZ"): 1}


@pytest.mark.slow
def test_pages(store: DeltaStore) -> None:
    store.add([coded(number) for number in range(6)])
    compact(store)
    store.add([coded(number) for number in range(6, 9)])
    pair = Question(("KAZ", "RUS"))
    every = [entry.report.id for entry in store.entries(pair)]
    assert every == ["r0", "r2", "r4", "r6", "r8", "r1", "r3", "r5", "r7"]
    assert [e.report.id for e in store.entries(pair, limit=4, offset=3)] == every[3:7]
    assert [e.report.id for e in store.entries(pair, limit=2, newest=True)] == ["r7", "r5"]
    (short,) = store.entries(pair, limit=1, texts=False)
    assert (short.document.text, short.document.title, short.document.outlet) == ("", "Title 0", "Outlet")
    assert short.sentence == "Putin met Tokayev."
    assert store.entries(pair, limit=5, offset=20) == []
    assert [entry.document.text for entry in store.entries(pair, limit=2, lead=6)] == ["Putin ", "Putin "]


def test_many_small_commits_make_it_due(store: DeltaStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "DUE", 2)
    store.add([coded(1)])
    store.add([coded(2)])
    assert not is_due(store)
    store.add([coded(3)])
    assert is_due(store)
    compact(store, full=False)
    assert not is_due(store)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 4), st.integers(1, 3)),
        st.tuples(st.just("compact"), st.booleans(), st.just(0)),
    ),
    max_size=8,
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_last_reading_counts_in_whatever_order_documents_come_and_are_moved(
    steps: list[tuple[str, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = open_store(tmp_path_factory.mktemp("any") / "store")
    wanted: dict[str, str] = {}
    for verb, one, run in steps:
        if verb == "add":
            store.add([again(coded(one), f"run{run}")])
            wanted[f"r{one}"] = f"run{run}"
        else:
            compact(store, full=bool(one))
        assert shown(store) == wanted
    assert verify(store).is_whole
