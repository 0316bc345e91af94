"""Who is signed in, and whether a form was sent from a page of ours.

A visitor who is shown a form gets a random token as a cookie; what the form carries is made from it with a secret of
the desk, so that no other page can send the form in the visitor's name. Signing in gives a new token.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from abstand.web.desk.book import Desk

LASTS_S = 12 * 60 * 60  # a working day
_TOKEN_BYTES = 32


def new_token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)


def begin(desk: Desk, reviewer: str, now: float) -> str:
    """Signs a reviewer in; the token is the visitor's to keep, the book has only its hash. ``now`` in seconds."""
    token = new_token()
    with desk.book() as book:
        book.execute("DELETE FROM sessions WHERE ends <= ?", [now])
        book.execute("INSERT INTO sessions VALUES (?, ?, ?)", [_digest(token), reviewer, now + LASTS_S])
    return token


def reviewer_of(desk: Desk, token: str, now: float) -> str:
    """Who is signed in with this token; empty if nobody is (any more)."""
    if not token or not desk.exists:
        return ""
    with desk.book() as book:
        found = book.execute(
            "SELECT reviewer FROM sessions WHERE token = ? AND ends > ?", [_digest(token), now]
        ).fetchone()
    return str(found["reviewer"]) if found else ""


def end(desk: Desk, token: str) -> None:
    with desk.book() as book:
        book.execute("DELETE FROM sessions WHERE token = ?", [_digest(token)])


def proof(desk: Desk, token: str) -> str:
    """What a form carries to show that it was given to the holder of this token."""
    return hmac.new(_secret(desk), token.encode(), hashlib.sha256).hexdigest()


def is_proven(desk: Desk, token: str, given: str) -> bool:
    return bool(token) and hmac.compare_digest(proof(desk, token).encode(), given.encode())


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _secret(desk: Desk) -> bytes:
    with desk.book() as book:
        book.execute("INSERT OR IGNORE INTO secrets VALUES ('forms', ?)", [secrets.token_bytes(_TOKEN_BYTES)])
        return bytes(book.execute("SELECT value FROM secrets WHERE name = 'forms'").fetchone()["value"])
