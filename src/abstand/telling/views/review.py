"""What a reviewer is shown of one report: its words with all that it rests on, its fields, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from abstand.annotation import split_sentences
from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.judging import Docket
from abstand.judging.readings import FIELDS, reading_of
from abstand.judging.wording import says, value_in_words
from abstand.model import Entry, Span
from abstand.store import Store
from abstand.telling.marking import Segment, marked
from abstand.telling.told import Told, tell_event
from abstand.telling.words import Words

BEFORE = 2  # sentences: as far as the coders look back


@dataclass(frozen=True, slots=True)
class Said:
    """A person's verdict on the report, in words; ``at`` is UTC."""

    id: str
    verdict: str
    author: str
    at: datetime
    says: str
    reason: str
    undone: bool


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """``before`` is the text that the coders looked back at; ``fields`` are the reading's as corrections are written;
    ``names`` what the codes in it are called; ``others`` the reports that this one differs from."""

    told: Told
    title: str
    before: tuple[Segment, ...]
    fields: dict[str, str]
    names: dict[str, str]
    history: tuple[Said, ...]
    others: tuple[Told, ...]


def review_item(store: Store, id_: str, others: Sequence[str], words: Words, gazetteer: Gazetteer) -> ReviewItem:
    """The report as people have left it. Raises NoData if it is not stored (any more)."""
    coded = store.coded_entry(id_)
    if coded is None:
        raise NoData(f"no report has the id {id_!r}")
    docket = store.docket([coded.document.id])
    entry = docket.judged(coded)
    reading = reading_of(entry.report)
    codes = (*entry.report.actors, *entry.report.recipients, *entry.report.speakers)
    return ReviewItem(
        told=tell_event([entry], words, gazetteer),
        title=entry.document.title,
        before=marked(entry, before(entry)),
        fields={name: value_in_words(reading, name) for name in FIELDS},
        names={code: gazetteer.display_name(code, words.language) for code in codes},
        history=tuple(_history(coded, docket, words)),
        others=tuple(tell_event([other], words, gazetteer) for other in store.entries_of(others)),
    )


def _history(coded: Entry, docket: Docket, words: Words) -> list[Said]:
    return [
        Said(one.id, words.verdict(one.verdict), one.author, one.at, says(one), one.reason, one.id in docket.gone)
        for one in docket.history(coded.report)
        if not one.undoes
    ]


def before(entry: Entry) -> Span:
    """The sentences before the report's own; empty if it is the first."""
    document, end = entry.document, entry.report.sentence.start
    earlier = [one.span for one in split_sentences(document.text, document.language) if one.span.end <= end]
    return Span(earlier[-BEFORE:][0].start, end) if earlier else Span(end, end)
