"""Exports: their columns are documented, one sentence a report leaves, and every form can be read again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from made import SENTENCE, again, coded

from abstand.errors import InputError
from abstand.model import Event, EventType
from abstand.store import MemoryStore, Store, open_store
from abstand.store.compacting import compact
from abstand.store.exchange import CAMEO, mapping, plover
from abstand.store.exporting import Format, Rights, export, schema_of
from abstand.store.tables import SCHEMAS

DATA = (Path(__file__).parents[2] / "docs" / "data.md").read_text("utf-8")
COLUMNS = [
    "id", "document", "outlet", "url", "language", "sentence", "type", "mode", "actors", "recipients", "status",
    "speakers", "when_first", "when_last", "when_basis", "domain", "trigger", "confidence", "event", "run",
]  # fmt: skip


@pytest.fixture(params=["memory", "delta"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    store = MemoryStore() if request.param == "memory" else open_store(tmp_path / "store")
    store.add([coded(1, actors=("USA",), recipients=("RUS", "BLR")), coded(2)])
    if request.param == "delta":
        compact(store)  # type: ignore[arg-type]
    store.add([again(coded(2), "run2"), coded(3)])
    store.replace_events([Event("e1", ("r1", "r2"), "r1", 1, ("Outlet",)), Event("e2", ("r3",), "r3", 1, ("Outlet",))])
    return store


def units(table: str) -> dict[str, str]:
    """The unit of each column that docs/data.md describes."""
    section = DATA.split(f"## `{table}`", 1)[1].split("\n## ", 1)[0]
    cells = [line.split("|")[1:5] for line in section.splitlines() if line.startswith("| `")]
    return {name.strip(" `"): unit.strip() for name, _, unit, what in cells if what.strip()}


@pytest.mark.parametrize("table", sorted(SCHEMAS))
def test_every_column_is_documented_with_its_unit(table: str) -> None:
    told = units(table)
    assert set(schema_of(table, Rights.ALL).names) == set(told)
    assert all(told.values())


def test_every_column_of_other_forms_is_documented(store: Store, tmp_path: Path) -> None:
    assert set(CAMEO.names) == set(units("cameo"))
    export(store, "reports", Format.PLOVER, tmp_path / "p.jsonl")
    assert set(json.loads((tmp_path / "p.jsonl").read_text().splitlines()[0])) == set(units("plover"))


def test_reports_in_every_form(store: Store, tmp_path: Path) -> None:
    for form in (Format.JSONL, Format.CSV, Format.PARQUET):
        assert export(store, "reports", form, tmp_path / f"r.{form}") == 3
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    with (tmp_path / "r.csv").open() as stream:
        flat = list(csv.DictReader(stream))
    table = pq.read_table(tmp_path / "r.parquet")
    assert list(lines[0]) == list(flat[0]) == table.schema.names == COLUMNS
    by_id = {row["id"]: row for row in lines}
    assert {id_: row["run"] for id_, row in by_id.items()} == {"r1": "run1", "r2": "run2", "r3": "run1"}
    assert by_id["r1"]["recipients"] == ["RUS", "BLR"]
    assert {row["id"]: row["recipients"] for row in flat}["r1"] == "RUS;BLR"
    assert by_id["r1"]["event"] == by_id["r2"]["event"] == "e1"
    assert {row["sentence"] for row in lines} == {SENTENCE}
    assert table.to_pylist()[0]["actors"] in (["USA"], ["RUS", "KAZ"])


def test_no_full_text_leaves_unless_all_rights_are_claimed(store: Store, tmp_path: Path) -> None:
    for table in sorted(SCHEMAS):
        export(store, table, Format.JSONL, tmp_path / "out.jsonl")
        assert "Note 3." not in (tmp_path / "out.jsonl").read_text(), table
    for form in (Format.PLOVER, Format.CAMEO):
        export(store, "reports", form, tmp_path / "out")
        assert "Note 3." not in (tmp_path / "out").read_text()
    assert export(store, "documents", Format.JSONL, tmp_path / "all.jsonl", Rights.ALL) == 3
    assert "Note 3." in (tmp_path / "all.jsonl").read_text()
    export(store, "reports", Format.PLOVER, tmp_path / "all.jsonl", Rights.ALL)
    assert "Note 3." in (tmp_path / "all.jsonl").read_text()


def test_a_dyadic_table_with_cameo_roots(store: Store, tmp_path: Path) -> None:
    assert export(store, "reports", Format.CAMEO, tmp_path / "c.csv") == 6
    with (tmp_path / "c.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    ways = sorted((row["event_id"], row["source_code"], row["target_code"]) for row in rows)
    assert ways[:4] == [("r1", "USA", "BLR"), ("r1", "USA", "RUS"), ("r2", "KAZ", "RUS"), ("r2", "RUS", "KAZ")]
    assert {(row["cameo_root"], row["quad_class"]) for row in rows} == {("04", "1")}


def test_events_in_other_forms_are_their_first_reports(store: Store, tmp_path: Path) -> None:
    assert export(store, "events", Format.PLOVER, tmp_path / "p.jsonl") == 2
    assert {json.loads(line)["id"] for line in (tmp_path / "p.jsonl").read_text().splitlines()} == {"r1", "r3"}


def test_the_mapping_covers_every_type() -> None:
    assert set(mapping().types) == set(mapping().quads) == set(EventType)
    assert mapping().root("ACCUSE", "investigate") == "09"
    assert mapping().root("ACCUSE", "disapprove") == "11"


def test_an_undated_act_has_the_day_of_publication(store: Store) -> None:
    row = {**_row(), "when_first": None, "when_last": None, "when_basis": None}
    assert (plover(row)["date"], plover(row)["date_basis"]) == ("2022-03-01", "published")


def _row() -> dict[str, object]:
    names = ("id", "document", "event", "sentence", "url", "title", "outlet", "language", "run", "trigger", "domain")
    texts = dict.fromkeys((*names, "status"), "x")
    return {
        **texts,
        "type": "CONSULT",
        "mode": None,
        "actors": [],
        "recipients": [],
        "speakers": [],
        "start": 0,
        "end": 1,
        "confidence": 1.0,
        "published_first": "2022-03-01",
        "published_last": "2022-03-01",
    }


def test_what_cannot_be_exported_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no table 'report'; there are documents"):
        export(store, "report", Format.CSV, tmp_path / "x")
    with pytest.raises(InputError, match="runs cannot be told in the form cameo"):
        export(store, "runs", Format.CAMEO, tmp_path / "x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="folder: cannot be written"):
        export(store, "runs", Format.CSV, tmp_path / "folder")
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
