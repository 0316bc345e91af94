"""ICEWS, POLECAT, KEDS/WEIS, PLOVER-JSON and UN votes: what a row becomes, and the known defects of the files."""

import json
from datetime import date
from pathlib import Path

import pytest
from table_files import gdelt, whole

from abstand.errors import InputError
from abstand.sources.tables import LeftOut
from abstand.sources.tables.codes import cameo_by_label, codes
from abstand.sources.tables.layouts import layouts

SHARED = Path(__file__).parents[4] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the data sets beside the project are absent")
ICEWS = {
    "Event ID": "1", "Event Date": "2014-05-06", "Source Name": "Vladimir Putin",
    "Source Sectors": "Executive,Government",
    "Source Country": "Russian Federation", "Event Text": "Sign formal agreement",
    "CAMEO Code": "57", "Intensity": "8.0",
    "Target Name": "Kazakhstan", "Target Country": "Kazakhstan", "Story ID": "3", "Sentence Number": "1",
    "Publisher": "Some Agency", "Latitude": "51.2", "Longitude": "71.4",
}  # fmt: skip
POLECAT = {
    "Event ID": "X-1", "Event Date": "2023-01-05", "Event Type": "CONSULT", "Event Mode": "visit", "Intensity": "4.0",
    "Quad Code": "VERBAL COOPERATION", "Actor Name": "Kazakhstan", "Actor Country": "KAZ", "Recipient Name": "Russia",
    "Recipient Country": "RUS", "Actor Title": "president", "Source": "An Agency", "Publication Date": "2023-01-06",
    "Latitude": "55.7", "Longitude": "37.6", "Story People": "A; B", "Language": "en", "Version": "1",
}  # fmt: skip


def line(source, row, **changed):
    fields = {**row, **changed}
    return "\t".join(fields.get(name, "") for name in layouts(source)[0].names) + "\n"


def header(source):
    return "\t".join(layouts(source)[0].names) + "\n"


def test_icews_of_dataverse(write):
    text = header("icews") + line("icews", ICEWS) + line("icews", ICEWS, **{"Event ID": "2", "Source Sectors": "Rebel"})
    text += line("icews", ICEWS, **{"Event ID": "3", "CAMEO Code": "999"})
    found = whole("icews", write("events.tab", text))
    row = found.rows.to_pylist()[0]
    assert (row["actor"], row["recipient"], row["code"], row["type"], row["score"]) == (
        "RUS",
        "KAZ",
        "057",
        "SUPPORT",
        8.0,
    )
    assert (row["first"], row["outlet"]) == (date(2014, 5, 6), "Some Agency")
    assert found.left_out == {LeftOut.ARMED: 1}
    assert [(p.source.rsplit(" ", 1)[1], p.reason) for p in found.problems] == [("4", "'999' is no CAMEO event code")]


def test_rows_of_four_columns_with_names_alone(write):
    text = (
        "Ministry (Kazakhstan)\tMake a visit\tRussia\t2010-03-01\n"
        "Armed Rebel (Syria)\tThreaten\tTurkey\t2010-03-01\n"
        "Somebody Unknown\tConsult\tRussia\t2010-03-01\n"
        "Kazakhstan\tDance with\tRussia\t2010-03-01\n"
        "Ministry (Kazakhstan)\tMake a visit\tRussia\t2010-03-01\n"
    )
    found = whole("icews", write("a.txt", text))
    assert [(row["actor"], row["recipient"], row["code"]) for row in found.rows.to_pylist()] == [
        ("KAZ", "RUS", "042")
    ] * 2
    assert len({*found.rows["id"].to_pylist()}) == 2, "two rows that say the same are two events"
    assert found.left_out == {LeftOut.ARMED: 1, LeftOut.UNKNOWN: 1}
    assert found.unknown == {"Somebody Unknown": 1}
    assert found.problems[0].reason == "'Dance with' is no event name of CAMEO"


