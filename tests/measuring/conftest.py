"""What the tests of measuring share: a report as the store gives it back."""

from collections.abc import Callable
from datetime import date

import pytest

from abstand.model import Basis, Document, Domain, Entry, EventType, Report, Span, Status, When, content_id

Told = Callable[..., Entry]


@pytest.fixture(scope="session")
def told() -> Told:
    """Makes an Entry: by default an asserted, dated act of KAZ towards RUS of full confidence, in one outlet."""

    def make(
        type_: EventType = EventType.SUPPORT, day: date | None = date(2022, 3, 1), *, mode: str | None = None,
        actors: tuple[str, ...] = ("KAZ",), recipients: tuple[str, ...] = ("RUS",), basis: Basis = Basis.STATED,
        status: Status = Status.ASSERTED, confidence: float = 1.0, outlet: str = "Outlet",
        published: date | None = None, event: str = "", last: date | None = None,
    ) -> Entry:  # fmt: skip
        when = When(day, last or day, basis) if day else None
        out = When(published, published, Basis.PUBLISHED) if published else None
        said = (type_, day, mode, actors, recipients, basis, status, confidence, outlet, published, last, event)
        id_ = content_id(*map(str, said))
        document = Document(f"d{id_}", "Text.", "en", outlet=outlet, published=out)
        report = Report(
            id_, document.id, Span(0, 5), type_, mode, actors, recipients, status, (), when, Domain.DIPLOMATIC, "act",
            confidence,
        )  # fmt: skip
        return Entry(report, "Text.", document, event)

    return make
