"""The level can be switched by direction, domain and status; silence looks different from a level that stands still."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from abstand.entities import default
from abstand.model import Direction, Dyad, Point, Series
from abstand.telling.charts import SILENCE_DAYS, distance_chart, specification
from abstand.telling.words import words


def silences(*days: date) -> list[dict[str, str]]:
    points = tuple(Point(Direction.SYMMETRIC, day, 0.5, 0.4, 0.6, 1, 1, 0.45, 0.55, 0, None, None) for day in days)
    series = Series(Dyad("KAZ", "RUS"), points)
    found: list[dict[str, str]] = specification(distance_chart(series, words("en"), default()))["datasets"]["silent"]
    return found


def test_a_long_time_without_reports_is_marked() -> None:
    found = silences(date(2022, 1, 1), date(2022, 1, 20), date(2022, 6, 1))
    assert [(span["from"], span["to"]) for span in found] == [("2022-01-20", "2022-06-01")]
    assert silences(date(2022, 1, 1), date.fromordinal(date(2022, 1, 1).toordinal() + SILENCE_DAYS)) == []


@pytest.mark.parametrize(
    ("query", "ways"),
    [
        ("", {"there", "back", "symmetric"}),
        ("direction=back", {"back"}),
        ("domain=diplomatic", {"there", "back", "symmetric"}),
    ],
)
def test_the_chart_shows_what_is_chosen(client: TestClient, query: str, ways: set[str]) -> None:
    spec = client.get(f"/api/chart/pair/KAZ/RUS.json?{query}&lang=en").json()
    names = words("en").directions("Kazakhstan", "Russia")
    assert {row["direction"] for row in spec["datasets"]["points"]} == {names[Direction(way)] for way in ways}


def test_a_part_without_a_level_says_so(client: TestClient) -> None:
    assert client.get("/chart/pair/KAZ/RUS.svg?domain=military").status_code == 404
    assert "not evidence of quiet" in client.get("/pair/KAZ/RUS?domain=military&lang=en").text
    assert client.get("/api/pair/KAZ/RUS?domain=military").json()["now"] is None


def test_the_page_names_the_chart_of_what_is_chosen(client: TestClient) -> None:
    page = client.get("/pair/KAZ/RUS?direction=there&type=CONSULT&lang=en").text
    assert "/chart/pair/KAZ/RUS.svg?direction=there&amp;lang=en" in page
    assert "The level of the acts chosen below alone." in page
