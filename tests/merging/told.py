"""Reports to merge, as short as they can be."""

from datetime import date, timedelta
from typing import Any

from abstand.model import Basis, Document, Domain, Entry, EventType, Report, Span, Status, When

DAY = date(2022, 8, 19)
WORDS = "The two ministers spoke about water and railways for three hours in the morning"


def stated(first: date, days: int = 1) -> When:
    return When(first, first + timedelta(days=days - 1), Basis.STATED)


def told(id_: str, when: When | None = None, **given: Any) -> Entry:
    """A report with the fields given, of a document of its own that was published on ``published``."""
    sentence = given.pop("sentence", WORDS)
    published = given.pop("published", DAY)
    document = Document(
        given.pop("document", f"d-{id_}"),
        given.pop("text", sentence),
        given.pop("language", "en"),
        outlet=given.pop("outlet", ""),
        url=given.pop("url", ""),
        published=When(published, published, Basis.PUBLISHED) if published else None,
        authors=given.pop("authors", ()),
        translated_from=given.pop("translated_from", ""),
    )
    fields: dict[str, Any] = {
        "type": EventType.CONSULT,
        "mode": "meet",
        "actors": ("KAZ", "RUS"),
        "recipients": (),
        "status": Status.ASSERTED,
        "speakers": (),
        "domain": Domain.DIPLOMATIC,
        "trigger": "spoke",
        "confidence": 0.9,
    } | given
    report = Report(id=id_, document=document.id, sentence=Span(0, len(sentence)), when=when, **fields)
    return Entry(report, sentence, document)
