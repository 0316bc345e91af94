"""Looks whether a store is whole: every file, every document with all its rows, every sentence in its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable
from pyarrow import fs

from abstand.errors import StoreError
from abstand.store.agreement import Agreement, agreement
from abstand.store.delta import DeltaStore
from abstand.store.files import File, commit, files_of
from abstand.store.layout import FULL, among

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


def verify(store: DeltaStore) -> Verified:
    """Reads everything there is, from disk. Raises StoreError only if the store itself is none."""
    store = _anew(store)
    findings = [finding for name in FULL for finding in _files(store, name)]
    files = sum(len(files_of(table)) for name in FULL if (table := _handle(store, name)) is not None)
    if any(finding.damage for finding in findings):
        return Verified(files, 0, 0, 0, 0, tuple(findings))
    found = agreement(store.now())
    findings += _disagreements(found)
    return Verified(files, found.documents, found.reports, found.events, store.version, tuple(findings))


def _anew(store: DeltaStore) -> DeltaStore:
    """The same store with nothing of it remembered."""
    return DeltaStore(store.place.root)


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


def _disagreements(found: Agreement) -> Iterator[Finding]:
    for table, ids, what, damage in (
        (
            "documents",
            found.partial,
            "have not all their reports; repair removes them, so that they are coded again",
            True,
        ),
        ("reports", found.untold, "quote a sentence that is not in their document", True),
        ("reports", found.silent, "have no sentence", True),
        ("events", found.stray, "name reports that are not there; the next run assembles them anew", False),
        ("reports", found.unmerged, "belong to no event; the next run assembles them", False),
        ("reports", found.unfinished, "documents were not finished; the next run completes them", False),
        ("documents", found.forgotten, "were forgotten but stand here; vacuum removes them", False),
    ):
        if ids:
            yield Finding(table, f"{len(ids)} {what}: {_some(ids)}", damage)


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:SHOWN]) + (" …" if len(ids) > SHOWN else "")


def repair(store: DeltaStore) -> Verified:
    """Takes out damaged files, and documents that are not whole any more: coding the same texts again restores them.

    What is lost for good (judgements, problems, runs of a damaged file) is told by ``verify`` before. Damaged logs are
    not repaired: they raise StoreError.
    """
    store = _anew(store)
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
    found = agreement(store.now())
    bad = among("id", [*found.untold, *found.silent])
    store.remove_documents([*found.partial, *store.read("reports", ["document"], bad).column("document").to_pylist()])
