"""Web archives: pages are given, the rest is counted, damage is told and passed over."""

import gzip
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from archive_files import archive, record, zstd
from fastwarc.warc import WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.model import Problem
from abstand.sources import LARGEST_BYTES, LeftOut, Raw, Reason
from abstand.sources.warc import Item, read_warc

PAGE = "<html><body><p>Токаев прибыл в Ташкент.</p></body></html>".encode()


def read(file: Path, named: bool = False) -> Iterator[Item]:
    with file.open("rb") as stream:
        yield from read_warc(stream, str(file), named)


def pages(file: Path) -> list[Raw]:
    return [item for item in read(file) if isinstance(item, Raw)]


def problems(file: Path) -> list[Problem]:
    return [item for item in read(file) if isinstance(item, Problem)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst"])
def test_pages_are_given_in_their_order(tmp_path: Path, name: str) -> None:
    file = archive(tmp_path / name, *(record(f"https://a.example/{n}", PAGE + b"%d" % n) for n in range(5)))
    found = pages(file)
    assert [page.url for page in found] == [f"https://a.example/{n}" for n in range(5)]
    assert [page.content[-1:] for page in found] == [b"0", b"1", b"2", b"3", b"4"]
    assert all(page.bulk and page.charset == "utf-8" for page in found)
    assert found[2].source == f"{file}, record 3, https://a.example/2"
    assert problems(file) == []


def test_a_file_packed_as_a_whole_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(gzip.compress(record("https://a.example/1", PAGE) + record("https://a.example/2", PAGE)))
    assert len(pages(file)) == 2


def test_the_day_of_fetching_only_bounds_the_day_of_publication(tmp_path: Path) -> None:
    """Where it was 22:30 UTC on the sixth, the seventh had begun in the east."""
    (page,) = pages(archive(tmp_path / "a.warc", record("https://a.example/", PAGE)))
    assert (page.published, page.latest) == (None, date(2023, 5, 7))
    (undated,) = pages(archive(tmp_path / "b.warc", record("https://a.example/", PAGE, fetched="once")))
    assert undated.latest is None


def test_what_is_no_page_is_left_out_and_counted(tmp_path: Path) -> None:
    file = archive(
        tmp_path / "a.warc.gz",
        record("https://a.example/moved", b"", status="301 Moved", headers="Location: /new\r\n"),
        record("https://a.example/gone", PAGE, status="404 Not Found"),
        record("https://a.example/broken", PAGE, status="503 Service Unavailable"),
        record("https://a.example/i.png", b"\x89PNG", kind="image/png"),
        record("https://a.example/robots.txt", b"User-agent: *", kind="text/plain"),
        record("https://a.example/same", b"HTTP/1.1 200 OK\r\n\r\n", type_=WarcRecordType.revisit),
        record("https://a.example/", b"GET / HTTP/1.1\r\n\r\n", type_=WarcRecordType.request),
        record("https://a.example/", b"fetchTimeMs: 3", type_=WarcRecordType.metadata),
        record("https://a.example/", PAGE),
    )
    counted = Counter(item.reason for item in read(file) if isinstance(item, LeftOut))
    assert counted == {Reason.REDIRECT: 1, Reason.HTTP_ERROR: 2, Reason.NO_PAGE: 2, Reason.REPEATED: 1}
    assert len(pages(file)) == 1
    assert problems(file) == []


def test_texts_of_a_wet_file_are_given(tmp_path: Path) -> None:
    text = record(
        "https://a.example/", "Заголовок\nТекст.".encode(), kind="text/plain", type_=WarcRecordType.conversion
    )
    (page,) = pages(archive(tmp_path / "a.warc.wet.gz", text))
    assert page.content.decode() == "Заголовок\nТекст."


def test_a_page_saved_as_a_resource_is_given(tmp_path: Path) -> None:
    saved = record("https://a.example/", PAGE, kind="text/html", type_=WarcRecordType.resource)
    assert [page.content for page in pages(archive(tmp_path / "a.warc", saved))] == [PAGE]


def test_packed_answers_are_unpacked(tmp_path: Path) -> None:
    packed = record("https://a.example/", gzip.compress(PAGE, mtime=0), headers="Content-Encoding: gzip\r\n")
    chunked = record(
        "https://a.example/", b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE), headers="Transfer-Encoding: chunked\r\n"
    )
    assert [page.content for page in pages(archive(tmp_path / "a.warc", packed, chunked))] == [PAGE, PAGE]


