"""Visitors: who is signed in, the forms they are given, and what they send back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from abstand.telling.rendering import render
from abstand.web.addresses import Addresses, language_of
from abstand.web.desk import Desk, sessions

COOKIE = "abstand"
MOST_BYTES = 64_000  # of a form: the longest note in Cyrillic, percent-encoded, and some
MOST_FIELDS = 40


def the_desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(the_desk)]


@dataclass(frozen=True, slots=True)
class Visitor:
    """``reviewer`` is empty for somebody who is not signed in, ``token`` for somebody who was given no form yet."""

    token: str
    reviewer: str
    address: str


def visitor(request: Request, desk: TheDesk) -> Visitor:
    token = request.cookies.get(COOKIE, "")
    address = request.client.host if request.client else ""
    return Visitor(token, sessions.reviewer_of(desk, token, time.time()), address)


TheVisitor = Annotated[Visitor, Depends(visitor)]


def reviewer(visitor: TheVisitor) -> Visitor:
    """Somebody who is signed in; others are refused."""
    if not visitor.reviewer:
        raise HTTPException(401, "sign in to review")
    return visitor


TheReviewer = Annotated[Visitor, Depends(reviewer)]


async def sent(request: Request, visitor: TheVisitor, desk: TheDesk) -> dict[str, str]:
    """The fields of a form of ours, without its proof; a form too large (413) or of another page (403) is refused."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise HTTPException(413, f"the form is larger than {MOST_BYTES // 1000} kB")
    try:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise HTTPException(422, "the form cannot be read") from error
    if not sessions.is_proven(desk, visitor.token, fields.pop("proof", "")):
        raise HTTPException(403, "the form has grown old, or is of another page; load the page anew and send it again")
    return fields


Sent = Annotated[dict[str, str], Depends(sent)]


def form_page(
    request: Request, desk: Desk, visitor: Visitor, template: str, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page with a form, which only this visitor can send; no cache keeps it."""
    token, language = visitor.token or sessions.new_token(), language_of(request)
    given = {"reviewer": visitor.reviewer, "proof": sessions.proof(desk, token), **values}
    page = HTMLResponse(render(template, language, **Addresses(request, language).words(), **given), status)
    page.headers["Cache-Control"] = "no-store"
    if token != visitor.token:
        give_token(request, page, token)
    return page


def give_token(request: Request, response: Response, token: str) -> None:
    """As a cookie that no script reads and that other sites' forms do not send."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=request.url.scheme == "https", path="/")


def sent_on(address: str) -> RedirectResponse:
    """Where a form leads once it is dealt with, so that loading the page anew does not send it again."""
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})
