"""``abstand entities``: the gazetteer from the command line."""


def test_find_says_who_is_named_and_how(abstand):
    rows = abstand("entities", "find", "Präsident Putin besuchte Kasachstan.", "--lang-in", "de", "--json").rows
    assert [(row["code"], row["words"], row["way"]) for row in rows] == [
        ("RUS", "Putin", "person"),
        ("KAZ", "Kasachstan", "name"),
    ]
    assert [(row["start"], row["end"]) for row in rows] == [(10, 15), (25, 35)]


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
