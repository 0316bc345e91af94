"""What watching remembers between runs, in one SQLite file: feeds as last seen, articles found, outlets begun.

Every change is one transaction: a run that is killed leaves the ledger as it was before or after a change. Articles are
only ticked off when their documents stand in the store, so that the ledger may forget, but never claims too much.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

from abstand.errors import StoreError
from abstand.sources.addresses import key
from abstand.sources.feeds import Link
from abstand.sources.watched import Watched

VERSION = 1
WAITING, DONE, FAILED, OLD = "waiting", "done", "failed", "old"
_TABLES = """
CREATE TABLE listings (address TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL);
CREATE TABLE articles (
    key TEXT PRIMARY KEY, address TEXT NOT NULL, outlet TEXT NOT NULL, published TEXT, found TEXT NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX articles_by_outlet ON articles (outlet, state);
CREATE TABLE outlets (name TEXT PRIMARY KEY, started TEXT NOT NULL, complete_from TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Article:
    """An article that waits to be read; ``tries``: how many runs failed to."""

    key: str
    address: str
    outlet: str
    published: date | None
    tries: int


@dataclass(frozen=True, slots=True)
class Failure:
    """What became of an article that could not be read: to be tried again at ``not_before``, or never if None."""

    key: str
    not_before: datetime | None


class Ledger:
    """The memory of one watch. To be used in ``with``; a second watch with the same file is refused."""

    def __init__(self, file: Path | str) -> None:
        self._file = file
        self._lock = Lock()  # the round writes from its own thread
        try:
            self._db = sqlite3.connect(file, timeout=0, isolation_level="IMMEDIATE", check_same_thread=False)
            self._prepare()
        except sqlite3.OperationalError as error:
            reason = "another watch is using it" if "locked" in str(error) else str(error)
            raise StoreError(f"{file}: what watching remembers cannot be opened: {reason}") from error
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{file}: is no memory of a watch: {error}") from error

    def _prepare(self) -> None:
        # held until the process ends, however it ends
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")  # a power cut may take the last changes: to be read again
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise StoreError(f"{self._file}: was written by another version (layout {version}, this one has {VERSION})")
        if version == 0:
            self._db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
        with self._db:
            self._db.execute("DELETE FROM outlets WHERE false")  # takes the lock now rather than amid a run

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def validators(self, address: str) -> dict[str, str]:
        """The headers that ask whether a feed has changed since it was last read."""
        rows = self._all("SELECT etag, modified FROM listings WHERE address = ?", address)
        names = ("If-None-Match", "If-Modified-Since")
        return {name: value for row in rows for name, value in zip(names, row, strict=True) if value}

    def found(
        self,
        outlet: str,
        links: Iterable[tuple[Link, str]],
        on: date,
        listing: str,
        headers: Mapping[str, str],
        overrule: bool = False,
    ) -> int:
        """Keeps the links that are new, each with its state, and what tells the listing apart from its next version.

        Both or neither: a listing that counts as read has all its links here. With ``overrule`` an article that was
        passed over as old gets the state given. Returns how many more wait to be read.
        """
        rows = [
            (key(link.address), link.address, outlet, _iso(link.published), on.isoformat(), state)
            for link, state in links
        ]
        insert = "INSERT INTO articles (key, address, outlet, published, found, state) VALUES (?, ?, ?, ?, ?, ?) "
        keep = "ON CONFLICT (key) DO NOTHING"
        revive = f"ON CONFLICT (key) DO UPDATE SET state = excluded.state WHERE state = '{OLD}'"
        with self._lock, self._db:
            before = self._waiting(outlet)
            self._db.executemany(insert + (revive if overrule else keep), rows)
            validators = (listing, headers.get("etag", ""), headers.get("last-modified", ""))
            self._db.execute("INSERT OR REPLACE INTO listings VALUES (?, ?, ?)", validators)
            return self._waiting(outlet) - before

    def _waiting(self, outlet: str) -> int:
        count = "SELECT count(*) FROM articles WHERE outlet = ? AND state = ?"
        return int(self._db.execute(count, (outlet, WAITING)).fetchone()[0])

    def waiting(self, outlet: str, now: datetime) -> list[Article]:
        """The articles to be read now, newest first."""
        rows = self._all(
            "SELECT key, address, outlet, published, tries FROM articles "
            "WHERE outlet = ? AND state = ? AND not_before <= ? ORDER BY published DESC, found DESC, key",
            outlet, WAITING, now.isoformat(),
        )  # fmt: skip
        return [
            Article(key_, address, outlet_, date.fromisoformat(day) if day else None, tries)
            for key_, address, outlet_, day, tries in rows
        ]

    def is_done(self, key_: str) -> bool:
        return bool(self._all("SELECT 1 FROM articles WHERE key = ? AND state = ?", key_, DONE))

    def done(self, addresses: Iterable[str], on: date) -> None:
        """Ticks off articles that the store holds, or that need not be read; also addresses that were never found."""
        rows = [(key(address), address, on.isoformat(), DONE) for address in addresses]
        tick = (
            "INSERT INTO articles (key, address, outlet, found, state) VALUES (?, ?, '', ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET state = excluded.state"
        )
        with self._lock, self._db:
            self._db.executemany(tick, rows)

    def failed(self, failures: Iterable[Failure]) -> None:
        rows = [
            (WAITING if failure.not_before else FAILED, _iso(failure.not_before) or "", failure.key)
            for failure in failures
        ]
        with self._lock, self._db:
            self._db.executemany("UPDATE articles SET state = ?, not_before = ?, tries = tries + 1 WHERE key = ?", rows)

    def started(self, outlet: str) -> Watched | None:
        rows = self._all("SELECT * FROM outlets WHERE name = ?", outlet)
        return _watched(rows[0]) if rows else None

    def start(self, watched: Watched) -> None:
        row = (watched.outlet, watched.started.isoformat(), watched.complete_from.isoformat())
        with self._lock, self._db:
            self._db.execute("INSERT OR IGNORE INTO outlets VALUES (?, ?, ?)", row)

    def starts(self) -> list[Watched]:
        return [_watched(row) for row in self._all("SELECT * FROM outlets ORDER BY name")]

    def counts(self, outlet: str, first: date, last: date) -> int:
        """How many articles of an outlet were found from the first day to the last."""
        rows = self._all(
            "SELECT count(*) FROM articles WHERE outlet = ? AND found BETWEEN ? AND ?",
            outlet, first.isoformat(), last.isoformat(),
        )  # fmt: skip
        return int(rows[0][0])

    def _all(self, query: str, *values: str) -> list[Any]:
        with self._lock, closing(self._db.execute(query, values)) as rows:
            return rows.fetchall()


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


def _watched(row: tuple[str, str, str]) -> Watched:
    return Watched(row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2]))
