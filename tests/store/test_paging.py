"""Pages begin where the best rows are and stop when no year that is left can have a better one; counts by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pytest
from made import coded

from abstand.model import Question
from abstand.store import DeltaStore, MemoryStore, files, open_store
from abstand.store.compacting import compact
from abstand.store.layout import NEW

PAIR = Question(("KAZ", "RUS"))
# told in 2021 and 2022 by turns (``coded``), of acts of any year
DAYS = (date(2021, 5, 1), date(2022, 5, 1), date(2030, 1, 1), date(1991, 1, 1), date(2021, 5, 1), date(2022, 7, 1))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> DeltaStore:
    made = open_store(tmp_path_factory.mktemp("pages") / "store")
    made.add([coded(number, day=day) for number, day in enumerate(DAYS)])
    compact(made)
    made.add([coded(6, day=date(2022, 6, 1))])
    return made


@pytest.fixture
def read(store: DeltaStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The parts that are asked for keys."""
    asked: list[str] = []
    real = DeltaStore.read

    def noting(self: DeltaStore, name: str, columns=None, where: pc.Expression | None = None):
        rows = real(self, name, columns, where)
        if name == "reports" and columns is not None and len(list(columns)) < 10:
            asked.append(str(where))
        return rows

    monkeypatch.setattr(DeltaStore, "read", noting)
    return asked


@pytest.mark.parametrize("newest", [True, False])
def test_a_page_is_a_part_of_all_that_is_asked_for(store: DeltaStore, newest: bool) -> None:
    every = [entry.report.id for entry in store.entries(PAIR, newest=newest)]
    assert set(every) == {f"r{number}" for number in range(7)}
    for offset in range(8):
        for limit in (1, 3):
            page = store.entries(PAIR, newest=newest, offset=offset, limit=limit, texts=False)
            assert [entry.report.id for entry in page] == every[offset : offset + limit]


def test_years_that_cannot_have_a_better_row_are_not_read(store: DeltaStore, read: list[str]) -> None:
    assert len(store.spans("reports").keys() - {NEW}) > 1
    (first,) = store.entries(PAIR, newest=True, limit=1)
    assert first.report.id == "r2", "of 2030"
    assert len(read) < len(store.spans("reports"))


def test_what_was_asked_once_is_read_from_the_same_files_until_somebody_writes(tmp_path: Path) -> None:
    kept = open_store(tmp_path / "kept")
    kept.add([coded(1)])
    before = kept.opened("reports")
    assert kept.opened("reports") is before
    open_store(tmp_path / "kept").add([coded(3)])
    assert kept.opened("reports") is not before
    assert len(kept.entries()) == 2


def test_a_part_of_many_rows_has_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.Size, "of", classmethod(lambda cls, name: cls(group=2, file=3)))
    kept = open_store(tmp_path / "kept")
    kept.add([coded(number * 2, day=date(2021, 1, 1 + number)) for number in range(8)])
    assert compact(kept) == 8
    handle = kept.handle("reports")
    assert handle is not None
    assert [file.rows for file in files.files_of(handle)] == [3, 3, 2]
    assert [e.report.id for e in kept.entries(PAIR, limit=2, newest=True)] == ["r14", "r12"]
    stamp = kept.stamp("reports")
    assert compact(kept) == 0
    assert kept.stamp("reports") == stamp, "what is in order stays as it is"


@pytest.mark.parametrize("in_order", [True, False])
def test_counts_by_month(store: DeltaStore, in_order: bool) -> None:
    memory = MemoryStore()
    memory.add([coded(number, day=day) for number, day in enumerate((*DAYS, date(2022, 6, 1)))])
    asked = store if in_order else memory
    months = Counter(day.replace(day=1) for day in (*DAYS, date(2022, 6, 1)))
    ways = (("KAZ", "RUS"), ("RUS", "KAZ"))
    assert asked.counts().to_pylist() == [
        {"actor": actor, "recipient": recipient, "month": month, "reports": months[month]}
        for actor, recipient in ways
        for month in sorted(months)
    ]


def test_nothing_stored_nothing_counted(tmp_path: Path) -> None:
    assert open_store(tmp_path / "empty").counts().num_rows == MemoryStore().counts().num_rows == 0
