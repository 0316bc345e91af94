"""The digest: what moved, in its forms; a letter through a real server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import feedparser
import pytest
from aiosmtpd.controller import Controller

from abstand.entities import default
from abstand.errors import InputError
from abstand.model import Direction, Dyad, Point, Series
from abstand.store import Store
from abstand.telling.digest import Form, write
from abstand.telling.mailing import letter, post_of, send
from abstand.telling.views.digest import Digest, digest_view
from abstand.telling.words import words

PAIRS = [("KAZ", "RUS"), ("CHN", "KAZ"), ("BRA", "FRA")]


@pytest.fixture
def digest(told_store: Store) -> Digest:
    return digest_view(told_store, PAIRS, date(2022, 9, 1), date(2022, 9, 30), words("en"), default())


def test_pairs_with_news_are_told_the_others_named_as_quiet(digest: Digest) -> None:
    assert {(pair.a, pair.b) for pair in digest.pairs} == {("KAZ", "RUS"), ("CHN", "KAZ")}
    assert digest.quiet == ("Brazil – France",)


def test_what_is_denied_stands_apart(digest: Digest) -> None:
    china = next(pair for pair in digest.pairs if pair.a == "CHN")
    assert (china.acts, [event.status for event in china.unsure]) == ((), ["denied"])


def test_the_move_is_held_against_the_day_before(told_store: Store) -> None:
    def measure(store: Store, a: str, b: str) -> Series:
        levels = {date(2022, 8, 20): 0.2, date(2022, 8, 31): 0.3, date(2022, 9, 2): 0.45, date(2022, 11, 1): 0.9}
        points = (
            Point(Direction.SYMMETRIC, day, level, 0.1, 0.95, 1, 1, 0.2, 0.9, 0, None, None)
            for day, level in levels.items()
        )
        return Series(Dyad(a, b), tuple(points))

    told = digest_view(told_store, PAIRS[:1], date(2022, 9, 1), date(2022, 9, 30), words("en"), default(), measure)
    moved = told.pairs[0].moved
    assert moved is not None
    assert (moved.day, moved.distance, moved.change) == (date(2022, 9, 2), 0.45, 0.15)


def test_days_without_any_report(told_store: Store) -> None:
    empty = digest_view(told_store, PAIRS, date(2030, 1, 1), date(2030, 1, 7), words("en"), default())
    assert (empty.pairs, len(empty.quiet)) == ((), 3)
    assert "not evidence of quiet" in write(empty, Form.MARKDOWN, "en")


def test_markdown_and_html_escape_what_documents_say(digest: Digest) -> None:
    assert "<script>" not in write(digest, Form.HTML, "de")
    assert r"\<script\>" in write(digest, Form.MARKDOWN, "de")
    assert "javascript:" not in write(digest, Form.HTML, "de") + write(digest, Form.MARKDOWN, "de")


def test_a_feed_of_the_digest_is_well_formed(digest: Digest) -> None:
    found = feedparser.parse(write(digest, Form.ATOM, "kk").encode())
    assert not found.bozo
    assert len(found.entries) == 2


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "set ABSTAND_SMTP, ABSTAND_MAIL_FROM, ABSTAND_MAIL_TO"),
        ({"ABSTAND_SMTP": "mail.example.org", "ABSTAND_MAIL_FROM": "a@b.org", "ABSTAND_MAIL_TO": "c@d.org"}, ":587"),
    ],
)
def test_settings_that_are_missing_or_wrong_are_named(variables: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        post_of(variables)


class Box:
    """Takes letters in, as a server's handler."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@pytest.fixture
def server() -> Iterator[tuple[Box, int]]:
    box = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def variables(port: int, **more: str) -> dict[str, str]:
    return {
        "ABSTAND_SMTP": f"127.0.0.1:{port}", "ABSTAND_MAIL_FROM": "news@example.org",
        "ABSTAND_MAIL_TO": "one@example.org, two@example.org", **more,
    }  # fmt: skip


def test_a_letter_arrives_with_text_and_html(digest: Digest, server: tuple[Box, int]) -> None:
    box, port = server
    post = post_of(variables(port))
    send(post, letter(post, "What moved", write(digest, Form.MARKDOWN, "kk"), write(digest, Form.HTML, "kk")))
    (taken,) = box.letters
    assert (taken["To"], taken["Subject"]) == ("one@example.org, two@example.org", "What moved")
    text, html = taken.get_body(("plain",)), taken.get_body(("html",))
    assert "Қашықтық" in text.get_content()
    assert "<h2>Kazakhstan" in html.get_content()


def test_a_password_is_not_sent_in_the_open(server: tuple[Box, int]) -> None:
    _, port = server
    post = post_of(variables(port, ABSTAND_SMTP_USER="me", ABSTAND_SMTP_PASSWORD="secret"))
    with pytest.raises(InputError, match="no encryption"):
        send(post, letter(post, "s", "t", "<p>h</p>"))


def test_a_server_that_does_not_answer_is_named() -> None:
    post = post_of(variables(1))
    with pytest.raises(InputError, match=r"127\.0\.0\.1:1 did not take the digest"):
        send(post, letter(post, "s", "t", "<p>h</p>"))
