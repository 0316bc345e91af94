"""Looks whether a store is whole: every file, every document with all its rows, every sentence in its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable
from pyarrow import fs

from abstand.errors import StoreError
from abstand.store import reading
from abstand.store.delta import DeltaStore
from abstand.store.files import File, commit, files_of
from abstand.store.layout import FULL, NEW, select

SHOWN = 5  # ids in a finding
DAMAGE = (OSError, pa.ArrowInvalid, pa.ArrowNotImplementedError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is not as it should be. Without ``damage`` it is harmless, and ``reason`` says what becomes of it."""

    table: str
    reason: str
    damage: bool
    file: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What is whole, and what is not."""

    files: int
    documents: int
    reports: int
    events: int
    version: int
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        return not any(finding.damage for finding in self.findings)

    @property
    def readable(self) -> bool:
        """Whether every file could be read; only then rows are counted."""
        return not any(finding.damage and finding.file for finding in self.findings)


# A document is whole if as many reports count for it as were read in it.
_NOT_WHOLE = """
    SELECT d.id FROM documents d LEFT JOIN (SELECT document, count(*) AS n FROM told GROUP BY document) t
      ON t.document = d.id WHERE coalesce(t.n, 0) <> d.reports ORDER BY ALL
"""
_UNTOLD = """
    SELECT t.id FROM told t LEFT JOIN documents d ON d.id = t.document
    WHERE d.id IS NULL OR substring(d.text, t.start + 1, t."end" - t.start) IS DISTINCT FROM t.sentence ORDER BY ALL
"""
_SILENT = """
    SELECT t.id FROM told t ANTI JOIN sentences s ON s.document = t.document AND s.start = t.start ORDER BY ALL
"""
_STRAY = (
    "SELECT DISTINCT id FROM (SELECT id, unnest(reports) AS r FROM events) ANTI JOIN told ON told.id = r ORDER BY ALL"
)
_UNMERGED = """
    SELECT t.id FROM told t ANTI JOIN (SELECT unnest(reports) AS r FROM events) e ON e.r = t.id ORDER BY ALL
"""
_UNFINISHED = "SELECT DISTINCT r.document AS id FROM rows r ANTI JOIN documents d ON d.id = r.document ORDER BY ALL"
_DOCUMENTS = """
    SELECT DISTINCT ON (id) id, text, reports FROM rows ORDER BY id, (part = $new) DESC, revision DESC
"""


def verify(store: DeltaStore) -> Verified:
    """Reads everything there is. Raises StoreError only if the store itself is none."""
    findings = [finding for name in FULL for finding in _files(store, name)]
    files = sum(len(files_of(table)) for name in FULL if (table := _handle(store, name)) is not None)
    if any(finding.damage for finding in findings):
        return Verified(files, 0, 0, 0, 0, tuple(findings))
    held = store.now()
    documents, told, events = _documents(held), _told(held), held.read("events")
    findings += _rows(held, documents, told, events)
    return Verified(files, documents.num_rows, told.num_rows, events.num_rows, store.version, tuple(findings))


def _handle(store: DeltaStore, name: str) -> DeltaTable | None:
    try:
        return store.handle(name)
    except StoreError:
        return None


def _files(store: DeltaStore, name: str) -> Iterator[Finding]:
    """Whether every file of a table is there and can be read to its end; checksums are looked at where it has them."""
    try:
        table = store.handle(name)
    except StoreError as error:
        yield Finding(name, str(error), damage=True)
        return
    if table is None:
        return
    place = store.place.filesystem(name)
    for file in files_of(table):
        if reason := _fault_of(place, file):
            yield Finding(name, reason, True, file.path)


def _fault_of(place: fs.FileSystem, file: File) -> str:
    found = place.get_file_info(file.path)
    if found.type == fs.FileType.NotFound:
        return "the file is not there"
    if found.size != file.size:
        return f"the file has {found.size} bytes, not {file.size}"
    try:
        with place.open_input_file(file.path) as stream:
            content = pq.ParquetFile(stream, page_checksum_verification=True)
            for group in range(content.num_row_groups):
                content.read_row_group(group).validate(full=True)
    except DAMAGE as error:
        return f"the file is damaged: {str(error).splitlines()[0]}"
    return ""


def _documents(store: DeltaStore) -> pa.Table:
    rows = store.read("documents", ["id", "text", "reports", "part", "revision"])
    return select(_DOCUMENTS, {"new": NEW}, rows=rows)


def _told(store: DeltaStore) -> pa.Table:
    return reading.told(store, ["id", "document", "start", "end", "sentence"])


def _rows(store: DeltaStore, documents: pa.Table, told: pa.Table, events: pa.Table) -> Iterator[Finding]:
    """Whether the tables agree."""
    sentences = store.read("sentences", ["document", "start"])
    rows = store.read("reports", ["document"])
    forgotten = sorted(store.forgotten().ids.intersection(documents.column("id").to_pylist()))
    for table, query, what, damage in (
        (
            "documents",
            _NOT_WHOLE,
            "have not all their reports; repair removes them, so that they are coded again",
            True,
        ),
        ("reports", _UNTOLD, "quote a sentence that is not in their document", True),
        ("reports", _SILENT, "have no sentence", True),
        ("events", _STRAY, "name reports that are not there; the next run assembles them anew", False),
        ("reports", _UNMERGED, "belong to no event; the next run assembles them", False),
        ("reports", _UNFINISHED, "documents were not finished; the next run completes them", False),
    ):
        ids = select(query, {}, documents=documents, told=told, events=events, sentences=sentences, rows=rows)
        if ids.num_rows:
            yield Finding(table, f"{ids.num_rows} {what}: {_some(ids.column('id').to_pylist())}", damage)
    if forgotten:
        yield Finding("documents", f"{len(forgotten)} were forgotten but stand here; vacuum removes them", False)


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:SHOWN]) + (" …" if len(ids) > SHOWN else "")


def repair(store: DeltaStore) -> Verified:
    """Takes out damaged files, and documents that are not whole any more: coding the same texts again restores them.

    What is lost for good (judgements, problems, runs of a damaged file) is told by ``verify`` before. Damaged logs are
    not repaired: they raise StoreError.
    """
    for name in FULL:
        damaged = {finding.file for finding in _files(store, name)}
        table = store.handle(name)
        gone = [file for file in files_of(table) if file.path in damaged] if table is not None else []
        if gone:
            commit(store.made(name), name, [], gone)
    _remove_partial(store)
    store.note("repair")
    return verify(store)


def _remove_partial(store: DeltaStore) -> None:
    held = store.now()
    documents, told = _documents(held), _told(held)
    sentences = held.read("sentences", ["document", "start"])
    partial = select(_NOT_WHOLE, {}, documents=documents, told=told).column("id").to_pylist()
    for query in (_UNTOLD, _SILENT):
        bad = select(query, {}, documents=documents, told=told, sentences=sentences)
        partial += (
            select("SELECT document FROM told SEMI JOIN bad USING (id)", {}, told=told, bad=bad).column(0).to_pylist()
        )
    store.remove_documents(partial)
