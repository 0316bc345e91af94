"""The pages, as HTML."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from abstand.entities import default, resolve
from abstand.measuring.weights import plover
from abstand.telling.rendering import render
from abstand.telling.views.citing import citation_of
from abstand.telling.views.compare import compare_view
from abstand.telling.views.coverage import coverage_view
from abstand.telling.views.document import document_view
from abstand.telling.views.event import event_view
from abstand.telling.views.home import home_view
from abstand.telling.views.method import method_view
from abstand.telling.views.search import search_view
from abstand.telling.views.sensitivity import sensitivity_page
from abstand.telling.views.state import WINDOWS_DAYS
from abstand.telling.views.step import shown_steps, step_view
from abstand.telling.words import words
from abstand.web.addresses import Addresses
from abstand.web.asking import Asked, Language, PageNumber, Pair, TheStore, Window
from abstand.web.measured import TheMeasured

EXAMPLES = 12  # pairs whose sensitivity the page about the numbers names
router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


def page(request: Request, template: str, language: str, **values: Any) -> HTMLResponse:
    return HTMLResponse(render(template, language, **Addresses(request, language).words(), **values))


@router.get("/")
def home(request: Request, language: Language, store: TheStore, measured: TheMeasured) -> HTMLResponse:
    return page(request, "home.html", language, home=home_view(store, language, default(), measured.pairs))


@router.get("/favicon.ico")
def icon() -> RedirectResponse:
    """Asked for by browsers that open a drawing or a table by itself."""
    return RedirectResponse("/static/icon.svg")


@router.get("/coverage")
def coverage(request: Request, language: Language, store: TheStore) -> HTMLResponse:
    return page(request, "coverage.html", language, coverage=coverage_view(store))


@router.get("/method")
def method(request: Request, language: Language, store: TheStore, measured: TheMeasured) -> HTMLResponse:
    pairs = home_view(store, language, default(), measured.pairs).pairs[:EXAMPLES]
    citation = citation_of(store, str(request.base_url))
    return page(request, "method.html", language, method=method_view(plover()), pairs=pairs, citation=citation)


@router.get("/search")
def search(request: Request, language: Language, store: TheStore, q: str = "", page_: PageNumber = 1) -> HTMLResponse:
    view = search_view(store, q, page_, words(language), default())
    return page(request, "search.html", language, search=view)


@router.get("/compare")
def compare(
    request: Request, language: Language, store: TheStore, measured: TheMeasured, pairs: str = ""
) -> HTMLResponse:
    view = compare_view(store, pairs, language, default(), measured.distance)
    return page(request, "compare.html", language, compare=view)


@router.get("/pair/{a}/{b}")
def pair(
    request: Request, pair: Pair, selection: Asked, language: Language, store: TheStore, measured: TheMeasured
) -> HTMLResponse:
    spoken = words(language)
    view = measured.pair(store, pair, selection, language)
    addresses, path = Addresses(request, language), f"pair/{view.a}/{view.b}"
    answer = page(
        request, "pair.html", language, pair=view, selection=selection, part=selection.part.address(),
        domains=spoken.domains, directions=spoken.directions(view.name_a, view.name_b), steps=None,
        page_address=lambda number: addresses.url(path, selection.address(number)),
    )  # fmt: skip
    answer.headers["HX-Push-Url"] = addresses.url(path, selection.address())  # what a filter shows has its address
    return answer


@router.get("/steps/{a}/{b}")
def steps(request: Request, pair: Pair, language: Language, store: TheStore, measured: TheMeasured) -> HTMLResponse:
    """The steps of a pair: the pair's page asks for them when it stands, since they take longer."""
    found = shown_steps(store, pair, words(language), default(), measured.steps)
    a, b = (default().display_name(code, language) for code in pair)
    return page(request, "steps.html", language, steps=found, title=f"{a} – {b}")


@router.get("/sensitivity/{a}/{b}")
def sensitivity(
    request: Request, pair: Pair, language: Language, store: TheStore, measured: TheMeasured
) -> HTMLResponse:  # fmt: skip
    found = sensitivity_page(measured.sensitivity(store, *pair), language, default())
    return page(request, "sensitivity.html", language, found=found)


@router.get("/event/{id_}")
def event(
    request: Request, id_: str, language: Language, store: TheStore, measured: TheMeasured
) -> HTMLResponse:  # fmt: skip
    view = event_view(store, id_, measured.rows(store), words(language), default())
    return page(request, "event.html", language, event=view)


@router.get("/document/{id_}")
def document(request: Request, id_: str, language: Language, store: TheStore) -> HTMLResponse:
    view = document_view(store, id_, words(language), default())
    return page(request, "document.html", language, document=view)


@router.get("/state/{name}")
def state(
    request: Request, name: str, language: Language, store: TheStore, measured: TheMeasured, window: Window
) -> HTMLResponse:
    view = measured.state(store, resolve(name), language, window)
    return page(request, "state.html", language, state=view, windows=WINDOWS_DAYS)


@router.get("/step/{id_}")
def step(request: Request, id_: str, language: Language, store: TheStore, measured: TheMeasured) -> HTMLResponse:
    return page(request, "step.html", language, told=step_view(store, id_, words(language), default(), measured.steps))
