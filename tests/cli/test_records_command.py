"""``abstand code --jsonl``: every id answered, in order, and nothing else on standard output."""

import json

import pytest
from cli_texts import MEETING

FIELDS = {
    "type", "mode", "actors", "recipients", "status", "speakers", "when", "domain", "trigger", "confidence",
}  # fmt: skip


def lines(*records: object) -> bytes:
    texts = (record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records)
    return "\n".join(texts).encode()


def test_the_shape_of_an_answer(abstand):
    said = abstand("code", "--jsonl", "-", stdin=lines({"id": "a", "text": MEETING, "published": "2022-08-24"}))
    assert (said.status, said.err) == (0, "")
    (answer,) = said.rows
    assert set(answer) == {"id", "events"}
    (event,) = answer["events"]
    assert set(event) == FIELDS
    assert (event["type"], event["status"]) == ("CONSULT", "asserted")
    assert event["mode"] in ("meet", "visit")  # one came to the capital of the other
    assert set(event["actors"]) | set(event["recipients"]) == {"KAZ", "RUS"}
    assert event["when"] == ["2022-08-22", "2022-08-22"], "the Monday before publication"
    assert 0 <= event["confidence"] <= 1


def test_every_id_is_answered_in_order_whatever_its_record_holds(abstand):
    stdin = lines(
        {"id": "first", "text": MEETING},
        "this is no JSON",
        "",
        ["no", "object"],
        {"text": "no id"},
        {"id": "no text"},
        {"id": "text of another kind", "text": 5},
        {"id": "emoji", "text": "🙂🎉🙂"},
        {"id": "empty", "text": "  "},
        {"id": "chinese", "text": "普京周一在莫斯科会见了托卡耶夫。"},
        {"id": "unknown language", "text": MEETING, "lang": "xx"},
        {"id": "no day", "text": MEETING, "published": "soon"},
        {"id": "odd context", "text": MEETING, "before": 5},
        '{"id": "half a character", "text": "\\ud800 ' + MEETING + '"}',
        {"id": 7, "text": MEETING},
        {"id": "first", "text": MEETING},
    )
    said = abstand("code", "--jsonl", "-", stdin=stdin)
    assert said.status == 0
    assert [row["id"] for row in said.rows] == [
        "first", "no text", "text of another kind", "emoji", "empty", "chinese", "unknown language", "no day",
        "odd context", "half a character", 7, "first",
    ]  # fmt: skip
    assert [row["id"] for row in said.rows if row["events"]] == ["first", 7, "first"]
    complaints = said.err.splitlines()
    assert len(complaints) == 12
    assert complaints[0].startswith("abstand: line 2: is no JSON")
    assert complaints[1] == "abstand: line 4: is no object with an `id`"
    assert complaints[3] == "abstand: line 6, id no text: has no `text`"
    assert complaints[9] == "abstand: line 12, id no day: `published` is 'soon', no day; write it as 2022-08-19"


def test_strict_counts_problems(abstand):
    assert abstand("code", "--jsonl", "-", "--strict", stdin=lines({"id": 1, "text": MEETING})).status == 0
    assert abstand("code", "--jsonl", "-", "--strict", stdin=lines({"id": 1})).status == 1


def test_several_sentences_are_put_together_without_doubles(abstand):
    text = f"{MEETING} It rained. {MEETING} France condemned the attack on Ukraine."
    record = lines({"id": 1, "text": text, "lang": "en"})
    (answer,) = abstand("code", "--jsonl", "-", "--coder", "cues", stdin=record).rows
    assert [event["type"] for event in answer["events"]].count("CONSULT") == 1
    assert "ACCUSE" in [event["type"] for event in answer["events"]]


def test_what_stands_before_is_context_and_not_coded(abstand):
    records = lines({"id": 1, "text": "It rained.", "before": MEETING, "lang": "en"})
    assert abstand("code", "--jsonl", "-", stdin=records).rows == [{"id": 1, "events": []}]


def test_a_file_with_a_byte_order_mark_and_windows_line_ends(abstand, file):
    file("a.jsonl", b"\xef\xbb\xbf" + lines({"id": 1, "text": MEETING}) + b"\r\n")
    said = abstand("code", "--jsonl", "a.jsonl")
    assert (said.rows[0]["id"], len(said.rows[0]["events"]), said.err) == (1, 1, "")


def test_broken_bytes_are_a_problem_of_their_record_alone(abstand):
    broken = b'{"id": "broken", "text": "Putin met Tokayev \xff in Moscow."}\n'
    said = abstand("code", "--jsonl", "-", stdin=broken + lines({"id": "whole", "text": MEETING}))
    assert [(row["id"], bool(row["events"])) for row in said.rows] == [("broken", False), ("whole", True)]
    assert "line 1, id broken: `text` is no valid Unicode" in said.err


def test_an_id_with_half_a_character_comes_back_as_it_was(abstand):
    said = abstand("code", "--jsonl", "-", stdin=b'{"id": "\\ud800", "text": "x"}')
    assert said.rows[0]["id"] == "\ud800"


def test_json_nested_too_deep_is_no_json(abstand):
    said = abstand("code", "--jsonl", "-", stdin=b"[" * 100_000 + b"\n" + lines({"id": 1, "text": MEETING}))
    assert [row["id"] for row in said.rows] == [1]
    assert said.err.startswith("abstand: line 1: is no JSON")


def test_a_sentence_of_5000_words(abstand):
    text = "While the old house stood near a river and " * 600 + "Putin met Tokayev in Moscow."
    (answer,) = abstand("code", "--jsonl", "-", stdin=lines({"id": "long", "text": text, "lang": "en"})).rows
    assert answer["id"] == "long"


@pytest.mark.parametrize(("name", "reason"), [("nowhere.jsonl", "No such file"), (".", "Is a directory")])
def test_a_file_that_cannot_be_read(abstand, name, reason):
    said = abstand("code", "--jsonl", name)
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith(f"abstand: {name}: cannot be read: {reason}")


def test_nothing_in_nothing_out(abstand, tmp_path):
    said = abstand("code", "--jsonl", "-", stdin=b"")
    assert (said.status, said.out, said.err) == (0, "", "")
    assert list(tmp_path.iterdir()) == [], "records leave no store behind"


@pytest.mark.slow
def test_in_a_process_of_its_own(shell):
    said = shell(
        "code", "--jsonl", "-", stdin=lines({"id": 1, "text": MEETING}, "no JSON", {"id": 2}) + b'\n{"id": "\xff"}'
    )
    assert said.status == 0
    assert [row["id"] for row in said.rows] == [1, 2, "\udcff"]
    assert len(said.err.splitlines()) == 3
