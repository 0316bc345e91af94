"""Files that cannot have a row asked for are not opened, and none that has one is passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pytest
from deltalake import DeltaTable
from made import coded

from abstand.errors import StoreError
from abstand.model import Coded, Question
from abstand.store import DeltaStore, open_store
from abstand.store.compacting import compact
from abstand.store.fragments import _held
from abstand.store.latest import only
from abstand.store.layout import FILE, NEW


def undated(number: int) -> Coded:
    before = coded(number)
    reports = tuple(replace(report, when=None) for report in before.reports)
    return Coded(replace(before.document, published=None), before.sentences, reports)


@pytest.fixture
def store(tmp_path: Path) -> DeltaStore:
    """A file of 2021, one of 2022, one without days, and one that is new."""
    made = open_store(tmp_path / "store")
    made.add([coded(1), coded(2, actors=("DEU", "FRA")), undated(3)])
    compact(made)
    made.add([coded(4)])
    return made


def opened(store: DeltaStore, where: pc.Expression) -> set[str]:
    """The parts of the files of reports that ``where`` leaves."""
    found = store.opened("reports")
    assert found is not None
    return {piece.path.split("/")[0].removeprefix("part=") for piece in found.dataset.get_fragments(where)}


def test_files_are_ruled_out_by_pair_and_days(store: DeltaStore) -> None:
    assert opened(store, pc.field("pair") == "DEU FRA") == {"2021", NEW}
    assert opened(store, pc.field("day") >= date(2022, 1, 1)) == {"2022", NEW}
    assert opened(store, pc.field("part") == "2021") == {"2021"}
    assert opened(store, pc.field("day").is_null()) == {"undated", NEW}
    assert opened(store, pc.field("pair") == "KAZ RUS") == {"2022", "undated", NEW}


def test_rows_tell_their_file_and_only_that_is_opened(store: DeltaStore) -> None:
    for where in (pc.field("id") == "r2", pc.field("id") == "r3", pc.field("id") == "r4"):
        keys = store.read("reports", ["id", "pair", "day", "part", FILE], where)
        assert opened(store, only(keys)) == set(keys.column("part").to_pylist())
        assert store.read("reports", ["id"], only(keys)).column("id").to_pylist() == keys.column("id").to_pylist()
    page = store.entries(Question(("KAZ", "RUS")), limit=9)
    assert [entry.report.id for entry in page] == ["r4", "r1", "r3"], "undated ones last"


def test_a_table_that_asks_for_another_reader_is_not_read(store: DeltaStore, monkeypatch: pytest.MonkeyPatch) -> None:
    protocol = DeltaTable.protocol
    monkeypatch.setattr(DeltaTable, "protocol", lambda self: protocol(self)._replace(min_reader_version=3))
    with pytest.raises(StoreError, match="reader of version 3"):
        open_store(store.place.root).entries()


def test_a_file_of_which_the_log_tells_nothing_is_not_ruled_out() -> None:
    known = {"path": "a.parquet", "num_records": 2}
    some = _held({**known, "min.pair": "A B", "max.pair": "C D", "null_count.pair": None}, ("pair",))
    assert "is_null(pair" in str(some), "how many have no pair is not told"
    assert "is_null" not in str(_held({**known, "null_count.pair": None}, ("pair",)))
    assert "is_null(pair" in str(_held({**known, "null_count.pair": 2}, ("pair",)))
