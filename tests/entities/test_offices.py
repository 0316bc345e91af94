"""Offices beside a state's name, who held them on a day, and persons they introduce."""

from datetime import date

import pytest
from small import GAZETTEER

from abstand.entities import default
from abstand.model import Mention, Way

DAY = date(2003, 5, 1)
LATER = date(2006, 5, 1)


def told(text: str, on: date | None = DAY, language: str = "en") -> list[tuple[str, str]]:
    """The words of each office or person with whom they stand for."""
    found = (GAZETTEER if language == "en" else default()).find(text, language, on)
    return [(text[m.start : m.end], m.entity) for m in found if m.way in (Way.OFFICE, Way.PERSON)]


@pytest.mark.parametrize(
    ("text", "on", "found"),
    [
        ("the Arish president", DAY, [("Arish president", "ada-quill")]),
        ("the Arish president", LATER, [("Arish president", "ben-rook")]),
        ("the Arish president", date(1999, 1, 1), [("Arish president", "AAA")]),
        ("the Arish president", None, [("Arish president", "AAA")]),
        ("the president of Arland", DAY, [("president of Arland", "ada-quill")]),
        ("the President of the Arland", DAY, [("President of the Arland", "ada-quill")]),
        ("Arland's president", DAY, [("Arland's president", "ada-quill")]),
        ("Arland president spoke", DAY, []),
        ("the former Arish president", DAY, [("Arish president", "AAA")]),
        ("the Arish ex-president", DAY, [("Arish ex-president", "AAA")]),
        ("the Arish vice president", DAY, [("Arish vice president", "AAA")]),
        ("the president spoke of Arland", DAY, []),
        ("the president in Arland City", DAY, []),
        ("the Arish foreign ministry spokesman", DAY, [("Arish foreign ministry spokesman", "AAA")]),
        ("the spokesman of the Arish foreign ministry", DAY, [("spokesman of the Arish foreign ministry", "AAA")]),
        ("the Borish chancellor of state", DAY, [("Borish chancellor of state", "BBB")]),
        ("the Arish chancellor of state", DAY, []),
        ("Arish president Quill", DAY, [("Arish president", "ada-quill"), ("Quill", "ada-quill")]),
    ],
)
def test_an_office_and_its_state(text, on, found):
    assert told(text, on) == found


def test_an_office_carries_its_state():
    (mention,) = GAZETTEER.find("the Arish president", "en", DAY)
    assert mention == Mention("AAA", 4, 19, Way.OFFICE, "ada-quill", "person")


def test_a_term_that_contradicts_the_day_is_a_problem_and_no_guess():
    found = GAZETTEER.examine("Arish president Quill spoke.", "en", LATER)
    assert [(m.way, m.entity) for m in found.mentions] == [(Way.OFFICE, "AAA"), (Way.PERSON, "ada-quill")]
    (problem,) = found.problems
    assert problem.stage == "entities"
    assert problem.reason == "“Arish president”: Ada Quill was not head-of-state of AAA on 2006-05-01"
    assert not GAZETTEER.examine("former Arish president Quill spoke.", "en", LATER).problems


@pytest.mark.parametrize(
    ("language", "text", "on", "found"),
    [
        ("de", "der amerikanische Präsident", date(2016, 12, 1), [("amerikanische Präsident", "barack-obama")]),
        ("de", "der amerikanische Präsident", date(2017, 2, 1), [("amerikanische Präsident", "donald-trump")]),
        ("de", "Präsident der Ukraine", date(2023, 2, 1), [("Präsident der Ukraine", "volodymyr-zelensky")]),
        ("de", "Kasachstans Präsident", date(2023, 2, 1), [("Kasachstans Präsident", "kassym-jomart-tokayev")]),
        ("fr", "le président américain", date(2010, 2, 1), [("président américain", "barack-obama")]),
        ("fr", "ministre russe des Affaires étrangères", date(2010, 2, 1),
         [("ministre russe des Affaires étrangères", "sergei-lavrov")]),
        ("ru", "министра иностранных дел России", date(2010, 2, 1),
         [("министра иностранных дел России", "sergei-lavrov")]),
        ("ru", "бывший президент Франции", date(2010, 2, 1), [("президент Франции", "FRA")]),
        ("kk", "Ресей президентінің", date(2010, 2, 1), [("Ресей президентінің", "dmitry-medvedev")]),
        ("kk", "АҚШ елшісі", date(2010, 2, 1), [("АҚШ елшісі", "USA")]),
    ],
)  # fmt: skip
def test_offices_in_each_language(language, text, on, found):
    assert told(text, on, language) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arish foreign ministry spokesman John Doe spoke. Doe left.", ["John Doe"]),
        ("Arish foreign ministry spokesman John Doering spoke. Doering left.", ["John Doering", "Doering"]),
        ("John Doering, the Arish embassy spokesman, left. Doering's bag stayed.", ["John Doering", "Doering"]),
        ("John Doering spoke.", []),
        ("Arish foreign ministry spokesman john doering spoke.", []),
        ("Arish president Ada Quill spoke.", ["Ada Quill"]),
    ],
)
def test_a_person_introduced_by_an_office(text, found):
    mentions = [m for m in GAZETTEER.find(text, "en", DAY) if m.way is Way.PERSON]
    assert [text[m.start : m.end] for m in mentions] == found
    assert {m.code for m in mentions} <= {"AAA"}


def test_decoys_hide_what_stands_in_them():
    assert GAZETTEER.find("He lives on Arland Avenue.", "en", DAY) == []
