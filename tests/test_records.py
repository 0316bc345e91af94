"""Records in, records out: ``code_records`` as a function; the command is tested in cli/."""

import json
from dataclasses import replace
from datetime import date

import pytest

from abstand import coding
from abstand.entities import default
from abstand.errors import DataError
from abstand.model import Basis, Domain, EventType, Problem, Report, Span, Status, When
from abstand.records import code_records, event_record, without_doubles

MEETING = "Putin met Tokayev in Moscow on Monday."
PLAIN = {
    "de": "Putin traf Tokajew am Montag in Moskau.",
    "fr": "Poutine a rencontré Tokaïev lundi à Moscou.",
    "en": MEETING,
    "ru": "Путин встретился с Токаевым в Москве.",
    "kk": "Путин Мәскеуде Тоқаевпен кездесті.",
}
DAY = When(date(2022, 8, 19), date(2022, 8, 21), Basis.STATED)
REPORT = Report(
    "r1", "d1", Span(0, 18), EventType.CONSULT, "meet", ("RUS", "KAZ"), (), Status.ASSERTED, ("TASS",), DAY,
    Domain.DIPLOMATIC, "met", 0.75,
)  # fmt: skip


def answered(*records: object) -> tuple[list[dict], list[Problem]]:
    problems: list[Problem] = []
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    return list(code_records(lines, default(), problems.append)), problems


@pytest.mark.parametrize("lang", PLAIN)
def test_a_plain_meeting_in_every_language(lang):
    ((answer,), problems) = answered({"id": lang, "text": PLAIN[lang], "lang": lang})
    assert problems == []
    (event,) = [event for event in answer["events"] if event["type"] == "CONSULT"]
    assert {*event["actors"], *event["recipients"]} == {"KAZ", "RUS"}
    assert event["status"] == "asserted"


def test_the_language_is_told_from_the_text_where_it_is_not_given():
    long = (
        MEETING + " The two presidents talked about the weather, the harvest and the price of bread in both countries."
    )
    answers, _ = answered({"id": 1, "text": long}, {"id": 2, "text": PLAIN["kk"]})
    assert all(answer["events"] for answer in answers)


def test_answers_come_while_the_input_still_runs():
    def endless():
        number = 0
        while True:
            number += 1
            yield json.dumps({"id": number, "text": "It rained.", "lang": "en"})

    answers = code_records(endless(), default(), print)
    assert [next(answers)["id"], next(answers)["id"]] == [1, 2]


def test_the_trigger_stands_in_the_text_and_not_in_what_was_before():
    ((answer,), _) = answered(
        {"id": 1, "before": "France condemned Russia. ", "text": "Later " + MEETING, "lang": "en"}
    )
    assert [event["trigger"] for event in answer["events"]] == ["met"]


def test_what_coding_throws_is_a_problem_and_the_id_is_answered(monkeypatch):
    def fails(*_):
        raise KeyError("lost")

    monkeypatch.setattr(coding, "code", fails)
    answers, (problem,) = answered({"id": "x", "text": MEETING, "lang": "en"})
    assert answers == [{"id": "x", "events": []}]
    assert (problem.source, problem.reason) == ("line 1, id x", "KeyError: 'lost'")


def test_what_annotation_throws_is_one_too(monkeypatch):
    def fails(*_):
        raise ZeroDivisionError("by 0")

    monkeypatch.setattr("abstand.records.annotate", fails)
    answers, (problem,) = answered({"id": "x", "text": MEETING, "lang": "en"})
    assert answers == [{"id": "x", "events": []}]
    assert problem.reason == "ZeroDivisionError: by 0"


def test_a_data_file_of_ours_that_is_wrong_stops_all(monkeypatch):
    def fails(*_):
        raise DataError("cues/en.toml", "cue", "is wrong")

    monkeypatch.setattr(coding, "code", fails)
    with pytest.raises(DataError):
        answered({"id": "x", "text": MEETING, "lang": "en"})


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "has no `text`"),
        ({"text": None}, "has no `text`"),
        ({"text": ["a"]}, "`text` is ['a'], not a text"),
        ({"text": MEETING, "before": 5}, "`before` is 5, not a text"),
        ({"text": MEETING, "lang": "xx"}, "language 'xx' is none of de, fr, en, ru, kk"),
        ({"text": MEETING, "lang": ["en"]}, "language ['en'] is none of de, fr, en, ru, kk"),
        ({"text": MEETING, "published": "soon"}, "`published` is 'soon', no day; write it as 2022-08-19"),
        ({"text": "a" + "\ud800"}, "`text` is no valid Unicode (a broken byte or half a character at offset 1)"),
        ({"text": "🙂"}, "the text holds no words; Abstand reads de, fr, en, ru, kk"),
    ],
)
def test_what_is_wrong_with_a_record_is_said(fields, reason):
    answers, problems = answered({"id": 1, **fields})
    assert answers == [{"id": 1, "events": []}]
    assert [(problem.source, problem.reason) for problem in problems] == [("line 1, id 1", reason)]


@pytest.mark.parametrize("published", ["2022-08-24", "2022-08-24T10:00:00Z", None, ""])
def test_days_and_moments_of_publication(published):
    assert answered({"id": 1, "text": MEETING, "lang": "en", "published": published})[1] == []


def test_doubles_have_the_same_type_parties_and_status():
    turned = event_like(actors=("KAZ", "RUS"), id="r2", trigger="talked")
    denied = event_like(status=Status.DENIED)
    directed = event_like(actors=("RUS",), recipients=("KAZ",))
    other = event_like(type=EventType.AGREE)
    assert without_doubles([REPORT, turned, denied, directed, other]) == [REPORT, denied, directed, other]


def event_like(**changed: object) -> Report:
    return replace(REPORT, **changed)  # type: ignore[arg-type]


def test_an_event_as_the_interface_gives_it():
    assert event_record(REPORT) == {
        "type": "CONSULT", "mode": "meet", "actors": ["RUS", "KAZ"], "recipients": [], "status": "asserted",
        "speakers": ["TASS"], "when": ["2022-08-19", "2022-08-21"], "domain": "diplomatic", "trigger": "met",
        "confidence": 0.75,
    }  # fmt: skip
    assert event_record(event_like(when=None, mode=None))["when"] is None
    assert event_record(event_like(when=None, mode=None))["mode"] is None
