"""Reviewing in the browser's words: who is let in, what waits, and judgements as ``abstand judge`` makes them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from visiting_case import PASSWORD, Visitor

from abstand import pipeline
from abstand.judging import making
from abstand.judging.making import By
from abstand.model import LANGUAGES, Status, Verdict
from abstand.store import Store
from abstand.telling.queues import Queue, waiting
from abstand.web.signing import MOST_OF_ONE


def test_nobody_reviews_without_signing_in(fresh_store: Store) -> None:
    visitor = Visitor(fresh_store)
    for path in ("/review", "/review?queue=noted", "/review/r-a"):
        answer = visitor.client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/signin")
    for path in ("/review/r-a", "/review/undo/x", "/signout"):
        assert visitor.send("/signin", path, verdict="reject").status_code == 401
    assert visitor.client.get("/api/review").status_code == 401
    assert fresh_store.judgements() == []


def test_signing_in_leads_to_where_one_wanted(fresh_store: Store) -> None:
    visitor = Visitor(fresh_store).sign_in()
    fields = {"name": "anna", "password": PASSWORD}
    here = visitor.send("/signin", "/signin", then="/review?queue=disputed", **fields)
    assert str(here.url).endswith("/review?queue=disputed")
    for elsewhere in ("https://evil.example/", "//evil.example", "/reviewevil", "/review\\@evil"):
        assert str(visitor.send("/signin", "/signin", then=elsewhere, **fields).url).endswith("testserver/review")


def test_the_token_is_a_new_one_and_no_script_reads_it(fresh_store: Store) -> None:
    visitor = Visitor(fresh_store)
    visitor.client.get("/signin")
    before = visitor.client.cookies["abstand"]
    visitor.sign_in()
    assert visitor.client.cookies["abstand"] != before
    cookie = Visitor(fresh_store).client.get("/signin").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    secure = Visitor(fresh_store).client.get("https://testserver/signin").headers["set-cookie"].lower()
    assert "secure" in secure


def test_signing_out_ends_it(fresh_store: Store) -> None:
    visitor = Visitor(fresh_store).sign_in()
    token = visitor.client.cookies["abstand"]
    visitor.send("/review", "/signout")
    visitor.client.cookies.set("abstand", token)
    assert visitor.client.get("/review", follow_redirects=False).status_code == 303


def test_wrong_passwords_are_refused_and_soon_not_even_looked_at(fresh_store: Store) -> None:
    visitor = Visitor(fresh_store)
    answers = [
        visitor.send("/signin", "/signin", name="anna", password="wrong").status_code for _ in range(MOST_OF_ONE + 1)
    ]
    assert answers == [403] * MOST_OF_ONE + [429]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queue_is_told_in_each_language(fresh_store: Store, language: str) -> None:
    page = Visitor(fresh_store).sign_in().client.get(f"/review?lang={language}")
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert " onclick=" not in page.text


def test_a_verdict_is_a_judgement_and_leads_to_the_next(fresh_store: Store) -> None:
    visitor = Visitor(fresh_store).sign_in()
    page = visitor.client.get("/review?lang=en").text
    assert "<code>r-a</code>" in page
    after = visitor.send("/review", "/review/r-a?lang=en", verdict="accept", why="read it  twice").text
    (judgement,) = fresh_store.judgements()
    assert (judgement.verdict, judgement.author, judgement.reason) == (Verdict.ACCEPT, "anna", "read it twice")
    assert "<code>r-b</code>" in after
    assert "Your verdict is kept." in after


@pytest.mark.slow
def test_a_rejected_report_is_told_nowhere(fresh_store: Store) -> None:
    visitor = Visitor(fresh_store).sign_in()
    visitor.send("/review", "/review/r-d", verdict="reject")
    assert visitor.client.get("/api/pair/KAZ/CHN").json()["events"] == []
    assert "· anna · rejected" in visitor.client.get("/review/r-d?lang=en").text, "a reviewer still sees it"


@pytest.mark.slow
def test_a_correction_changes_what_it_names_alone(fresh_store: Store) -> None:
    visitor = Visitor(fresh_store).sign_in()
    page = {"type": "ACCUSE", "mode": "none", "actors": "Россия", "recipients": "KAZ", "status": "denied",
            "speakers": "none", "when": "2022-09-01..2022-09-02", "domain": "diplomatic"}  # fmt: skip
    visitor.send("/review/r-c", "/review/r-c", verdict="correct", **page)
    (judgement,) = fresh_store.judgements()
    assert judgement.fields == ("actors", "status", "when")
    entry = fresh_store.entry("r-c")
    assert entry is not None
    assert (entry.report.actors, entry.report.status) == (("RUS",), Status.DENIED)


@pytest.mark.slow
@pytest.mark.parametrize(
    "fields", [{"actors": "Nowhereland"}, {"actors": "KAZ"}, {"when": "soon"}, {"status": "hugged"}, {}]
)
def test_a_correction_that_cannot_be_meant_is_shown_again(fresh_store: Store, fields: dict[str, str]) -> None:
    visitor = Visitor(fresh_store).sign_in()
    answer = visitor.send("/review/r-c", "/review/r-c", verdict="correct", **fields)
    assert answer.status_code in (404, 422)
    assert fresh_store.judgements() == []


@pytest.mark.slow
def test_ones_own_verdict_may_be_taken_back(fresh_store: Store) -> None:
    anna = Visitor(fresh_store).sign_in()
    anna.send("/review", "/review/r-d", verdict="reject")
    (judgement,) = fresh_store.judgements()
    ben = Visitor(fresh_store, anna.desk).sign_in("ben")
    assert ben.send("/review", f"/review/undo/{judgement.id}").status_code == 403
    assert anna.send("/review", f"/review/undo/{judgement.id}").status_code == 200
    assert [entry.report.id for entry in fresh_store.entries_of(["r-d"])] == ["r-d"]


@pytest.mark.slow
def test_a_skipped_report_is_passed_over(fresh_store: Store) -> None:
    visitor = Visitor(fresh_store).sign_in()
    assert "<code>r-b</code>" in visitor.client.get("/review?at=1").text
    assert "<code>r-d</code>" in visitor.client.get("/review?at=99").text
    assert "<code>r-d</code>" in visitor.client.get("/review?of=China/Kasachstan").text
    assert visitor.client.get("/review?of=China").status_code == 422


@pytest.mark.slow
def test_contradicting_verdicts_wait_for_who_did_not_speak_last(fresh_store: Store) -> None:
    for author, make in (("anna", making.accept), ("ben", making.reject)):
        coded = fresh_store.coded_entry("r-a")
        assert coded is not None
        pipeline.judge(fresh_store, [make(coded, fresh_store.docket(["d-a"]), By(author, datetime.now(UTC)))])
    found = waiting(fresh_store)
    assert found.ids(Queue.DISPUTED, "anna") == ["r-a"]
    assert found.ids(Queue.DISPUTED, "ben") == []


def test_reports_of_one_event_that_differ_wait(fresh_store: Store) -> None:
    meeting = next(event for event in fresh_store.events() if "r-b" in event.reports)
    assert waiting(fresh_store).ids(Queue.DISPUTED, "anna") == []
    fresh_store.replace_events([replace(meeting, reports=("r-b", "r-c"))])
    found = waiting(fresh_store)
    assert found.ids(Queue.DISPUTED, "anna") == ["r-b"]
    assert found.others("r-b") == ("r-c",)
    page = Visitor(fresh_store).sign_in().client.get("/review?queue=disputed&lang=en").text
    assert "Others tell it differently" in page


def test_what_waits_as_json(fresh_store: Store) -> None:
    visitor = Visitor(fresh_store).sign_in()
    found = visitor.client.get("/api/review?queue=unsure").json()
    assert found["paging"]["total"] == 4
    assert found["reports"][0] == "r-a"


@pytest.mark.slow
def test_the_form_is_bound_to_its_reviewer(fresh_store: Store) -> None:
    anna, other = Visitor(fresh_store).sign_in(), Visitor(fresh_store)
    stolen = {"proof": other.proof("/signin"), "verdict": "reject"}
    assert anna.client.post("/review/r-a", data=stolen).status_code == 403
    assert fresh_store.judgements() == []
