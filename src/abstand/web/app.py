"""Puts the app together: pages, JSON interface, static files, and what guards them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from abstand import __version__
from abstand.errors import AbstandError, InputError, NoData, UnknownEntity
from abstand.store import DeltaStore, Store
from abstand.telling.rendering import render
from abstand.web import api, charts, feeds, noting, pages, review, signing, tables
from abstand.web.addresses import Addresses, language_of
from abstand.web.desk import Desk, desk_file
from abstand.web.guard import Guard
from abstand.web.measured import Measured

STATIC = resources.files("abstand.telling") / "static"
NOT_FOUND = (NoData, UnknownEntity)


def create_app(
    store: Store, *, password: str | None = None, hosts: tuple[str, ...] = (), desk: Desk | None = None
) -> FastAPI:
    """The app over ``store``. ``hosts`` are the names it may be asked under beside those of loopback.

    With a ``password`` every address asks for it (HTTP Basic, any user name). The ``desk`` knows the reviewers; by
    default the one beside a store in a folder, for a store in memory one that ends with the app.
    """
    app = FastAPI(title="Abstand", version=__version__, docs_url=None, redoc_url=None)
    app.state.store = store
    app.state.measured = Measured()
    app.state.desk = desk or Desk(desk_file(store.place.root) if isinstance(store, DeltaStore) else None)
    app.state.sign_ins, app.state.notes = signing.Limits(), noting.limit()
    for room in (api, tables):
        app.include_router(room.router, prefix="/api")
    for room in (charts, feeds, signing, noting, review, pages):
        app.include_router(room.router)
    app.mount("/static", StaticFiles(directory=Path(str(STATIC))), name="static")
    app.add_middleware(Guard, password=password, hosts=hosts)
    app.add_exception_handler(AbstandError, _answer)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    return app


async def _answer(request: Request, error: Exception) -> Response:
    """What was asked for is not there (404) or cannot be meant (422), in the form that was asked for."""
    status = 404 if isinstance(error, NOT_FOUND) else 422 if isinstance(error, InputError) else 503
    return _told(request, status, str(error))


async def _refused(request: Request, error: Exception) -> Response:
    return _told(request, getattr(error, "status_code", 500), getattr(error, "detail", ""))


async def _invalid(request: Request, error: Exception) -> Response:
    """A value in the address that is none: which, and what would be right."""
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    return _told(request, 422, "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in faults))


def _told(request: Request, status: int, reason: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": reason}, status)
    addresses = Addresses(request, language_of(request))
    page = render("error.html", addresses.language, reason=reason, status=status, **addresses.words())
    return HTMLResponse(page, status)
