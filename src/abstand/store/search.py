"""Full text of reports' sentences and titles: an SQLite FTS5 index beside the tables, brought up to date when behind.

The index of a store on object storage lies in the user's cache folder. It can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from abstand.store import latest
from abstand.store.base import Store
from abstand.store.delta import DeltaStore
from abstand.store.files import files_of
from abstand.store.layout import HOME, NEW, among

FILE = "search.sqlite"
WAIT_S = 60  # for another process that brings the index up to date
AT_ONCE = 50_000  # reports read together
# A word that more reports hold says nothing about which are best, and to weigh all of them would take too long.
RANKED = 20_000
CACHE_KB = 65_536  # of the index in memory while it is filled: ids and documents come in any order
_COLUMNS = ("id", "document", "day", "sentence", "title", "outlet", "url", "language")
_WORD = re.compile(r"\w+\*?")
_TABLES = """
    CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE IF NOT EXISTS shown (number INTEGER PRIMARY KEY, id TEXT UNIQUE, document TEXT, day TEXT,
                                      sentence TEXT, title TEXT, outlet TEXT, url TEXT, language TEXT, is_new INTEGER);
    CREATE INDEX IF NOT EXISTS shown_new ON shown (id) WHERE is_new;
    CREATE INDEX IF NOT EXISTS shown_document ON shown (document);
    CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
        sentence, title, content = 'shown', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2");
    CREATE TRIGGER IF NOT EXISTS shown_added AFTER INSERT ON shown BEGIN
        INSERT INTO words (rowid, sentence, title) VALUES (new.number, new.sentence, new.title); END;
    CREATE TRIGGER IF NOT EXISTS shown_gone AFTER DELETE ON shown BEGIN
        INSERT INTO words (words, rowid, sentence, title) VALUES ('delete', old.number, old.sentence, old.title); END;
"""
_FREQUENT = f"SELECT count(*) = {RANKED} FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT {RANKED})"
_FIND = """
    SELECT s.id, s.document, s.day, s.sentence, s.title, s.outlet, s.url, s.language
    FROM words JOIN shown s ON s.number = words.rowid WHERE words MATCH :asked
