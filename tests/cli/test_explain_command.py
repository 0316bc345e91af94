"""``abstand explain ID``: everything behind one report."""

import pytest


def test_everything_behind_a_report(abstand, store):
    said = abstand("explain", "b300ff", "--store", store)
    assert said.status == 0
    for part in (
        "Kazakhstan → Russia: Retreat  [denied]", "Moskau dementiert den [Abzug].", "cues: Abzug", "22–27",
        "RETREAT / –", "KAZ → RUS", "2022-09-20 – 2022-09-20 (stated)", "0.900", "run1: cues coder", "by hand",
    ):  # fmt: skip
        assert part in said.out


def test_a_title_that_looks_like_markup_is_shown_as_it_is(abstand, store):
    assert "[/Video] Title" in abstand("explain", "a1", "--store", store).out


def test_the_beginning_of_an_id_is_enough(abstand, store):
    (row,) = abstand("explain", "a1", "--store", store, "--json").rows
    assert (row["id"], row["sentence"]) == ("a100ff", "Putin met Tokayev in Moscow on Monday.")
    assert row["evidence"] == [{"role": "act", "start": 6, "end": 9, "why": "cues: met", "code": ""}]
    assert row["run"]["id"] == "run1"


def test_in_the_readers_language(abstand, store):
    assert "Россия" in abstand("explain", "a1", "--store", store, "--lang", "ru").out


@pytest.mark.parametrize("beginning", ["zz", "b", ""])
def test_no_report_or_more_than_one(abstand, store, beginning):
    said = abstand("explain", beginning, "--store", store)
    assert (said.status, said.out) == (1, "")
    assert f"begins with {beginning!r}" in said.err


@pytest.mark.parametrize("coder", ["cues", "reader"])
def test_what_was_coded_is_explained(abstand, file, coder):
    file("a.txt", "Putin met Tokayev in Moscow on Monday.")
    abstand("code", "a.txt", "--jobs", "1", "--published", "2022-08-24", "--coder", coder)
    (report,) = abstand("chronicle", "RUS", "KAZ", "--json").rows
    (row,) = abstand("explain", report["id"], "--json").rows
    assert row["run"]["coder"] == coder
    assert {"act", "actor"} <= {item["role"] for item in row["evidence"]}
    assert {item["code"] for item in row["evidence"] if item["role"] == "actor"} == set(report["actors"])
