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
from abstand.documents import read_document, why_unread
from abstand.engines import Engine, spread
from abstand.engines.memory import give_back
from abstand.entities import default, own_folder
from abstand.entities.sources import source_files
from abstand.entities.table import TABLE
from abstand.errors import DataError, InputError, NoArticle, OtherLanguage
from abstand.judging.docket import documents_of
from abstand.judging.nouns import Judgement
from abstand.judging.standing import with_undone
from abstand.model import Coded, Document, Problem, Run, content_id
from abstand.sources import AS_NAMED, Columns, LeftOut, Raw, Reason, count_texts, read_paths
from abstand.store import DeltaStore, Forgotten, Store, forgetting
from abstand.store.compacting import compact, is_due
from abstand.store.merged import merged

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
    forgotten: int = 0  # documents that were deleted on request and are not coded again
    left_out: Counter[Reason] = field(default_factory=Counter)

    def count(self, outcome: Outcome, is_known: bool) -> None:
        self.read += 1
        self.known += is_known
        if outcome.problem:
            self.problems.append(outcome.problem)
            self.unread_named += outcome.problem.named
        if outcome.left_out:
            self.left_out[outcome.left_out] += 1
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
    """What became of one raw text: a coded document, the problem that stood in its way, or why it was left out."""

    coded: Coded | None
    problem: Problem | None
    past_gate: int = 0
    notes: tuple[Problem, ...] = ()  # what a coded document says against what we know
    left_out: Reason | None = None


def code(
    paths: str | Sequence[str],
    *,
    store: Store,
    given: Given = Given(),
    coder: Coder = Coder.READER,
    jobs: int = 1,
    engine: Engine = Engine.LOCAL,
    now: datetime | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[], None] = lambda: None,
    columns: Columns = AS_NAMED,
) -> Counters:
    """Read, annotate, code, merge and store the texts at ``paths`` (files, folders, archives, dumps, ``-``).

    Documents that the store holds already are passed over; a text that cannot be read becomes a Problem and the others
    are coded all the same. ``progress`` is called after each text. ``columns`` says what the columns of dumps hold.
    """
    items = read_paths([paths] if isinstance(paths, str) else paths, stdin or sys.stdin.buffer, columns)
    return code_items(
        items, store=store, given=given, coder=coder, jobs=jobs, engine=engine, now=now, progress=progress
    )


def code_items(
    items: Iterable[Raw | Problem | LeftOut],
    *,
    store: Store,
    given: Given = Given(),
    coder: Coder = Coder.READER,
    jobs: int = 1,
    engine: Engine = Engine.LOCAL,
    now: datetime | None = None,
    progress: Callable[[], None] = lambda: None,
    kept: Callable[[Sequence[Outcome]], None] = lambda batch: None,
) -> Counters:
    """As ``code``, for texts from any source. ``kept`` is told what became of them, once it stands in the store."""
    moment = now or datetime.now(UTC)
    run = coding_run(moment, coder)
    if run.id not in {known.id for known in store.runs()}:
        store.add_run(run)
    counters = Counters()
    known, forgotten = set(store.known()), store.forgotten()
    work = partial(code_raw, given=given, today=latest_day(moment), run=run.id, coder=coder)
    for batch in _batches(spread(work, _readable(items, counters, progress), jobs, engine), BATCH):
        store.add(_fresh(batch, known, forgotten, counters), run.id)
        kept(batch)
        _tidy(store)
        for _ in batch:
            progress()
    _keep(store, counters.problems, run.id)
    return counters


