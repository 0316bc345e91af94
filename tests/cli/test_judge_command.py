"""``abstand judge``: verdicts typed, listed, explained, exported, and given one key each."""

import json
import shutil
from dataclasses import replace

import pytest

from abstand.model import Coded, Evidence, Role, Sentence, Span
from abstand.store import open_store


@pytest.fixture
def kept(store, tmp_path):
    """A copy of the store that may be judged."""
    return shutil.copytree(store, tmp_path / "kept")


@pytest.fixture(autouse=True)
def author(monkeypatch):
    monkeypatch.setenv("ABSTAND_AUTHOR", "anna")


def ids(said) -> list[str]:
    return [row["id"] for row in said.rows]


@pytest.mark.slow
def test_reject_list_undo(abstand, kept):
    (row,) = abstand("judge", "a1", "reject", "--reason", "a rumour", "--json", "--store", kept).rows
    assert (row["verdict"], row["author"], row["reason"], row["reports"]) == ("reject", "anna", "a rumour", ["a100ff"])
    assert ids(abstand("chronicle", "KAZ", "RUS", "--json", "--store", kept)) == ["b200ff", "b300ff"]
    shown = abstand("chronicle", "KAZ", "RUS", "--all", "--store", kept)
    assert "Russia ⇄ Kazakhstan: Consultation (meeting)  [reported]  (rejected)" in shown.out
    assert "a100ff" in abstand("explain", "a1", "--store", kept).out
    said = abstand("judge", "undo", row["id"][:6], "--author", "ben", "--store", kept)
    assert (said.status, "by ben: undo" in said.out) == (0, True)
    assert len(ids(abstand("chronicle", "KAZ", "RUS", "--json", "--store", kept))) == 3
    states = [(row["verdict"], row["state"]) for row in abstand("judge", "list", "--json", "--store", kept).rows]
    assert states == [("reject", "undone"), ("undo", "holds")]
    assert ids(abstand("judge", "list", "--state", "undone", "--json", "--store", kept)) == [row["id"]]


@pytest.mark.slow
def test_accept_and_correct_in_either_order_of_words(abstand, kept):
    assert abstand("judge", "accept", "a1", "--store", kept).status == 0
    said = abstand(
        "judge", "b2", "correct", "--type", "reject", "--mode", "change", "--actors", "Kirgisistan", "--actors", "UZB",
        "--when", "2022-09-01..2022-09-30", "--status", "rumoured", "--speakers", "KazTag", "--domain", "legal",
        "--recipients", "Russland, CSTO", "--store", kept,
    )  # fmt: skip
    assert said.status == 0, said.err
    (row,) = abstand("chronicle", "Usbekistan", "RUS", "--json", "--store", kept).rows
    assert {key: row[key] for key in ("type", "mode", "actors", "recipients", "status", "speakers", "when")} == {
        "type": "REJECT", "mode": "change", "actors": ["KGZ", "UZB"], "recipients": ["RUS", "CSTO"],
        "status": "rumoured", "speakers": ["KazTag"], "when": ["2022-09-01", "2022-09-30"],
    }  # fmt: skip
    assert (row["confidence"], row["verdict"], row["domain"]) == (1.0, "correct", "legal")
    told = abstand("chronicle", "KAZ", "RUS", "--lang", "ru", "--store", kept).out
    assert "(подтверждено)" in told


@pytest.mark.slow
def test_explain_shows_what_was_said_and_what_was_coded(abstand, kept):
    abstand("judge", "b2", "correct", "--status", "planned", "--reason", "it will", "--store", kept)
    abstand("judge", "b2", "correct", "--status", "denied", "--author", "ben", "--store", kept)
    said = abstand("explain", "b2", "--store", kept).out
    for part in (
        "as coded: status=asserted confidence=0.900",
        "status=planned",
        "it will",
        "overruled, disputed",
        "ben",
    ):
        assert part in said
    (row,) = abstand("explain", "b2", "--json", "--store", kept).rows
    assert (row["status"], row["verdict"]) == ("denied", "correct")
    assert [(j["author"], j["fields"], j["disputed"]) for j in row["judgements"]] == [
        ("anna", {"status": "planned"}, True),
        ("ben", {"status": "denied"}, True),
    ]
    assert "others have said otherwise" in abstand("judge", "b2", "reject", "--store", kept).out


