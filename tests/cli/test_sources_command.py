"""``abstand sources list`` and ``sources check``."""


def test_the_shipped_catalogue_is_right(abstand):
    said = abstand("sources", "check")
    assert said.status == 0
    assert said.out.startswith("outlets that are right: 1")
    assert said.out.endswith(", findings: 0\n")


def test_findings_of_a_catalogue_end_with_one(abstand, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.toml").write_text("[source]\nname = 'A'\n", "utf-8")
    said = abstand("sources", "check", "--catalogue", tmp_path / "mine", "--json")
    assert said.status == 1
    assert {row["key"] for row in said.rows} >= {"home", "feeds", "kind", "documents_per_day"}
    told = abstand("sources", "check", "--catalogue", tmp_path / "mine").out.splitlines()
    assert told[-1] == f"outlets that are right: 0, findings: {len(said.rows)}"


def test_outlets_are_listed_by_language_and_state(abstand):
    rows = abstand("sources", "list", "--lang-in", "kk", "--country", "Казахстан", "--json").rows
    assert {"Tengrinews", "Егемен Қазақстан"} <= {row["name"] for row in rows}
    assert all("kk" in row["languages"] and row["country"] == "KAZ" for row in rows)
    assert "Novastan" in abstand("sources", "list").out
