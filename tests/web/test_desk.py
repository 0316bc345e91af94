"""The desk: passwords are hashed, sessions end, forms are proven, notes wait, and nobody tries without end."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from abstand.errors import InputError, NoData, StoreError
from abstand.web.desk import Desk, desk_file, notes, reviewers, sessions
from abstand.web.limits import MOST_KEPT, Limit

PASSWORD = "correct horse"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "store.review.sqlite")


def test_a_password_is_known_again_but_not_kept(desk: Desk, tmp_path: Path) -> None:
    reviewers.add(desk, " anna ", PASSWORD)
    assert reviewers.is_right(desk, "anna", PASSWORD)
    assert not reviewers.is_right(desk, "anna", PASSWORD + "!")
    assert not reviewers.is_right(desk, "ben", PASSWORD)
    assert [one.name for one in reviewers.known(Desk(tmp_path / "store.review.sqlite"))] == ["anna"]
    assert all(PASSWORD.encode() not in file.read_bytes() for file in tmp_path.iterdir())


def test_the_book_is_readable_by_its_owner_alone(desk: Desk, tmp_path: Path) -> None:
    assert not desk.exists
    assert reviewers.known(desk) == []
    assert (tmp_path / "store.review.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "password"), [("", PASSWORD), ("a\nb", PASSWORD), ("a" * 61, PASSWORD), ("a", "short")]
)
def test_names_and_passwords_that_are_none(desk: Desk, name: str, password: str) -> None:
    with pytest.raises(InputError):
        reviewers.add(desk, name, password)


def test_a_session_ends(desk: Desk) -> None:
    token = sessions.begin(desk, "anna", now=0)
    assert sessions.reviewer_of(desk, token, sessions.LASTS_S - 1) == "anna"
    assert sessions.reviewer_of(desk, token, sessions.LASTS_S) == ""
    assert sessions.reviewer_of(desk, token + "x", 1) == ""
    sessions.end(desk, token)
    assert sessions.reviewer_of(desk, token, 1) == ""


def test_a_new_password_and_the_end_of_reviewing_sign_out(desk: Desk) -> None:
    reviewers.add(desk, "anna", PASSWORD)
    first = sessions.begin(desk, "anna", now=0)
    reviewers.add(desk, "anna", PASSWORD)
    assert sessions.reviewer_of(desk, first, 1) == ""
    second = sessions.begin(desk, "anna", now=0)
    reviewers.remove(desk, "anna")
    assert sessions.reviewer_of(desk, second, 1) == ""
    with pytest.raises(NoData, match="anna"):
        reviewers.remove(desk, "anna")


def test_a_form_is_proven_by_its_own_token_alone(desk: Desk) -> None:
    one, other = sessions.new_token(), sessions.new_token()
    assert sessions.is_proven(desk, one, sessions.proof(desk, one))
    assert not sessions.is_proven(desk, one, sessions.proof(desk, other))
    assert not sessions.is_proven(desk, "", sessions.proof(desk, ""))
    assert not sessions.is_proven(Desk(), one, sessions.proof(desk, one)), "each desk has a secret of its own"


def test_notes_wait_until_they_are_settled(desk: Desk) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert notes.waiting(desk) == []
    notes.send(desk, "r-a", "d-a", "parties", " It was Belarus. ", at)
    (note,) = notes.waiting(desk)
    assert (note.report, note.kind, note.text, note.at) == ("r-a", notes.Kind.PARTIES, "It was Belarus.", at)
    notes.settle(desk, [note.id], "anna", notes.Outcome.DISMISSED, at)
    assert notes.waiting(desk) == []
    with pytest.raises(NoData):
        notes.settle(desk, [note.id], "anna", notes.Outcome.DISMISSED, at)


@pytest.mark.parametrize(("kind", "text"), [("hug", "x"), ("other", "  "), ("act", "x" * (notes.LONGEST + 1))])
def test_notes_that_say_nothing_or_too_much(desk: Desk, kind: str, text: str) -> None:
    with pytest.raises(InputError):
        notes.send(desk, "r-a", "d-a", kind, text, datetime(2026, 1, 1, tzinfo=UTC))


def test_a_file_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    with pytest.raises(StoreError, match="book"):
        reviewers.known(Desk(tmp_path / "book"))


def test_the_desk_lies_beside_the_store_not_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert desk_file(tmp_path / "kept") == tmp_path / "kept.review.sqlite"
    assert desk_file("s3://bucket/kept").parent == tmp_path / "abstand"


def test_tries_are_counted_for_a_while() -> None:
    now = [0.0]
    limit = Limit(2, 60, clock=lambda: now[0])
    for _ in range(2):
        assert not limit.is_reached("a")
        limit.count("a")
    assert limit.is_reached("a")
    assert not limit.is_reached("b")
    now[0] = 61
    assert not limit.is_reached("a")


def test_visitors_without_number_do_not_fill_the_memory() -> None:
    limit = Limit(1, 60)
    for number in range(MOST_KEPT + 10):
        limit.count(str(number))
    assert not limit.is_reached("0")
    assert limit.is_reached(str(MOST_KEPT))
