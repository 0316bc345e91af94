"""The stages in order. The one place that catches what a document throws and makes it a Problem."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from abstand import __version__, coding
from abstand.annotation import annotate
from abstand.coding import Coder
from abstand.documents import read_document
from abstand.engines import spread
from abstand.entities import default, own_folder
from abstand.entities.sources import source_files
from abstand.entities.table import TABLE
from abstand.errors import DataError, InputError
from abstand.merging import assemble, update
from abstand.model import Coded, Problem, Run, content_id
from abstand.sources import Raw, read_paths
from abstand.store import Store

BATCH = 50  # documents a commit: a commit costs some 50 ms, and what is lost by a kill is at most one batch's work

PACKAGE = Path(__file__).parent
WORD_LISTS = ("annotation", "coding", "documents")  # the rooms whose data files decide what is read
# the first place on earth where a day begins: what is published there now is not of the future
FURTHEST_EAST = timedelta(hours=14)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of all texts, over what the texts say of themselves."""

    published: date | None = None
    language: str | None = None
    outlet: str = ""


@dataclass(slots=True)
class Counters:
    """How a run went, counted while it goes."""

    read: int = 0
    coded: int = 0
    known: int = 0
    sentences: int = 0
    past_gate: int = 0
    reports: int = 0
    types: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    unread_named: int = 0

    def count(self, outcome: Outcome, is_known: bool) -> None:
        self.read += 1
        self.known += is_known
        if outcome.problem:
            self.problems.append(outcome.problem)
            self.unread_named += outcome.problem.named
        if outcome.coded is None or is_known:
            return
        self.coded += 1
        self.problems.extend(outcome.notes)
        self.sentences += len(outcome.coded.sentences)
        self.past_gate += outcome.past_gate
        self.reports += len(outcome.coded.reports)
        self.types.update(report.type.value for report in outcome.coded.reports)
        self.statuses.update(report.status.value for report in outcome.coded.reports)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one raw text: a coded document, or the problem that stood in its way."""

    coded: Coded | None
    problem: Problem | None
    past_gate: int = 0
    notes: tuple[Problem, ...] = ()  # what a coded document says against what we know


def code(
    paths: str | Sequence[str],
    *,
    store: Store,
    given: Given = Given(),
    coder: Coder = Coder.READER,
    jobs: int = 1,
    now: datetime | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Counters:
    """Read, annotate, code, merge and store the texts at ``paths`` (files, folders, ``-``).

    Documents that the store holds already are passed over; a text that cannot be read becomes a Problem and the others
    are coded all the same. ``progress`` is called after each text.
    """
    items = read_paths([paths] if isinstance(paths, str) else paths, stdin or sys.stdin.buffer)
    return code_items(items, store=store, given=given, coder=coder, jobs=jobs, now=now, progress=progress)


def code_items(
    items: Iterable[Raw | Problem],
    *,
    store: Store,
    given: Given = Given(),
    coder: Coder = Coder.READER,
    jobs: int = 1,
    now: datetime | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Counters:
    """As ``code``, for texts from any source."""
    moment = now or datetime.now(UTC)
    run = coding_run(moment, coder)
    if run.id not in {known.id for known in store.runs()}:
        store.add_run(run)
    counters = Counters()
    known = set(store.known())
    work = partial(code_raw, given=given, today=latest_day(moment), run=run.id, coder=coder)
    for batch in _batches(spread(work, _readable(items, counters, progress), jobs), BATCH):
        store.add(_fresh(batch, known, counters))
        for _ in batch:
            progress()
    _keep(store, counters.problems, run.id)
    return counters


def _keep(store: Store, problems: Iterable[Problem], run: str) -> None:
    """Problems that the store does not hold yet, and the events where they have changed."""
    held = set(store.problems())
    told = dict.fromkeys(replace(problem, run=run, named=False) for problem in problems)
    store.add_problems(problem for problem in told if problem not in held)
    _merge(store)


def _merge(store: Store) -> None:
    """Bring the events up to date with the reports that are in none; a first or large batch is assembled with all."""
    fresh = store.unmerged()
    if len(fresh) > sum(len(event.reports) for event in store.events()):
        store.replace_events(assemble(store.entries()))
    elif fresh:
        revision = update(fresh, store)
        store.revise_events(revision.events, revision.gone)


def latest_day(moment: datetime) -> date:
    """The latest day that a text known at ``moment`` (UTC) can be of."""
    return (moment + FURTHEST_EAST).date()


def coding_run(moment: datetime, coder: Coder = Coder.READER) -> Run:
    """The run of this version: its id is made of all that decides the result, so that the same work has the same id."""
    if not TABLE.exists():
        default()  # raises, and says how to build it
    lists = (file.read_text("utf-8") for room in WORD_LISTS for file in sorted((PACKAGE / room).rglob("*.toml")))
    settings = f"gazetteer {content_id(TABLE.read_bytes().hex())}, word lists {content_id(*lists)}"
    if folder := own_folder():
        settings += f", own names {content_id(*(file.read_text('utf-8') for file in source_files(folder)))}"
    used = coding.usable(coder)
    settings += coding.settings_of(used)
    id_ = content_id("coding", __version__, used, settings)
    return Run(id_, "coding", moment, __version__, used.value, settings)


def code_raw(raw: Raw, given: Given, today: date, run: str, coder: Coder = Coder.READER) -> Outcome:
    """One raw text to a coded document, or to a Problem that says why not."""
    try:
        document = read_document(
            raw.content,
            source=raw.source,
            today=today,
            url=raw.url,
            outlet=given.outlet or raw.outlet,
            published=given.published or raw.published,
            language=given.language or raw.language,
            title=raw.title,
        )
        annotated = annotate(document, default())
        notes = list(annotated.problems)
        reports = coding.code(annotated, run, coder, notes.append)
    except InputError as error:
        reason = str(error).removeprefix(f"{raw.source}: ")
        return Outcome(None, Problem("documents", raw.source, reason, named=raw.named))
    except DataError:
        raise  # one of our own files is wrong: every text would fail
    except Exception as error:  # the document boundary: no text may stop the others
        return Outcome(None, Problem("coding", raw.source, f"{type(error).__name__}: {error}", named=raw.named))
    sentences = tuple(item.sentence for item in annotated.sentences)
    gate = sum(item.can_hold_act for item in annotated.sentences)
    return Outcome(Coded(document, sentences, reports), None, gate, tuple(notes))


def _readable(items: Iterable[Raw | Problem], counters: Counters, progress: Callable[[], None]) -> Iterator[Raw]:
    """The texts; what a source could not give is counted on the way."""
    for item in items:
        if isinstance(item, Problem):
            counters.problems.append(item)
            counters.unread_named += item.named
            progress()
        else:
            yield item


def _fresh(batch: Iterable[Outcome], known: set[str], counters: Counters) -> list[Coded]:
    """The documents that are not yet ``known``, which they are from now on."""
    fresh: list[Coded] = []
    for outcome in batch:
        is_known = outcome.coded is not None and outcome.coded.document.id in known
        counters.count(outcome, is_known)
        if outcome.coded and not is_known:
            known.add(outcome.coded.document.id)
            fresh.append(outcome.coded)
    return fresh


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def count_files(paths: Iterable[str]) -> int:
    """About how many texts there are to read, for a progress bar; a JSONL file counts its lines."""
    files = (file for path in map(Path, paths) for file in (path.rglob("*") if path.is_dir() else [path]))
    return sum(map(_texts_in, files))


def _texts_in(file: Path) -> int:
    if file.is_dir():
        return 0
    if file.suffix.lower() != ".jsonl":
        return 1
    try:
        with file.open("rb") as stream:
            return sum(1 for line in stream if line.strip())
    except OSError:
        return 1  # the source will say what is wrong with it
