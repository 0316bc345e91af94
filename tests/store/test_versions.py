"""A store's versions, in memory and as Delta tables; several writers; a clock that goes back."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from made import coded

from abstand.errors import StoreError
from abstand.model import Event
from abstand.store import Conflict, DeltaStore, MemoryStore, Store, delta, memory, open_store
from abstand.store.compacting import compact
from abstand.store.vacuuming import vacuum
from abstand.store.verifying import verify

HERE = Path(__file__).parent
SOURCE = Path(__file__).parents[2] / "src"
WRITER = """
import sys
from made import coded
from abstand.merging import assemble
from abstand.store import open_store
store = open_store(sys.argv[1])
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    store.add([coded(number)])
    store.rewrite_events(lambda: assemble(store.entries()))
    print(number, flush=True)
"""


@pytest.fixture(params=["memory", "delta"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else open_store(tmp_path / "store")


def shift_clock(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    class Shifted(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 6, 15, 12, tzinfo=UTC) + timedelta(days=days)

    for module in (delta, memory):
        monkeypatch.setattr(module, "datetime", Shifted)


@pytest.mark.slow
def test_a_store_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert store.version == 0
    with pytest.raises(StoreError, match="no version yet"):
        store.as_of(1)
    for days in range(3):
        shift_clock(monkeypatch, days)
        store.add([coded(days)])
    store.replace_events([Event("e1", ("r0", "r1"), "r0", 1, ())])
    assert [version.number for version in store.versions()] == [1, 2, 3, 4]
    assert store.as_of(2).known() == {"d0", "d1"}
    assert [entry.event for entry in store.as_of(3).entries()] == ["", "", ""]
    assert store.as_of(4).version == 4
    assert store.as_of(date(2026, 6, 16)).known() == {"d0", "d1"}, "the last version of the day"
    assert store.as_of(date(2030, 1, 1)).known() == {"d0", "d1", "d2"}
    with pytest.raises(StoreError, match=r"no version of 2026-06-01; the first is of 2026-06-15"):
        store.as_of(date(2026, 6, 1))
    with pytest.raises(StoreError, match="no version 9; there are 1 to 4"):
        store.as_of(9)
    with pytest.raises(StoreError, match="only be read"):
        store.as_of(1).add([coded(9)])


def test_moments_never_go_back_though_the_clock_does(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for days, number in ((5, 1), (0, 2), (6, 3)):
        shift_clock(monkeypatch, days)
        store.add([coded(number)])
    moments = [version.moment for version in store.versions()]
    assert moments == sorted(moments)
    assert store.as_of(date(2026, 6, 20)).known() == {"d1", "d2"}
    assert store.known() == {"d1", "d2", "d3"}


@pytest.mark.slow
def test_versions_outlive_compaction_but_not_vacuum(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.add([coded(1)])
    store.add([coded(2)])
    compact(store)
    assert store.as_of(1).known() == {"d1"}
    vacuum(store, 0)
    with pytest.raises(StoreError, match="vacuumed away"):
        store.as_of(1).entries()
    assert len(store.entries()) == 2


def test_events_that_were_changed_meanwhile_are_made_anew(store: Store) -> None:
    store.add([coded(1)])
    calls: list[int] = []

    def make() -> list[Event]:
        calls.append(len(calls))
        if len(calls) == 1:  # another writer comes between
            store.replace_events([Event("other", ("r1",), "r1", 1, ())])
        return [Event("mine", ("r1",), "r1", 1, ())]

    assert store.rewrite_events(make)
    assert len(calls) == 2
    assert [event.id for event in store.events()] == ["mine"]
    assert not store.rewrite_events(make)


def test_an_overwriting_of_what_was_changed_is_a_conflict(store: Store) -> None:
    at = store.stamp("events")
    store.replace_events([Event("e1", ("r1",), "r1", 1, ())])
    with pytest.raises(Conflict):
        store.replace_events([Event("e2", ("r1",), "r1", 1, ())], at)


def start(store: Path, first: int, last: int) -> subprocess.Popen[str]:
    environment = {"PYTHONPATH": f"{SOURCE}:{HERE}", "PATH": ""}
    command = [sys.executable, "-c", WRITER, str(store), str(first), str(last)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_two_processes_write_while_a_third_reads_and_puts_in_order(tmp_path: Path) -> None:
    store: DeltaStore = open_store(tmp_path / "store")
    writers = [start(tmp_path / "store", 0, 12), start(tmp_path / "store", 12, 24)]
    seen: set[str] = set()
    while any(writer.poll() is None for writer in writers):
        entries = store.entries()
        ids = {entry.report.id for entry in entries}
        assert len(entries) == len(ids), "each once"
        assert seen <= ids, "what was seen stays"
        seen = ids
        compact(store, full=False)
        time.sleep(0.05)
    assert [writer.wait() for writer in writers] == [0, 0]
    assert store.known() == {f"d{number}" for number in range(24)}
    found = verify(store)
    assert found.is_whole, found.findings
    assert not [finding for finding in found.findings if "event" in finding.reason], "the last writer merged all"
    numbers = [version.number for version in store.versions()]
    assert numbers == list(range(1, len(numbers) + 1))
    for version in store.versions()[::7]:
        earlier = store.as_of(version.number)
        assert {entry.document.id for entry in earlier.entries()} == earlier.known()
