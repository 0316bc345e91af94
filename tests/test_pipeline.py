"""The stages in order: what is stored, what is counted, and what a text that throws does to the others."""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from abstand import coding, pipeline
from abstand.entities.table import read_table
from abstand.errors import DataError
from abstand.model import Problem
from abstand.pipeline import Given, code, code_items, coding_run, count_files, latest_day
from abstand.sources import LeftOut, Raw, Reason
from abstand.store import MemoryStore, Store, compacting, open_store
from abstand.store.files import files_of
from abstand.store.layout import NEW

MEETING = "Putin met Tokayev in Moscow on Monday."
NOW = datetime(2022, 9, 1, 12, tzinfo=UTC)


def raw(number: int, text: str = MEETING, **known: object) -> Raw:
    return Raw(f"text {number}", f"{text} This was note {number}.".encode(), language="en", **known)  # type: ignore[arg-type]


def contents(store: Store) -> dict[str, object]:
    return {
        "documents": {document.id for document in store.documents()},
        "reports": {entry.report.id for entry in store.entries()},
        "events": store.events(),
        "problems": {(problem.source, problem.reason) for problem in store.problems()},
    }


@pytest.mark.slow
def test_a_text_becomes_a_document_with_its_reports_and_events():
    store = MemoryStore()
    counters = code_items([raw(1, outlet="One"), raw(2, outlet="Two")], store=store, now=NOW)
    assert (counters.read, counters.coded, counters.known, counters.reports) == (2, 2, 0, 2)
    assert counters.sentences == 4
    assert counters.past_gate == 2, "the sentence without a name does not pass the gate"
    assert counters.types == {"CONSULT": 2}
    assert counters.statuses == {"asserted": 2}
    for entry in store.entries():
        assert entry.sentence == MEETING
        assert entry.report.run == coding_run(NOW).id
        assert entry.event
    assert [run.id for run in store.runs()] == [coding_run(NOW).id]


@pytest.mark.slow
def test_new_rows_are_put_in_order_while_coding_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pipeline, "BATCH", 1)
    monkeypatch.setattr(compacting, "DUE", 2)
    store, waiting = open_store(tmp_path / "store"), list[int]()

    def look(batch: object) -> None:
        table = store.handle("documents")
        assert table is not None
        waiting.append(sum(file.part == NEW for file in files_of(table)))

    code_items(map(raw, range(7)), store=store, now=NOW, kept=look)
    assert waiting == [1, 2, 3, 1, 2, 3, 1]
    assert len(store.entries()) == 7


def test_what_the_user_says_wins_over_what_the_source_knows():
    store = MemoryStore()
    known = raw(1, outlet="Its own", published=date(2020, 1, 1))
    code_items([known], store=store, given=Given(date(2022, 8, 24), "en", "The user's"), now=NOW)
    (document,) = store.documents()
    assert (document.published_on, document.outlet) == (date(2022, 8, 24), "The user's")


def test_paths_and_standard_input(tmp_path):
    (tmp_path / "a.txt").write_text(MEETING)
    store = MemoryStore()
    counters = code([str(tmp_path), "-"], store=store, now=NOW, stdin=io.BytesIO(b"France condemned Russia."))
    assert (counters.read, counters.coded) == (2, 2)


def test_progress_is_called_once_a_text_whatever_becomes_of_it():
    calls: list[int] = []
    items = [raw(1), raw(1), Raw("empty", b""), Problem("sources", "gone", "there is no such file")]
    code_items(items, store=MemoryStore(), now=NOW, progress=lambda: calls.append(1))
    assert len(calls) == 4


def test_a_text_that_cannot_be_read_is_a_problem_that_names_it_once():
    store = MemoryStore()
    counters = code_items([Raw("a.txt", b"", named=True), Raw("in/b.txt", b""), raw(3)], store=store, now=NOW)
    assert (counters.coded, counters.unread_named) == (1, 1)
    assert [(p.source, p.reason, p.run) for p in store.problems()] == [
        ("a.txt", "the file is empty", coding_run(NOW).id),
        ("in/b.txt", "the file is empty", coding_run(NOW).id),
    ]


def test_whatever_a_text_throws_stops_no_other(monkeypatch):
    real = coding.code

    def fragile(annotated, *rest):
        if "note 2" in annotated.document.text:
            raise RecursionError("too deep")
        return real(annotated, *rest)

    monkeypatch.setattr(coding, "code", fragile)
    store = MemoryStore()
    counters = code_items([raw(1), raw(2), raw(3)], store=store, now=NOW)
    assert counters.coded == 2
    assert [(p.stage, p.source, p.reason) for p in store.problems()] == [
        ("coding", "text 2", "RecursionError: too deep")
    ]


def test_a_data_file_of_ours_that_is_wrong_stops_all(monkeypatch):
    def broken(*_):
        raise DataError("cues/en.toml", "cue", "is wrong")

    monkeypatch.setattr(coding, "code", broken)
    with pytest.raises(DataError, match=r"cues/en\.toml"):
        code_items([raw(1)], store=MemoryStore(), now=NOW)


def test_a_gazetteer_that_is_not_built_is_said_before_anything_is_stored(monkeypatch, tmp_path):
    monkeypatch.setattr(pipeline, "TABLE", tmp_path / "table.json.gz")
    monkeypatch.setattr(pipeline, "default", lambda: read_table(tmp_path / "table.json.gz"))
    store = MemoryStore()
    with pytest.raises(DataError, match="python -m abstand"):
        code_items([raw(1)], store=store, now=NOW)
    assert store.runs() == []


