"""Signing in and out."""

from __future__ import annotations

import time

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from abstand.web.addresses import Addresses
from abstand.web.asking import Language
from abstand.web.desk import reviewers, sessions
from abstand.web.limits import Limit
from abstand.web.visiting import COOKIE, Sent, TheDesk, TheReviewer, TheVisitor, form_page, give_token, sent_on

QUARTER_S = 15 * 60
# Wrong passwords: a person mistypes some; of many visitors guessing at one name, together some more.
MOST_OF_ONE, MOST_AT_ONE_NAME = 5, 20
HOME = "/review"

router = APIRouter(include_in_schema=False)


class Limits:
    """How many wrong passwords are answered, by visitor and by the name tried."""

    def __init__(self) -> None:
        self.visitors = Limit(MOST_OF_ONE, QUARTER_S)
        self.names = Limit(MOST_AT_ONE_NAME, QUARTER_S)


@router.get("/signin")
def form(request: Request, desk: TheDesk, visitor: TheVisitor, then: str = HOME) -> HTMLResponse:
    has_reviewers = desk.exists and bool(reviewers.known(desk))
    return form_page(request, desk, visitor, "signin.html", then=local(then), wrong=False, has_reviewers=has_reviewers)


@router.post("/signin")
def sign_in(request: Request, sent: Sent, desk: TheDesk, visitor: TheVisitor, language: Language) -> Response:
    """A new token for the right password. Who tries too often has to wait (429)."""
    limits: Limits = request.app.state.sign_ins
    name, then = sent.get("name", "").strip(), local(sent.get("then", HOME))
    if limits.visitors.is_reached(visitor.address) or limits.names.is_reached(name):
        raise HTTPException(429, "too many wrong passwords; try again in a quarter of an hour")
    if not reviewers.is_right(desk, name, sent.get("password", "")):
        limits.visitors.count(visitor.address)
        limits.names.count(name)
        return form_page(request, desk, visitor, "signin.html", 403, then=then, wrong=True, has_reviewers=True)
    limits.visitors.forget(visitor.address)
    answer = sent_on(then)
    give_token(request, answer, sessions.begin(desk, name, time.time()))
    return answer


@router.post("/signout")
def sign_out(request: Request, sent: Sent, desk: TheDesk, visitor: TheReviewer, language: Language) -> Response:
    sessions.end(desk, visitor.token)
    answer = sent_on(Addresses(request, language).url(""))
    answer.delete_cookie(COOKIE, path="/")
    return answer


def local(address: str) -> str:
    """The address if it is one of the review pages, else the first of these: nobody is led away from here."""
    return address if address == HOME or address.startswith((f"{HOME}?", f"{HOME}/")) else HOME
