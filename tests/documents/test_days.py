from __future__ import annotations

from datetime import date

import pytest

from abstand.documents.days import day_of_stamp, printed_day

TODAY = date(2022, 10, 15)
DAY = date(2022, 10, 5)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("5. Oktober 2022", "de"),
        ("Mittwoch, 5. Okt. 2022, 14:30 Uhr", "de"),
        ("05.10.2022", "de"),
        ("05.10.2022, 9.15 Uhr", "de"),
        ("5 octobre 2022", "fr"),
        ("mercredi 5 octobre 2022 à 12h30", "fr"),
        ("05/10/2022", "fr"),
        ("October 5, 2022", "en"),
        ("5th October 2022", "en"),
        ("Wednesday, Oct 5th, 2022 | 3:30 pm", "en"),
        ("2022-10-05", "en"),
        ("5 октября 2022 года", "ru"),
        ("5 окт. 2022 г., 14:30", "ru"),
        ("17:05, 5 октября 2022", "ru"),
        ("2022 жылғы 5 қазан", "kk"),
        ("5 қазан 2022 ж.", "kk"),
        ("сәрсенбі, 5 Қазан, 2022", "kk"),
    ],
)
def test_lines_that_are_a_day(line, language):
    assert printed_day(line, language) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Am 5. Oktober 2022 trafen sie sich",
        "Oktober 2022",
        "5. Oktober",
        "31.02.2022",
        "2022",
        "05/10/2022",
        "",
        "Oktober",
    ],
)
def test_lines_that_are_none(line):
    assert printed_day(line, "en") is None


def test_slashes_are_sure_where_only_one_can_be_the_month():
    assert printed_day("15/10/2022", "en") == date(2022, 10, 15)


@pytest.mark.parametrize(
    "stamp",
    [
        "2022-10-05",
        "2022-10-05T10:00:00Z",
        "2022-10-05T23:59:00-08:00",
        "2022-10-05 10:00:00",
        "2022-10-05T10:00:00.000+0600",
        "20221005",
        "2022/10/05",
        "Wed, 05 Oct 2022 10:00:00 GMT",
        "5 октября 2022",
    ],
)
def test_stamps(stamp):
    assert day_of_stamp(stamp, TODAY) == DAY


def test_tomorrow_in_the_east_is_today_in_utc():
    assert day_of_stamp("2022-10-16T03:00:00+06:00", TODAY) == TODAY


@pytest.mark.parametrize(
    "stamp",
    [
        "2022-10-16",
        "2031-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00",
        "gestern",
        "",
        "99999999",
        "Foo, 99",
    ],
)
def test_days_to_come_epochs_and_nonsense(stamp):
    assert day_of_stamp(stamp, TODAY) is None
