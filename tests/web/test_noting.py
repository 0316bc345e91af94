"""“Something wrong?”: what a reader says waits for a reviewer and is shown to nobody else."""

import pytest
from visiting_case import Visitor

from abstand.store import Store
from abstand.web.desk import notes
from abstand.web.noting import MOST_NOTES

SAID = "It was <b>Belarus</b>, see javascript:alert(1)"


def test_every_entry_asks_whether_something_is_wrong(fresh_store: Store) -> None:
    page = Visitor(fresh_store).client.get("/pair/KAZ/RUS?lang=en").text
    assert page.count("Something wrong?") == page.count('<li class="event"') == 2
    assert 'href="/wrong/r-c?lang=en"' in page


@pytest.mark.slow
def test_a_note_is_held_and_shown_to_reviewers_only(fresh_store: Store) -> None:
    reader = Visitor(fresh_store)
    answer = reader.send("/wrong/r-a?lang=en", "/wrong/r-a?lang=en", kind="parties", text=SAID)
    assert "Thank you" in answer.text
    assert "Belarus" not in answer.text
    assert [note.text for note in notes.waiting(reader.desk)] == [SAID]
    for path in ("/pair/KAZ/RUS", "/event/" + fresh_store.events()[0].id, "/document/d-a", "/", "/coverage", "/review"):
        assert "Belarus" not in reader.client.get(path).text
    shown = Visitor(fresh_store, reader.desk).sign_in().client.get("/review?queue=noted&lang=en").text
    assert "It was &lt;b&gt;Belarus&lt;/b&gt;" in shown
    assert "Other states are meant" in shown


@pytest.mark.slow
def test_a_verdict_settles_the_notes_on_its_report(fresh_store: Store) -> None:
    reader = Visitor(fresh_store)
    for _ in range(2):
        reader.send("/wrong/r-c", "/wrong/r-c", kind="none-such")
    reviewer = Visitor(fresh_store, reader.desk).sign_in()
    reviewer.send("/review?queue=noted", "/review/r-c?queue=noted", verdict="reject")
    assert notes.waiting(reader.desk) == []
    assert fresh_store.entries_of(["r-c"]) == []


@pytest.mark.slow
def test_a_note_may_be_dismissed(fresh_store: Store) -> None:
    reader = Visitor(fresh_store)
    reader.send("/wrong/r-c", "/wrong/r-c", kind="act")
    reviewer = Visitor(fresh_store, reader.desk).sign_in()
    reviewer.send("/review?queue=noted", "/review/r-c?queue=noted", verdict="dismiss")
    assert notes.waiting(reader.desk) == []
    assert fresh_store.judgements() == []


@pytest.mark.slow
def test_a_note_on_a_report_that_is_gone_is_still_shown(fresh_store: Store) -> None:
    reader = Visitor(fresh_store)
    reader.send("/wrong/r-c", "/wrong/r-c", kind="other", text="Look again.")
    fresh_store.remove_documents(["d-c"])
    reviewer = Visitor(fresh_store, reader.desk).sign_in()
    assert "Look again." in reviewer.client.get("/review?queue=noted").text


@pytest.mark.slow
def test_what_cannot_be_meant_is_said_and_kept_in_the_page(fresh_store: Store) -> None:
    reader = Visitor(fresh_store)
    assert reader.send("/wrong/r-a", "/wrong/r-a", kind="other").status_code == 422
    assert reader.send("/wrong/r-a", "/wrong/r-a", kind="hug", text="x").status_code == 422
    assert reader.client.get("/wrong/none").status_code == 404
    assert not notes.waiting(reader.desk)


@pytest.mark.slow
def test_a_form_of_another_page_is_refused(fresh_store: Store) -> None:
    reader = Visitor(fresh_store)
    stolen = Visitor(fresh_store, reader.desk).proof("/wrong/r-a")
    for proof in (stolen, "", "0" * 64, "é"):
        reader.client.get("/wrong/r-a")
        assert reader.client.post("/wrong/r-a", data={"proof": proof, "kind": "act"}).status_code == 403
    assert Visitor(fresh_store).client.post("/wrong/r-a", data={"kind": "act"}).status_code == 403
    assert not notes.waiting(reader.desk)


def test_a_form_without_end_is_not_read(fresh_store: Store) -> None:
    reader = Visitor(fresh_store)
    assert reader.send("/wrong/r-a", "/wrong/r-a", kind="act", text="x" * 70_000).status_code == 413
    fields = {f"f{number}": "" for number in range(50)}
    assert reader.send("/wrong/r-a", "/wrong/r-a", **fields).status_code == 422
    assert reader.client.post("/wrong/r-a", content=b"\xff\xfe").status_code == 422


@pytest.mark.slow
def test_nobody_floods_the_reviewers(fresh_store: Store) -> None:
    reader = Visitor(fresh_store)
    proof = reader.proof("/wrong/r-a")
    form = {"proof": proof, "kind": "act"}
    answers = [
        reader.client.post("/wrong/r-a", data=form, follow_redirects=False).status_code for _ in range(MOST_NOTES + 1)
    ]
    assert answers == [303] * MOST_NOTES + [429]
