"""What the tests of measuring share: a report as the store gives it back."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

import pytest

from abstand.model import (
    Basis,
    Coded,
    Document,
    Domain,
    Entry,
    Event,
    EventType,
    Report,
    Sentence,
    Span,
    Status,
    When,
    content_id,
)
from abstand.store import MemoryStore

Told = Callable[..., Entry]
Kept = Callable[[Iterable[Entry]], MemoryStore]


@pytest.fixture(scope="session")
def told() -> Told:
    """Makes an Entry: by default an asserted, dated act of KAZ towards RUS of full confidence, in one outlet."""

    def make(
        type_: EventType = EventType.SUPPORT, day: date | None = date(2022, 3, 1), *, mode: str | None = None,
        actors: tuple[str, ...] = ("KAZ",), recipients: tuple[str, ...] = ("RUS",), basis: Basis = Basis.STATED,
        status: Status = Status.ASSERTED, confidence: float = 1.0, outlet: str = "Outlet",
        published: date | None = None, event: str = "", last: date | None = None, language: str = "en",
        domain: Domain = Domain.DIPLOMATIC, document: str = "", number: int = 0,
    ) -> Entry:  # fmt: skip
        when = When(day, last or day, basis) if day else None
        out = When(published, published, Basis.PUBLISHED) if published else None
        said = (type_, day, mode, actors, recipients, basis, status, confidence, outlet, published, last, event,
                language, domain, document, number)  # fmt: skip
        id_ = content_id(*map(str, said))
        document = Document(document or f"d{id_}", "Text.", language, outlet=outlet, published=out)
        report = Report(
            id_, document.id, Span(0, 5), type_, mode, actors, recipients, status, (), when, domain, "act",
            confidence,
        )  # fmt: skip
        return Entry(report, "Text.", document, event)

    return make


@pytest.fixture(scope="session")
def kept() -> Kept:
    """A store in memory that holds entries, with the events they name."""

    def keep(entries: Iterable[Entry]) -> MemoryStore:
        told = list(entries)
        store = MemoryStore()
        store.add([Coded(e.document, (Sentence(Span(0, 5), "Text."),), (e.report,)) for e in told])
        events: dict[str, list[Entry]] = defaultdict(list)
        for entry in told:
            if entry.event:
                events[entry.event].append(entry)
        store.replace_events(
            Event(name, tuple(e.report.id for e in of), of[0].report.id, len({e.document.outlet for e in of}), ())
            for name, of in events.items()
        )
        return store

    return keep
