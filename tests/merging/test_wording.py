"""What two sentences in different languages and letters have in common."""

import pytest

from abstand.merging.wording import sound, wording


@pytest.mark.parametrize(
    "spellings",
    [
        ("paschinjan", "pachinian", "pashinyan", "пашинян", "пашиняна"),
        ("selenskyj", "zelensky", "зеленский", "зеленским"),
        ("erdogan", "эрдоған", "ердоғанмен", "эрдоганом"),
        ("lawrow", "lavrov", "лавров", "лаврова"),
        ("mirsijojew", "mirziyoyev", "мирзиёев"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_a_name_sounds_alike_in_all_spellings(spellings: tuple[str, ...]) -> None:
    assert len({sound(name) for name in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("putin", "biden"), ("sochi", "samarkand"), ("batken", "bakhmut")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_a_name_without_two_consonants_has_no_sound() -> None:
    assert sound("aui") == ""


@pytest.mark.parametrize(
    ("sentence", "language", "figures", "ordinals"),
    [
        ("Das sechste Paket trifft 54 Personen und zwei Banken.", "de", {"54", "2"}, {"6"}),
        ("The sixth package hits 54 people and two banks.", "en", {"54", "2"}, {"6"}),
        ("Le sixième paquet vise 54 personnes et deux banques.", "fr", {"54", "2"}, {"6"}),
        ("Шестой пакет затронул 54 человека и два банка.", "ru", {"54", "2"}, {"6"}),
        ("Алтыншы топтама 54 адамға және екі банкке қатысты.", "kk", {"54", "2"}, {"6"}),
        ("В пятницу, во вторник и в четверг.", "ru", set(), set()),
        ("The 19th round cost 1,300 lives.", "en", {"1300"}, {"19"}),
        ("Er achtet auf den Zweiten.", "de", set(), {"2"}),
        ("Deux fois.", "xx", set(), set()),
    ],
)
def test_figures_and_ordinals(sentence: str, language: str, figures: set[str], ordinals: set[str]) -> None:
    said = wording(sentence, language)
    assert (said.figures, said.ordinals) == (figures, ordinals)


def test_persons_and_towns_are_further_names_and_the_parties_are_not() -> None:
    german = wording("Wladimir Putin traf Tokajew aus Kasachstan in Sotschi.", "de").names
    russian = wording("Владимир Путин встретил Токаева из Казахстана в Сочи.", "ru").names
    assert german == russian == {"vladimir-putin", "kassym-jomart-tokayev", "sc"}


def test_capitals_are_alike_in_all_languages() -> None:
    said = [wording(*item).names for item in (("Talks in Beijing.", "en"), ("Gespräche in Peking.", "de"))]
    assert "CHN:capital" in said[0] & said[1]
