"""A store of two documents in which one act is told, denied and charged, and a reviewer at work in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa

from abstand.judging import making, moment
from abstand.judging.making import By
from abstand.judging.nouns import Judgement
from abstand.model import (
    Basis,
    Coded,
    Document,
    Domain,
    Entry,
    EventType,
    Evidence,
    Question,
    Report,
    Role,
    Sentence,
    Span,
    Status,
    When,
)
from abstand.pipeline import judge
from abstand.store import MemoryStore, Store
from abstand.store.judged import Judged, answers, by_day
from abstand.store.judgements import JUDGEMENTS
from abstand.store.paging import ALL, Page
from abstand.store.tables import report_row

TEXT = "Astana accused Moscow of cutting the pipeline, which Moscow denied."
OTHER = "Kasachstan warf Russland vor, die Leitung gesperrt zu haben."
START = datetime(2024, 5, 1, 12, tzinfo=UTC)
DAY = When(date(2022, 8, 19), date(2022, 8, 19), Basis.PUBLISHED)


def at(words: str, text: str = TEXT, last: bool = False) -> Span:
    start = text.rindex(words) if last else text.index(words)
    return Span(start, start + len(words))


def report(id_: str, type_: EventType, words: str, **changes: object) -> Report:
    """Kazakhstan to Russia in the first text, unless changed."""
    evidence = (
        Evidence(Role.ACT, at(words), "test"),
        Evidence(Role.ACTOR, at("Astana"), "capital", "KAZ"),
        Evidence(Role.RECIPIENT, at("Moscow"), "capital", "RUS"),
    )
    made = Report(
        id_, "d1", Span(0, len(TEXT)), type_, None, ("KAZ",), ("RUS",), Status.ASSERTED, (), None, Domain.ENERGY,
        words, 0.6, evidence, "run1",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


ACCUSED = report("aa11", EventType.ACCUSE, "accused", mode="allege", confidence=0.8)
CUT = report("bb22", EventType.COERCE, "cutting", actors=("RUS",), recipients=("KAZ",), mode="withhold",
             speakers=("KAZ",), evidence=(
                 Evidence(Role.ACT, at("cutting"), "test"),
                 Evidence(Role.ACTOR, at("Moscow"), "capital", "RUS"),
                 Evidence(Role.RECIPIENT, at("Astana"), "capital", "KAZ"),
                 Evidence(Role.SPEAKER, at("Astana"), "capital", "KAZ"),
             ))  # fmt: skip
DENIED = replace(CUT, id="cc33", status=Status.DENIED, speakers=("RUS",), confidence=0.4)
AGAIN = replace(ACCUSED, id="dd44", document="d2", sentence=Span(0, len(OTHER)), trigger="warf", confidence=0.7,
                evidence=(Evidence(Role.ACT, at("warf", OTHER), "test"),))  # fmt: skip


def document(id_: str, text: str, language: str, *reports: Report) -> Coded:
    held = Document(id_, text, language, "Title", f"Outlet {id_}", f"https://example.org/{id_}", DAY)
    return Coded(held, (Sentence(Span(0, len(text)), text),), reports)


class Shelf(Judged):
    """Reports and judgements in lists: answers as a store does, at once."""

    def __init__(self, *reports: Report) -> None:
        texts = {"d1": document("d1", TEXT, "en").document, "d2": document("d2", OTHER, "de").document}
        entries = [Entry(one, texts[one.document].text, texts[one.document]) for one in reports]
        self._entries = sorted(entries, key=by_day)
        self._rows = JUDGEMENTS.empty_table()

    def read(self, name: str) -> pa.Table:
        assert name == "judgements"
        return self._rows

    def append(self, name: str, rows: pa.Table) -> None:
        self._rows = pa.concat_tables([self._rows, rows])

    def coded(
        self, question: Question | None = None, page: Page = ALL, texts: bool = True, lead: int | None = None
    ) -> list[Entry]:
        assert page == ALL
        return [entry for entry in self._entries if answers(entry, question or Question())]

    def coded_rows(self, columns: Iterable[str]) -> pa.Table:
        return pa.Table.from_pylist([report_row(entry.report) for entry in self._entries]).select(list(columns))

    def coded_of(self, ids: Iterable[str]) -> list[Entry]:
        return list(filter(None, map(self.coded_entry, ids)))

    def coded_entry(self, id_: str) -> Entry | None:
        return next((entry for entry in self._entries if entry.report.id == id_), None)


def stored(*reports: Report) -> MemoryStore:
    """A whole store of these reports of the two documents."""
    store = MemoryStore()
    own, other = ([one for one in reports if one.document == id_] for id_ in ("d1", "d2"))
    store.add([document("d1", TEXT, "en", *own), document("d2", OTHER, "de", *other)])
    return store


class Reviewer:
    """Judges a store's reports, each time a minute later."""

    def __init__(self, store: Judged, author: str = "anna") -> None:
        self.store = store
        self.author = author

    def by(self, reason: str = "") -> By:
        known = self.store.judgements()
        return By(self.author, moment(START + timedelta(minutes=len(known)), known), reason)

    def _coded(self, id_: str):
        found = self.store.coded_entry(id_)
        assert found
        return found

    def _keep(self, judgement: Judgement) -> Judgement:
        if isinstance(self.store, Store):
            judge(self.store, [judgement])
        else:
            self.store.add_judgements([judgement])
        return judgement

    def accept(self, id_: str) -> Judgement:
        return self._keep(making.accept(self._coded(id_), self.store.docket(["d1", "d2"]), self.by()))

    def reject(self, id_: str) -> Judgement:
        return self._keep(making.reject(self._coded(id_), self.store.docket(["d1", "d2"]), self.by()))

    def correct(self, id_: str, **given: str) -> Judgement:
        return self._keep(making.correct(self._coded(id_), self.store.docket(["d1", "d2"]), given, self.by()))

    def relate(self, one: str, other: str, is_same: bool) -> Judgement:
        docket = self.store.docket(["d1", "d2"])
        return self._keep(making.relate(self._coded(one), self._coded(other), docket, is_same, self.by()))

    def rename(self, id_: str, mention: str, name: str) -> Judgement:
        return self._keep(making.rename(self._coded(id_), mention, name, self.by()))

    def undo(self, judgement: Judgement) -> Judgement:
        return self._keep(making.undo(judgement, self.store.docket(), self.by()))


def recoded(store: Judged, *reports: Report) -> Shelf:
    """The judgements of a store over what another coder reads in the same documents."""
    new = Shelf(*reports)
    new.add_judgements(store.judgements())
    return new


def shown(store: Judged, **asked: object) -> dict[str, Report]:
    return {entry.report.id: entry.report for entry in store.entries(Question(**asked))}  # type: ignore[arg-type]
