"""What people have judged, laid over what is coded: every reading of reports goes through here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from abstand.judging import Docket
from abstand.judging.docket import documents_of
from abstand.judging.nouns import Judgement
from abstand.model import Entry, Question, Report, Verdict
from abstand.store.judgements import JUDGEMENTS, judgement_of, judgement_row
from abstand.store.paging import ALL, Page
from abstand.store.tables import report_row

TABLE = "judgements"


class Judged(ABC):
    """Keeps judgements and gives reports as they leave them. Subclasses keep tables and know the coded reports."""

    @abstractmethod
    def read(self, name: str) -> pa.Table: ...

    @abstractmethod
    def append(self, name: str, rows: pa.Table) -> None: ...

    @abstractmethod
    def coded(
        self, question: Question | None = None, page: Page = ALL, texts: bool = True, lead: int | None = None
    ) -> list[Entry]: ...

    @abstractmethod
    def coded_rows(self, columns: Iterable[str]) -> pa.Table: ...

    @abstractmethod
    def coded_of(self, ids: Iterable[str]) -> list[Entry]: ...

    @abstractmethod
    def coded_entry(self, id_: str) -> Entry | None: ...

    def add_judgements(self, judgements: Iterable[Judgement]) -> None:
        rows = pa.Table.from_pylist(list(map(judgement_row, judgements)), schema=JUDGEMENTS)
        if rows.num_rows:
            self.append(TABLE, rows)

    def judgements(self) -> list[Judgement]:
        return [judgement_of(row) for row in self.read(TABLE).to_pylist()]

    def judged_documents(self) -> frozenset[str]:
        """The documents that somebody has judged something of."""
        return documents_of(self.judgements())

    def docket(self, documents: Iterable[str] | None = None) -> Docket:
        """All judgements beside the coded reports of these documents; without any, of all that were judged."""
        judgements = self.judgements()
        about = documents_of(judgements) if documents is None else frozenset(documents)
        return Docket.of(judgements, self._reports(about))

    def entries(
        self,
        question: Question | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        newest: bool = False,
        texts: bool = True,
        lead: int | None = None,
    ) -> list[Entry]:
        """The reports asked for as people have left them, with sentence and document, by the day of the act.

        ``limit`` and ``offset`` cut out a page, ``newest`` begins with the last day. Without ``texts`` the documents
        come with outlet, address, language, title and day only, which is quicker by far; ``lead`` cuts their texts to
        so many code points.
        """
        asked, judgements, page = question or Question(), self.judgements(), Page(limit, offset, newest)
        if not judgements:
            return self.coded(asked, page, texts, lead)
        found = in_order(self._judged(asked, judgements, texts, lead), newest)
        return found[offset : None if limit is None else offset + limit]

    def _judged(self, asked: Question, judgements: list[Judgement], texts: bool, lead: int | None) -> Iterator[Entry]:
        found = self.coded(asked, ALL, texts, lead)
        about = documents_of(judgements).intersection(entry.document.id for entry in found)
        about |= documents_of(judgement for judgement in judgements if may_bring(judgement, asked.pair))
        coded = self.coded(Question(documents=about), ALL, texts, lead) if about else []
        docket = Docket.of(judgements, (entry.report for entry in coded))
        yield from (entry for entry in map(docket.judged, coded) if answers(entry, asked))
        yield from (entry for entry in found if entry.document.id not in about)

    def entries_of(self, ids: Iterable[str]) -> list[Entry]:
        """The reports with these ids as people have left them, in their order; without those not stored or rejected."""
        coded = self.coded_of(ids)
        docket = self._docket_on(coded)
        return [entry for entry in map(docket.judged, coded) if entry.verdict is not Verdict.REJECT]

    def rows(self, columns: Iterable[str]) -> pa.Table:
        """The reports as people have left them, a row each, with these columns of the reports' table; no order."""
        wanted, about = list(columns), self.judged_documents()
        if not about:
            return self.coded_rows(wanted)
        coded = self.coded_rows(dict.fromkeys([*wanted, "document"]))
        judged = self.entries(Question(documents=about), texts=False)
        others = coded.filter(pc.invert(pc.is_in(coded["document"], pa.array(sorted(about)))))
        laid_over = pa.Table.from_pylist(list(map(joined_row, judged)), schema=coded.schema)
        return pa.concat_tables([others, laid_over]).select(wanted)

    def entry(self, id_: str) -> Entry | None:
        """The report with this id, or whose id is the only one to begin so, as people have left it; also a rejected
        one."""
        coded = self.coded_entry(id_)
        return self._docket_on([coded]).judged(coded) if coded else None

    def _docket_on(self, coded: Iterable[Entry]) -> Docket:
        """What may change these: of most documents nobody has judged anything, and nothing is read of them."""
        judgements = self.judgements()
        about = documents_of(judgements).intersection(entry.document.id for entry in coded)
        return Docket.of(judgements, self._reports(about))

    def _reports(self, documents: frozenset[str]) -> list[Report]:
        return [entry.report for entry in self.coded(Question(documents=documents))] if documents else []


def may_bring(judgement: Judgement, pair: tuple[str, str] | None) -> bool:
    """Whether a report may be of the pair by this judgement though it was not coded so."""
    if pair is None:
        return True
    readings = [judgement.reading, *(target.reading for target in judgement.targets)]
    parties = ({*reading.actors, *reading.recipients} for reading in readings if reading)
    return any(codes.issuperset(pair) for codes in parties) or (judgement.naming and judgement.naming.new) in pair


def joined_row(entry: Entry) -> dict[str, Any]:
    """A report's columns with those of its document that the reports' table holds."""
    document = entry.document
    published = document.published.last if document.published else None
    own = {"outlet": document.outlet, "url": document.url, "language": document.language, "published_last": published}
    return {**report_row(entry.report), **own}


def answers(entry: Entry, question: Question) -> bool:
    """Whether an entry is among those asked for, as ``Question`` defines it."""
    report, published = entry.report, entry.document.published_on
    first, last = (report.when.first, report.when.last) if report.when else (published, published)
    return (
        (question.with_rejected or entry.verdict is not Verdict.REJECT)
        and report.codes.issuperset(question.pair or ())
        and (question.since is None or (last is not None and last >= question.since))
        and (question.until is None or (first is not None and first <= question.until))
        and (not question.types or report.type in question.types)
        and (not question.statuses or report.status in question.statuses)
        and (not question.documents or entry.document.id in question.documents)
    )


def in_order(entries: Iterable[Entry], newest: bool) -> list[Entry]:
    """By day, undated ones last either way."""
    ordered = sorted(entries, key=by_day, reverse=newest)
    return sorted(ordered, key=lambda entry: by_day(entry)[0] == date.max)


def by_day(entry: Entry) -> tuple[date, date, str, int, str]:
    """The order of entries: undated ones last."""
    report, published = entry.report, entry.document.published_on or date.max
    day = report.when.first if report.when else published
    return day, published, report.document, report.sentence.start, report.id