def test_an_answer_that_is_not_packed_as_it_says_is_a_problem(tmp_path: Path) -> None:
    lie = record("https://a.example/lie", PAGE, headers="Content-Encoding: gzip\r\n")
    file = archive(tmp_path / "a.warc.gz", lie, record("https://a.example/", PAGE))
    (problem,) = problems(file)
    assert problem.source.endswith("record 1, https://a.example/lie")
    assert "cannot be decoded" in problem.reason
    assert len(pages(file)) == 1


def test_a_bomb_is_not_unpacked_to_its_end(tmp_path: Path) -> None:
    bomb = record("https://a.example/", gzip.compress(bytes(60_000_000), 1), headers="Content-Encoding: gzip\r\n")
    (page,) = pages(archive(tmp_path / "a.warc", bomb))
    assert len(page.content) == LARGEST_BYTES + 1


@pytest.mark.parametrize("pack", [gzip.compress, zstd, bytes])
def test_behind_a_damaged_record_reading_goes_on(tmp_path: Path, pack) -> None:
    packed = [pack(record(f"https://a.example/{n}", bytes(range(97, 123)) * (n + 4))) for n in range(6)]
    middle = len(packed[2]) // 2
    packed[2] = packed[2][:middle] + b"\x00\xff\x13\x37" * 6 + packed[2][middle + 24 :]
    file = tmp_path / "a.warc"
    file.write_bytes(b"".join(packed))
    assert [page.url[-1] for page in pages(file)] == ["0", "1", "3", "4", "5"]
    (problem,) = problems(file)
    assert "damaged" in problem.reason
    assert not problem.named


@pytest.mark.parametrize("pack", [gzip.compress, zstd, bytes])
def test_a_file_that_breaks_off_gives_what_came_before(tmp_path: Path, pack) -> None:
    packed = [pack(record(f"https://a.example/{n}", PAGE * 40)) for n in range(3)]
    file = tmp_path / "a.warc"
    file.write_bytes(b"".join(packed)[: -len(packed[2]) // 2])
    assert len(pages(file)) == 2
    assert len(problems(file)) == 1


def test_a_record_that_does_not_fit_its_digest_is_damaged(tmp_path: Path) -> None:
    """A flipped letter in a file that is not packed breaks nothing else."""
    file = tmp_path / "a.warc"
    file.write_bytes(record("https://a.example/1", PAGE + b"right") + record("https://a.example/2", PAGE))
    file.write_bytes(file.read_bytes().replace(b"right", b"wrong"))
    (problem,) = problems(file)
    assert "does not fit its own digest" in problem.reason
    assert [page.url for page in pages(file)] == ["https://a.example/2"]


@pytest.mark.parametrize("content", [b"", b"no archive\r\n\r\n", gzip.compress(b"no archive", mtime=0)])
def test_what_is_no_archive_is_a_problem_of_who_named_it(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(content)
    (problem,) = read(file, named=True)
    assert isinstance(problem, Problem)
    assert problem.named


def test_the_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    content = PAGE * 3000  # 200 KB

    def highest(records: int) -> int:
        file = tmp_path / f"{records}.warc.gz"
        with file.open("wb") as stream:
            packed = gzip.compress(record("https://a.example/", content), 1)
            for _ in range(records):
                stream.write(packed)
        tracemalloc.start()
        assert sum(1 for _ in read(file)) == records
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    highest(3)
    few, many = highest(10), highest(150)  # 2 MB and 30 MB of pages
    assert many < few + 500_000


WHOLE = [gzip.compress(record(f"https://a.example/{n}", PAGE * 5 + b"%d" % n)) for n in range(6)]


@given(st.lists(st.tuples(st.integers(0, sum(map(len, WHOLE)) - 1), st.integers(1, 255)), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_damage_stops_the_reading_or_changes_a_page(flips: list[tuple[int, int]]) -> None:
    content = bytearray(b"".join(WHOLE))
    for place, change in flips:
        content[place] ^= change
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.warc.gz"
        file.write_bytes(content)
        items = list(read(file))
    found = [item.content for item in items if isinstance(item, Raw)]
    assert {*found} <= {PAGE * 5 + b"%d" % n for n in range(6)}
    assert len(found) >= len(WHOLE) - 2 * len(flips)
    assert len(found) == len(WHOLE) or any(isinstance(item, Problem | LeftOut) for item in items)
