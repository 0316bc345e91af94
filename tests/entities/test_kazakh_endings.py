"""Kazakh suffix chains after a stem: what is one, where it ends, which case it shows, and what is none."""

import pytest

from abstand.entities.endings import kazakh_ending
from abstand.model import Case


@pytest.mark.parametrize(
    ("stem", "suffixes", "case"),
    [
        ("Қазақстан", "", Case.NOMINATIVE),
        ("Қазақстан", "ның", Case.GENITIVE),
        ("Ресей", "дің", Case.GENITIVE),
        ("Тоқаев", "тың", Case.GENITIVE),
        ("Қытай", "ға", Case.DATIVE),
        ("Ташкент", "ке", Case.DATIVE),
        ("Германия", "ны", Case.ACCUSATIVE),
        ("Ресей", "ді", Case.ACCUSATIVE),
        ("Мәскеу", "де", Case.LOCATIVE),
        ("АҚШ", "-та", Case.LOCATIVE),
        ("Иран", "нан", Case.ABLATIVE),
        ("НАТО", "-дан", Case.ABLATIVE),
        ("Путин", "мен", Case.INSTRUMENTAL),
        ("Киев", "пен", Case.INSTRUMENTAL),
        ("БҰҰ", "‑ның", Case.GENITIVE),
        # plural, possessive, maker of adjectives, and case in their order
        ("қазақ", "тар", Case.NOMINATIVE),
        ("қазақ", "тардың", Case.GENITIVE),
        ("орыс", "тармен", Case.INSTRUMENTAL),
        ("елші", "сіне", Case.DATIVE),
        ("Ресей", "лік", Case.NOMINATIVE),
        ("Қазақстан", "дықтардың", Case.GENITIVE),
        ("Ресей", "шілдер", Case.NOMINATIVE),
        ("Ресей", "дегі", Case.LOCATIVE),
        ("Қазақстан", "дағы", Case.LOCATIVE),
    ],
)
def test_chains_and_their_case(stem: str, suffixes: str, case: Case) -> None:
    text = f"Бұл {stem}{suffixes} туралы."
    found = kazakh_ending(text, 4 + len(stem))
    assert found is not None
    end, cases = found
    assert text[4:end] == stem + suffixes
    assert case in cases


@pytest.mark.parametrize(
    ("stem", "rest"),
    [
        ("Иран", "баев"),
        ("Қытай", "бай"),
        ("Мали", "новский"),
        ("Оман", "ов"),
        ("Қазақстан", "дыңлар"),
        ("Қазақстан", "ныңға"),
        ("қазақ", "стан"),
    ],
)
def test_a_longer_word_is_none(stem: str, rest: str) -> None:
    assert kazakh_ending(f"{stem}{rest} келді", len(stem)) is None


def test_a_chain_ends_with_the_text_and_at_punctuation() -> None:
    assert kazakh_ending("Ресейге", 5) == (7, frozenset({Case.DATIVE}))
    assert kazakh_ending("Ресейге, Қытайға", 5) == (7, frozenset({Case.DATIVE}))
    assert kazakh_ending("Ресей", 5) == (5, frozenset({Case.NOMINATIVE}))


@pytest.mark.parametrize("hyphen", ["-", "‑"])
def test_a_hyphen_may_begin_another_word(hyphen: str) -> None:
    assert kazakh_ending(f"Қазақстан{hyphen}Ресей", 9) == (9, frozenset())
    assert kazakh_ending(f"Қазақстан{hyphen} бұл", 9) == (9, frozenset({Case.NOMINATIVE}))


@pytest.mark.parametrize(
    ("stem", "suffixes", "cases"),
    [
        ("Ресей", "сіз", set()),
        ("Қазақстан", "сыз", set()),
        ("Ресей", "дей", set()),
        ("қазақ", "тай", set()),
        ("Мәскеу", "дегілер", {Case.LOCATIVE}),
        ("Қазақстан", "дағылар", {Case.LOCATIVE}),
    ],
)
def test_without_like_and_those_in(stem: str, suffixes: str, cases: set[Case]) -> None:
    assert kazakh_ending(f"{stem}{suffixes} келді", len(stem)) == (len(stem + suffixes), cases)
