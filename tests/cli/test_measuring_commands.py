"""``abstand distances``, ``neighbours``, ``steps``, ``sensitivity``, and what ``distance`` takes apart."""

import csv

import pytest


def test_distances_are_a_table_and_rows(abstand, store):
    said = abstand("distances", "Kasachstan", "--store", store, "--lang", "de")
    assert said.status == 0
    assert said.out.splitlines()[0].strip().startswith("Wie weit Kasachstan und andere auseinander sind")
    rows = abstand("distances", "KAZ", "--store", store, "--json").rows
    assert {"RUS", "FRA"} <= {row["partner"] for row in rows}
    assert [row["distance"] for row in rows] == sorted(row["distance"] for row in rows)
    assert all(0 <= row["low"] <= row["distance"] <= row["high"] <= 1 for row in rows)


def test_neighbours_that_cannot_be_told(abstand, store):
    said = abstand("neighbours", "KAZ", "--store", store)
    assert (said.status, said.out) == (1, "")
    assert "no state shares 3 partners with KAZ" in said.err


def test_no_step_is_said(abstand, store):
    said = abstand("steps", "KAZ", "RUS", "--store", store)
    assert said.status == 0
    assert said.out.strip() == "No step between Kazakhstan and Russia that could be told from chance."
    assert abstand("steps", "KAZ", "RUS", "--store", store, "--json").out == ""


@pytest.mark.slow
def test_sensitivity_ends_with_one_number(abstand, store):
    said = abstand("sensitivity", "KAZ", "RUS", "--store", store)
    assert said.status == 0
    assert "The choices move the distance by up to " in said.out
    (row,) = abstand("sensitivity", "KAZ", "RUS", "--store", store, "--json").rows
    assert row["variants"][0]["name"] == "plover"
    assert row["moves"] == max(v["bands"] for v in row["variants"] if v["bands"] is not None)
    assert f"up to {row['moves']:.2f} half widths" in said.out


def test_distance_by_status(abstand, store, tmp_path):
    said = abstand("distance", "KAZ", "RUS", "--by", "status", "--csv", "d.csv", "--json", "--store", store)
    assert next(iter(said.rows[0])) == "status"
    with (tmp_path / "d.csv").open(newline="") as stream:
        groups = {row["status"] for row in csv.DictReader(stream)}
    assert "asserted" in groups
    assert not groups & {"denied", "negated"}


@pytest.mark.slow
def test_distance_as_known_on_each_day(abstand, store):
    whole = abstand("distance", "KAZ", "RUS", "--json", "--store", store).rows
    known = abstand("distance", "KAZ", "RUS", "--filtered", "--dated-only", "--json", "--store", store).rows
    assert len(known) <= len(whole)
    assert known[-1]["distance"] == pytest.approx(whole[-1]["distance"])
    assert abstand("distance", "KAZ", "RUS", "--filtered", "--store", store).status == 0


def test_what_was_read(abstand, store):
    said = abstand("distance", "KAZ", "RUS", "--coverage", "--store", store)
    assert said.out.splitlines()[0].strip() == "What was read on Kazakhstan and Russia"
    rows = abstand("distance", "KAZ", "RUS", "--coverage", "--json", "--store", store).rows
    assert all(row["documents"] >= row["reports"] * 0 and row["days_read"] <= row["days"] for row in rows)
    assert sum(row["reports"] for row in rows) > 0


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        (["distance", "KAZ", "RUS", "--by", "day"], 2, "'day' is not one of"),
        (["distance", "KAZ", "RUS", "--by", "domain", "--plot", "d.svg"], 2, "leave out --plot or --by"),
        (["distance", "KAZ", "RUS", "--source", "gdelt"], 1, "nothing of gdelt is stored"),
        (["distance", "KAZ", "ISL"], 1, "of KAZ there are reports with"),
        (["distances", "Atlantis"], 1, "no state or organisation is called 'Atlantis'"),
        (["distances", "ISL"], 1, "no act of ISL with a date and a weight is stored"),
        (["distances", "KAZ", "--window", "0"], 2, "'--window'"),
        (["steps", "KAZ", "KAZ"], 2, "name two states"),
        (["steps", "KAZ", "RUS", "--since", "2022-05-01", "--until", "2022-01-01"], 1, "no day lies between"),
        (["sensitivity", "KAZ", "RUS", "--since", "2031-01-01"], 1, "no day with a distance lies between"),
    ],
)
def test_bad_questions(abstand, store, arguments, status, complaint):
    said = abstand(*arguments, "--store", store)
    assert (said.status, said.out) == (status, "")
    assert complaint in " ".join(said.err.split())
