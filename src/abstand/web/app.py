"""Puts the app together: pages, JSON interface, static files, and what guards them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles

from abstand import __version__
from abstand.errors import AbstandError, InputError, NoData, UnknownEntity
from abstand.store import Store
from abstand.telling.rendering import render
from abstand.web import api, charts, feeds, pages
from abstand.web.addresses import Addresses, language_of
from abstand.web.guard import Guard
from abstand.web.measured import Measured

STATIC = resources.files("abstand.telling") / "static"
NOT_FOUND = (NoData, UnknownEntity)


def create_app(store: Store, *, password: str | None = None, hosts: tuple[str, ...] = ()) -> FastAPI:
    """The app over ``store``. ``hosts`` are the names it may be asked under beside those of loopback.

    With a ``password`` every address asks for it (HTTP Basic, any user name).
    """
    app = FastAPI(title="Abstand", version=__version__, docs_url=None, redoc_url=None)
    app.state.store = store
    app.state.measured = Measured()
    app.include_router(api.router, prefix="/api")
    app.include_router(charts.router)
    app.include_router(feeds.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=Path(str(STATIC))), name="static")
    app.add_middleware(Guard, password=password, hosts=hosts)
    app.add_exception_handler(AbstandError, _answer)
    return app


async def _answer(request: Request, error: Exception) -> Response:
    """What was asked for is not there (404) or cannot be meant (422), in the form that was asked for."""
    status = 404 if isinstance(error, NOT_FOUND) else 422 if isinstance(error, InputError) else 503
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": str(error)}, status)
    addresses = Addresses(request, language_of(request))
    page = render("error.html", addresses.language, reason=str(error), status=status, **addresses.words())
    return HTMLResponse(page, status)
