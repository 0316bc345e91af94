"""Feeds for readers of news, and a chart to be framed in other pages."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from abstand.entities import default, resolve
from abstand.store import Store
from abstand.telling.rendering import render
from abstand.telling.selection import Selection
from abstand.telling.views.feed import feed_of
from abstand.web.addresses import Addresses
from abstand.web.asking import Language, Pair, TheStore
from abstand.web.measured import Measured, TheMeasured

router = APIRouter(include_in_schema=False)
ATOM = "application/atom+xml"


@router.get("/feed/pair/{a}/{b}.atom")
def of_pair(request: Request, pair: Pair, language: Language, store: TheStore, measured: TheMeasured) -> Response:
    """The newest acts of a pair."""
    return feed(request, pair, f"/pair/{pair[0]}/{pair[1]}", language, store, measured)


@router.get("/feed/state/{name}.atom")
def of_state(request: Request, name: str, language: Language, store: TheStore, measured: TheMeasured) -> Response:
    """The newest acts of a state."""
    code = resolve(name)
    return feed(request, (code,), f"/state/{code}", language, store, measured)


def feed(
    request: Request, codes: tuple[str, ...], path: str, language: str, store: Store, measured: Measured
) -> Response:
    told = measured.newest(store, codes, language)
    title = " – ".join(default().display_name(code, language) for code in codes)
    page = str(request.url.replace(path=path, query=f"lang={language}"))
    return Response(render("feed.xml", language, feed=feed_of(codes, title, page, told)), media_type=ATOM)


@router.get("/embed/pair/{a}/{b}")
def embed(request: Request, pair: Pair, language: Language, store: TheStore, measured: TheMeasured) -> HTMLResponse:
    """A chart with its latest figure, for an ``<iframe>`` of any page."""
    view = measured.pair(store, pair, Selection(), language)
    return HTMLResponse(render("embed.html", language, pair=view, **Addresses(request, language).words()))
