"""Events as readers meet them: the surest report of each, with how many tell of it, where and in which languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from abstand.entities import Gazetteer
from abstand.model import Entry, Question
from abstand.store import Store
from abstand.telling.chronicle import Line, tell
from abstand.telling.links import safe_url
from abstand.telling.marking import Segment, segments
from abstand.telling.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """One event. ``days`` are its days in the reader's language; ``first`` and ``last`` None where no day is known.

    ``dated`` is False where only a day of publication is known. ``sentence`` is quoted verbatim from the surest
    report, whose language, outlet and address stand beside it.
    """

    event: str
    report: str
    document: str
    type: str
    domain: str
    status: str
    status_label: str
    line: str
    days: str
    first: date | None
    last: date | None
    dated: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    speakers: tuple[str, ...]
    confidence: float
    sentence: tuple[Segment, ...]
    language: str
    outlet: str
    url: str
    reports: int
    outlets: tuple[str, ...]
    languages: tuple[str, ...]


def tell_events(entries: Iterable[Entry], words: Words, gazetteer: Gazetteer) -> list[Told]:
    """One ``Told`` an event, in the order in which the events first occur."""
    events: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        events[entry.event or entry.report.id].append(entry)
    return [tell_event(reports, words, gazetteer) for reports in events.values()]


def tell_listed(
    store: Store, codes: Sequence[str], events: pa.Table, words: Words, gazetteer: Gazetteer
) -> Iterator[Told]:
    """Events that the codes take part in, as ``listed``; only what stands in their documents and days is read."""
    documents = frozenset(pc.list_flatten(events["documents"]).to_pylist())
    pair = (codes[0], codes[1]) if len(codes) == 2 else None
    days = (None, None)
    if documents and not events["since"].null_count:
        days = pc.min(events["since"]).as_py(), pc.max(events["until"]).as_py()
    asked = store.entries(Question(pair, *days, documents=documents), texts=False) if documents else []
    held = {entry.report.id: entry for entry in asked}
    for reports in events["reports"].to_pylist():
        if entries := [held[id_] for id_ in reports if id_ in held]:
            yield tell_event(entries, words, gazetteer)


def tell_event(entries: list[Entry], words: Words, gazetteer: Gazetteer) -> Told:
    """The reports of one event, as its surest one tells it; of equally sure ones, one in the reader's language."""
    best = max(entries, key=lambda entry: _rank(entry, words.language))
    line = tell(best, words, gazetteer)
    return _told(best, line, entries)


def _rank(entry: Entry, language: str) -> tuple[float, bool, str]:
    return entry.report.confidence, entry.document.language == language, entry.report.id


def _told(best: Entry, line: Line, entries: list[Entry]) -> Told:
    report, document = best.report, best.document
    return Told(
        event=best.event,
        report=report.id,
        document=document.id,
        type=report.type.value,
        domain=report.domain.value,
        status=report.status.value,
        status_label=line.status,
        line=line.told,
        days=line.days,
        first=line.when.first if line.when else None,
        last=line.when.last if line.when else None,
        dated=line.dated,
        actors=report.actors,
        recipients=report.recipients,
        speakers=line.speakers,
        confidence=round(report.confidence, 3),
        sentence=segments(best),
        language=document.language,
        outlet=document.outlet,
        url=safe_url(document.url),
        reports=len(entries),
        outlets=tuple(sorted({entry.document.outlet for entry in entries if entry.document.outlet})),
        languages=tuple(sorted({entry.document.language for entry in entries})),
    )
