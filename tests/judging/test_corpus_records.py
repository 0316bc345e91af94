"""Judged sentences as records of the corpus: what training/check.py accepts, and what is left out and why."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from reviewing_case import ACCUSED, AGAIN, CUT, DENIED, TEXT, Reviewer, Shelf, at, recoded, report

from abstand.judging.corpus import DOUBLE, NEEDS_CONTEXT, NO_TRIGGER, ONE_PARTY, UNJUDGED, corpus_records
from abstand.model import EventType, Evidence, Question, Role

sys.path.append(str(Path(__file__).parents[2] / "training"))
from check import known_codes, record_faults


def exported(store, with_context=False):
    records, left_out = corpus_records(
        store.entries(Question(with_rejected=True)), store.docket(), with_context=with_context
    )
    for record in records:
        assert list(record_faults(record, known_codes())) == []
    return records, dict(left_out)


@pytest.mark.slow
def test_a_sentence_whose_reports_are_all_judged_is_a_record(store, anna, ben):
    anna.accept("aa11")
    anna.reject("cc33")
    ben.correct("bb22", status="rumoured", when="2022-08-01..2022-08-31", speakers="Arkadij Dubnow")
    (record,), left_out = exported(store)
    assert left_out == {}
    assert (record["text"], record["lang"], record["published"], record["licence"]) == (
        TEXT, "en", "2022-08-19", "quote",
    )  # fmt: skip
    assert record["coder"] == "anna, ben"
    assert record["origin"] == "Outlet d1, Title, https://example.org/d1"
    assert "before" not in record
    accused, cut = record["events"]
    assert (accused["type"], accused["mode"], accused["trigger"]) == ("ACCUSE", "allege", "accused")
    assert cut == {
        "type": "COERCE", "mode": "withhold", "actors": ["RUS"], "recipients": ["KAZ"], "status": "rumoured",
        "speakers": ["Arkadij Dubnow"], "when": ["2022-08-01", "2022-08-31"], "trigger": "cutting", "domain": "energy",
    }  # fmt: skip


def test_rejected_reports_alone_make_a_quiet_record(store, anna):
    anna.reject("dd44")
    (record,), _ = exported(store)
    assert (record["lang"], record["events"]) == ("de", [])


def test_a_sentence_with_an_unjudged_report_is_left_out_and_untouched_ones_are_not_counted(store, anna):
    anna.accept("aa11")
    assert exported(store) == ([], {UNJUDGED: 1})


def test_the_same_store_gives_the_same_records_under_the_same_ids(store, anna):
    anna.accept("dd44")
    assert exported(store) == exported(store)
    anna.correct("dd44", status="rumoured")
    ((record,), _), ((other,), _) = exported(store), exported(recoded(store, AGAIN))
    assert record == other


def test_why_and_who_are_noted(store):
    by_name = Reviewer(store, "chief")
    by_name.by = lambda: replace(Reviewer.by(by_name), reason="a noun, no act")  # type: ignore[method-assign]
    by_name.reject("dd44")
    (record,), _ = exported(store)
    assert (record["coder"], record["notes"]) == ("chief", "a noun, no act")


def test_modes_that_the_corpus_does_not_tell_apart_are_left_open():
    store = Shelf(report("ff01", EventType.ASSAULT, "denied", mode="aerial"))
    Reviewer(store).accept("ff01")
    (record,), _ = exported(store)
    assert record["events"][0]["mode"] is None


def test_an_act_whose_words_stand_elsewhere_is_left_out():
    elsewhere = replace(ACCUSED, id="ff01", sentence=at("which Moscow denied."), evidence=ACCUSED.evidence[:1])
    store = Shelf(elsewhere)
    Reviewer(store).accept("ff01")
    assert exported(store) == ([], {NO_TRIGGER: 1})


def test_an_act_left_with_one_party_is_left_out(store):
    shelf = Shelf(ACCUSED)
    Reviewer(shelf).accept("aa11")
    Reviewer(shelf).rename("aa11", "Astana", "RUS")
    assert exported(shelf) == ([], {ONE_PARTY: 1})


@pytest.mark.parametrize("with_context", [True, False])
def test_a_party_named_before_the_sentence_needs_the_context(with_context):
    text = "Astana has had enough. It expelled two diplomats of Moscow."
    before, sentence = text.split(". ", 1)
    span = at(sentence, text)
    evidence = (
        Evidence(Role.ACT, at("expelled", text), "test"),
        Evidence(Role.ACTOR, at("Astana", text), "capital", "KAZ"),
        Evidence(Role.RECIPIENT, at("Moscow", text), "capital", "RUS"),
    )
    store = Shelf(report("ff01", EventType.SANCTION, "denied", sentence=span, evidence=evidence))
    (entry,) = store.coded()
    store._entries = [replace(entry, sentence=sentence, document=replace(entry.document, text=text))]
    Reviewer(store).accept("ff01")
    records, left_out = exported(store, with_context)
    if with_context:
        assert [record["before"] for record in records] == [f"{before}."]
    else:
        assert left_out == {NEEDS_CONTEXT: 1}


def test_the_same_words_in_two_documents_are_one_record_the_one_judged_last():
    copy = replace(ACCUSED, id="ff01", document="d3")
    store = Shelf(ACCUSED)
    (entry,) = store.coded()
    store._entries.append(replace(entry, report=copy, document=replace(entry.document, id="d3")))
    anna = Reviewer(store)
    anna.accept("ff01")
    anna.correct("aa11", status="rumoured")
    (record,), left_out = exported(store)
    assert record["events"][0]["status"] == "rumoured"
    assert left_out == {DOUBLE: 1}


def test_acts_that_differ_in_nothing_are_one_event():
    store = Shelf(CUT, replace(DENIED, status=CUT.status, speakers=CUT.speakers))
    anna = Reviewer(store)
    anna.accept("bb22")
    anna.accept("cc33")
    (record,), _ = exported(store)
    assert len(record["events"]) == 1