def test_polecat_and_its_known_defects(write):
    good = line("polecat", POLECAT)
    text = header("polecat").rstrip("\n") + "\tHeadline\n"  # one name more than the rows have columns
    text += good
    text += line("polecat", POLECAT, **{"Event ID": "X-2"}).rstrip("\n") + "\t\t\n"  # empty columns at the end
    text += header("polecat")  # the header again
    text += line("polecat", POLECAT, **{"Event ID": "X-3", "Story People": "A\tB"})  # a stray tab: one way only
    text += line("polecat", POLECAT, **{"Event ID": "X-4", "Actor Country": "KAZ\tRUS"})
    found = whole("polecat", write("ngec.txt", text))
    assert found.rows["own_id"].to_pylist() == ["X-1", "X-2", "X-3"]
    row = found.rows.to_pylist()[0]
    assert (row["actor"], row["recipient"], row["type"], row["mode"], row["score"]) == (
        "KAZ",
        "RUS",
        "CONSULT",
        "visit",
        4.0,
    )
    assert row["published"] == date(2023, 1, 6)
    assert len(found.problems) == 1
    assert "stray tabs that can be put right in several ways" in found.problems[0].reason


def test_polecat_with_several_parties_and_none_on_the_other_side(write):
    text = header("polecat") + line(
        "polecat", POLECAT, **{"Actor Country": "KAZ; RUS", "Recipient Country": "", "Recipient Name": ""}
    )
    found = whole("polecat", write("ngec.txt", text))
    assert {(row["actor"], row["recipient"]) for row in found.rows.to_pylist()} == {("KAZ", "RUS"), ("RUS", "KAZ")}


def test_plover_json(write):
    records = [
        {"id": "1", "date": "2020-01-02", "actor": [{"code": "KAZ"}], "recipient": [{"code": "RUS"}], "event": ["AID"],
         "mode": [], "event_scale": 9.5},
        {"id": "2", "date": "2020-01-02", "enddate": "2020-01-05", "actor": [{"code": "KAZ"}, {"code": "CHN"}],
         "event": ["CONSULT"]},
        {"id": "3", "date": "2020-01-02", "actor": [{"code": "KAZ"}], "event": ["CONSULT"]},
        {"id": "4", "date": "yesterday", "actor": [], "event": ["AID"]},
        {"id": "5", "date": "2020-01-02", "actor": [], "event": ["DANCE"]},
        {"id": "6", "date": "2020-01-02", "event": ["AID"]},
    ]  # fmt: skip
    found = whole("plover", write("a.jsonl", "".join(json.dumps(record) + "\n" for record in records) + "{oops\n"))
    assert found.read == 7
    assert [(r["own_id"], r["actor"], r["recipient"], str(r["last"])) for r in found.rows.to_pylist()] == [
        ("1", "KAZ", "RUS", "2020-01-02"), ("2", "KAZ", "CHN", "2020-01-05"), ("2", "CHN", "KAZ", "2020-01-05"),
    ]  # fmt: skip
    assert found.left_out == {LeftOut.ONE_PARTY: 1}
    assert [problem.source.rsplit(" ", 1)[1] for problem in found.problems] == ["4", "5", "6", "7"]
    assert [problem.reason.split(":")[-1].strip() for problem in found.problems[:3]] == [
        "date 'yesterday' is no day written as 2022-08-19", "'DANCE' is no PLOVER type",
        "has no 'actor'; a PLOVER record has id, date, actor, event",
    ]  # fmt: skip


def test_of_our_own_plover_export_only_what_is_asserted_is_read(write):
    act = {"date": "2020-01-02", "actor": [{"code": "KAZ"}], "recipient": [{"code": "RUS"}], "event": ["AID"]}
    lines = [json.dumps({"id": status, **act, "status": status}) for status in ("asserted", "denied", "planned")]
    found = whole("plover", write("a.jsonl", "\n".join(lines)))
    assert found.rows["own_id"].to_pylist() == ["asserted"]
    assert (found.read, found.left_out) == (3, {LeftOut.UNASSERTED: 2})


def test_a_plover_line_that_is_no_object(write):
    found = whole("plover", write("a.jsonl", '{"id": "1", "date": 7, "actor": [], "event": []}\n[]\n'))
    assert [problem.reason for problem in found.problems] == [
        "is no PLOVER record: date 7 is no day written as 2022-08-19", "is no PLOVER record: it is no JSON object",
    ]  # fmt: skip


VOTES = "rcid,session,vote,ccode,Country,Countryname,date,unres,short,me,nu,di,hr,co,ec\n"


