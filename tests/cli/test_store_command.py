"""``abstand store …`` and ``abstand recode``, as typed."""

import json
import shutil
from pathlib import Path

import pytest

from abstand.store import open_store
from abstand.store.files import files_of


@pytest.fixture
def kept(store, tmp_path) -> Path:
    """A copy of the store that may be changed."""
    return Path(shutil.copytree(store, tmp_path / "kept"))


def test_info_names_tables_and_versions(abstand, kept):
    said = abstand("store", "info", "--store", kept)
    assert said.status == 0
    assert said.out.startswith("layout 2, version 2 of ")
    assert "4 documents are not yet in order" in said.out
    (row,) = abstand("store", "info", "--store", kept, "--json", "--as-of", "1").rows
    assert (row["version"], row["new"]) == (1, 4)
    assert {table["table"]: table["rows"] for table in row["tables"]}["events"] == 0


@pytest.mark.slow
def test_reading_commands_tell_an_earlier_version(abstand, kept):
    assert abstand("store", "forget", "d-a1", "--store", kept).status == 0
    told = [
        abstand("chronicle", "KAZ", "RUS", "--store", kept, *more, "--json").rows for more in ([], ["--as-of", "2"])
    ]
    assert [len(rows) for rows in told] == [2, 3]
    assert abstand("explain", "a1", "--store", kept).status == 1
    assert abstand("explain", "a1", "--store", kept, "--as-of", "2").status == 0
    assert abstand("distance", "KAZ", "RUS", "--store", kept, "--as-of", "2").status == 0
    assert "there is no version 99" in abstand("chronicle", "KAZ", "RUS", "--store", kept, "--as-of", "99").err
    wrong = abstand("chronicle", "KAZ", "RUS", "--store", kept, "--as-of", "yesterday")
    assert (wrong.status, "neither the number of a version nor a day" in wrong.err) == (2, True)


@pytest.mark.slow
def test_compact_vacuum_and_verify(abstand, kept):
    assert abstand("store", "compact", "--store", kept).out == "4 documents put in order\n"
    assert abstand("store", "vacuum", "--keep", "0", "--store", kept, "--json").rows[0]["files"] > 0
    said = abstand("store", "verify", "--store", kept)
    assert (said.status, said.out.split(":")[0]) == (0, "whole")
    (row,) = abstand("store", "verify", "--store", kept, "--json").rows
    assert (row["whole"], row["documents"], row["reports"]) == (True, 4, 4)


def test_damage_is_found_and_repaired(abstand, kept):
    table = open_store(kept).handle("reports")
    (kept / "reports" / files_of(table)[0].path).write_bytes(b"damaged")
    said = abstand("store", "verify", "--store", kept)
    assert (said.status, said.out.split(":")[0]) == (1, "not whole")
    assert "damage: reports/part=new/" in said.err
    assert abstand("store", "verify", "--repair", "--store", kept).status == 0
    assert abstand("store", "verify", "--store", kept).status == 0
    assert abstand("store", "verify", "--strict", "--store", kept).status == 1, "events name reports that are gone"


def test_forget_says_what_stays(abstand, kept):
    said = abstand("store", "forget", "d-a1", "--store", kept)
    assert said.out.startswith("forgotten: d-a1")
    assert "abstand store vacuum --keep 0" in said.err
    again = abstand("store", "forget", "d-a1", "--store", kept)
    assert (again.status, "no document has the address or id 'd-a1'" in again.err) == (1, True)


def test_a_forgotten_document_is_not_coded_again(abstand, file):
    record = {"text": "Putin met Tokayev in Moscow on Monday.", "url": "https://example.org/1", "lang": "en"}
    file("a.jsonl", json.dumps(record))
    abstand("code", "a.jsonl", "--jobs", "1", "--coder", "cues")
    assert abstand("store", "forget", "https://example.org/1").status == 0
    (row,) = abstand("code", "a.jsonl", "--jobs", "1", "--coder", "cues", "--json").rows
    assert (row["coded"], row["forgotten"]) == (0, 1)


def test_export(abstand, kept, tmp_path):
    said = abstand("store", "export", "--table", "reports", "--format", "csv", "--out", "r.csv", "--store", kept)
    assert (said.status, said.out) == (0, "4 rows → r.csv\n")
    assert (tmp_path / "r.csv").read_text().count("\n") == 5
    wrong = abstand("store", "export", "--table", "report", "--out", "x", "--store", kept)
    assert (wrong.status, "there is no table 'report'" in wrong.err) == (1, True)


@pytest.mark.slow
def test_migrate(abstand, tmp_path):
    shutil.copytree(Path(__file__).parents[1] / "store" / "data" / "layout1", tmp_path / "old")
    assert "abstand store migrate" in abstand("chronicle", "KAZ", "RUS", "--store", "old").err
    said = abstand("store", "migrate", "--store", "old")
    assert (said.status, said.out.startswith("layout 1 → 2")) == (0, True)
    assert "nothing to do" in abstand("store", "migrate", "--store", "old").out
    assert abstand("store", "migrate", "--store", "nowhere").status == 1


@pytest.mark.slow
def test_recode_takes_the_place_of_what_was_read(abstand, file):
    file("in/a.txt", "Putin met Tokayev in Moscow on Monday. France condemned Russia.")
    file("in/b.txt", "Kazakhstan signed an agreement with China in Astana.")
    abstand("code", "in", "--jobs", "1", "--coder", "cues")
    before = open_store("abstand-store").entries()
    (row,) = abstand("recode", "--changed", "--jobs", "1", "--coder", "cues", "--json").rows
    assert row["coded"] == 0, "nothing has changed"
    (row,) = abstand("recode", "--jobs", "1", "--coder", "cues", "--json").rows
    assert row["coded"] == 2
    assert open_store("abstand-store").entries() == before
    assert abstand("recode", "--store", "nowhere").status == 1


def test_a_file_is_no_store(abstand, file):
    file("a.txt", "Putin met Tokayev in Moscow on Monday.")
    for arguments in (["store", "info"], ["code", "a.txt", "--coder", "cues"], ["store", "verify"]):
        said = abstand(*arguments, "--store", "a.txt")
        assert said.status == 1
        assert said.err.rstrip().endswith("a.txt: is a file; a store is a folder")


def test_a_lost_file_is_not_said_to_be_vacuumed(abstand, kept):
    for lost in (kept / "events").glob("*.parquet"):
        lost.unlink()
    said = abstand("chronicle", "KAZ", "RUS", "--store", kept)
    assert said.status == 1
    assert said.err.rstrip().endswith("; ‘abstand store verify’ says what is whole")
    assert "vacuumed" not in said.err
