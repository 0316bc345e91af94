"""Words beside a name that make something else of it."""

from datetime import date

import pytest

from abstand.entities import find

DAY = date(2015, 3, 1)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "It was written in Russian, not in French.", []),
        ("en", "He stayed in Russian custody.", ["Russian"]),
        ("en", "the Danish language", []),
        ("fr", "Il parle en espagnol.", []),
        ("fr", "la langue islandaise", []),
        ("fr", "le russe Gazprom", ["russe", "Gazprom"]),
        ("de", "Sie sprach auf Russisch.", []),
        ("de", "die finnische Sprache", []),
        ("ru", "учебник русского языка", []),
        ("ru", "на французском.", []),
        ("ru", "на французском корабле", ["французском"]),
        ("kk", "қазақ, орыс және ағылшын тілдерінде", []),
        ("kk", "орыс сарбазы", ["орыс"]),
        ("en", "the Treaty of Rome", []),
        ("en", "She lives in Warsaw Terrace.", []),
        ("en", "She lives in Warsaw.", ["Warsaw"]),
        ("fr", "rue de Téhéran", []),
        ("en", "where René Castro spoke", []),
        ("en", "where President Macron spoke", ["Macron"]),
        ("en", "where Mrs Merkel spoke", ["Merkel"]),
        ("en", "Then Merkel spoke.", ["Merkel"]),
    ],
)
def test_what_stands_beside_a_name(language: str, text: str, words: list[str]) -> None:
    found = [text[m.start : m.end] for m in find(text, language, DAY)]
    assert found == words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Er lernt fleißig Russisch.", []),
        ("de", "aus dem Russischen", []),
        ("de", "Die Kreuzer „Moskau“ und das Schiff „Astana“ sanken.", []),
        ("de", "die griechische Mythologie", []),
        ("fr", "Air Seychelles et le croiseur « Moscou »", []),
        ("fr", "un navire espagnol", ["espagnol"]),
        ("fr", "le Stade de France", []),
        ("en", "the Russian word for it", []),
        ("en", "written in Russian and Turkish.", []),
        ("en", "in Russian and Turkish waters", ["Russian", "Turkish"]),
        ("en", "English-speaking and Arabic numerals", []),
        ("en", "a play from ancient Greece", []),
        ("en", "the Trump Tower and Kennedy Airport", []),
        ("en", "the Australian Open", []),
        ("ru", "крейсер «Москва» затонул", []),
        ("ru", "русский алфавит", []),
        ("kk", "орыс әліпбиі", []),
        ("kk", "түрік кемесі", ["түрік"]),
        ("kk", "ежелгі Мысыр", []),
    ],
)
def test_names_inside_other_names_and_languages(language: str, text: str, words: list[str]) -> None:
    found = [text[m.start : m.end] for m in find(text, language, DAY)]
    assert found == words