@pytest.mark.slow
def test_pairs_and_mentions(abstand, kept):
    assert abstand("judge", "same", "a1", "b2", "--store", kept).status == 0
    (row,) = abstand("judge", "different", "b2", "a1", "--json", "--store", kept).rows
    assert (row["verdict"], row["reports"]) == ("different", ["a100ff", "b200ff"])
    said = abstand("judge", "entity", "a1", "Putin", "KGZ", "--store", kept)
    assert (said.status, said.out) == (1, "")
    assert "no mention 'Putin' in the evidence of a100ff; its mentions: none" in said.err


@pytest.mark.slow
def test_a_mentions_reach_is_told(abstand, file):
    file("a.txt", "Putin met Tokayev in Moscow on Monday.")
    abstand("code", "a.txt", "--jobs", "1", "--coder", "cues", "--published", "2022-08-24")
    (report,) = abstand("chronicle", "RUS", "KAZ", "--json").rows
    said = abstand("judge", "entity", report["id"], "Tokayev", "Russland")
    assert f"it goes for 1 report(s): {report['id']}" in said.out
    assert "is left without two parties; correct or reject it" in said.out
    assert abstand("judge", "entity", report["id"], "Tokayev", "Kirgisistan").status == 0
    assert ids(abstand("chronicle", "RUS", "KGZ", "--json")) == [report["id"]]


@pytest.mark.parametrize(
    ("arguments", "status", "reason"),
    [
        (["zz", "accept"], 1, "begins with 'zz'"),
        (["a1"], 2, "abstand judge a1 accept|reject|correct"),
        (["a1", "praise"], 2, "is no verb"),
        (["a1", "correct"], 2, "say what is right"),
        (["a1", "correct", "--status", "maybe"], 1, "'maybe' is none of asserted"),
        (["a1", "correct", "--actors", "Kasachstn"], 1, "did you mean Kasachstan"),
        (["a1", "correct", "--when", "soon"], 1, "write 2022-08-19"),
        (["same", "a1", "a1"], 1, "name two"),
        (["undo", "ff"], 1, "abstand judge list"),
        (["--next", "list"], 2, "--next stands alone"),
        (["--next", "--pair", "KAZ"], 2, "write KAZ/RUS"),
        (["list", "--state", "lost"], 2, "waiting"),
        (["a1", "accept", "--author", " "], 2, "who says so?"),
    ],
)
def test_wrong_use_is_said_and_adds_nothing(abstand, kept, arguments, status, reason):
    options = [] if arguments[0] == "--next" else ["--store", kept]
    said = abstand("judge", *arguments, *options)
    assert said.status == status
    assert reason in said.err.replace("│\n│ ", "")
    assert abstand("judge", "list", "--store", kept).out == "no judgements\n"


def test_the_login_name_where_nothing_else_is_said(abstand, kept, monkeypatch):
    monkeypatch.delenv("ABSTAND_AUTHOR")
    monkeypatch.setenv("LOGNAME", "login")
    (row,) = abstand("judge", "a1", "accept", "--json", "--store", kept).rows
    assert row["author"] == "login"


def test_help_without_a_verb(abstand):
    said = abstand("judge")
    assert (said.status, "correct" in said.out) == (0, True)


def test_export_to_a_file_and_to_standard_output(abstand, kept, tmp_path):
    assert abstand("judge", "export", "--store", kept).out == ""
    abstand("judge", "b2", "correct", "--status", "rumoured", "--store", kept)
    said = abstand("judge", "export", "--store", kept)
    assert [event["status"] for event in said.rows[0]["events"]] == ["rumoured"]
    assert "1 record(s)" in said.err
    abstand("judge", "export", "--store", kept, "--rights", "all", "--out", tmp_path / "judged.jsonl")
    assert json.loads((tmp_path / "judged.jsonl").read_text()) == said.rows[0]
    assert abstand("judge", "export", "--store", kept, "--out", tmp_path).status == 1


def review(abstand, kept, answers: str, *options: str):
    return abstand("judge", "--next", "--store", kept, *options, stdin=answers.encode())


def test_review_by_keys(abstand, kept):
    said = review(abstand, kept, "arsc\nstatus=rumoured actors='Kasachstan, Kirgisistan'\n")
    assert said.status == 0
    for part in (
        "1 of 4  a100ff  confidence 0.90", "The Outlet, 2022-08-19, [/Video] Title  https://example.org/a",
        "Putin [act met] Tokayev", "Kasachstan [act verurteilte] Russland", "recipients  RUS",
        "a accept  r reject  c correct  s skip  u undo the last  q quit", "3 judged, 1 left",
    ):  # fmt: skip
        assert part in said.out
    verdicts = [(row["reports"], row["verdict"]) for row in abstand("judge", "list", "--json", "--store", kept).rows]
    assert verdicts == [(["a100ff"], "accept"), (["b200ff"], "reject"), (["c400ff"], "correct")]
    assert [row["actors"] for row in abstand("chronicle", "KGZ", "KAZ", "--json", "--store", kept).rows] == [
        ["KAZ", "KGZ"]
    ]


