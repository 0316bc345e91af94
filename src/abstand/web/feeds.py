"""Feeds for readers of news, and a chart to be framed in other pages."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from abstand.entities import default
from abstand.telling.rendering import render
from abstand.telling.selection import Selection
from abstand.telling.told import tell_events
from abstand.telling.views.feed import pair_feed
from abstand.telling.views.pair import pair_view
from abstand.telling.words import words
from abstand.web.addresses import Addresses
from abstand.web.asking import Language, Pair, TheStore

router = APIRouter(include_in_schema=False)
ATOM = "application/atom+xml"


@router.get("/feed/pair/{a}/{b}.atom")
def feed(request: Request, pair: Pair, language: Language, store: TheStore) -> Response:
    """The newest acts of a pair."""
    told = tell_events(reversed(store.entries(Selection().question(pair))), words(language), default())
    title = " – ".join(default().display_name(code, language) for code in pair)
    page = str(request.url.replace(path=f"/pair/{pair[0]}/{pair[1]}", query=f"lang={language}"))
    return Response(render("feed.xml", language, feed=pair_feed(pair, title, page, told)), media_type=ATOM)


@router.get("/embed/pair/{a}/{b}")
def embed(request: Request, pair: Pair, language: Language, store: TheStore) -> HTMLResponse:
    """A chart with its latest figure, for an ``<iframe>`` of any page."""
    view = pair_view(store, pair, Selection(), words(language), default())
    return HTMLResponse(render("embed.html", language, pair=view, **Addresses(request, language).words()))
