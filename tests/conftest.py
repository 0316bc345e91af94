"""A small store in memory for all that is told of it; one of its documents is full of markup."""

from __future__ import annotations

from datetime import date

import pytest

from abstand.merging import assemble
from abstand.model import (
    Basis,
    Coded,
    Document,
    Domain,
    EventType,
    Evidence,
    Problem,
    Report,
    Role,
    Sentence,
    Span,
    Status,
    When,
)
from abstand.store import MemoryStore, Store

MEETING = "Putin met Tokayev in Moscow."
BACKGROUND = "This second sentence carries no report and must stay at home."
HOSTILE = "<script>alert(1)</script> Russia accused Kazakhstan <img src=x onerror=alert(2)><svg onload=alert(3)>."
HOSTILE_URL = "javascript:alert(document.cookie)"


def told(
    id_: str, text: str, trigger: str, type_: EventType, actors: tuple[str, ...], recipients: tuple[str, ...],
    day: date, *, language: str = "en", outlet: str = "The Outlet", url: str = "https://example.org/a",
    status: Status = Status.ASSERTED, title: str = "A title",
) -> Coded:  # fmt: skip
    """A document of one sentence with one report."""
    when = When(day, day, Basis.STATED)
    at, span = text.index(trigger), Span(0, len(text))
    document = Document(f"d-{id_}", f"{text} {BACKGROUND}", language, title, outlet, url, when)
    report = Report(
        f"r-{id_}", document.id, span, type_, None, actors, recipients, status, (), when, Domain.DIPLOMATIC, trigger,
        0.9, (Evidence(Role.ACT, Span(at, at + len(trigger)), "by hand"),),
    )  # fmt: skip
    return Coded(document, (Sentence(span, text),), (report,))


@pytest.fixture(scope="session")
def told_store() -> Store:
    return small_store()


@pytest.fixture
def fresh_store() -> Store:
    """The same, for tests that write."""
    return small_store()


def small_store() -> Store:
    kept = MemoryStore()
    kept.add(
        [
            told("a", MEETING, "met", EventType.CONSULT, ("KAZ", "RUS"), (), date(2022, 8, 19)),
            told("b", "Путин встретился с Токаевым в Москве.", "встретился", EventType.CONSULT, ("KAZ", "RUS"), (),
                 date(2022, 8, 19), language="ru", outlet="Издание", url="https://example.org/b"),
            told("c", HOSTILE, "accused", EventType.ACCUSE, ("RUS",), ("KAZ",), date(2022, 9, 2), outlet=HOSTILE,
                 url=HOSTILE_URL, title=HOSTILE),
            told("d", "Astana denied that China had threatened it.", "threatened", EventType.THREATEN, ("CHN",),
                 ("KAZ",), date(2022, 9, 20), status=Status.DENIED),
        ]
    )  # fmt: skip
    kept.replace_events(assemble(kept.entries()))
    kept.add_problems([Problem("documents", "page.html", "no text <b>at all</b>")])
    return kept
