"""``abstand entities``: the gazetteer from the command line."""

import pytest


def test_find_says_who_is_named_and_how(abstand):
    rows = abstand("entities", "find", "Präsident Putin besuchte Kasachstan.", "--lang-in", "de", "--json").rows
    assert [(row["code"], row["words"], row["way"]) for row in rows] == [
        ("RUS", "Putin", "person"),
        ("KAZ", "Kasachstan", "name"),
    ]
    assert [(row["start"], row["end"]) for row in rows] == [(10, 15), (25, 35)]


@pytest.mark.slow
def test_find_tells_the_language_itself(abstand):
    said = abstand("entities", "find", "Путин посетил Казахстан.")
    assert said.status == 0
    assert "Казахстан" in said.out
    assert "vladimir-putin" in said.out


def test_find_refuses_another_script(abstand):
    said = abstand("entities", "find", "普京访问了哈萨克斯坦")
    assert said.status == 1
    assert "Abstand reads de, fr, en, ru, kk" in said.err


def test_show_gives_the_names_in_five_languages(abstand):
    (row,) = abstand("entities", "show", "ОДКБ", "--json").rows
    assert row["code"] == "CSTO"
    assert set(row["names"]) == {"de", "fr", "en", "ru", "kk"}
    assert row["names"]["en"] == "Collective Security Treaty Organization"


def test_show_tells_who_stood_for_a_state(abstand):
    said = abstand("entities", "show", "Kasachstan")
    assert "Kassym-Jomart Tokayev" in said.out
    assert "None" not in said.out


def test_show_suggests_the_nearest_names(abstand):
    said = abstand("entities", "show", "Росия")
    assert said.status == 1
    assert "did you mean Россия" in said.err


def test_find_takes_a_day(abstand):
    for day, entity in (("2010-05-01", "hillary-clinton"), ("1995-05-01", "bill-clinton")):
        (row,) = abstand("entities", "find", "Clinton spoke.", "--lang-in", "en", "--date", day, "--json").rows
        assert row["entity"] == entity
    said = abstand("entities", "find", "Clinton spoke.", "--lang-in", "en", "--date", "May")
    assert said.status == 2
    assert "'May' is no day" in said.err


def test_half_characters_are_refused_with_a_reason(abstand):
    said = abstand("entities", "find", "Iran \udcff", "--lang-in", "en")
    assert said.status == 1
    assert "TEXT: holds bytes that are no UTF-8" in said.err


def test_tables_are_not_cut_where_there_is_no_terminal(abstand):
    said = abstand("entities", "show", "RUS")
    line = next(line for line in said.out.splitlines() if "Sergei Lavrov" in line)
    assert "foreign-minister 2004-03-09" in line
    assert "…" not in said.out


def test_show_tells_of_persons_firms_and_outlets(abstand):
    (row,) = abstand("entities", "show", "Lavrov", "--json").rows
    assert (row["entity"], row["code"], row["kind"]) == ("sergei-lavrov", "RUS", "person")
    assert row["offices"]
    assert [row["code"] for row in abstand("entities", "show", "vladimir-norov", "--json").rows] == ["UZB", "SCO"]
    assert "firm" in abstand("entities", "show", "Газпром").out
    assert "outlet" in abstand("entities", "show", "interfax").out


@pytest.mark.slow
def test_check_marks_notes_and_passes(abstand, tmp_path):
    (tmp_path / "states").mkdir()
    file = tmp_path / "states" / "kaz.toml"
    file.write_text('code = "KAZ"\nkind = "state"\n[de]\nnames = ["Russland"]\n', encoding="utf-8")
    said = abstand("entities", "check", "--entities", str(tmp_path))
    assert said.status == 0
    assert said.out.startswith("states/kaz.toml:4: note: “Russland” (name) means RUS in the shipped files")
