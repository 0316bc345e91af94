"""What cannot be read: one clear line naming file and reason, the other files still coded."""

import os

import pytest
from cli_texts import MEETING

from abstand.store import open_store

CHINESE = "普京周一在莫斯科会见了托卡耶夫。哈萨克斯坦总统表示，两国关系良好。"
BAD = {
    "empty.txt": (b"", "the file is empty"),
    "blank.txt": (b" \n\n\t ", "the file is empty"),
    "binary.txt": (bytes(range(256)) * 20, "a binary file"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG image, not a text or HTML file"),
    "chinese.txt": (CHINESE.encode(), "is written in CJK script; Abstand reads de, fr, en, ru, kk"),
    "broken.txt": (
        "Der Präsident grüßt früh über Österreich. ".encode() + b"\xff",
        "no valid UTF-8 text (byte 0xff at",
    ),
    "without.html": (b"<html><head><title>x</title></head><body><script>1</script></body></html>", "no article text"),
    "feed.html": (b"<?xml version='1.0'?><rss><channel/></rss>", "an XML file (a feed or a site map?)"),
    "signs.txt": ("🙂🙂🙂 12:30 ***".encode(), "holds no words"),
}


@pytest.mark.parametrize(("name", "content", "reason"), [(name, *rest) for name, rest in BAD.items()], ids=BAD)
def test_one_line_names_file_and_reason(abstand, file, name, content, reason):
    file(name, content)
    said = abstand("code", name, "--jobs", "1")
    assert said.status == 1, "an input that was named could not be read"
    (line,) = said.err.splitlines()
    assert line.startswith(f"problem: {name}: ")
    assert reason in line
    assert line.count(name) == 1, "the file is named once"
    assert open_store("abstand-store").documents() == []


def test_a_text_of_50_mb(abstand, tmp_path):
    with (tmp_path / "big.txt").open("wb") as stream:
        for _ in range(50):
            stream.write(b"Putin met Tokayev. " * 52_632)
    said = abstand("code", "big.txt", "--jobs", "1")
    assert said.status == 1
    (line,) = said.err.splitlines()
    assert line.startswith("problem: big.txt: ")
    assert "20,000,000" in line, "the most that is read"


def test_a_missing_file(abstand, file):
    file("a.txt", MEETING)
    said = abstand("code", "nowhere.txt", "a.txt", "--jobs", "1", "--json")
    assert said.status == 1
    assert said.rows[0]["coded"] == 1
    assert said.rows[0]["problems"] == [{"source": "nowhere.txt", "reason": "there is no such file"}]


def test_an_empty_folder(abstand, tmp_path):
    (tmp_path / "in").mkdir()
    said = abstand("code", "in", "--jobs", "1")
    assert said.status == 1
    assert "problem: in: the folder holds no file" in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["locked.txt", "locked.jsonl"])
def test_a_file_that_may_not_be_read(abstand, file, name):
    file(name, MEETING).chmod(0)
    said = abstand("code", name, "--jobs", "1")
    assert said.status == 1
    assert f"problem: {name}: cannot be read: Permission denied" in said.err


def test_the_other_files_of_a_folder_are_coded_all_the_same(abstand, file):
    for name, (content, _) in BAD.items():
        file(f"in/{name}", content)
    file("in/zz.txt", MEETING)
    file("in/photo.jpg", b"\xff\xd8\xff")
    said = abstand("code", "in", "--jobs", "1", "--json")
    assert said.status == 0, "the folder was named, not the files in it"
    assert said.rows[0]["coded"] == 1
    assert {problem["source"] for problem in said.rows[0]["problems"]} == {f"in/{name}" for name in (*BAD, "photo.jpg")}
    assert len(open_store("abstand-store").problems()) == len(BAD) + 1


def test_strict(abstand, file):
    file("in/a.txt", MEETING)
    assert abstand("code", "in", "--jobs", "1", "--strict").status == 0
    file("in/empty.txt", "")
    assert abstand("code", "in", "--jobs", "1", "--strict").status == 1


def test_only_the_first_problems_are_shown_and_all_are_kept(abstand, file):
    for number in range(25):
        file(f"in/{number:02}.txt", "")
    said = abstand("code", "in", "--jobs", "1")
    *shown, last = said.err.splitlines()
    assert len(shown) == 20
    assert last == "… and 5 more problems; the store keeps them all"
    assert len(open_store("abstand-store").problems()) == 25


def test_a_name_that_looks_like_markup(abstand, file):
    file("[/red].txt", "")
    assert "problem: [/red].txt: the file is empty" in abstand("code", "[/red].txt", "--jobs", "1").err
