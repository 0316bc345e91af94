from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from abstand.documents import boilerplate
from abstand.documents.boilerplate import closes_text, heads_links, is_crumbs, is_ended, is_foreign, is_label
from abstand.documents.captions import without_captions
from abstand.errors import DataError
from abstand.model import LANGUAGES

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "boilerplate_cases.toml").read_text("utf-8"))
CAPTIONS = tomllib.loads((HERE / "caption_cases.toml").read_text("utf-8"))
PROSE = "Die Regierung hat das Treffen abgesagt, wie sie am Montag mitteilte."


@pytest.mark.parametrize("line", [line for language in LANGUAGES for line in CASES[language]["goes"]])
def test_goes(line):
    assert is_foreign(line)


@pytest.mark.parametrize("line", [line for language in LANGUAGES for line in CASES[language]["stays"]])
def test_stays(line):
    assert not is_foreign(line)


@pytest.mark.parametrize("line", CAPTIONS["goes"])
def test_captions_go(line):
    assert without_captions([[PROSE], [line], [PROSE]]) == [[PROSE], [PROSE]]


@pytest.mark.parametrize("line", CAPTIONS["stays"])
def test_subheadings_and_sentences_stay(line):
    assert without_captions([[PROSE], [line], [PROSE]]) == [[PROSE], [line], [PROSE]]


@pytest.mark.parametrize(
    ("alt", "caption"),
    [
        ("Beispiel Muster", "Beispiel und Muster bei einem Gespräch"),
        ("Premier Muster", "Premierminister Muster und Premier Beispiel"),
    ],
)
def test_alternative_text_and_caption_go_together(alt, caption):
    assert without_captions([[PROSE], [alt, caption], [PROSE]]) == [[PROSE], [PROSE]]


def test_caption_that_repeats_the_names_of_the_line_before():
    assert without_captions([[PROSE], ["Anna Beispiel, Otto Muster"], ["Anna Beispiel und Otto Muster"]]) == [[PROSE]]


def test_lists_and_lone_texts_are_no_captions():
    items = ["- ein Zaun", "- ein Tor"]
    assert without_captions([[PROSE], items]) == [[PROSE], items]
    assert without_captions([["Ein Zaun", "Ein Tor"]]) == [["Ein Zaun", "Ein Tor"]]


@pytest.mark.parametrize(
    "line",
    [
        "Kommentare",
        "3 Kommentare",
        "Kommentare (3)",
        "Über die Autorin",
        "Comments",
        "Leave a reply",
        "About the author",
        "Commentaires",
        "Laisser un commentaire",
        "À propos de l'auteur",
        "Комментарии:",
        "5 комментариев",
        "Об авторе",
        "Пікірлер",
        "Пікір қалдыру",
    ],
)
def test_closes(line):
    assert closes_text(line)
    assert not closes_text(f"{line} sind sehr wichtig")


@pytest.mark.parametrize(
    "line", ["Mehr zum Thema", "Sur le même sujet", "Related articles", "Читайте также:", "Тағы оқыңыз"]
)
def test_heads_links(line):
    assert heads_links(line)


def test_crumbs():
    assert is_crumbs("Home > World > Asia")
    assert is_crumbs("Главная › Политика")
    assert not is_crumbs("Home rule > all")
    assert not is_crumbs("Startseite")


@pytest.mark.parametrize(
    ("line", "ended", "label"),
    [
        ("Er ging.", True, False),
        ("„Er ging.“", True, False),
        ("Er ging …", True, False),
        ("Ein Streit", False, True),
        ("Ein Streit:", False, False),
        ("Warum?", True, False),
        ("a" * 300, False, False),
    ],
)
def test_ends_and_labels(line, ended, label):
    assert (is_ended(line), is_label(line)) == (ended, label)


def test_a_wrong_data_file_is_named():
    with pytest.raises(DataError, match=r"boilerplate\.toml: de\.begins: is missing"):
        boilerplate._list({}, "de", "begins")
    with pytest.raises(DataError, match=r"boilerplate\.toml: de\.begins\[1\]: no regular expression"):
        boilerplate._list({"de": {"begins": ["a", "("]}}, "de", "begins")
