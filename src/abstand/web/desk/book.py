"""The book of a desk: one SQLite file beside the store, not in it, so that passwords do not travel with the data."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from abstand.errors import StoreError
from abstand.store.place import Place

ENDING = ".review.sqlite"
WAIT_S = 10.0  # for another process that writes
ONLY_OURS = 0o600  # the file's rights: password hashes are nobody else's business
_TABLES = """
    CREATE TABLE IF NOT EXISTS reviewers (
        name TEXT PRIMARY KEY, salt BLOB NOT NULL, cost INTEGER NOT NULL, hash BLOB NOT NULL, added TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS sessions (token BLOB PRIMARY KEY, reviewer TEXT NOT NULL, ends REAL NOT NULL);
    CREATE TABLE IF NOT EXISTS notes (
        id INTEGER PRIMARY KEY, report TEXT NOT NULL, document TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
        at TEXT NOT NULL, reviewer TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT '', settled TEXT);
    CREATE INDEX IF NOT EXISTS open_notes ON notes (outcome, report);
    CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""


def desk_file(store: str | Path) -> Path:
    """Where the desk of a store in a folder or on object storage lies: ``abstand-store.review.sqlite``."""
    place = Place.of(store)
    if not place.is_remote:
        return place.folder.with_name(f"{place.folder.name}{ENDING}")
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "abstand"
    return home / f"{hashlib.sha256(place.root.encode()).hexdigest()[:16]}{ENDING}"


class Desk:
    """A book in ``file``, made when it is first used; without one, a book in memory that ends with the process."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = Lock()
        self._book: sqlite3.Connection | None = None

    @property
    def exists(self) -> bool:
        """Whether anybody has used it yet."""
        return self._book is not None or (self._file is not None and self._file.exists())

    @contextmanager
    def book(self) -> Iterator[sqlite3.Connection]:
        """The book for one reader or writer; what is written is kept whole or, after an error, not at all.

        Raises StoreError if the file cannot be used.
        """
        with self._lock:
            try:
                self._book = self._book or self._opened()
                with self._book as book:
                    yield book
            except sqlite3.OperationalError as error:
                raise StoreError(f"{self._file}: the reviewers' book cannot be used: {error}") from error

    def _opened(self) -> sqlite3.Connection:
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch(ONLY_OURS)
        book = sqlite3.connect(self._file or ":memory:", timeout=WAIT_S, check_same_thread=False)
        book.row_factory = sqlite3.Row
        book.executescript(_TABLES)
        return book
