"""The same as the pages, as JSON; tables also as CSV and Parquet."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from abstand.entities import default, resolve
from abstand.measuring.weights import plover
from abstand.telling.queues import Queue
from abstand.telling.selection import PAGE_SIZE
from abstand.telling.views.compare import Compare, compare_view
from abstand.telling.views.coverage import Coverage, coverage_view
from abstand.telling.views.document import DocumentPage, document_view
from abstand.telling.views.event import EventPage, event_view
from abstand.telling.views.home import Home, home_view
from abstand.telling.views.method import Method, method_view
from abstand.telling.views.paging import Paging, page_of
from abstand.telling.views.pair import Pair
from abstand.telling.views.search import SearchPage, search_view
from abstand.telling.views.sensitivity import SensitivityPage, sensitivity_page
from abstand.telling.views.state import StatePage
from abstand.telling.views.step import ShownStep, StepPage, shown_steps, step_view
from abstand.telling.words import words
from abstand.web.asking import Asked, Language, PageNumber, TheStore, Window
from abstand.web.asking import Pair as AskedPair
from abstand.web.measured import TheMeasured
from abstand.web.review import queues
from abstand.web.tables import Form, written
from abstand.web.visiting import TheDesk, TheReviewer


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """A page of the ids of the reports in a queue."""

    queue: Queue
    reports: tuple[str, ...]
    paging: Paging


router = APIRouter(responses={404: {"description": "Nothing of the kind is stored."}})


@router.get("/")
def home(language: Language, store: TheStore, measured: TheMeasured) -> Home:
    """The pairs with the most events."""
    return home_view(store, language, default(), measured.pairs)


@router.get("/coverage")
def coverage(store: TheStore) -> Coverage:
    """What was read by outlet, language and month, and the latest problems."""
    return coverage_view(store)


@router.get("/method")
def method() -> Method:
    """The scores of types and the weights of statuses."""
    return method_view(plover())


@router.get("/search")
def search(language: Language, store: TheStore, q: str = "", page: PageNumber = 1) -> SearchPage:
    """Sentences that hold all the words, and the state they name."""
    return search_view(store, q, page, words(language), default())


@router.get("/compare")
def compare(language: Language, store: TheStore, measured: TheMeasured, pairs: str = "") -> Compare:
    """The latest distance of up to six pairs, asked for as ``KAZ/RUS,KAZ/CHN``."""
    return compare_view(store, pairs, language, default(), measured.distance)


@router.get("/pair/{a}/{b}")
def pair(pair: AskedPair, selection: Asked, language: Language, store: TheStore, measured: TheMeasured) -> Pair:
    """The latest distance of two states and a page of their events."""
    return measured.pair(store, pair, selection, language)


@router.get("/series/{a}/{b}.{form}", response_class=Response)
def series(pair: AskedPair, form: Form, store: TheStore, measured: TheMeasured) -> Response:
    """The distance day by day: direction, day, distance, low, high, reports, events."""
    return written(measured.distance(store, *pair).to_arrow(), form)


@router.get("/sensitivity/{a}/{b}")
def sensitivity(pair: AskedPair, language: Language, store: TheStore, measured: TheMeasured) -> SensitivityPage:
    """How much the distance of two states depends on our choices."""
    return sensitivity_page(measured.sensitivity(store, *pair), language, default())


@router.get("/event/{id_}")
def event(id_: str, language: Language, store: TheStore, measured: TheMeasured) -> EventPage:
    """An event with all its reports."""
    return event_view(store, id_, measured.rows(store), words(language), default())


@router.get("/document/{id_}")
def document(id_: str, language: Language, store: TheStore) -> DocumentPage:
    """A document as it was read."""
    return document_view(store, id_, words(language), default())


@router.get("/state/{name}")
def state(name: str, language: Language, store: TheStore, measured: TheMeasured, window: Window) -> StatePage:
    """A state's partners by distance, their change over a window of days, and how alike they vote in the UN."""
    return measured.state(store, resolve(name), language, window)


@router.get("/steps/{a}/{b}")
def steps(pair: AskedPair, language: Language, store: TheStore, measured: TheMeasured) -> tuple[ShownStep, ...]:
    """The steps of a pair by day."""
    return shown_steps(store, pair, words(language), default(), measured.steps)


@router.get("/review", responses={401: {"description": "Nobody is signed in."}})
def review(
    visitor: TheReviewer, desk: TheDesk, measured: TheMeasured, store: TheStore, queue: Queue = Queue.UNSURE,
    page: PageNumber = 1,
) -> ReviewQueue:  # fmt: skip
    """The reports that wait for whoever is signed in."""
    found, paging = page_of(queues(measured.waiting(store), desk, visitor)[queue], page, PAGE_SIZE)
    return ReviewQueue(queue, tuple(found), paging)


@router.get("/step/{id_}")
def step(id_: str, language: Language, store: TheStore, measured: TheMeasured) -> StepPage:
    """A step with the events that carried it."""
    return step_view(store, id_, words(language), default(), measured.steps)
