"""Bare surnames: who of several is meant, and when it is nobody known."""

from datetime import date

import pytest

from abstand.entities import default, find
from abstand.entities.namesakes import same_surname
from abstand.model import Way

DAY = date(2023, 3, 1)


def persons(text: str, language: str, on: date | None = DAY) -> list[str]:
    return [mention.entity for mention in find(text, language, on) if mention.way is Way.PERSON]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sergei Medvedev wrote a book."),
        ("en", "The host, Sergei Medvedev, wrote a book."),
        ("en", "Then Anna Putin sang."),
        ("en", "Larry Vance, an investigator, spoke."),
        ("de", "Sergej Medwedew schrieb ein Buch."),
        ("de", "Gestern sang Anna Putina ein Lied."),
        ("de", "Das Christian-Putin-Haus steht noch."),
        ("fr", "Sergueï Medvedev a écrit un livre."),
        ("ru", "Сергей Медведев написал книгу."),
        ("ru", "Книгу Сергея Медведева читают все."),
        ("kk", "Сергей Медведев кітап жазды."),
        ("kk", "Бүгін Руслан Әлиев келді."),
    ],
)
def test_another_given_name_is_another_person(language: str, text: str) -> None:
    assert persons(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "entity"),
    [
        ("en", "President Medvedev spoke.", "dmitry-medvedev"),
        ("en", "In Moscow on Monday Medvedev spoke.", "dmitry-medvedev"),
        ("en", "Dmitrij Medvedev spoke.", "dmitry-medvedev"),
        ("en", "D. A. Medvedev spoke.", "dmitry-medvedev"),
        ("de", "Gestern sprach Kanzler Scholz.", "olaf-scholz"),
        ("de", "Der Trump-Putin-Gipfel begann nicht.", "donald-trump"),
        ("ru", "Дмитрий Анатольевич Медведев выступил.", "dmitry-medvedev"),
        ("kk", "Нұрсұлтан Әбішұлы Назарбаев келді.", "nursultan-nazarbayev"),
    ],
)
def test_a_title_an_initial_and_the_own_given_name_are_no_obstacle(language: str, text: str, entity: str) -> None:
    assert persons(text, language)[:1] == [entity]


@pytest.mark.parametrize(
    ("text", "on", "entity"),
    [
        ("Berdimuhamedow spoke.", date(2023, 3, 1), "serdar-berdimuhamedow"),
        ("Berdimuhamedow spoke.", date(2015, 3, 1), "gurbanguly-berdimuhamedow"),
        ("Clinton spoke.", date(1995, 3, 1), "bill-clinton"),
        ("Clinton spoke.", date(2010, 3, 1), "hillary-clinton"),
        ("Clinton spoke.", date(2016, 3, 1), "hillary-clinton"),
        ("Clinton spoke.", None, "hillary-clinton"),
        ("Bill Clinton came. Later Clinton spoke.", date(2010, 3, 1), "bill-clinton"),
        ("Assad spoke.", date(1995, 3, 1), "hafez-al-assad"),
        ("Assad spoke.", date(2005, 3, 1), "bashar-al-assad"),
        ("Kadyrov spoke.", date(2015, 3, 1), "ramzan-kadyrov"),
    ],
)
def test_of_one_states_namesakes_who_serves_or_served_last_is_meant(text: str, on: date | None, entity: str) -> None:
    assert persons(text, "en", on)[-1:] == [entity]


def test_of_two_states_namesakes_the_one_whose_state_is_named_is_meant() -> None:
    assert persons("Turkmenistan's diplomat Hajiyev spoke.", "en", DAY) == ["vepa-hajiyev"]


def test_the_office_of_a_namesake_is_no_contradiction() -> None:
    found = default().examine("Turkmen president Berdimuhamedow spoke.", "en", DAY)
    assert found.problems == []
    assert {mention.entity for mention in found.mentions} == {"serdar-berdimuhamedow"}


def test_a_surname_is_that_of_who_is_named_in_full() -> None:
    text = "Sergei Medvedev wrote a book. Medvedev likes it."
    assert persons(text, "en") == []
    text = "Medvedev spoke. His brother, Sergei Medvedev, did not. Medvedev left."
    assert persons(text, "en") == ["dmitry-medvedev"] * 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Putins", "Putin", True),
        ("Зеленскому", "Зеленский", True),
        ("Асадовым", "Асадов", True),
        ("Лавров", "Лавренко", False),
        ("Biden", "Bidault", False),
    ],
)
def test_surnames_in_other_cases_are_the_same(one: str, other: str, same: bool) -> None:
    assert same_surname(one, other) is same
