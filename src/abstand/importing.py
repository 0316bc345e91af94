"""Keeps other people's data in a store, apart from our own reports: events in ``imported``, UN votes in ``votes``.

A file's rows are ``imported`` by chunks; its run is written last and says that all are there. The same file a second
time is passed over; a file with rows that are known already adds the others only.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from abstand import __version__
from abstand.entities import default
from abstand.errors import InputError
from abstand.model import Problem, Run, content_id
from abstand.sources.tables import FORMATS, IMPORTED, VOTES, Chunk, LeftOut, read_file
from abstand.store import Store

STAGE = "import"
ROWS_A_COMMIT = 500_000  # a commit costs some 50 ms and its rows some 150 bytes each
_HASHED_BYTES = 1 << 20


@dataclass(slots=True)
class Imported:
    """How an import went: ``kept`` rows are new in the store, ``known`` ones were there; ``read`` is the sum of all.

    ``left_out`` counts good rows that are no event between two of our states, by reason; ``unknown`` the names that we
    do not know.
    """

    read: int = 0
    kept: int = 0
    known: int = 0
    known_files: int = 0
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    unread_named: int = 0

    def count(self, chunk: Chunk) -> None:
        self.read += chunk.read
        self.left_out += chunk.left_out
        self.unknown += chunk.unknown
        self.problems += chunk.problems


def import_files(
    source: str, files: Sequence[str], *, store: Store, now: datetime | None = None,
    progress: Callable[[int], None] = lambda rows: None,
) -> Imported:  # fmt: skip
    """Import files of one of FORMATS; one that cannot be read becomes a Problem, the others are read all the same.

    ``progress`` is called with the number of rows of each chunk. Raises InputError for an unknown source.
    """
    if source not in FORMATS:
        raise InputError(f"{source!r} is no source of data; use one of {', '.join(FORMATS)}")
    done, moment = Imported(), now or datetime.now(UTC)
    for file, *beside in _together(source, [Path(file) for file in files]):
        try:
            _import_file(source, file, beside, store, moment, done, progress)
        except InputError as error:
            reason = str(error).removeprefix(f"{file}: ")
            done.problems.append(Problem(STAGE, str(file), reason, named=True))
            done.unread_named += 1
    held = set(store.problems())
    problems = dict.fromkeys(replace(problem, named=False) for problem in done.problems)
    store.add_problems(problem for problem in problems if problem not in held)
    if done.kept:
        store.note(STAGE)
    return done


def _together(source: str, files: list[Path]) -> list[list[Path]]:
    """Files that are read as one: the R files of the UN votes."""
    r_files = [file for file in files if source == "unga" and file.suffix.lower() in (".rda", ".rdata")]
    single = [[file] for file in files if file not in r_files]
    return [*single, r_files] if r_files else single


def _import_file(
    source: str, file: Path, beside: list[Path], store: Store, moment: datetime, done: Imported,
    progress: Callable[[int], None],
) -> None:  # fmt: skip
    run = _run(source, [file, *beside], moment)
    if run.id in {known.id for known in store.runs()}:
        done.known_files += 1
        return
    name = "votes" if source == "unga" else "imported"
    known = _known_ids(store, name, source)
    for rows in _batches(read_file(source, file, default(), beside), done, progress):
        fresh = _fresh(rows, known)
        done.known += rows.num_rows - fresh.num_rows
        done.kept += fresh.num_rows
        if fresh.num_rows:
            schema = VOTES if source == "unga" else IMPORTED
            at = schema.get_field_index("run")
            store.append(name, fresh.set_column(at, "run", pa.array([run.id] * fresh.num_rows, pa.string())))
    store.add_run(run)


def _run(source: str, files: list[Path], moment: datetime) -> Run:
    """The run of these files' content with this version: the same work has the same id."""
    content = "\n".join(_hash(file) for file in files)
    settings = f"{source}: {', '.join(file.name for file in files)}"
    return Run(content_id(STAGE, __version__, source, content), STAGE, moment, __version__, source, settings)


def _hash(file: Path) -> str:
    """The hash of a file's bytes. Raises InputError if it cannot be read."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while content := stream.read(_HASHED_BYTES):
                digest.update(content)
    except FileNotFoundError as error:
        raise InputError(f"{file}: there is no such file") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    return digest.hexdigest()


def _known_ids(store: Store, name: str, source: str) -> set[str]:
    table = store.read(name)
    if name == "imported":
        table = table.filter(pc.equal(table["source"], source))
    return set(table["id"].to_pylist())


def _fresh(rows: pa.Table, known: set[str]) -> pa.Table:
    """The rows that are not ``known``, which they are from now on; of rows with one id the first."""
    keep = []
    for row, id_ in enumerate(rows["id"].to_pylist()):
        if id_ not in known:
            known.add(id_)
            keep.append(row)
    return rows if len(keep) == rows.num_rows else rows.take(pa.array(keep, pa.int64()))


def _batches(chunks: Iterator[Chunk], done: Imported, progress: Callable[[int], None]) -> Iterator[pa.Table]:
    """The chunks' rows in tables large enough for a commit; counts the rest."""
    held: list[pa.Table] = []
    for chunk in chunks:
        done.count(chunk)
        progress(chunk.read)
        held.append(chunk.rows)
        if sum(rows.num_rows for rows in held) >= ROWS_A_COMMIT:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)
