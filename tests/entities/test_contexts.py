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
