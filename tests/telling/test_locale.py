"""What readers see: labels in all five languages, the same keys everywhere, days by CLDR."""

import re
from datetime import date

import pytest

from abstand.errors import AbstandError
from abstand.measuring.weights import plover
from abstand.model import LANGUAGES, Basis, EventType, Status, When
from abstand.telling.words import words

PLACES = re.compile(r"\{(\w*)\}")
PARTS = ("types", "modes", "statuses", "verdicts", "words")
CYRILLIC = ("ru", "kk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_and_status_has_a_label_of_its_own(language: str) -> None:
    told = words(language)
    types = [told.act(type_, None) for type_ in EventType]
    statuses = [told.status(status) for status in Status]
    assert all(label.strip() for label in types + statuses)
    assert len(set(types)) == len(EventType)
    assert len(set(statuses)) == len(Status)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_all_languages_have_the_same_keys(language: str, part: str) -> None:
    assert list(getattr(words(language), part)) == list(getattr(words("en"), part))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_leave_the_same_places_open(language: str) -> None:
    for key, text in words(language).words.items():
        assert set(PLACES.findall(text)) == set(PLACES.findall(words("en").words[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_written_in_the_languages_script(language: str) -> None:
    told = words(language)
    for label in (*told.types.values(), *told.modes.values(), *told.statuses.values()):
        assert bool(re.search("[а-яәіңғүұқөһ]", label.lower())) is (language in CYRILLIC), label
        assert not re.search("[a-z]", label.lower()) or language not in CYRILLIC, label


def test_languages_differ() -> None:
    for status in Status:
        assert len({words(language).status(status) for language in LANGUAGES}) >= 4


def test_modes_are_known_to_the_weights_or_to_plover() -> None:
    known = {mode for modes in plover().modes.values() for mode in modes}
    assert set(words("en").modes) <= known | {"return"}, "a label for a mode that nothing has"


@pytest.mark.parametrize(
    ("language", "label"),
    [("de", "Gespräch (Besuch)"), ("en", "Consultation (visit)"), ("kk", "Кеңесу (сапар)")],
)
def test_an_act_is_told_with_its_mode(language: str, label: str) -> None:
    assert words(language).act(EventType.CONSULT, "visit") == label


@pytest.mark.parametrize("mode", [None, "", "unheard-of"])
def test_a_mode_without_a_label_is_left_out(mode: str | None) -> None:
    assert words("en").act(EventType.CONSULT, mode) == "Consultation"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "19 août 2022"),
        ("en", "Aug 19, 2022"),
        ("ru", "19 авг. 2022"),
        ("de", "19. Aug. 2022"),
        ("kk", "2022 ж. 19 там."),
    ],
)
def test_a_day_is_told_as_the_language_writes_it(language: str, told: str) -> None:
    day = date(2022, 8, 19)
    shown = words(language).days(When(day, day, Basis.STATED))
    assert shown.replace("\u202f", " ").startswith(told)  # CLDR sets some units with a narrow blank


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_days_are_told_by_the_first_and_the_last(language: str) -> None:
    def days(first: date, last: date) -> str:
        return words(language).days(When(first, last, Basis.STATED))

    first, last = date(2022, 8, 19), date(2023, 9, 2)
    assert days(first, last) == f"{days(first, first)} {words(language).say('until')} {days(last, last)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_put_in(language: str) -> None:
    told = words(language).say("chart_title", a="Ä", b="{b}")
    assert "Ä" in told
    assert "{b}" in told, "what is put in is not read again"


def test_another_language_is_refused_in_our_words() -> None:
    with pytest.raises(AbstandError):
        words("es")
