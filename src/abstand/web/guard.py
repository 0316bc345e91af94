"""Who may ask, under which name, and what a page may do: checked and said on every answer."""

from __future__ import annotations

import base64
import binascii
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
# no inline script or style, nothing from elsewhere; charts may be framed by anybody, pages by nobody
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {framers}"
)
# a drawing that is opened by itself brings its own style for dark screens, and nothing else
OF_DRAWINGS = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors {framers}"


class Guard:
    """ASGI middleware: the host names known, the password asked for, the headers of every answer."""

    def __init__(self, app: ASGIApp, password: str | None, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._password = password
        self._hosts = LOOPBACK | set(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if _name(headers.get("host", "")) not in self._hosts:  # a foreign page that had its name point here
            await PlainTextResponse("unknown host", 400)(scope, receive, send)
        elif self._password is not None and not _knows(headers.get("authorization", ""), self._password):
            asking = {"WWW-Authenticate": 'Basic realm="Abstand", charset="UTF-8"'}
            await PlainTextResponse("a password is needed", 401, asking)(scope, receive, send)
        else:
            framers = "*" if scope["path"].startswith("/embed/") else "'none'"
            policy = OF_DRAWINGS if scope["path"].startswith("/chart/") else POLICY
            await self._app(scope, receive, _with_headers(send, policy.format(framers=framers)))


def _with_headers(send: Send, policy: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = policy
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "no-referrer"
        await send(message)

    return sending


def _name(host: str) -> str:
    """The host without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def _knows(authorization: str, password: str) -> bool:
    scheme, _, coded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        given = base64.b64decode(coded, validate=True).partition(b":")[2]
    except binascii.Error:
        return False
    return secrets.compare_digest(given, password.encode())
