"""The tables of a store: the one place where a noun becomes Arrow rows, and rows become nouns again.

Every schema is the layout on disk. Days are ``date32``, moments UTC microseconds, offsets code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from abstand.model import (
    Basis,
    Coded,
    Document,
    Domain,
    Entry,
    Event,
    EventType,
    Evidence,
    Problem,
    Report,
    Role,
    Run,
    Span,
    Status,
    When,
)
from abstand.sources.tables import IMPORTED, POSITIONS, VOTES
from abstand.sources.watched import Watched
from abstand.store.judgements import JUDGEMENTS

_TEXTS = pa.list_(pa.string())
_WHEN = [("first", pa.date32()), ("last", pa.date32()), ("basis", pa.string())]
_EVIDENCE = pa.list_(
    pa.struct(
        [
            ("role", pa.string()),
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("why", pa.string()),
            ("code", pa.string()),
        ]
    )
)

SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": pa.schema(
        [
            ("id", pa.string()),
            ("outlet", pa.string()),
            ("url", pa.string()),
            ("language", pa.string()),
            ("title", pa.string()),
            ("text", pa.string()),
            *((f"published_{name}", kind) for name, kind in _WHEN),
            ("authors", _TEXTS),
            ("translated_from", pa.string()),
            ("rights", pa.string()),
        ]
    ),
    "sentences": pa.schema(
        [("document", pa.string()), ("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())]
    ),
    "reports": pa.schema(
        [
            ("id", pa.string()),
            ("document", pa.string()),
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("type", pa.string()),
            ("mode", pa.string()),
            ("actors", _TEXTS),
            ("recipients", _TEXTS),
            ("status", pa.string()),
            ("speakers", _TEXTS),
            *((f"when_{name}", kind) for name, kind in _WHEN),
            ("domain", pa.string()),
            ("trigger", pa.string()),
            ("confidence", pa.float64()),
            ("evidence", _EVIDENCE),
            ("run", pa.string()),
        ]
    ),
    "events": pa.schema(
        [
            ("id", pa.string()),
            ("reports", _TEXTS),
            ("first", pa.string()),
            ("voices", pa.int32()),
            ("outlets", _TEXTS),
            ("status", pa.string()),
            ("denied_by", _TEXTS),
        ]
    ),
    "runs": pa.schema(
        [
            ("id", pa.string()),
            ("stage", pa.string()),
            ("started", pa.timestamp("us", tz="UTC")),
            ("version", pa.string()),
            ("coder", pa.string()),
            ("settings", pa.string()),
        ]
    ),
    "problems": pa.schema(
        [(name, pa.string()) for name in ("stage", "source", "reason", "document", "run")],
    ),
    "watched": pa.schema([("outlet", pa.string()), ("started", pa.date32()), ("complete_from", pa.date32())]),
    "judgements": JUDGEMENTS,
    "imported": IMPORTED,
    "votes": VOTES,
    "positions": POSITIONS,
}


def table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as an Arrow table of the schema ``name``."""
    return pa.Table.from_pylist(list(rows), schema=SCHEMAS[name])


def tables_of(coded: Iterable[Coded]) -> dict[str, pa.Table]:
    """All rows of whole documents, by table; ``documents`` comes last because its row says that all is there."""
    batch = list(coded)
    return {
        "sentences": table("sentences", (row for item in batch for row in _sentence_rows(item))),
        "reports": table("reports", (report_row(report) for item in batch for report in item.reports)),
        "documents": table("documents", (document_row(item.document) for item in batch)),
    }


def _sentence_rows(coded: Coded) -> Iterable[dict[str, Any]]:
    """Only the sentences that carry a report."""
    carrying = {report.sentence for report in coded.reports}
    for sentence in coded.sentences:
        if sentence.span in carrying:
            yield {
                "document": coded.document.id,
                "start": sentence.span.start,
                "end": sentence.span.end,
                "text": sentence.text,
            }


def document_row(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "outlet": document.outlet,
        "url": document.url,
        "language": document.language,
        "title": document.title,
        "text": document.text,
        **_when_columns("published", document.published),
        "authors": list(document.authors),
        "translated_from": document.translated_from,
        "rights": document.rights,
    }


