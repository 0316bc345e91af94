"""Dumps: which columns hold what, days in their many spellings, rows that are none."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from archive_files import zstd

from abstand.errors import InputError
from abstand.model import Problem
from abstand.sources import Columns, Raw
from abstand.sources.dumps import read_csv, read_jsonl

MAPPED = Columns.parse("text=body, published=date,outlet=source,lang=language,title=headline,url=link")


def put(file: Path, content: str | bytes) -> Path:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_file_is_read_by_its_heading(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["id", "body", "date", "source", "language", "headline", "link"],
        ["1", '"Er sagte: ""Nein""\nund ging."', "2022-08-19T12:00:00Z", "Blatt", "de", "Titel", "https://b.example/1"],
    ]
    file = put(tmp_path / "a.csv", "\ufeff" + "\n".join(delimiter.join(row) for row in rows))
    assert list(read_csv(file, MAPPED)) == [
        Raw(
            f"{file}, row 2", b'Er sagte: "Nein"\nund ging.', url="https://b.example/1", outlet="Blatt",
            title="Titel", language="de", published=date(2022, 8, 19),
        )
    ]  # fmt: skip


def test_columns_have_the_names_of_their_fields_by_default(tmp_path: Path) -> None:
    (raw,) = read_csv(put(tmp_path / "a.csv", "text,published\nEin Satz.,2022-08-19\n"), Columns())
    assert (raw.content, raw.published) == (b"Ein Satz.", date(2022, 8, 19))  # type: ignore[union-attr]


def test_jsonl_columns_are_mapped(tmp_path: Path) -> None:
    file = put(tmp_path / "a.jsonl", json.dumps({"body": "Text.", "date": "19 Aug 2022 10:00:00 +0600"}))
    (raw,) = read_jsonl(file, MAPPED)
    assert (raw.content, raw.published) == (b"Text.", date(2022, 8, 19))  # type: ignore[union-attr]


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_packed_dumps_are_read(tmp_path: Path, pack) -> None:
    assert len(list(read_csv(put(tmp_path / "a.csv.gz", pack(b"text\none\ntwo\n")), Columns()))) == 2
    assert len(list(read_jsonl(put(tmp_path / "a.jsonl.gz", pack(b'{"text": "one"}\n')), Columns()))) == 1


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2022-08-19", date(2022, 8, 19)),
        ("2022-08-19 23:59:00+06:00", date(2022, 8, 19)),
        ("20220819", date(2022, 8, 19)),
        ("20220819T120000Z", date(2022, 8, 19)),
        ("Fri, 19 Aug 2022 01:00:00 +0600", date(2022, 8, 19)),
        (1660910400, date(2022, 8, 19)),
        ("1660910400", date(2022, 8, 19)),
        (1660910400000, date(2022, 8, 19)),
        ("", None),
        (None, None),
    ],
)
def test_days_in_their_spellings(tmp_path: Path, stamp: object, day: date | None) -> None:
    (raw,) = read_jsonl(put(tmp_path / "a.jsonl", json.dumps({"text": "a", "published": stamp})), Columns())
    assert isinstance(raw, Raw)
    assert raw.published == day


def test_other_days_are_read_as_the_user_says(tmp_path: Path) -> None:
    file = put(tmp_path / "a.csv", "text,published\na,19/08/2022\nb,2022-08-19\n")
    right, wrong = read_csv(file, Columns.parse("", "%d/%m/%Y"))
    assert isinstance(right, Raw)
    assert right.published == date(2022, 8, 19)
    assert isinstance(wrong, Problem)


@pytest.mark.parametrize("stamp", ["19/08/2022", "yesterday", 2022, "2022-13-01", True])
def test_what_is_no_day_is_a_problem(tmp_path: Path, stamp: object) -> None:
    (problem,) = read_jsonl(put(tmp_path / "a.jsonl", json.dumps({"text": "a", "published": stamp})), Columns())
    assert isinstance(problem, Problem)
    assert "is no day" in problem.reason


def test_a_missing_column_is_told_with_those_that_are_there(tmp_path: Path) -> None:
    (problem,) = read_csv(put(tmp_path / "a.csv", "id,body\n1,Text\n"), Columns(), named=True)
    assert isinstance(problem, Problem)
    assert problem.named
    assert "`text`" in problem.reason
    assert "id, body" in problem.reason
    (other,) = read_csv(put(tmp_path / "b.csv", "text\na\n"), Columns.parse("title=head"))
    assert "`head`" in other.reason  # type: ignore[union-attr]


@pytest.mark.parametrize("row", ["too,many,fields", "few", 'broken "quote"x,2022-08-19'.replace("broken ", "")])
def test_a_bad_row_is_a_problem_and_the_others_are_read(tmp_path: Path, row: str) -> None:
    file = put(tmp_path / "a.csv", f"text,published\none,2022-08-19\n{row}\nthree,2022-08-19\n")
    one, bad, three = read_csv(file, Columns())
    assert (one.content, three.content) == (b"one", b"three")  # type: ignore[union-attr]
    assert isinstance(bad, Problem)
    assert bad.source == f"{file}, row 3"


def test_bytes_that_are_no_utf8_are_a_problem_of_their_row(tmp_path: Path) -> None:
    _, bad, three = read_csv(put(tmp_path / "a.csv", b"text\none\n\xe4\xff\nthree\n"), Columns())
    assert isinstance(bad, Problem)
    assert three.content == b"three"  # type: ignore[union-attr]


def test_a_line_that_is_too_long_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("abstand.sources.dumps.LARGEST_BYTES", 30)
    file = put(tmp_path / "a.jsonl", '{"text": "one"}\n{"text": "' + "x" * 100 + '"}\n{"text": "three"}\n')
    one, bad, three = read_jsonl(file, Columns())
    assert isinstance(bad, Problem)
    assert (one.content, three.content) == (b"one", b"three")  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["body", "text=", "=body", "words=body", "text=a,text=b"])
def test_a_mapping_that_maps_nothing_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="column"):
        Columns.parse(text)
