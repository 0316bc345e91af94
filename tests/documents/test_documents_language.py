from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from abstand.documents.language import language_of
from abstand.errors import InputError

CASES = tomllib.loads((Path(__file__).parent / "language_cases.toml").read_text("utf-8"))
LONG = {language: f"{text} {text}" for language, text in CASES["ours"].items()}
FOREIGN = {name: f"{text} {text}" for name, text in CASES["foreign"].items()}


@pytest.mark.parametrize("language", LONG)
def test_ours_long_and_short(language):
    assert language_of(LONG[language], "a") == language
    assert language_of(LONG[language].split(". ")[0], "a") == language


@pytest.mark.parametrize("language", LONG)
def test_a_wrong_declaration_does_not_matter_where_there_is_text(language):
    wrong = "en" if language != "en" else "de"
    assert language_of(LONG[language], "a", wrong) == language


@pytest.mark.parametrize("name", FOREIGN)
def test_long_foreign_texts_are_refused_by_name(name):
    with pytest.raises(InputError, match=rf"^a\.html: the text is in {name} \(..\); Abstand reads de, fr, en, ru, kk$"):
        language_of(FOREIGN[name], "a.html")


@pytest.mark.parametrize("name", ["Turkish", "Spanish", "Kyrgyz", "Bulgarian"])
def test_short_texts_are_not_refused(name):
    assert language_of(FOREIGN[name][:60], "a") in LONG


def test_letters_refuse_a_short_text_too():
    with pytest.raises(InputError, match="Cyrillic letters of another language"):
        language_of("Її уряд скасував зустріч із країною.", "a")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("哈萨克斯坦总统访问北京", "CJK"),
        ("الرئيس يزور موسكو", "Arabic"),
        ("საქართველოს მთავრობა", "Georgian"),
        ("Η κυβέρνηση ακύρωσε", "Greek"),
    ],
)
def test_other_scripts(text, script):
    with pytest.raises(InputError, match=f"a: the text is written in {script} script"):
        language_of(text, "a")


def test_no_words():
    with pytest.raises(InputError, match="holds no words"):
        language_of("12.5 % – 13!", "a")


def test_kazakh_names_do_not_make_a_russian_text_kazakh():
    assert language_of(LONG["ru"] + " Об этом пишет «Егемен Қазақстан».", "a") == "ru"


def test_declaration_decides_where_text_cannot():
    assert language_of("Putin, Macron, Scholz", "a", "fr") == "fr"
    assert language_of("Астана, Ташкент", "a", "kk") == "kk"
    assert language_of("Астана, Ташкент", "a") == "ru"