def test_words_before_the_sentence_are_shown_where_the_report_rests_on_them(abstand, kept):
    store = open_store(kept)
    entry = store.entry("a1")
    text = f"Putin came. {entry.sentence}"
    span = entry.report.sentence.shift(12)
    evidence = (
        Evidence(Role.ACTOR, Span(0, 5), "person", "RUS"),
        *(replace(item, span=item.span.shift(12)) for item in entry.report.evidence),
    )
    report = replace(entry.report, id="f600ff", document="d-f6", sentence=span, evidence=evidence, confidence=0.1)
    document = replace(entry.document, id="d-f6", text=text)
    store.add([Coded(document, (Sentence(span, entry.sentence),), (report,))])
    said = review(abstand, kept, "q").out
    assert "1 of 5  f600ff  confidence 0.10" in said
    assert "  before it: [actor Putin] came. \n  „Putin [act met] Tokayev in Moscow on Monday.“" in said


def test_what_is_judged_is_not_shown_again(abstand, kept):
    review(abstand, kept, "aaaa")
    assert "nothing to review" in review(abstand, kept, "a").out


def test_review_of_a_pair_and_a_time(abstand, kept):
    assert "1 of 1  c400ff" in review(abstand, kept, "q", "--pair", "Frankreich/KAZ").out
    assert "1 of 2  b300ff" in review(abstand, kept, "q", "--since", "2022-09-10").out


@pytest.mark.slow
def test_undo_goes_back_to_what_was_judged(abstand, kept):
    said = review(abstand, kept, "auar", "--pair", "KAZ/RUS")
    assert said.out.count("1 of 3  a100ff") == 2
    states = [(row["verdict"], row["state"]) for row in abstand("judge", "list", "--json", "--store", kept).rows]
    assert states == [("accept", "undone"), ("undo", "holds"), ("accept", "holds"), ("reject", "holds")]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ("u", "nothing was judged yet"),
        ("c\nstatus=maybe\n", "'maybe' is none of"),
        ("c\nplanned\n", "write for example status=planned"),
        ("c\nactors='KAZ\n", "No closing quotation"),
        ("c\n\n", "a accept"),
        ("x", "a accept"),
    ],
)
def test_an_answer_that_makes_no_sense_is_asked_for_again(abstand, kept, answers, reason):
    said = review(abstand, kept, f"{answers}a", "--pair", "FRA/KAZ")
    assert reason in said.out
    assert "1 judged, 0 left" in said.out


@pytest.mark.parametrize("answers", ["", "q", "s", "\x03"])
def test_quitting_leaves_all_as_it_was(abstand, kept, answers):
    said = review(abstand, kept, answers, "--pair", "FRA/KAZ")
    assert (said.status, "0 judged, 1 left" in said.out) == (0, True)
    assert abstand("judge", "list", "--store", kept).out == "no judgements\n"


def test_a_review_gives_the_store_a_version(abstand, kept):
    (before,) = abstand("store", "info", "--store", kept, "--json").rows
    review(abstand, kept, "sq")
    (same,) = abstand("store", "info", "--store", kept, "--json").rows
    assert same["version"] == before["version"], "nothing was said"
    review(abstand, kept, "aq")
    (after,) = abstand("store", "info", "--store", kept, "--json").rows
    assert (after["version"], after["recent"][0]["action"]) == (before["version"] + 1, "judge")
    assert abstand("judge", "list", "--store", kept, "--as-of", before["version"], "--json").rows == []
    assert abstand("judge", "export", "--store", kept, "--as-of", before["version"]).out == ""


def test_a_rejected_report_need_not_belong_to_an_event(abstand, kept):
    abstand("judge", "reject", "a100", "--store", kept)
    said = abstand("store", "verify", "--strict", "--store", kept)
    assert (said.status, said.err) == (0, "")


def test_explaining_tells_what_has_become_of_a_pair_in_two_documents(abstand, kept):
    abstand("judge", "same", "a100", "b200", "--store", kept)
    (row,) = abstand("explain", "a100", "--store", kept, "--json").rows
    assert [one["state"] for one in row["judgements"]] == ["holds"]
