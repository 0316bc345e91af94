from __future__ import annotations

from datetime import date

import pytest

from abstand.documents import bylines
from abstand.documents.bylines import Byline, is_author_box, read_byline, split_names
from abstand.errors import DataError

ANNA = Byline(authors=("Anna Beispiel",))


@pytest.mark.parametrize(
    "line",
    [
        "Von Anna Beispiel",
        "Text: Anna Beispiel",
        "Ein Bericht von Anna Beispiel aus Wien",
        "Autorin: Anna Beispiel",
        "Anna Beispiel Redakteurin für Beispielblatt",
        "Anna Beispiel, freie Journalistin in Wien",
        "Mit Ergänzungen von Anna Beispiel",
        "Mitarbeit: Anna Beispiel",
        "Par Anna Beispiel",
        "Par notre correspondante Anna Beispiel à Rome",
        "Anna Beispiel, journaliste",
        "Avec la participation de Anna Beispiel",
        "By Anna Beispiel",
        "by Anna Beispiel in Geneva",
        "Additional reporting by Anna Beispiel.",
        "Anna Beispiel is a reporter for the Sample Times",
        "Подготовила Anna Beispiel",
        "При участии Anna Beispiel",
        "Мәтінді дайындаған: Anna Beispiel",
        "Anna Beispiel – редактор",
    ],
)
def test_one_author(line):
    assert read_byline(line, "de") == ANNA


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Von Anna von der Beispiel und O. Muster", ("Anna von der Beispiel", "O. Muster")),
        ("Par Jean-Luc Essai, Zoé Modèle et Paul d'Exemple", ("Jean-Luc Essai", "Zoé Modèle", "Paul d'Exemple")),
        ("By Jane Sample, John Q. Test, and Amy O'Case", ("Jane Sample", "John Q. Test", "Amy O'Case")),
        ("Авторы: Иван Примеров и Ольга Образцова", ("Иван Примеров", "Ольга Образцова")),
        ("Авторлар: Айгүл Мысалова, Ерлан Үлгіұлы", ("Айгүл Мысалова", "Ерлан Үлгіұлы")),
        ("Автор: Редакция", ("Редакция",)),
        ("By Reuters", ("Reuters",)),
    ],
)
def test_several_or_short_names(line, authors):
    assert read_byline(line, "en") == Byline(authors=authors)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Aus dem Französischen von Kim Beispiel", "fr"),
        ("Übersetzt aus dem Russischen von Kim Beispiel", "ru"),
        ("Dieser Artikel wurde aus dem Englischen übersetzt.", "en"),
        ("Traduit du russe par Zoé Modèle", "ru"),
        ("Traduit de l'allemand par Zoé Modèle", "de"),
        ("Cet article est une traduction de l’anglais", "en"),
        ("Translated from Kazakh by Jane Sample", "kk"),
        ("This article was originally published in Russian.", "ru"),
        ("Перевод с английского: Иван Примеров", "en"),
        ("Перевод с казахского языка", "kk"),
        ("Орыс тілінен аударған: Айгүл Мысалова", "ru"),
        ("Übersetzung: Kim Beispiel", ""),
        ("Traduit par Zoé Modèle", ""),
    ],
)
def test_translations_name_the_language_and_no_author(line, language):
    assert read_byline(line, "de") == Byline(translated_from=language)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Veröffentlicht am 5. Oktober 2022", Byline(day=date(2022, 10, 5))),
        ("Опубликовано: 05.10.2022", Byline(day=date(2022, 10, 5))),
        ("Von Anna Beispiel, 5. Oktober 2022", Byline(("Anna Beispiel",), day=date(2022, 10, 5))),
        ("By Anna Beispiel | October 5, 2022", Byline(("Anna Beispiel",), day=date(2022, 10, 5))),
        ("5 octobre 2022 – Par Anna Beispiel", Byline(("Anna Beispiel",), day=date(2022, 10, 5))),
    ],
)
def test_days(line, expected):
    assert read_byline(line, "fr") == expected


@pytest.mark.parametrize(
    "line",
    [
        "Von Astana nach Moskau",
        "Von Berlin",
        "By Land and Sea",
        "Par ailleurs, Paris se tait.",
        "Beispiel Muster",
        "Stille Diplomatie",
        "Von der Kollegin Beispiel",
        "Ein Gespräch mit dem Botschafter",
        "Aus dem Norden von Kasachstan",
        "Der Autor schweigt",
        "Von Anna Beispiel | Mehr Politik",
        "",
        "Von Anna Beispiel, die seit drei Jahren in Wien lebt und dort forscht",
        "Anna Beispiel, Redakteurin in Wien, sagte nichts.",
        "Aus dem Klingonischen von Kim Beispiel",
        "Von " + "Anna " * 60,
    ],
)
def test_no_bylines(line):
    assert read_byline(line, "de") is None


def test_author_box():
    assert is_author_box("Anna Beispiel ist Redakteurin in Wien. Sie mag Öl.", ("Otto Muster", "Anna Beispiel"))
    assert is_author_box("Jane Sample is a freelance journalist. She lives in Rome.", ("Jane Sample",))
    assert not is_author_box("Anna Beispiel ist Redakteurin in Wien.", ("Otto Muster",))
    assert not is_author_box("Anna Beispiel sagte nichts.", ("Anna Beispiel",))
    assert not is_author_box("Anna Beispiel ist Redakteurin.", ())


def test_split_names_takes_all_or_nothing():
    assert split_names("Anna Beispiel & Otto Muster") == ("Anna Beispiel", "Otto Muster")
    assert split_names("Anna Beispiel und die anderen") == ()
    assert split_names("") == ()


def test_a_wrong_data_file_is_named():
    with pytest.raises(DataError, match=r"bylines\.toml: xx\.label: is missing"):
        bylines._compiled("xx", {"place": []})
    section = dict(bylines._table()["de"], author=["von ({names}"])
    with pytest.raises(DataError, match=r"bylines\.toml: de\.author\[0\]: no regular expression"):
        bylines._compiled("de", section)
