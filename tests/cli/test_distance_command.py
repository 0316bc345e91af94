"""``abstand distance A B``: the series in the terminal, as rows, as CSV and as a chart."""

import csv
from xml.etree import ElementTree

import pytest

COLUMNS = [
    "direction", "day", "distance", "low", "high", "reports", "events", "low50", "high50", "undated", "read", "quiet",
]  # fmt: skip


def test_a_table_of_the_months(abstand, store):
    said = abstand("distance", "Kasachstan", "RUS", "--store", store)
    assert said.status == 0
    assert said.out.splitlines()[0].strip() == "How far apart Kazakhstan and Russia are"
    assert [line.split()[0] for line in said.out.splitlines() if line.strip().startswith("2022")] == [
        "2022-08-31", "2022-09-02",
    ]  # fmt: skip
    assert "in brackets the 95 % interval" in said.out
    assert "50 and 95" not in said.out, "bands of 50 % stand in charts only"


def test_rows_in_both_directions_and_together(abstand, store):
    rows = abstand("distance", "KAZ", "RUS", "--store", store, "--json").rows
    assert {row["direction"] for row in rows} == {"there", "back", "symmetric"}
    assert all(list(row) == COLUMNS and 0 <= row["low"] <= row["distance"] <= row["high"] <= 1 for row in rows)
    days = [row["day"] for row in rows if row["direction"] == "symmetric"]
    assert (days[0], days[-1], len(days)) == ("2022-08-19", "2022-09-02", 15)


def test_since_and_until_cut_what_is_shown(abstand, store):
    cut = abstand(
        "distance", "KAZ", "RUS", "--store", store, "--json", "--since", "2022-08-30", "--until", "2022-09-01"
    )
    assert {row["day"] for row in cut.rows} == {"2022-08-30", "2022-08-31", "2022-09-01"}


def test_csv(abstand, store, tmp_path):
    said = abstand("distance", "KAZ", "RUS", "--store", store, "--csv", "new/folder/d.csv")
    assert "→ new/folder/d.csv" in said.out
    with (tmp_path / "new/folder/d.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == COLUMNS
    assert len(rows) == 45


def test_json_with_files_puts_only_rows_on_standard_output(abstand, store, tmp_path):
    said = abstand("distance", "KAZ", "RUS", "--store", store, "--csv", "d.csv", "--json")
    assert len(said.rows) == 45
    assert (tmp_path / "d.csv").exists()


@pytest.mark.slow
def test_a_chart_as_svg_in_the_readers_language(abstand, store, tmp_path):
    said = abstand("distance", "KAZ", "RUS", "--store", store, "--plot", "d.svg", "--lang", "de")
    assert said.status == 0
    svg = ElementTree.parse(tmp_path / "d.svg").getroot()
    assert svg.tag.endswith("svg")
    assert any("Kasachstan" in (text.text or "") for text in svg.iter("{http://www.w3.org/2000/svg}text"))


@pytest.mark.slow
def test_a_chart_as_png(abstand, store, tmp_path):
    assert abstand("distance", "KAZ", "RUS", "--store", store, "--plot", "d.PNG").status == 0
    assert (tmp_path / "d.PNG").read_bytes().startswith(b"\x89PNG")


def test_another_ending_is_wrong_use_before_anything_is_done(abstand, store, tmp_path):
    said = abstand("distance", "KAZ", "RUS", "--store", store, "--plot", "d.pdf", "--csv", "d.csv")
    assert said.status == 2
    assert "d.pdf: name a file that ends in .svg or .png" in said.err
    assert not (tmp_path / "d.csv").exists()


@pytest.mark.parametrize("option", ["--csv", "--plot"])
@pytest.mark.slow
def test_a_file_that_cannot_be_written(abstand, store, tmp_path, option):
    (tmp_path / "folder.svg").mkdir()
    said = abstand("distance", "KAZ", "RUS", "--store", store, option, "folder.svg")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("abstand: folder.svg: cannot be written: ")
    assert "None" not in said.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["KAZ", "ISL"], "no report of KAZ and ISL is stored"),
        (
            ["KAZ", "RUS", "--since", "2030-01-01"],
            "no day with a distance lies between 2030-01-01 and the last; there are days from 2022-08-19 to 2022-09-02",
        ),
        (["KAZ", "Atlantis"], "no state or organisation is called 'Atlantis'"),
        (["KAZ", "RUS", "--store", "nowhere"], "nowhere: there is no store"),
    ],
)
def test_nothing_to_show_is_exit_1(abstand, store, arguments, complaint):
    said = abstand("distance", "--store", store, *arguments)
    assert (said.status, said.out) == (1, "")
    assert complaint in said.err
