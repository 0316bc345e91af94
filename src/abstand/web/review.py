"""Reviewing: a queue of reports, one after another; each verdict is a judgement as ``abstand judge`` makes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from abstand import pipeline
from abstand.entities import default
from abstand.errors import InputError, NoData
from abstand.judging import making, moment
from abstand.judging.correcting import NOTHING, modes
from abstand.judging.making import By
from abstand.judging.nouns import Judgement
from abstand.judging.readings import FIELDS
from abstand.model import Domain, EventType, Status, Verdict
from abstand.store import Store
from abstand.telling.queues import Queue, Waiting
from abstand.telling.views.review import ReviewItem, review_item
from abstand.telling.words import words
from abstand.web.addresses import Addresses
from abstand.web.asking import Language, TheStore, pair
from abstand.web.desk import Desk, notes
from abstand.web.measured import TheMeasured
from abstand.web.visiting import Sent, TheDesk, TheReviewer, TheVisitor, Visitor, form_page, sent_on

router = APIRouter(prefix="/review", include_in_schema=False)
LONGEST_REASON = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reviewer is in a queue, of a pair (``KAZ/RUS``) or all, from 0; ``done`` is what was said last."""

    queue: Queue = Queue.UNSURE
    of: str = ""
    at: int = 0
    done: str = ""

    @property
    def pair(self) -> tuple[str, ...]:
        """Raises InputError if ``of`` is no pair."""
        one, slash, other = self.of.partition("/")
        if self.of and not slash:
            raise InputError(f"{self.of!r} is no pair; write KAZ/RUS")
        return pair(one, other) if self.of else ()

    def query(self, **other: object) -> str:
        held = {"queue": self.queue.value, "of": self.of, "at": self.at, "done": self.done} | other
        return urlencode({name: value for name, value in held.items() if value})


def place(
    queue: Queue = Queue.UNSURE, of: str = "", at: Annotated[int, Query(ge=0)] = 0, done: str = ""
) -> Place:  # fmt: skip
    return Place(queue, of, at, done)


AskedPlace = Annotated[Place, Depends(place)]


@router.get("")
def queue(
    request: Request, place: AskedPlace, desk: TheDesk, visitor: TheVisitor, store: TheStore, measured: TheMeasured,
    language: Language,
) -> Response:  # fmt: skip
    """The next report of a queue; who is not signed in is asked to."""
    addresses = Addresses(request, language)
    if not visitor.reviewer:
        return sent_on(addresses.url("signin", urlencode({"then": addresses.url("review", place.query())})))
    waiting = measured.waiting(store)
    found = queues(waiting, desk, visitor, place.pair)
    at = min(place.at, max(len(found[place.queue]) - 1, 0))
    id_ = next(iter(found[place.queue][at : at + 1]), "")
    is_there = bool(id_) and store.coded_entry(id_) is not None  # what a note is on may have been read anew
    item = review_item(store, id_, waiting.others(id_), words(language), default()) if is_there else None
    counts, here = {each: len(ids) for each, ids in found.items()}, replace(place, at=at)
    return item_page(request, desk, visitor, id_, item, place=here, counts=counts)


def queues(waiting: Waiting, desk: Desk, visitor: Visitor, pair: tuple[str, ...] = ()) -> dict[Queue, list[str]]:
    """The reports of each queue, in the order in which they are shown."""
    noted = list(dict.fromkeys(note.report for note in notes.waiting(desk)))
    return {each: waiting.ids(each, visitor.reviewer, pair) for each in Queue} | {Queue.NOTED: noted}


@router.get("/{report}")
def one(
    request: Request, report: str, place: AskedPlace, desk: TheDesk, visitor: TheVisitor, store: TheStore,
    measured: TheMeasured, language: Language,
) -> Response:  # fmt: skip
    """A report by its id."""
    addresses = Addresses(request, language)
    if not visitor.reviewer:
        return sent_on(addresses.url("signin", urlencode({"then": addresses.url(f"review/{report}")})))
    item = review_item(store, report, measured.waiting(store).others(report), words(language), default())
    return item_page(request, desk, visitor, report, item, place=place, counts={})