def report_row(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "document": report.document,
        "start": report.sentence.start,
        "end": report.sentence.end,
        "type": report.type.value,
        "mode": report.mode,
        "actors": list(report.actors),
        "recipients": list(report.recipients),
        "status": report.status.value,
        "speakers": list(report.speakers),
        **_when_columns("when", report.when),
        "domain": report.domain.value,
        "trigger": report.trigger,
        "confidence": report.confidence,
        "evidence": [_evidence_row(item) for item in report.evidence],
        "run": report.run,
    }


def _evidence_row(item: Evidence) -> dict[str, Any]:
    return {
        "role": item.role.value,
        "start": item.span.start,
        "end": item.span.end,
        "why": item.why,
        "code": item.code,
    }


def _when_columns(prefix: str, when: When | None) -> dict[str, Any]:
    return {
        f"{prefix}_first": when.first if when else None,
        f"{prefix}_last": when.last if when else None,
        f"{prefix}_basis": when.basis.value if when else None,
    }


def event_row(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "reports": list(event.reports),
        "first": event.first,
        "voices": event.voices,
        "outlets": list(event.outlets),
        "status": event.status.value,
        "denied_by": list(event.denied_by),
    }


def run_row(run: Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "stage": run.stage,
        "started": run.started,
        "version": run.version,
        "coder": run.coder,
        "settings": run.settings,
    }


def problem_row(problem: Problem) -> dict[str, Any]:
    return {
        "stage": problem.stage,
        "source": problem.source,
        "reason": problem.reason,
        "document": problem.document,
        "run": problem.run,
    }


def document_of(row: Mapping[str, Any]) -> Document:
    return Document(
        id=row["id"],
        text=row["text"],
        language=row["language"],
        title=row["title"],
        outlet=row["outlet"],
        url=row["url"],
        published=_when_of("published", row),
        authors=tuple(row["authors"]),
        translated_from=row["translated_from"],
        rights=row["rights"],
    )


def report_of(row: Mapping[str, Any]) -> Report:
    return Report(
        id=row["id"],
        document=row["document"],
        sentence=Span(row["start"], row["end"]),
        type=EventType(row["type"]),
        mode=row["mode"],
        actors=tuple(row["actors"]),
        recipients=tuple(row["recipients"]),
        status=Status(row["status"]),
        speakers=tuple(row["speakers"]),
        when=_when_of("when", row),
        domain=Domain(row["domain"]),
        trigger=row["trigger"],
        confidence=row["confidence"],
        evidence=tuple(
            Evidence(Role(item["role"]), Span(item["start"], item["end"]), item["why"], item["code"])
            for item in row["evidence"]
        ),
        run=row["run"],
    )


def entry_of(row: Mapping[str, Any]) -> Entry:
    """A joined row: the report's columns, ``sentence``, ``event`` and the document's columns as ``document_row``."""
    return Entry(report_of(row), row["sentence"], document_of(row["document_row"]), row["event"] or "")


def event_of(row: Mapping[str, Any]) -> Event:
    return Event(
        row["id"],
        tuple(row["reports"]),
        row["first"],
        row["voices"],
        tuple(row["outlets"]),
        Status(row["status"]),
        tuple(row["denied_by"]),
    )


def run_of(row: Mapping[str, Any]) -> Run:
    return Run(row["id"], row["stage"], row["started"], row["version"], row["coder"], row["settings"])


def problem_of(row: Mapping[str, Any]) -> Problem:
    return Problem(row["stage"], row["source"], row["reason"], row["document"], row["run"])


def watched_row(watched: Watched) -> dict[str, Any]:
    return {"outlet": watched.outlet, "started": watched.started, "complete_from": watched.complete_from}


def watched_of(row: Mapping[str, Any]) -> Watched:
    return Watched(row["outlet"], row["started"], row["complete_from"])


def _when_of(prefix: str, row: Mapping[str, Any]) -> When | None:
    first = row[f"{prefix}_first"]
    return None if first is None else When(first, row[f"{prefix}_last"], Basis(row[f"{prefix}_basis"]))
