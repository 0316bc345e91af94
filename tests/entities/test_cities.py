"""Cities that no data file names."""

from datetime import date

import pytest

from abstand.entities import find
from abstand.entities.cities import city_names

pytestmark = pytest.mark.slow  # all cities are read

DAY = date(2023, 3, 1)


@pytest.fixture(scope="module")
def names() -> dict[str, set[str]]:
    return {country: {name.text for name in found} for country, found in city_names(frozenset({"Kraków"})).items()}


def test_large_cities_are_named_in_both_scripts(names: dict[str, set[str]]) -> None:
    assert "Kristiansand" in names["NO"]
    assert "Қарағанды" in names["KZ"]
    assert any("а" <= name[-1] <= "я" for name in names["BR"])


def test_small_cities_have_no_names_in_cyrillic(names: dict[str, set[str]]) -> None:
    assert "Кристиансанн" not in names["NO"]


@pytest.mark.parametrize("word", ["Nice", "Bath", "Essen", "Tours", "Man", "Reading", "Lincoln", "Independence"])
def test_words_and_persons_are_not_taken(names: dict[str, set[str]], word: str) -> None:
    assert not [country for country, found in names.items() if word in found]


@pytest.mark.parametrize("city", ["Valencia", "Córdoba", "Tripoli"])
def test_names_of_two_countries_are_not_taken(names: dict[str, set[str]], city: str) -> None:
    assert not [country for country, found in names.items() if city in found]


def test_what_a_data_file_names_is_left_out(names: dict[str, set[str]]) -> None:
    assert "Kraków" not in names["PL"]


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [("Ein Zug aus Kristiansand", "de", "NOR"), ("Қарағандыда", "kk", "KAZ")],
)
def test_they_are_found(text: str, language: str, code: str) -> None:
    assert [mention.code for mention in find(text, language, DAY)] == [code]
