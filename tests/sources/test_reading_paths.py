"""Files, folders, records and standard input: what is read, in which order, and what is said of the rest."""

import gzip
import json
import random
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from archive_files import record, zstd

from abstand.model import Problem
from abstand.sources import LARGEST_BYTES, Raw, read_paths


def read(*paths: object, stdin: bytes = b"") -> list[Raw | Problem]:
    return list(read_paths(map(str, paths), BytesIO(stdin)))


def put(file: Path, content: str | bytes = "Text.") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_a_named_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = put(tmp_path / "a.html", b"\xff\x00<html>")
    assert read(file) == [Raw(str(file), b"\xff\x00<html>", named=True)]


@pytest.mark.parametrize("name", ["letter", "letter.pdf", ".hidden", "Ä ж 新.txt"])
def test_a_named_file_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    (raw,) = read(put(tmp_path / name))
    assert isinstance(raw, Raw)
    assert (raw.content, raw.named) == (b"Text.", True)


def test_paths_are_read_in_their_order(tmp_path: Path) -> None:
    put(tmp_path / "b.txt", "B"), put(tmp_path / "a.txt", "A")
    items = read(tmp_path / "b.txt", "-", tmp_path / "a.txt", stdin=b"S")
    assert [item.content for item in items] == [b"B", b"S", b"A"]  # type: ignore[union-attr]


def test_standard_input_is_named() -> None:
    assert read("-", stdin="Тоқаев".encode()) == [Raw("standard input", "Тоқаев".encode(), named=True)]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd])
def test_standard_input_may_be_an_archive(pack: Callable[[bytes], bytes]) -> None:
    records = [pack(record(f"https://a.example/{n}", b"<p>Astana</p>")) for n in range(3)]
    found = read("-", stdin=b"".join(records))
    assert [raw.url for raw in found] == [f"https://a.example/{n}" for n in range(3)]  # type: ignore[union-attr]
    assert found[1].source == "standard input, record 2, https://a.example/1"


def test_a_damaged_archive_on_standard_input_is_read_beyond_the_damage() -> None:
    first, second, third = (gzip.compress(record(f"https://a.example/{n}", b"<p>Astana</p>")) for n in range(3))
    items = read("-", stdin=first + second[:20] + b"\0" * 40 + second[60:] + third)
    assert [item.url for item in items if isinstance(item, Raw)] == ["https://a.example/0", "https://a.example/2"]
    (problem,) = (item for item in items if isinstance(item, Problem))
    assert problem.source == "standard input, after record 1"


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_standard_input_may_be_a_packed_text(pack: Callable[[bytes], bytes]) -> None:
    assert read("-", stdin=pack("Тоқаев".encode())) == [Raw("standard input", "Тоқаев".encode(), named=True)]


def test_packed_standard_input_that_breaks_off_is_a_problem() -> None:
    (problem,) = read("-", stdin=gzip.compress(random.Random(1).randbytes(1_000))[:300])
    assert isinstance(problem, Problem)
    assert problem.named
    assert problem.source == "standard input"


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.HTML", "a/c.md", ".git/x.txt", "a/.secret.txt", "c"):
        put(tmp_path / name, name)
    items = read(tmp_path)
    assert [item.content.decode() for item in items] == ["a/c.md", "a/z.HTML", "b.txt", "c"]  # type: ignore[union-attr]
    assert not any(item.named for item in items), "the folder was named, not the file"


def test_a_folder_that_is_hidden_itself_is_read(tmp_path: Path) -> None:
    put(tmp_path / ".archive" / "a.txt")
    assert [type(item) for item in read(tmp_path / ".archive")] == [Raw]


def test_other_files_of_a_folder_are_problems(tmp_path: Path) -> None:
    put(tmp_path / "a.txt"), put(tmp_path / "b.pdf")
    text, other = read(tmp_path)
    assert isinstance(text, Raw)
    assert isinstance(other, Problem)
    assert other.source == str(tmp_path / "b.pdf")
    assert ".pdf" in other.reason
    assert "HTML" in other.reason, "says what would be right"
    assert not other.named


def test_an_empty_folder_is_a_problem_of_the_one_who_named_it(tmp_path: Path) -> None:
    put(tmp_path / ".only-hidden")
    (problem,) = read(tmp_path)
    assert problem == Problem("sources", str(tmp_path), "the folder holds no file", named=True)


