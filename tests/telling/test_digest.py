"""The digest: what moved, in its forms; a letter through a real server."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import feedparser
import pytest
from aiosmtpd.controller import Controller

from abstand.entities import default
from abstand.errors import InputError
from abstand.measuring.told_steps import Carrier, Step
from abstand.model import LANGUAGES, Direction, Dyad, Point, Question, Series
from abstand.store import Store
from abstand.telling.digest import Form, subject, write
from abstand.telling.mailing import letter, post_of, send
from abstand.telling.views.digest import Digest, busiest_pairs, digest_view
from abstand.telling.words import words

PAIRS = [("KAZ", "RUS"), ("CHN", "KAZ"), ("BRA", "FRA")]


@pytest.fixture(scope="module")
def digest(told_store: Store) -> Digest:
    return digest_view(told_store, PAIRS, date(2022, 9, 1), date(2022, 9, 30), words("en"), default())


def test_pairs_with_news_are_told_the_others_named_as_quiet(digest: Digest) -> None:
    assert {(pair.a, pair.b) for pair in digest.pairs} == {("KAZ", "RUS"), ("CHN", "KAZ")}
    assert digest.quiet == ("Brazil – France",)


def test_what_is_denied_stands_apart(digest: Digest) -> None:
    assert [event.status for event in digest.unsure] == ["denied"]
    assert {event.status for pair in digest.pairs for event in pair.acts} == {"asserted"}


def test_an_act_of_several_pairs_is_told_once(told_store: Store) -> None:
    pairs = [("KAZ", "RUS"), ("RUS", "KAZ")]
    told = digest_view(told_store, pairs, date(2022, 8, 1), date(2022, 9, 30), words("en"), default())
    reports = [event.report for pair in told.pairs for event in pair.acts]
    assert len(reports) == len(set(reports)) == 2


def test_the_busiest_pairs_are_those_of_these_days(told_store: Store) -> None:
    assert busiest_pairs(told_store, date(2022, 9, 15), date(2022, 9, 30), 5) == [("CHN", "KAZ")]
    assert busiest_pairs(told_store, date(2022, 8, 1), date(2022, 9, 30), 1) == [("KAZ", "RUS")]


def with_steps(store: Store, days: Iterable[date]) -> Digest:
    """The digest of September, with steps found on these days."""

    def steps(store: Store, a: str, b: str) -> tuple[Step, ...]:
        if (a, b) != ("KAZ", "RUS"):
            return ()
        dyad = Dyad("RUS", "KAZ")
        entries = tuple(store.entries(Question(("KAZ", "RUS"), since=date(2022, 9, 1))))
        carriers = (Carrier("e", date(2022, 9, 2), 0.1, entries),)
        return tuple(
            Step(f"RUS.KAZ.{day}", dyad, Direction.THERE, day, day, day, 0.3, 0.5, 0.2, 0.1, 0.3, 0.99, "", carriers)
            for day in days
        )

    return digest_view(store, PAIRS, date(2022, 9, 1), date(2022, 9, 30), words("en"), default(), steps=steps)


@pytest.mark.parametrize("form", list(Form))
def test_steps_of_these_days_come_first_then_acts_then_what_is_in_doubt(told_store: Store, form: Form) -> None:
    told = with_steps(told_store, [date(2022, 9, 2), date(2022, 10, 2)])
    assert [item.step.day for item in told.steps] == [date(2022, 9, 2)], "not one of another month"
    text = write(told, form, "en", "https://example.org/map")
    places = [text.index(part) for part in ("+0.20", "China → Kazakhstan: Threat")]
    assert places == sorted(places)
    assert text.index("+0.20") < text.index("Russia → Kazakhstan: Accusation")
    assert "https://example.org/map/en/step/RUS.KAZ.2022-09-02/" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_told_in_every_language(told_store: Store, language: str) -> None:
    told = digest_view(told_store, PAIRS, date(2022, 9, 1), date(2022, 9, 30), words(language), default())
    for form in Form:
        text = write(told, form, language)
        assert default().display_name("CHN", language) in text
        assert "example.org/map" not in text, "no site was named"
        assert "-0.00" not in text
        assert "-0,00" not in text


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
    nobody = digest_view(told_store, [], date(2030, 1, 1), date(2030, 1, 7), words("en"), default())
    assert "No reports of these days are stored" in write(nobody, Form.TEXT, "en")


def test_markdown_and_html_escape_what_documents_say(digest: Digest) -> None:
    assert "<script>" not in write(digest, Form.HTML, "de") + write(digest, Form.ATOM, "de")
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
    about = subject(digest, "kk")
    send(post, letter(post, about, write(digest, Form.TEXT, "kk"), write(digest, Form.HTML, "kk")))
    (taken,) = box.letters
    assert (taken["To"], taken["Subject"]) == ("one@example.org, two@example.org", "Не өзгерді, 2022\u202fж. 1–30 қыр.")
    text, html = taken.get_body(("plain",)), taken.get_body(("html",))
    assert "Қашықтық" in text.get_content()
    assert "<blockquote" not in text.get_content()
    assert "&lt;" not in text.get_content()
    assert '<html lang="kk">' in html.get_content()


def test_a_password_is_not_sent_in_the_open(server: tuple[Box, int]) -> None:
    _, port = server
    post = post_of(variables(port, ABSTAND_SMTP_USER="me", ABSTAND_SMTP_PASSWORD="secret"))
    with pytest.raises(InputError, match="no encryption"):
        send(post, letter(post, "s", "t", "<p>h</p>"))


def test_a_server_that_does_not_answer_is_named() -> None:
    post = post_of(variables(1))
    with pytest.raises(InputError, match=r"127\.0\.0\.1:1 did not take the digest"):
        send(post, letter(post, "s", "t", "<p>h</p>"))