def recode(
    store: Store,
    *,
    changed: bool = False,
    coder: Coder = Coder.READER,
    jobs: int = 1,
    engine: Engine = Engine.LOCAL,
    now: datetime | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Counters:
    """Code the stored documents anew with the present versions; with ``changed`` those that another version coded.

    Each batch takes the place of what was read before in one commit; a run that is cut off is completed by the next.
    """
    moment = now or datetime.now(UTC)
    run = coding_run(moment, coder)
    if run.id not in {known.id for known in store.runs()}:
        store.add_run(run)
    counters = Counters()
    coded_by = store.coded_by()
    wanted = (item for item in store.each_document() if not changed or coded_by[item.id] != run.id)
    work = partial(recode_document, run=run.id, coder=coder)
    for batch in _batches(spread(work, wanted, jobs, engine), BATCH):
        for outcome in batch:
            counters.count(outcome, is_known=False)
            progress()
        store.add([outcome.coded for outcome in batch if outcome.coded], run.id)
        _tidy(store)
    _keep(store, counters.problems, run.id)
    return counters


def forget(store: DeltaStore, what: str) -> list[Document]:
    """Delete the documents with this address or id, and what was read in them; the events are assembled anew."""
    found = forgetting.forget(store, what)
    keep_events(store)
    return found


def _keep(store: Store, problems: Iterable[Problem], run: str) -> None:
    """Problems that the store does not hold yet, and the events where they have changed."""
    held = set(store.problems())
    told = dict.fromkeys(replace(problem, run=run, named=False) for problem in problems)
    store.add_problems(problem for problem in told if problem not in held)
    keep_events(store)
    _tidy(store)


def _tidy(store: Store) -> None:
    """New rows put in order before they are too many to do so in little memory; free memory given back."""
    if isinstance(store, DeltaStore) and is_due(store):
        compact(store, full=False)
    give_back()


def judge(store: Store, judgements: Sequence[Judgement]) -> None:
    """Keep judgements, and the events anew where these change what the reports say or which are the same act."""
    about = documents_of(with_undone(judgements, store.judgements()))
    before = store.docket(about).outcome()
    store.add_judgements(judgements)
    if store.docket(about).outcome() == before or not keep_events(store, about):
        store.note("judge")  # confidence has changed all the same, and with it the distance


def keep_events(store: Store, judged: frozenset[str] = frozenset()) -> bool:
    """Bring the events up to date with the reports; those of ``judged`` documents are looked at again.

    False if nothing had changed.
    """
    return store.rewrite_events(lambda: merged(store, judged))


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
        if raw.bulk and (reason := why_unread(raw, default())):
            return Outcome(None, None, left_out=reason)
        document = read_document(
            raw.content,
            source=raw.source,
            today=min(today, raw.latest or today),
            url=raw.url,
            outlet=given.outlet or raw.outlet,
            published=given.published or raw.published,
            language=given.language or raw.language,
            title=raw.title,
            charset=raw.charset,
            rights=raw.rights,
        )
        return _coded(document, run, coder)
    except InputError as error:
        return _refused(raw, error)
    except DataError:
        raise  # one of our own files is wrong: every text would fail
    except Exception as error:  # the document boundary: no text may stop the others
        return Outcome(None, Problem("coding", raw.source, f"{type(error).__name__}: {error}", named=raw.named))


def recode_document(document: Document, run: str, coder: Coder = Coder.READER) -> Outcome:
    """A stored document coded anew, or a Problem that says why not; then what was read in it before stays."""
    try:
        return _coded(document, run, coder)
    except DataError:
        raise  # one of our own files is wrong: every text would fail
    except Exception as error:  # the document boundary: no text may stop the others
        return Outcome(None, Problem("coding", document.id, f"{type(error).__name__}: {error}", document.id))


def _coded(document: Document, run: str, coder: Coder) -> Outcome:
    annotated = annotate(document, default())
    notes = list(annotated.problems)
    reports = coding.code(annotated, run, coder, notes.append)
    sentences = tuple(item.sentence for item in annotated.sentences)
    gate = sum(item.can_hold_act for item in annotated.sentences)
    return Outcome(Coded(document, sentences, reports), None, gate, tuple(notes))


def _refused(raw: Raw, error: InputError) -> Outcome:
    """A text that cannot be read: a Problem; of the pages of an archive, which nobody chose, those without an article
    or in another language are only counted."""
    if raw.bulk and isinstance(error, NoArticle | OtherLanguage):
        return Outcome(None, None, left_out=Reason.NO_ARTICLE if isinstance(error, NoArticle) else Reason.LANGUAGE)
    reason = str(error).removeprefix(f"{raw.source}: ")
    return Outcome(None, Problem("documents", raw.source, reason, named=raw.named))


def _readable(
    items: Iterable[Raw | Problem | LeftOut], counters: Counters, progress: Callable[[], None]
) -> Iterator[Raw]:
    """The texts; what a source could not give is counted on the way."""
    for item in items:
        if isinstance(item, Problem):
            counters.problems.append(item)
            counters.unread_named += item.named
            progress()
        elif isinstance(item, LeftOut):
            counters.left_out[item.reason] += 1
        else:
            yield item


def _fresh(batch: Iterable[Outcome], known: set[str], forgotten: Forgotten, counters: Counters) -> list[Coded]:
    """The documents that are not yet ``known``, which they are from now on, and not ``forgotten``."""
    fresh: list[Coded] = []
    for outcome in batch:
        if outcome.coded and forgotten.covers(outcome.coded.document):
            counters.read += 1
            counters.forgotten += 1
            continue
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
    """About how many texts there are to read, for a progress bar."""
    return sum(map(count_texts, map(Path, paths)))
