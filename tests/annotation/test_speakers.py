from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.annotation.speakers import bare_name, find_names, read_sources
from abstand.errors import DataError, InputError
from abstand.model import LANGUAGES, Span


def names(text, language, taken=()):
    return [span.of(text) for span in find_names(text, language, taken)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Das meldete die Agentur Kabar.", ["Kabar"]),
        ("de", "So sieht es der Hydrologe Jan Meiser.", ["Jan Meiser"]),
        ("de", "Das schrieb die Zeitung „Nowy Kurier“.", ["Nowy Kurier"]),
        ("de", "Zwei Diplomaten in Brüssel bestätigten das.", ["Zwei Diplomaten in Brüssel"]),
        ("de", "Es verlautete aus diplomatischen Kreisen.", ["diplomatischen Kreisen"]),
        ("en", "The agency Kabar reported it.", ["Kabar"]),
        ("en", "The analyst Jan Meiser doubts it.", ["Jan Meiser"]),
        ("en", "It was confirmed by three western diplomats in Riga.", ["three western diplomats in Riga"]),
        ("en", "Said a source close to the talks.", ["a source close to the talks"]),
        ("fr", "L'agence Kabar l'a rapporté.", ["Kabar"]),
        ("fr", "Le politologue Jean Meiser en doute.", ["Jean Meiser"]),
        ("fr", "Des sources diplomatiques le confirment.", ["Des sources diplomatiques"]),
        ("fr", "Deux diplomates européens le disent.", ["Deux diplomates européens"]),
        ("ru", "Об этом сообщило агентство Кабар.", ["Кабар"]),
        ("ru", "Так считает политолог Ян Мейзер.", ["Ян Мейзер"]),
        ("ru", "Это подтвердили два дипломата.", ["два дипломата"]),
        ("kk", "Бұл туралы саясаттанушы Асқар Нұрша айтты.", ["Асқар Нұрша"]),
        ("kk", "Мұны екі дипломат растады.", ["екі дипломат"]),
    ],
)
def test_names_are_as_written_without_what_their_bearer_is(language, text, found):
    assert names(text, language) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Nach Ansicht des Politologen Jan Meiser stimmt das.", ["Jan Meiser"]),
        ("de", "Das fürchtet der Reeder Jan Meiser.", ["Jan Meiser"]),
        ("en", "Fewer ships came, Portwatch says.", ["Portwatch"]),
        ("fr", "Le quotidien « Nowy Kurier » l'affirme.", ["Nowy Kurier"]),
        ("kk", "Ян Мейзердің пікірінше, бұл рас.", ["Ян Мейзер"]),
        ("ru", "Очевидцы рассказали об этом.", ["очевидцы"]),
    ],
)
def test_names_in_other_places_and_forms(language, text, found):
    assert [name.casefold() for name in names(text, language)] == [name.casefold() for name in found]


def test_an_unnamed_source_may_hold_a_place_that_is_taken():
    text = "So two diplomats in Brussels said."
    taken = Span(text.index("Brussels"), text.index("Brussels") + 8)
    assert names(text, "en", [taken]) == ["two diplomats in Brussels"]


@pytest.mark.parametrize(
    ("language", "words", "bare"),
    [
        ("ru", "агентство САНА", "САНА"),
        ("de", "Zeitung „Nowy Kurier“", "Nowy Kurier"),
        ("kk", "Кабар агенттігінің", "Кабар агенттігі"),
        ("en", "Reuters", "Reuters"),
    ],
)
def test_a_medium_is_called_without_the_word_for_what_it_is(language, words, bare):
    assert bare_name(Span(0, len(words)), words, language).of(words) == bare


def test_what_is_taken_is_not_found_again():
    text = "The agency Kabar reported what Jan Meiser said."
    assert names(text, "en", [Span(text.index("Kabar"), text.index("Kabar") + 5)]) == ["Jan Meiser"]


@pytest.mark.slow
@settings(deadline=None)  # the first text of a language loads its words
@given(st.text(max_size=120), st.sampled_from(LANGUAGES))
def test_any_text_gives_names_inside_it_that_do_not_overlap(text, language):
    found = find_names(text, language, [])
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert not any(one.overlaps(other) for one, other in combinations(found, 2))


def test_languages_that_are_not_read_are_refused():
    with pytest.raises(InputError, match="'tr'"):
        find_names("Ankara", "tr", [])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("kinds = ", "no TOML"),
        ("kinds = []", "alone, articles, count"),
        (
            'alone = true\narticles = []\nendings = []\ncount = ""\nkinds = ["("]\ntitles = []\nunnamed = ["x"]',
            "no regular expression",
        ),
    ],
)
def test_mistakes_in_the_data_are_named(data, reason):
    with pytest.raises(DataError, match=reason):
        read_sources(data, "xx.toml")