def test_a_day_in_the_future_is_a_problem_of_its_text():
    items = [raw(1, published=date(2022, 9, 3)), raw(2, published=date(2022, 9, 2))]
    counters = code_items(items, store=MemoryStore(), now=NOW)
    assert counters.coded == 1, "the 2nd of September has begun in Kiribati"
    (problem,) = counters.problems
    assert "2022-09-03" in problem.reason


def test_the_latest_day_is_that_of_the_furthest_east():
    assert latest_day(datetime(2022, 9, 1, 9, 59, tzinfo=UTC)) == date(2022, 9, 1)
    assert latest_day(datetime(2022, 9, 1, 10, 0, tzinfo=UTC)) == date(2022, 9, 2)


def test_coding_again_adds_nothing():
    store = MemoryStore()
    items = [raw(1), raw(2), Raw("empty", b"")]
    code_items(items, store=store, now=NOW)
    tables = {name: store.read(name).to_pylist() for name in ("documents", "reports", "events", "problems", "runs")}
    counters = code_items(items, store=store, now=datetime(2023, 1, 1, tzinfo=UTC))
    assert (counters.coded, counters.known) == (0, 2)
    assert {name: store.read(name).to_pylist() for name in tables} == tables


def test_a_run_is_known_by_all_that_decides_its_result(monkeypatch, tmp_path):
    before = coding_run(NOW)
    assert coding_run(datetime(2030, 1, 1, tzinfo=UTC)).id == before.id, "the same work at another time"
    other_table = tmp_path / "table.json.gz"
    other_table.write_bytes(b"other names")
    monkeypatch.setattr(pipeline, "TABLE", other_table)
    assert coding_run(NOW).id != before.id
    monkeypatch.undo()
    (tmp_path / "coding").mkdir()
    (tmp_path / "coding" / "de.toml").write_text("[markers]")
    monkeypatch.setattr(pipeline, "PACKAGE", tmp_path)
    assert coding_run(NOW).id != before.id, "a cue word was added"


class Killed(BaseException):
    """The process ends here."""


class Mortal(MemoryStore):
    """Dies at its n-th write, leaving what was written before."""

    def __init__(self, writes: int) -> None:
        super().__init__()
        self.writes = writes

    def append(self, name, rows):
        self._live()
        super().append(name, rows)

    def overwrite(self, name, rows, at=None):
        self._live()
        super().overwrite(name, rows, at)

    def _live(self):
        self.writes -= 1
        if self.writes < 0:
            raise Killed


@pytest.mark.slow
def test_a_run_that_dies_at_any_write_leaves_whole_documents_and_is_completed_by_the_next(monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 2)
    items = [*map(raw, range(3)), Raw("empty", b"")]
    whole = MemoryStore()
    code_items(items, store=whole, now=NOW)
    reports = reports_of(whole)
    deaths = 0
    for writes in count():
        store = Mortal(writes)
        if not dies(items, store):
            break
        deaths += 1
        assert reports_of(store).items() <= reports.items()
        store.writes = 1_000
        assert not dies(items, store)
        assert contents(store) == contents(whole), f"after a death at write {writes}"
    assert deaths == 9, "a run, two batches of three tables, problems, events"


def dies(items: Iterable[Raw], store: Store) -> bool:
    try:
        code_items(items, store=store, now=NOW)
    except Killed:
        return True
    return False


def reports_of(store: Store) -> dict[str, frozenset[str]]:
    """The reports of every document that is stored."""
    entries = store.entries()
    return {
        document: frozenset(entry.report.id for entry in entries if entry.document.id == document)
        for document in store.known()
    }


@pytest.mark.slow
def test_two_processes_do_what_one_does():
    items = [*map(raw, range(6)), Raw("empty", b""), raw(2)]
    one, two = MemoryStore(), MemoryStore()
    code_items(items, store=one, now=NOW, jobs=1)
    code_items(items, store=two, now=NOW, jobs=2)
    assert contents(one) == contents(two)
    assert one.read("reports").to_pylist() == two.read("reports").to_pylist()


def test_texts_are_counted_for_the_progress_bar(tmp_path: Path):
    (tmp_path / "deeper").mkdir()
    (tmp_path / "a.txt").write_text(MEETING)
    (tmp_path / "deeper" / "b.JSONL").write_text('{"text": "x"}\n\n{"text": "y"}\n')
    assert count_files([str(tmp_path)]) == 3
    assert count_files([str(tmp_path / "a.txt"), "-"]) == 2
    assert count_files([str(tmp_path / "gone.jsonl"), str(tmp_path / "gone.txt")]) == 2


def test_what_is_left_out_is_counted_and_kept_nowhere():
    store = MemoryStore()
    bulk = [raw(1, bulk=True), raw(2, "The bakery closes after sixty years.", bulk=True), Raw("empty", b"", bulk=True)]
    counters = code_items([*bulk, LeftOut(Reason.REDIRECT), LeftOut(Reason.REDIRECT)], store=store, now=NOW)
    assert (counters.read, counters.coded) == (3, 1)
    assert counters.left_out == {Reason.GATE: 1, Reason.NO_ARTICLE: 1, Reason.REDIRECT: 2}
    assert (counters.problems, list(store.problems())) == ([], [])


def test_the_gate_stands_before_archives_only():
    store = MemoryStore()
    counters = code_items([raw(1, "The bakery closes after sixty years.")], store=store, now=NOW)
    assert (counters.coded, dict(counters.left_out)) == (1, {})


def test_archives_are_counted_by_their_size(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(bytes(100_000))
    (tmp_path / "b.warc.gz").write_bytes(b"")
    assert count_files([str(tmp_path)]) == 5
