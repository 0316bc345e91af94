"""``abstand code PATH…``: files, folders, standard input and JSONL documents into a store."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cli_texts import MEETING

from abstand import pipeline
from abstand.store import open_store


def test_a_file_is_coded_and_told(abstand, file):
    file("a.txt", MEETING)
    said = abstand("code", "a.txt", "--jobs", "1", "--published", "2022-08-23", "--outlet", "The Outlet")
    assert (said.status, said.err) == (0, "")
    assert [line.split() for line in said.out.splitlines()[:2]] == [["read", "1"], ["coded", "1"]]
    assert "reports by type: CONSULT" in said.out
    assert "reports by status: asserted" in said.out
    told = abstand("chronicle", "RUS", "KAZ")
    assert "[met]" in told.out
    assert "The Outlet" in told.out


def test_a_folder_is_walked_and_hidden_files_are_left_out(abstand, file):
    file("in/a.txt", MEETING)
    file("in/deeper/b.html", f"<html><body><article><h1>News</h1><p>{MEETING} They talked.</p></article></body></html>")
    file("in/.hidden.txt", MEETING)
    (row,) = abstand("code", "in", "--jobs", "1", "--json").rows
    assert (row["read"], row["coded"], row["problems"]) == (2, 2, [])


def test_standard_input(abstand):
    said = abstand("code", "-", "--jobs", "1", "--json", "--lang-in", "en", stdin=MEETING.encode())
    assert said.rows[0]["types"] == {"CONSULT": 1}


def test_jsonl_documents_say_what_is_known_of_them(abstand, file):
    record = {"text": MEETING, "title": "News", "published": "2022-08-23", "lang": "en", "outlet": "The Outlet",
              "url": "https://example.org/1"}  # fmt: skip
    file("a.jsonl", json.dumps(record) + "\n\nno json\n" + json.dumps({"title": "without text"}) + "\n")
    said = abstand("code", "a.jsonl", "--jobs", "1", "--json")
    assert said.rows[0]["coded"] == 1
    assert [problem["source"] for problem in said.rows[0]["problems"]] == ["a.jsonl, line 3", "a.jsonl, line 4"]
    (document,) = open_store("abstand-store").documents()
    assert (document.title, document.outlet, document.url) == ("News", "The Outlet", "https://example.org/1")
    assert str(document.published_on) == "2022-08-23"


def test_coding_twice_adds_nothing(abstand, file):
    file("in/a.txt", MEETING)
    file("in/empty.txt", "")
    first = abstand("code", "in", "--jobs", "1", "--json").rows[0]
    tables = contents()
    again = abstand("code", "in", "--jobs", "1", "--json").rows[0]
    assert (first["coded"], first["already stored"]) == (1, 0)
    assert (again["coded"], again["already stored"], again["reports"]) == (0, 1, 0)
    assert contents() == tables


def contents() -> dict[str, list[dict[str, object]]]:
    store = open_store("abstand-store")
    names = ("documents", "sentences", "reports", "events", "problems", "runs")
    return {name: store.read(name).to_pylist() for name in names}


def test_the_same_text_twice_in_one_run_is_one_document(abstand, file):
    file("in/a.txt", MEETING)
    file("in/b.txt", MEETING)
    (row,) = abstand("code", "in", "--jobs", "1", "--json").rows
    assert (row["read"], row["coded"], row["already stored"]) == (2, 1, 1)


def test_json_puts_one_row_on_standard_output_and_nothing_else(abstand, file):
    file("in/a.txt", MEETING)
    file("in/empty.txt", "")
    said = abstand("code", "in", "--jobs", "1", "--json")
    (row,) = said.rows
    assert set(row) == {
        "read", "coded", "already stored", "sentences", "past the gate", "reports", "types", "statuses", "left out",
        "forgotten", "problems",
    }  # fmt: skip
    assert row["problems"] == [{"source": "in/empty.txt", "reason": "the file is empty"}]


@pytest.mark.parametrize(("option", "value"), [("--coder", "reader"), ("--coder", "both")])
def test_a_coder_that_is_not_installed_is_not_silently_replaced(abstand, file, monkeypatch, tmp_path, option, value):
    monkeypatch.setattr("abstand.coding.reader.model.MODEL", tmp_path / "reader.zip")
    file("a.txt", MEETING)
    said = abstand("code", "a.txt", "--jobs", "1", option, value)
    assert said.status == 0
    assert "the cue coder is used" in said.err


@pytest.mark.parametrize(("texts", "options", "jobs"), [(3, [], 1), (250, [], 2), (3, ["--jobs", "3"], 3)])
def test_processes_are_started_where_they_pay_or_are_asked_for(abstand, file, monkeypatch, texts, options, jobs):
    asked: list[int] = []
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    monkeypatch.setattr(pipeline, "code", lambda *_, jobs, **__: asked.append(jobs) or pipeline.Counters())
    file("a.jsonl", '{"text": "x"}\n' * texts)
    abstand("code", "a.jsonl", *options)
    assert asked == [jobs]


def test_a_store_of_ones_own(abstand, file):
    file("a.txt", MEETING)
    abstand("code", "a.txt", "--jobs", "1", "--store", "mine")
    assert len(open_store("mine").documents()) == 1


def test_what_is_published_today_anywhere_on_earth_is_not_of_the_future(abstand, file):
    file("a.txt", MEETING)
    in_kiritimati = (datetime.now(UTC) + timedelta(hours=14)).date()
    assert abstand("code", "a.txt", "--jobs", "1", "--published", str(in_kiritimati)).status == 0


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "give PATHs or --jsonl FILE"),
        (["a.txt", "--jsonl", "b.jsonl"], "give PATHs or --jsonl FILE"),
        (["--jsonl", "b.jsonl", "--lang-in", "de"], "are for PATHs"),
        (["a.txt", "--published", "gestern"], "'gestern' is no day; write it as 2022-08-19"),
        (["a.txt", "--published", "2999-01-01"], "2999-01-01 lies in the future"),
        (["a.txt", "--lang-in", "zh"], "'zh' is not one of"),
        (["a.txt", "--jobs", "-1"], "--jobs"),
        (["a.txt", "--nonsense"], "No such option"),
    ],
)
def test_wrong_use_is_exit_2_and_leaves_no_store(abstand, tmp_path, arguments, complaint):
    said = abstand("code", *arguments)
    assert (said.status, said.out) == (2, "")
    assert complaint in said.err
    assert not (tmp_path / "abstand-store").exists()


def test_a_folder_of_other_things_is_no_store(abstand, file):
    file("letters/dear.txt", "Dear all")
    said = abstand("code", file("a.txt", MEETING), "--store", "letters")
    assert said.status == 1
    assert said.err.endswith("letters: the folder holds other things and is no store; name an empty or new one\n")


@pytest.mark.slow
def test_in_a_process_of_its_own_with_two_workers(shell, file):
    file("in/a.txt", MEETING)
    file("in/b.txt", "Poutine a rencontré Tokaïev à Moscou lundi.")
    file("in/empty.txt", "")
    said = shell("code", "in", "--jobs", "2", "--json")
    assert said.status == 0
    assert (said.rows[0]["coded"], len(said.rows[0]["problems"])) == (2, 1)
    assert said.err == ""
    assert shell("code", "in", "--strict", "--jobs", "1").status == 1
    assert shell("code", "--no-such-option").status == 2