def test_a_missing_file_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    missing, present = read(tmp_path / "none.txt", put(tmp_path / "a.txt"))
    assert missing == Problem("sources", str(tmp_path / "none.txt"), "there is no such file", named=True)
    assert isinstance(present, Raw)


def test_a_path_through_a_file_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    (problem,) = read(tmp_path / "a.txt" / "b.txt")
    assert isinstance(problem, Problem)
    assert problem.named
    assert problem.reason.startswith("cannot be read: ")


def test_records_carry_what_is_known_of_them(tmp_path: Path) -> None:
    record = {
        "text": "Токаев прибыл.", "title": "Визит", "published": "2022-08-19T12:00:00Z", "lang": "ru",
        "outlet": "TASS", "url": "https://tass.ru/1",
    }  # fmt: skip
    file = put(tmp_path / "news.jsonl", json.dumps(record) + "\n\n" + '{"text": ""}\n')
    full, bare = read(file)
    assert full == Raw(
        f"{file}, line 1", "Токаев прибыл.".encode(), url="https://tass.ru/1", outlet="TASS", title="Визит",
        language="ru", published=date(2022, 8, 19),
    )  # fmt: skip
    assert bare == Raw(f"{file}, line 3", b"")


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b'{"text": null}',
        b'{"text": 7}',
        b'{"text": "a", "published": "yesterday"}',
        b'{"text": "a", "published": 2022}',
        b'{"text": "\\ud800"}',
        b"\xff\xfe\xfa",
        pytest.param(b"[" * 100_000, id="deep"),
    ],
)
def test_a_bad_line_is_a_problem_with_its_number(tmp_path: Path, line: bytes) -> None:
    file = put(tmp_path / "news.jsonl", b'{"text": "one"}\n' + line + b'\r\n{"text": "three"}')
    one, bad, three = read(file)
    assert (one.content, three.content) == (b"one", b"three")  # type: ignore[union-attr]
    assert isinstance(bad, Problem)
    assert bad.source == f"{file}, line 2"
    assert bad.reason.startswith("is no record: ")


@pytest.mark.parametrize(("pack", "ending"), [(gzip.compress, "gz"), (zstd, "zst")])
def test_a_packed_dump_that_breaks_off_says_so(tmp_path: Path, pack: Callable[[bytes], bytes], ending: str) -> None:
    lines = b"".join(b'{"text": "number %d"}\n' % n for n in range(5_000))
    file = tmp_path / f"news.jsonl.{ending}"
    file.write_bytes(pack(lines)[:-20])
    *_, problem = read(file)
    assert isinstance(problem, Problem)
    assert (problem.source, problem.named) == (str(file), True)
    assert problem.reason.startswith("cannot be read: ")


def test_records_in_a_folder_are_read(tmp_path: Path) -> None:
    put(tmp_path / "news.JSONL", '{"text": "one"}\n{"text": "two"}\n')
    assert [item.content for item in read(tmp_path)] == [b"one", b"two"]  # type: ignore[union-attr]


def test_no_more_than_needed_to_see_that_it_is_too_much(tmp_path: Path) -> None:
    file = put(tmp_path / "big.txt", b"a" * (LARGEST_BYTES + 100))
    named, piped = read(file, "-", stdin=b"a" * (LARGEST_BYTES + 100))
    assert len(named.content) == len(piped.content) == LARGEST_BYTES + 1  # type: ignore[union-attr]


def test_files_are_read_only_when_asked_for(tmp_path: Path) -> None:
    items = read_paths([str(put(tmp_path / "a.txt", "A")), str(tmp_path / "b.txt")], BytesIO())
    next(items)
    put(tmp_path / "b.txt", "B")
    assert next(items).content == b"B"  # type: ignore[union-attr]


def test_an_empty_path_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    (problem,) = read("")
    assert isinstance(problem, Problem)


def test_a_store_is_not_read_as_texts(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "A")
    put(tmp_path / "abstand-store" / "abstand-layout", "1")
    put(tmp_path / "abstand-store" / "reports" / "b.txt", "B")
    assert [item.content for item in read(tmp_path)] == [b"A"]  # type: ignore[union-attr]
