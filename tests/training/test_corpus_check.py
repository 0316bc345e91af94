"""What the check of the corpus finds."""

import json
from pathlib import Path
from typing import Any

import pytest
from check import RULES, faults, known_codes, quotas, record_faults
from near_duplicates import near_duplicates, shingles
from records import is_train, items, read, read_all

EVENT: dict[str, Any] = {
    "type": "SANCTION", "mode": "expel", "actors": ["KAZ"], "recipients": ["RUS"], "status": "asserted", "speakers": [],
    "when": ["2022-09-01", "2022-09-02"], "trigger": "expelled", "domain": "diplomatic",
}  # fmt: skip
RECORD: dict[str, Any] = {
    "id": "x-1", "lang": "en", "text": "Astana expelled two Russian diplomats.", "published": "2022-09-02",
    "events": [EVENT], "origin": "test", "licence": "CC BY-SA 4.0", "coder": "a", "pass": 1, "kind": "plain",
}  # fmt: skip


def found(record: dict[str, Any]) -> list[str]:
    return list(record_faults(record, known_codes()))


def test_a_right_record() -> None:
    assert found(RECORD) == []
    assert found({**RECORD, "published": None, "before": "x", "notes": "y", "events": []}) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"lang": "it"}, "unknown language it"),
        ({"kind": "poem"}, "unknown kind poem"),
        ({"published": "2022-13-01"}, "published is no day: 2022-13-01"),
        ({"colour": "red"}, "unknown field colour"),
        ({"text": ""}, "field text is missing or no text"),
        ({"text": 7}, "field text is missing or no text"),
        ({"events": None}, "events is no list of objects"),
        ({"events": "none"}, "events is no list of objects"),
    ],
)
def test_faults_of_a_record(change: dict[str, Any], fault: str) -> None:
    assert fault in found({**RECORD, **change})


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"type": "SHOUT"}, "SHOUT: unknown type"),
        ({"mode": "phone"}, "SANCTION: unknown mode phone"),
        ({"status": "perhaps"}, "SANCTION: unknown status perhaps"),
        ({"domain": "weather"}, "SANCTION: unknown domain weather"),
        ({"trigger": "banned"}, "SANCTION: trigger 'banned' does not stand in the text"),
        ({"actors": [], "recipients": ["RUS", "CHN"]}, "SANCTION: no actor"),
        ({"recipients": []}, "SANCTION: fewer than two entities"),
        ({"recipients": ["RUS", "KAZ"]}, "SANCTION: on both sides: ['KAZ']"),
        ({"recipients": ["XQX"]}, "SANCTION: unknown code XQX"),
        ({"when": ["2022-09-02", "2022-09-01"]}, "SANCTION: when is no interval of days: ['2022-09-02', '2022-09-01']"),
        ({"actors": None}, "SANCTION: no lists of texts: ['actors']"),
        ({"trigger": None}, "SANCTION: trigger None does not stand in the text"),
        ({"when": "2022"}, "SANCTION: when is no interval of days: 2022"),
    ],
)
def test_faults_of_an_event(change: dict[str, Any], fault: str) -> None:
    assert found({**RECORD, "events": [{**EVENT, **change}]}) == [fault]


def test_a_missing_part_of_an_event() -> None:
    event = {key: value for key, value in EVENT.items() if key != "domain"}
    assert found({**RECORD, "events": [event]}) == ["SANCTION: missing or unknown fields ['domain']"]


def test_doubles_within_the_corpus_and_with_gold() -> None:
    near = {**RECORD, "id": "x-2", "text": "Astana expelled two Russian diplomats today."}
    gold = [{"id": "g-1", "text": "astana expelled two russian diplomats"}]
    told = list(faults([RECORD, near, {**RECORD, "text": "Something else entirely stands here."}], gold))
    assert "x-1: id stands 2 times" in told
    assert "x-1: nearly the same as g-1 (Jaccard 1.00)" in told
    assert "x-2: nearly the same as x-1 (Jaccard 0.75)" in told


def test_shingles_of_short_texts() -> None:
    assert shingles("Two words", 3) == {"two words"}
    assert shingles("", 3) == {""}
    assert shingles("One, two; three four", 3) == {"one two three", "two three four"}


def test_far_texts_are_no_doubles() -> None:
    texts = [("a", "The minister flew to Baku on Monday"), ("b", "The minister flew to Paris on Friday")]
    assert list(near_duplicates(texts, [], 0.7, 3)) == []


def test_quotas_leave_natural_text_out_of_the_shares() -> None:
    natural = {**RECORD, "id": "n-1", "kind": "natural", "events": []}
    table = {quota.name: quota for quota in quotas([RECORD, natural])}
    assert table["records"].have == 2
    assert table["natural"].have == 1
    assert table["share time"].have == 1.0
    assert table["share quiet"].have == 0.5
    assert table["SANCTION"].have == 1
    assert table["SANCTION"].short
    assert not table["share time"].short


def test_every_named_trap_has_its_quota() -> None:
    assert set(RULES["traps"]) <= {quota.name for quota in quotas([RECORD])}


def test_items_count_pairs_as_gold_does() -> None:
    both = {**EVENT, "actors": ["KAZ", "RUS"], "recipients": []}
    assert set(items([EVENT, both])) == {("SANCTION", frozenset({"KAZ", "RUS"}))}
    assert items([{**EVENT, "recipients": ["x-other"]}]) == {}
    three = {**EVENT, "actors": ["KAZ", "RUS", "CHN"], "recipients": []}
    assert len(items([three])) == 3


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x"}\n\n[]\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.jsonl:3: not an object"):
        list(read(tmp_path / "a.jsonl"))
    (tmp_path / "a.jsonl").write_text('{"id": "x"}\n{', encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.jsonl:2: "):
        list(read(tmp_path / "a.jsonl"))
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "\xff"}')
    with pytest.raises(ValueError, match=r"a\.jsonl: is not UTF-8: .* at byte 8"):
        list(read(tmp_path / "a.jsonl"))


def test_the_split_is_fixed() -> None:
    ids = [f"id-{number}" for number in range(2000)]
    assert 0.83 < sum(map(is_train, ids)) / len(ids) < 0.87
    assert [number for number in range(20) if not is_train(f"id-{number}")] == [4, 7, 18]


def test_the_corpus_is_read_whole(tmp_path: Path) -> None:
    for language in ("de", "kk"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "a.jsonl").write_text(json.dumps({"lang": language}) + "\n", encoding="utf-8")
    assert [record["lang"] for record in read_all(tmp_path)] == ["de", "kk"]
