"""“Something wrong?”: any reader may say so of a report; a reviewer sees it, nobody else."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from abstand.entities import default
from abstand.errors import InputError, NoData
from abstand.model import Entry
from abstand.store import Store
from abstand.telling.told import tell_event
from abstand.telling.words import words
from abstand.web.addresses import Addresses, language_of
from abstand.web.asking import Language, TheStore
from abstand.web.desk import Desk, notes
from abstand.web.limits import Limit
from abstand.web.visiting import Sent, TheDesk, TheVisitor, Visitor, form_page, sent_on

MOST_NOTES, HOUR_S = 20, 60 * 60  # of one visitor: a diligent reader's evening, not a flood

router = APIRouter(prefix="/wrong", include_in_schema=False)


def limit() -> Limit:
    return Limit(MOST_NOTES, HOUR_S)


@router.get("/{report}")
def form(
    request: Request, report: str, desk: TheDesk, visitor: TheVisitor, store: TheStore, language: Language,
    sent: bool = False,
) -> HTMLResponse:  # fmt: skip
    return note_page(request, desk, visitor, found(store, report), sent=sent)


@router.post("/{report}")
def note(
    request: Request, report: str, sent: Sent, desk: TheDesk, visitor: TheVisitor, store: TheStore, language: Language
) -> Response:
    """Holds what the reader says for a reviewer."""
    limit: Limit = request.app.state.notes
    if limit.is_reached(visitor.address):
        raise HTTPException(429, f"{MOST_NOTES} notes within an hour are enough; try again later")
    entry = found(store, report)
    at = datetime.now(UTC)
    try:
        notes.send(desk, entry.report.id, entry.document.id, sent.get("kind", ""), sent.get("text", ""), at)
    except InputError as error:
        return note_page(request, desk, visitor, entry, 422, reason=str(error))
    limit.count(visitor.address)
    return sent_on(Addresses(request, language).url(f"wrong/{entry.report.id}", "sent=1"))


def note_page(
    request: Request, desk: Desk, visitor: Visitor, entry: Entry, status: int = 200, *, sent: bool = False,
    reason: str = "",
) -> HTMLResponse:  # fmt: skip
    told = tell_event([entry], words(language_of(request)), default())
    return form_page(
        request, desk, visitor, "wrong.html", status, told=told, kinds=list(notes.Kind), longest=notes.LONGEST,
        sent=sent, reason=reason,
    )  # fmt: skip


def found(store: Store, report: str) -> Entry:
    """The report as readers see it. Raises NoData for one that is not stored or was rejected."""
    entries = store.entries_of([report])
    if not entries:
        raise NoData(f"no report has the id {report!r}")
    return entries[0]
