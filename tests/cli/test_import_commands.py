"""``abstand import``, ``compare`` and ``alignment``, as a user types them."""

import shutil

import pytest

from abstand.store import open_store

ICEWS = (
    "Ministry (Kazakhstan)\tCriticize or denounce\tRussia\t2022-09-02\n"
    "Russia\tMake a visit\tKazakhstan\t2022-08-19\n"
    "Russia\tMake statement\tKazakhstan\t2022-08-19\n"
    "Somebody\tConsult\tRussia\t2022-08-19\n"
)
VOTES = "rcid,session,vote,Countryname,date\n" + "".join(
    f"{call},{70 + call // 4},{vote},{state},{2015 + call // 4}-12-01\n"
    for call in range(12)
    for state, vote in (("United States", 3), ("Israel", 3), ("Russia", 1), ("Kazakhstan", 1 + call % 2), ("China", 1))
)


def test_import_twice_changes_nothing(abstand, file, tmp_path):
    file("icews.txt", ICEWS)
    first = abstand("import", "icews", "icews.txt", "--json").rows[0]
    assert (first["rows read"], first["kept"], first["unknown names"]) == (4, 3, {"Somebody": 1})
    kept = open_store(tmp_path / "abstand-store").read("imported")
    again = abstand("import", "icews", "icews.txt", "--json").rows[0]
    assert (again["kept"], again["files already imported"]) == (0, 1)
    assert [version.action for version in open_store(tmp_path / "abstand-store").versions()] == ["import"]
    file("longer.txt", ICEWS + "Russia\tConsult\tKazakhstan\t2022-08-20\n")
    longer = abstand("import", "icews", "longer.txt", "--json").rows[0]
    assert (longer["kept"], longer["already stored"]) == (1, 3)
    assert open_store(tmp_path / "abstand-store").read("imported").num_rows == kept.num_rows + 1


def test_imported_rows_are_no_reports_of_ours(abstand, file):
    file("icews.txt", ICEWS)
    abstand("import", "icews", "icews.txt")
    assert "no report of KAZ and RUS is stored" in abstand("distance", "KAZ", "RUS").err
    assert abstand("chronicle", "KAZ", "RUS", "--json").rows == []


def test_bad_rows_are_told_and_files_that_cannot_be_read_make_the_status_one(abstand, file):
    file("bad.txt", ICEWS + "Russia\tConsult\tKazakhstan\t2022-13-20\n")
    said = abstand("import", "icews", "bad.txt")
    assert said.status == 0
    assert "problem: bad.txt, line 5: column 4, Event Date: '2022-13-20' is no day written as %Y-%m-%d" in said.err
    assert abstand("import", "icews", "bad.txt", "--strict", "--store", "other").status == 1
    missing = abstand("import", "gdelt", "nosuch.csv", "bad.txt")
    assert missing.status == 1
    assert "nosuch.csv: there is no such file" in missing.err
    assert "it looks like icews, try ‘abstand import icews bad.txt’" in missing.err
    assert abstand("import", "cows", "bad.txt").status == 2


@pytest.mark.parametrize("columns", ["80", "120"])
def test_compare_lays_rows_side_by_side(abstand, store, file, monkeypatch, tmp_path, columns):
    monkeypatch.setenv("COLUMNS", columns)
    shutil.copytree(store, tmp_path / "s")
    file("icews.txt", ICEWS)
    abstand("import", "icews", "icews.txt", "--store", "s")
    rows = abstand("compare", "KAZ", "RUS", "--with", "icews", "--store", "s", "--json").rows
    sides = [(row["first"], row["type"], len(row["ours"]), len(row["theirs"])) for row in rows]
    assert sides == [
        ("2022-08-19", None, 0, 1), ("2022-08-19", "CONSULT", 1, 1), ("2022-09-02", "ACCUSE", 1, 1),
        ("2022-09-20", "RETREAT", 1, 0),
    ]  # fmt: skip
    said = abstand("compare", "KAZ", "RUS", "--with", "icews", "--store", "s", "--lang", "de")
    assert all(len(line) <= int(columns) for line in said.out.splitlines()[:-1])
    assert "Zeilen mit beiden: 2; nur Abstand: 1; nur icews: 1" in said.out
    week = abstand("compare", "KAZ", "RUS", "--with", "icews", "--by", "week", "--store", "s", "--json").rows
    assert week[0]["first"] == "2022-08-15"


def test_compare_says_what_there_is_not(abstand, store):
    assert (
        "nothing of gdelt is stored; import it"
        in abstand("compare", "KAZ", "RUS", "--with", "gdelt", "--store", store).err
    )
    assert abstand("compare", "KAZ", "RUS", "--with", "unga", "--store", store).status == 2


