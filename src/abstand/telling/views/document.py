"""The page of a document: its text as the system read it. For the store's owner only; a published site has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.model import Document, Question
from abstand.store import Store
from abstand.telling.links import safe_url
from abstand.telling.marking import Segment
from abstand.telling.told import Told, tell_event
from abstand.telling.words import Words


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """``text`` is the whole text, its mentions marked by code; ``reports`` what was read in it, in order."""

    id: str
    title: str
    outlet: str
    url: str
    language: str
    published: date | None
    authors: tuple[str, ...]
    text: tuple[Segment, ...]
    reports: tuple[Told, ...]


def document_view(store: Store, id_: str, words: Words, gazetteer: Gazetteer) -> DocumentPage:
    """Raises NoData if no document has this id."""
    document = next(iter(store.documents([id_])), None)
    if document is None:
        raise NoData(f"no document has the id {id_!r}")
    entries = sorted(store.entries(Question(documents=frozenset({id_}))), key=lambda entry: entry.report.sentence)
    return DocumentPage(
        id=id_,
        title=document.title,
        outlet=document.outlet,
        url=safe_url(document.url),
        language=document.language,
        published=document.published_on,
        authors=document.authors,
        text=_mentions(document, gazetteer),
        reports=tuple(tell_event([entry], words, gazetteer) for entry in entries),
    )


def _mentions(document: Document, gazetteer: Gazetteer) -> tuple[Segment, ...]:
    """The text cut at its mentions; a mention's role is its code."""
    text, found, end = document.text, list[Segment](), 0
    for mention in gazetteer.find(text, document.language, document.published_on):
        found.append(Segment(text[end : mention.start]))
        found.append(Segment(mention.span.of(text), (mention.code,)))
        end = mention.end
    return (*found, Segment(text[end:]))