"""
_NEWEST = f"{_FIND} ORDER BY words.rowid DESC LIMIT :limit OFFSET :offset"
_BEST = f"""
    {_FIND.replace(":asked", ":telling")} AND words.rowid IN (SELECT rowid FROM words WHERE words MATCH :asked)
    ORDER BY rank LIMIT :limit OFFSET :offset
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report whose sentence or title holds the words."""

    id: str
    document: str
    day: date | None
    sentence: str
    title: str
    outlet: str
    url: str
    language: str


def search(store: Store, words: str, *, limit: int = 50, offset: int = 0) -> list[Hit]:
    """The reports that hold all the words, the best first by those that fewer than ``RANKED`` reports hold.

    If there is no such word, the newest first: in the order of days as they were when the index was made, then as they
    were added. Upper and lower case and diacritics do not matter; ``sanktion*`` finds every word that begins so.
    """
    terms = [f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"' for word in _WORD.findall(words)]
    if not terms:
        return []
    with _index(store) as index:
        telling = [term for term in terms if not index.execute(_FREQUENT, [term]).fetchone()[0]]
        values = {"asked": " ".join(terms), "telling": " ".join(telling), "limit": limit, "offset": offset}
        return [_hit(row) for row in index.execute(_BEST if telling else _NEWEST, values)]


def _hit(row: tuple[str, ...]) -> Hit:
    return Hit(row[0], row[1], date.fromisoformat(row[2]) if row[2] else None, *row[3:])


def index_file(store: DeltaStore) -> Path:
    if not store.place.is_remote:
        return store.place.folder / FILE
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "abstand"
    return cache / f"{hashlib.sha256(store.place.root.encode()).hexdigest()[:16]}.sqlite"


@contextmanager
def _index(store: Store) -> Iterator[sqlite3.Connection]:
    """The index as the store is now; one that is damaged is made anew."""
    if not isinstance(store, DeltaStore):
        with closing(_opened(":memory:")) as index:
            _catch_up(store, index, "")
            yield index
        return
    file = index_file(store)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        index = _brought_up(store, file)
    except sqlite3.DatabaseError:
        for part in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            part.unlink(missing_ok=True)
        index = _brought_up(store, file)
    with closing(index):
        yield index


def _opened(file: str | Path) -> sqlite3.Connection:
    index = sqlite3.connect(file, timeout=WAIT_S, isolation_level=None)
    index.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;")
    index.executescript(f"PRAGMA cache_size = -{CACHE_KB};{_TABLES}")
    return index


def _brought_up(store: DeltaStore, file: Path) -> sqlite3.Connection:
    index = _opened(file)
    stamp = f"{store.stamp('documents')} {store.stamp('reports')}"
    if _state(index, "stamp") != stamp:
        index.execute("BEGIN IMMEDIATE")
        _catch_up(store, index, _settled(store))
        index.execute("REPLACE INTO state VALUES ('stamp', ?)", [stamp])
        index.execute("COMMIT")
    return index


def _state(index: sqlite3.Connection, name: str) -> str:
    found = index.execute("SELECT value FROM state WHERE name = ?", [name]).fetchone()
    return str(found[0]) if found else ""


def _settled(store: DeltaStore) -> str:
    """A hash of the files that are in order: while it stays, only new rows can have come or gone."""
    table = store.handle("reports")
    paths = sorted(file.path for file in files_of(table) if file.part != NEW) if table is not None else []
    return hashlib.sha256("\n".join(paths).encode()).hexdigest()


def _catch_up(store: Store, index: sqlite3.Connection, settled: str) -> None:
    """Adds the reports that the index lacks and takes out those that are gone."""
    held = store.now("documents", "reports")
    recent = held.fresh().column("id")
    only_new = bool(settled) and _state(index, "settled") == settled
    told = latest.told(held, ["id", "document", "day"], HOME & among("document", recent) if only_new else HOME)
    has = {id_ for (id_,) in index.execute("SELECT id FROM shown" + (" WHERE is_new" if only_new else ""))}
    if only_new:  # new documents may take the place of what is in order
        of_document = "SELECT id FROM shown WHERE document = ?"
        has |= {id_ for document in recent.to_pylist() for (id_,) in index.execute(of_document, [document])}
    index.executemany(
        "DELETE FROM shown WHERE id = ?", ([id_] for id_ in has.difference(told.column("id").to_pylist()))
    )
    if not only_new:
        index.execute("UPDATE shown SET is_new = 0 WHERE is_new")
    missing = _by_day(told.filter(pc.invert(pc.is_in(told.column("id"), pa.array(sorted(has), pa.string())))))
    for begin in range(0, missing.num_rows, AT_ONCE):
        _add(held, index, missing.slice(begin, AT_ONCE), set(recent.to_pylist()))
    index.execute("REPLACE INTO state VALUES ('settled', ?)", [settled])


def _by_day(rows: pa.Table) -> pa.Table:
    """Undated ones first: they are not the newest."""
    undated = pc.is_null(rows.column("day"))
    dated = rows.filter(pc.invert(undated)).sort_by([("day", "ascending"), ("id", "ascending")])
    return pa.concat_tables([rows.filter(undated), dated])


def _add(store: Store, index: sqlite3.Connection, missing: pa.Table, recent: set[str]) -> None:
    where, days = HOME & among("id", missing.column("id")), pc.min_max(missing.column("day"))
    if not missing.column("day").null_count:
        where &= (pc.field("day") >= days["min"]) & (pc.field("day") <= days["max"])
    rows = _by_day(latest.told(store, _COLUMNS, where)).to_pylist()
    index.executemany(
        "INSERT OR IGNORE INTO shown (id, document, day, sentence, title, outlet, url, language, is_new) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ([*(str(row[name] or "") for name in _COLUMNS), row["document"] in recent] for row in rows),
    )


def drop(store: DeltaStore, documents: Iterable[str]) -> None:
    """Takes documents out of the index, their words overwritten on disk."""
    file = index_file(store)
    if not file.exists():
        return
    try:
        with closing(_opened(file)) as index:
            index.executemany("DELETE FROM shown WHERE document = ?", ([id_] for id_ in documents))
            index.execute("INSERT INTO words (words) VALUES ('optimize')")
            index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            index.execute("VACUUM")
    except sqlite3.DatabaseError:
        file.unlink(missing_ok=True)
