"""Who may review: names with hashed passwords (scrypt, RFC 7914; the cost is OWASP's for 16 MB of memory)."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from abstand.errors import InputError, NoData
from abstand.web.desk.book import Desk

LEAST_LENGTH = 10  # characters of a password
LONGEST_NAME = 60
COST = 2**14  # kept beside each hash, so that it can be raised
_BLOCK, _TIMES, _MEMORY = 8, 5, 64 * 2**20
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Reviewer:
    """``added`` is the day since which the name is known, in UTC."""

    name: str
    added: str


def add(desk: Desk, name: str, password: str) -> None:
    """Lets somebody review; who is known already gets the new password, and is signed out everywhere.

    Raises InputError for a name that is empty or too long, or a password that is too short.
    """
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise InputError(f"{name!r} is no name; take one of 1 to {LONGEST_NAME} characters on one line")
    if len(password) < LEAST_LENGTH:
        raise InputError(f"a password of {len(password)} characters is too short; take at least {LEAST_LENGTH}")
    salt, today = secrets.token_bytes(_SALT_BYTES), datetime.now(UTC).date().isoformat()
    with desk.book() as book:
        book.execute(
            "INSERT INTO reviewers VALUES (?1, ?2, ?3, ?4, ?5) "
            "ON CONFLICT DO UPDATE SET salt = ?2, cost = ?3, hash = ?4",
            [name, salt, COST, hashed(password, salt, COST), today],
        )
        book.execute("DELETE FROM sessions WHERE reviewer = ?", [name])


def remove(desk: Desk, name: str) -> None:
    """Ends somebody's reviewing at once; judgements stay. Raises NoData if nobody has the name."""
    with desk.book() as book:
        if not book.execute("DELETE FROM reviewers WHERE name = ?", [name]).rowcount:
            raise NoData(f"no reviewer is called {name!r}; `abstand reviewers list` shows them")
        book.execute("DELETE FROM sessions WHERE reviewer = ?", [name])


def known(desk: Desk) -> list[Reviewer]:
    """All reviewers by name."""
    with desk.book() as book:
        return [Reviewer(*row) for row in book.execute("SELECT name, added FROM reviewers ORDER BY name")]


def is_right(desk: Desk, name: str, password: str) -> bool:
    """Whether the password is this reviewer's; an unknown name takes as long to refuse as a wrong password."""
    with desk.book() as book:
        found = book.execute("SELECT salt, cost, hash FROM reviewers WHERE name = ?", [name.strip()]).fetchone()
    salt, cost, wanted = tuple(found) if found else (bytes(_SALT_BYTES), COST, b"")
    return secrets.compare_digest(hashed(password, salt, cost), wanted)


def hashed(password: str, salt: bytes, cost: int) -> bytes:
    text = unicodedata.normalize("NFC", password)  # the same keys may give a letter in one code point or two
    return hashlib.scrypt(text.encode(), salt=salt, n=cost, r=_BLOCK, p=_TIMES, maxmem=_MEMORY)
