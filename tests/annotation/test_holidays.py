from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abstand.annotation.holidays import Holiday, orthodox_easter, western_easter

YEARS = st.integers(1800, 2099)


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (1818, (3, 22), (4, 26)),
        (1943, (4, 25), (4, 25)),
        (2000, (4, 23), (4, 30)),
        (2016, (3, 27), (5, 1)),
        (2022, (4, 17), (4, 24)),
        (2025, (4, 20), (4, 20)),
        (2038, (4, 25), (4, 25)),
    ],
)
def test_easter(year, western, orthodox):
    assert western_easter(year) == date(year, *western)
    assert orthodox_easter(year) == date(year, *orthodox)


@given(YEARS)
def test_easter_is_a_sunday_between_march_and_may(year):
    for day in (western_easter(year), orthodox_easter(year)):
        assert day.weekday() == 6
        assert date(year, 3, 22) <= day <= date(year, 5, 10)


def test_four_ways_to_name_a_day():
    assert Holiday.parse({"month": 5, "day": 9}).days(2022) == (date(2022, 5, 9), date(2022, 5, 9))
    assert Holiday.parse({"easter": 49, "length": 2}).days(2022) == (date(2022, 6, 5), date(2022, 6, 6))
    assert Holiday.parse({"month": 11, "weekday": 3, "nth": 4}).days(2021) == (date(2021, 11, 25), date(2021, 11, 25))
    feast = Holiday.parse({"listed": [date(2022, 7, 9)], "length": 3})
    assert (feast.days(2022), feast.days(2023)) == ((date(2022, 7, 9), date(2022, 7, 11)), None)


@pytest.mark.parametrize("data", [{"month": 5}, {"moon": 1}, {"month": 13, "day": 1}, {}])
def test_what_names_no_day_is_refused(data):
    with pytest.raises(ValueError, match=r"names no day|unknown key|month must be"):
        Holiday.parse(data)