def test_what_there_is_instead_is_said(abstand, file):
    file("icews.txt", ICEWS)
    abstand("import", "icews", "icews.txt")
    for arguments in (["distance", "KAZ", "RUS"], ["distances", "KAZ"]):
        assert "; there are events of icews: ask with --source" in abstand(*arguments).err
    assert "--source" not in abstand("distance", "KAZ", "FRA", "--source", "icews").err
    other = abstand("compare", "KAZ", "FRA", "--with", "icews")
    assert "is stored; of icews: of KAZ there are reports with RUS (3); none names FRA" in other.err
    later = abstand("compare", "KAZ", "RUS", "--with", "icews", "--since", "2030-01-01")
    assert "; its events of icews are from 2022-08-19 to 2022-09-02" in later.err


def test_a_step_of_imported_rows_shows_the_rows_that_carried_it(abstand, file):
    acts = [("Consult", year) for year in (2005, 2006, 2007)] + [("Use conventional military force", 2008)]
    days = [f"{month:02d}-{day:02d}" for month in range(1, 13) for day in (3, 17)]
    rows = (f"Russia\t{act}\tGeorgia\t{year}-{day}\n" for act, year in acts for day in days)
    file("icews.txt", "".join(rows))
    abstand("import", "icews", "icews.txt")
    (step,) = abstand("steps", "RUS", "GEO", "--source", "icews", "--json").rows
    assert {row["code"] for carrier in step["carriers"] for row in carrier["rows"]} <= {"040", "190"}
    assert all([row["id"] for row in carrier["rows"]] == [carrier["event"]] for carrier in step["carriers"])
    said = abstand("steps", "RUS", "GEO", "--source", "icews").out
    assert "[icews, " in said
    assert step["carriers"][0]["rows"][0]["first"] in ("2007-12-17", "2008-01-03")


def test_alignment_shows_pairs_and_positions(abstand, file):
    file("votes.csv", VOTES)
    assert abstand("import", "unga", "votes.csv", "--json").rows[0]["kept"] == 60
    rows = abstand("alignment", "KAZ", "Russia", "USA", "--json").rows
    pairs = {(row["one"], row["other"]): row for row in rows if row["kind"] == "pair"}
    assert (pairs["KAZ", "RUS"]["votes"], pairs["KAZ", "RUS"]["agreement"]) == (12, 0.5)
    assert pairs["RUS", "USA"]["agreement"] == 0
    points = {row["state"]: row["point"] for row in rows if row["kind"] == "position"}
    assert points["USA"] > 0 > points["RUS"]
    said = abstand("alignment", "KAZ", "RUS", "--since", "2016-01-01", "--lang", "ru")
    assert said.status == 0
    assert "Казахстан – Россия" in said.out
    assert "nan" not in said.out.lower()


def test_alignment_says_what_there_is_not(abstand, store):
    assert "no UN votes are stored; import them" in abstand("alignment", "KAZ", "RUS", "--store", store).err
    assert abstand("alignment", "KAZ", "Kasachstan", "--store", store).status == 2


def test_a_chronicle_of_imported_rows(abstand, file):
    file("icews.txt", ICEWS)
    abstand("import", "icews", "icews.txt")
    rows = abstand("chronicle", "KAZ", "RUS", "--source", "icews", "--json").rows
    assert [(row["first"], row["actor"], row["recipient"], row["type"]) for row in rows] == [
        ("2022-08-19", "RUS", "KAZ", "CONSULT"),
        ("2022-08-19", "RUS", "KAZ", None),
        ("2022-09-02", "KAZ", "RUS", "ACCUSE"),
    ]
    told = abstand("chronicle", "KAZ", "RUS", "--source", "icews", "--type", "accuse", "--lang", "de").out
    assert "2. Sept. 2022  Kasachstan → Russland: " in told
    assert "[icews, 111, -2.0]" in told
    assert "19. Aug." not in told


def test_a_chronicle_of_imported_rows_says_what_there_is_not(abstand, file):
    file("icews.txt", ICEWS)
    abstand("import", "icews", "icews.txt")
    assert "Keine Berichte" in abstand("chronicle", "DEU", "FRA", "--source", "icews", "--lang", "de").out
    assert abstand("chronicle", "KAZ", "RUS", "--source", "icews", "--status", "denied").status == 2
    assert "‘abstand import gdelt FILE…’" in abstand("chronicle", "KAZ", "RUS", "--source", "gdelt").err
    assert "'cows' is no source of events" in abstand("chronicle", "KAZ", "RUS", "--source", "cows").err