def test_votes_in_voetens_layout(write):
    text = VOTES + (
        '3,1,1,2,USA,United States of America,1946-01-01,R/1/66,"AMENDMENTS, RULES",0,1,0,0,0,0\n'
        "3,1,2,365,RUS,Russia,1946-01-01,R/1/66,X,0,1,0,0,0,0\n"
        "3,1,8,220,FRN,France,1946-01-01,R/1/66,X,0,1,0,0,0,0\n"
        "3,1,5,220,FRN,France,1946-01-01,R/1/66,X,0,1,0,0,0,0\n"
        "3,1,1,999,ATL,Atlantis,1946-01-01,R/1/66,X,0,1,0,0,0,0\n"
    )
    found = whole("unga", write("UNVotes.csv", text))
    assert [(row["state"], row["vote"], row["issues"]) for row in found.rows.to_pylist()] == [
        ("USA", "yes", ["nu"]), ("RUS", "abstain", ["nu"]),
    ]  # fmt: skip
    assert found.left_out == {LeftOut.ABSENT: 1, LeftOut.UNKNOWN: 1}
    assert found.unknown == {"Atlantis": 1}
    assert found.problems[0].source.endswith("line 5")
    assert "vote '5' is none of 1 (yes)" in found.problems[0].reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x,1,1,2,USA,Peru,1946-01-01", "rcid 'x' is no whole number"),
        ("3,one,1,2,USA,Peru,1946-01-01", "session 'one' is no whole number"),
        ("3,1,1,2,USA,Peru,1946-21-01", "date '1946-21-01' is no day written as 1996-12-31"),
    ],
)
def test_a_vote_whose_numbers_or_day_are_none(write, row, reason):
    found = whole("unga", write("UNVotes.csv", VOTES + row + "\n"))
    assert [problem.reason for problem in found.problems] == [reason]


@pytest.mark.parametrize(
    ("source", "name", "content", "reason"),
    [
        ("unga", "a.csv", "a,b\n1,2\n", "is no table of UN votes"),
        ("weis", "a.txt", "Peru\tConsult\tChile\t2010-01-01\n", "try ‘abstand import icews"),
        ("weis", "a.rda", b"\x1f\x8b\x08\x00broken", "cut off or damaged"),
        ("weis", "un_votes.rda", b"\x1f\x8b\x08\x00votes", "try ‘abstand import unga"),
        ("icews", "a.csv", gdelt() * 3, "try ‘abstand import gdelt"),
        ("polecat", "a.csv", gdelt(1) * 3, "try ‘abstand import gdelt"),
        ("gdelt", "a.tab", header("icews") + line("icews", ICEWS) * 3, "try ‘abstand import icews"),
        (
            "plover",
            "a.txt",
            "Peru\tConsult\tChile\t2010-01-01\n",
            "is no PLOVER-JSON, one object a line; it looks like icews",
        ),
        ("polecat", "a.txt", "Peru\tConsult\tChile\t2010-01-01\n", "its lines have 4 tab-separated columns, not 40"),
    ],
)
def test_another_format(write, source, name, content, reason):
    with pytest.raises(InputError, match=reason.replace("(", r"\(")):
        whole(source, write(name, content))


def test_the_code_tables():
    cameo = codes("cameo")
    assert len(cameo) > 300
    assert all(-10 <= code.score <= 10 for scheme in ("cameo", "weis") for code in codes(scheme).values())
    assert (cameo["057"].type, cameo["190"].type, cameo["111"].type, cameo["020"].type) == (
        "SUPPORT", "ASSAULT", "ACCUSE", None,
    )  # fmt: skip
    assert cameo_by_label()["demand"] == "100"
    assert codes("weis")["223"].score == -10


@needs_shared
@pytest.mark.slow
def test_the_central_asian_events_of_1989_to_1999():
    found = whole("weis", SHARED / "events_casia" / "casia.weis.RData")
    assert (found.read, found.problems) == (8377, ())
    assert found.read == found.rows.num_rows + sum(found.left_out.values())
    pairs = [(row["actor"], row["recipient"]) for row in found.rows.select(["actor", "recipient"]).to_pylist()]
    assert pairs.count(("KAZ", "RUS")) > 20


@needs_shared
@pytest.mark.slow
def test_all_event_names_of_the_icews_rows_are_known():
    for file in sorted((SHARED / "icews_tkg").glob("icews_*.txt")):
        found = whole("icews", file)
        assert found.problems == ()
        assert found.read == found.rows.num_rows + sum(found.left_out.values())
        assert found.rows.num_rows / found.read > 0.4