@router.post("/undo/{judgement}")
def undo(
    request: Request, judgement: str, sent: Sent, place: AskedPlace, visitor: TheReviewer, store: TheStore,
    language: Language,
) -> Response:  # fmt: skip
    """Takes back a judgement of one's own, and returns to its report."""
    docket = store.docket(())
    found = next((one for one in docket.judgements if one.id == judgement), None)
    if found is None:
        raise NoData(f"no judgement has the id {judgement!r}")
    if found.author != visitor.reviewer:
        raise HTTPException(403, f"the judgement is {found.author}'s; say otherwise with one of your own")
    pipeline.judge(store, [making.undo(found, docket, by(store, visitor.reviewer, ""))])
    report = next((target.report for target in found.targets), "")
    return sent_on(Addresses(request, language).url(f"review/{report}", place.query(done="")))


@router.post("/{report}")
def judge(
    request: Request, report: str, sent: Sent, place: AskedPlace, desk: TheDesk, visitor: TheReviewer, store: TheStore,
    language: Language,
) -> Response:  # fmt: skip
    """Keeps a verdict, or dismisses what readers said; then the next report of the queue is shown."""
    open_notes = [note.id for note in notes.waiting(desk) if note.report == report]
    now, next_ = datetime.now(UTC), place.query(done="")
    if sent.get("verdict") == "dismiss":
        notes.settle(desk, open_notes, visitor.reviewer, notes.Outcome.DISMISSED, now)
        return sent_on(Addresses(request, language).url("review", next_))
    try:
        judgement = judgement_of(store, report, sent, visitor.reviewer)
    except InputError as error:
        item = review_item(store, report, (), words(language), default())
        given = {name: sent.get(name, item.fields[name]) for name in FIELDS}
        return item_page(
            request, desk, visitor, report, item, 422, place=place, counts={}, given=given, reason=str(error)
        )
    pipeline.judge(store, [judgement])
    notes.settle(desk, open_notes, visitor.reviewer, notes.Outcome.JUDGED, now)
    return sent_on(Addresses(request, language).url("review", place.query(done=judgement.id)))


def judgement_of(store: Store, report: str, sent: dict[str, str], reviewer: str) -> Judgement:
    """What the form says of the report. Raises NoData if it is not stored, InputError if the form cannot be meant."""
    coded = store.coded_entry(report)
    if coded is None:
        raise NoData(f"no report has the id {report!r}")
    docket, author = store.docket([coded.document.id]), by(store, reviewer, sent.get("why", ""))
    match sent.get("verdict"):
        case Verdict.ACCEPT.value:
            return making.accept(coded, docket, author)
        case Verdict.REJECT.value:
            return making.reject(coded, docket, author)
        case Verdict.CORRECT.value:
            shown = review_item(store, report, (), words("en"), default()).fields
            given = {name: sent[name].strip() or NOTHING for name in FIELDS if name in sent}
            return making.correct(coded, docket, {n: text for n, text in given.items() if text != shown[n]}, author)
        case other:
            raise InputError(f"{other!r} is none of accept, correct, reject, dismiss")


def by(store: Store, reviewer: str, reason: str) -> By:
    if len(reason) > LONGEST_REASON:
        raise InputError(f"{len(reason)} characters are too many; give the reason in {LONGEST_REASON}")
    return By(reviewer, moment(datetime.now(UTC), store.judgements()), " ".join(reason.split()))


def item_page(
    request: Request, desk: Desk, visitor: Visitor, report: str, item: ReviewItem | None, status: int = 200, *,
    place: Place, counts: dict[Queue, int], given: dict[str, str] | None = None, reason: str = "",
) -> HTMLResponse:  # fmt: skip
    own = [note for note in notes.waiting(desk) if note.report == report]
    choices = {
        "type": list(EventType), "status": list(Status), "domain": list(Domain),
        "mode": [NOTHING, *sorted({mode for listed in modes().values() for mode in listed})],
    }  # fmt: skip
    values = {"item": item, "place": place, "counts": counts, "notes": own, "choices": choices, "reason": reason}
    fields = given or (item.fields if item else {})
    return form_page(request, desk, visitor, "review.html", status, fields=fields, **values)
