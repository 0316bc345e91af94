"""Judgements in a whole store: kept as rows, laid over every reading, the events made anew."""

import csv
import json
from datetime import UTC, datetime

import pytest
from reviewing_case import ACCUSED, AGAIN, CUT, DENIED, Reviewer, Shelf, shown, stored

from abstand import measuring
from abstand.model import EventType, Question
from abstand.store import Store, open_store
from abstand.store.exporting import Format, export


@pytest.fixture
def store() -> Store:
    return stored(ACCUSED, CUT, DENIED, AGAIN)


def test_what_was_said_comes_back_as_it_was(store, tmp_path):
    shelf = Shelf(ACCUSED, CUT, DENIED, AGAIN)
    anna = Reviewer(shelf)
    said = [anna.correct("bb22", when="2022-09-01", mode="none"), anna.relate("aa11", "dd44", True)]
    said += [anna.rename("aa11", "Astana", "KGZ"), anna.reject("cc33")]
    said.append(anna.undo(said[0]))
    kept = open_store(tmp_path / "store")
    for one in (store, kept):
        one.add_judgements(said)
        one.add_judgements([])
    assert sorted(kept.judgements(), key=lambda judgement: judgement.at) == said
    assert store.judgements() == said
    assert all(judgement.at.tzinfo is UTC or judgement.at == judgement.at.astimezone(UTC) for judgement in said)
    assert open_store(tmp_path / "store").judgements() == kept.judgements()


def test_without_judgements_all_is_as_coded(store):
    asked = Question(pair=("KAZ", "RUS"))
    assert store.entries() == store.coded()
    assert store.entries(asked) == store.coded(asked)
    assert [entry.report for entry in store.entries()] == [e.report for e in Shelf(ACCUSED, CUT, DENIED, AGAIN).coded()]


def test_a_question_is_answered_by_what_people_say(store):
    Reviewer(store).correct("bb22", recipients="BLR")
    assert shown(store, pair=("KAZ", "RUS")).keys() == {"aa11", "cc33", "dd44"}
    assert shown(store, pair=("BLR", "RUS"), types=frozenset({EventType.COERCE})).keys() == {"bb22"}
    assert shown(store, documents=frozenset({"d2"})).keys() == {"dd44"}
    assert store.entry("bb").report.recipients == ("BLR",)
    assert store.entry("zz") is None


def test_of_documents_that_nobody_has_judged_no_other_reports_are_read(store, monkeypatch):
    Reviewer(store).reject("dd44")
    monkeypatch.setattr(store, "coded", lambda *_: pytest.fail("reports were looked for"))
    assert [entry.report.id for entry in store.entries_of(["bb22", "aa11"])] == ["bb22", "aa11"]
    assert store.entry("aa11").verdict is None
    monkeypatch.undo()
    assert store.entries_of(["dd44"]) == []


@pytest.mark.slow
def test_events_are_made_anew_only_where_a_judgement_changes_them(store, monkeypatch):
    anna = Reviewer(store)
    anna.reject("aa11")
    assert _in_events(store) == {"bb22", "cc33", "dd44"}
    monkeypatch.setattr(store, "overwrite", lambda *_: pytest.fail("events were written"))
    anna.accept("bb22")
    monkeypatch.undo()
    anna.accept("aa11")
    assert _in_events(store) == {"aa11", "bb22", "cc33", "dd44"}


def _in_events(store: Store) -> set[str]:
    return {report for event in store.events() for report in event.reports}


@pytest.mark.slow
def test_the_distance_goes_by_what_people_say(store):
    before = measuring.distance(store, "KAZ", "RUS")
    Reviewer(store).correct("aa11", type="AID", mode="none")
    after = measuring.distance(store, "KAZ", "RUS")
    assert [point.distance for point in after.points] != [point.distance for point in before.points]


def test_the_time_of_a_judgement_is_utc(store):
    judgement = Reviewer(store).reject("aa11")
    (kept,) = store.judgements()
    assert kept.at == judgement.at == datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert kept.at.utcoffset().total_seconds() == 0


@pytest.mark.slow
def test_exports_hold_reports_as_people_have_left_them(tmp_path):
    store = stored(ACCUSED, CUT, AGAIN)
    reviewer = Reviewer(store)
    reviewer.reject("bb22")
    reviewer.correct("aa11", type="REJECT")
    assert export(store, "reports", Format.JSONL, tmp_path / "reports.jsonl") == 2
    rows = [json.loads(line) for line in (tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["id"]: row["type"] for row in rows} == {"aa11": "REJECT", "dd44": "ACCUSE"}
    assert all(row["sentence"] and row["outlet"] for row in rows)


@pytest.mark.parametrize("form", list(Format)[:3])
def test_judgements_are_exported_in_every_form(tmp_path, form):
    store = stored(ACCUSED, CUT)
    reviewer = Reviewer(store)
    reviewer.correct("aa11", when="2022-08-01")
    reviewer.rename("bb22", "Moscow", "Belarus")
    file = tmp_path / f"judgements.{form}"
    assert export(store, "judgements", form, file) == 2
    if form is Format.CSV:
        with file.open(newline="") as stream:
            first, second = csv.DictReader(stream)
        assert json.loads(first["reading"])["when"] == {"first": "2022-08-01", "last": "2022-08-01", "basis": "stated"}
        assert json.loads(first["targets"])[0]["report"] == "aa11"
        assert (first["naming"], second["reading"]) == ("", "")
        assert json.loads(second["naming"])["new"] == "BLR"


def test_each_judgement_gives_the_store_a_version(tmp_path):
    store = stored(ACCUSED)
    before = store.version
    Reviewer(store).accept("aa11")
    assert [version.action for version in store.versions()][before:] == ["judge"]
    assert (shown(store.as_of(before))["aa11"].confidence, shown(store)["aa11"].confidence) == (0.8, 1.0)
    Reviewer(store).reject("aa11")
    assert [version.action for version in store.versions()][before:] == ["judge", "judge"]
