"""Records in, records out: ``abstand code --jsonl``, the interface that benchmarks score."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from abstand import coding
from abstand.annotation import Annotated, annotate
from abstand.coding import Coder
from abstand.documents import language_of, normalise
from abstand.entities import Gazetteer
from abstand.errors import DataError, InputError
from abstand.model import LANGUAGES, Basis, Document, Problem, Report, When

STAGE = "records"
JOINT = "\n\n"  # parts the context from the text, so that no sentence runs over
_SURROGATE = re.compile("[\ud800-\udfff]")


def code_records(
    lines: Iterable[str], gazetteer: Gazetteer, complain: Callable[[Problem], None], coder: Coder = Coder.READER
) -> Iterator[dict[str, Any]]:
    """``{"id", "events"}`` for every line that has an id, in order; what is wrong with a line goes to ``complain``."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        record = _parsed(line, number, complain)
        if record is not None:
            yield {"id": record["id"], "events": _events(record, number, gazetteer, complain, coder)}


def _parsed(line: str, number: int, complain: Callable[[Problem], None]) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        complain(Problem(STAGE, f"line {number}", f"is no JSON: {error}"))
        return None
    if not isinstance(record, dict) or "id" not in record:
        complain(Problem(STAGE, f"line {number}", "is no object with an `id`"))
        return None
    return record


def _events(
    record: Mapping[str, Any],
    number: int,
    gazetteer: Gazetteer,
    complain: Callable[[Problem], None],
    coder: Coder,
) -> list[dict[str, Any]]:
    source = f"line {number}, id {record['id']}"
    try:
        annotated, begin = annotated_record(record, gazetteer)
        reports = [report for report in coding.code(annotated, "", coder, complain) if report.sentence.start >= begin]
    except InputError as error:
        complain(Problem(STAGE, source, str(error).removeprefix(f"{record['id']}: ")))
        return []
    except DataError:
        raise  # one of our own files is wrong: every record would fail
    except Exception as error:  # the document boundary: every input id is answered
        complain(Problem(STAGE, source, f"{type(error).__name__}: {error}"))
        return []
    return [event_record(report) for report in without_doubles(reports)]


def annotated_record(record: Mapping[str, Any], gazetteer: Gazetteer) -> tuple[Annotated, int]:
    """The record as a document whose text begins at the offset returned; what stands before is context."""
    text, before = _words(record, "text"), _words(record, "before")
    if not text.strip():
        raise InputError("has no `text`")
    language = record.get("lang") or language_of(text, str(record["id"]))
    if language not in LANGUAGES:
        raise InputError(f"language {language!r} is none of {', '.join(LANGUAGES)}")
    context = normalise(before).text + JOINT if before.strip() else ""
    published = _day(record.get("published"))
    document = Document(str(record["id"]), context + normalise(text).text, language, published=published)
    return annotate(document, gazetteer), len(context)


def _words(record: Mapping[str, Any], field: str) -> str:
    """The text of a field, empty if it is absent. Raises InputError for what is no text."""
    words = record.get(field) or ""
    if not isinstance(words, str):
        raise InputError(f"`{field}` is {words!r:.40}, not a text")
    if broken := _SURROGATE.search(words):
        raise InputError(
            f"`{field}` is no valid Unicode (a broken byte or half a character at offset {broken.start()})"
        )
    return words


def _day(text: object) -> When | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(str(text)[:10])
    except ValueError as error:
        raise InputError(f"`published` is {text!r:.40}, no day; write it as 2022-08-19") from error
    return When(day, day, Basis.PUBLISHED)


def without_doubles(reports: Iterable[Report]) -> list[Report]:
    """The first of reports with the same type, actors, recipients and status."""
    first: dict[tuple[object, ...], Report] = {}
    for report in reports:
        key = (report.type, frozenset(report.actors), frozenset(report.recipients), report.status)
        first.setdefault(key, report)
    return list(first.values())


def event_record(report: Report) -> dict[str, Any]:
    """A report as the interface gives it."""
    return {
        "type": report.type.value,
        "mode": report.mode,
        "actors": list(report.actors),
        "recipients": list(report.recipients),
        "status": report.status.value,
        "speakers": list(report.speakers),
        "when": [report.when.first.isoformat(), report.when.last.isoformat()] if report.when else None,
        "domain": report.domain.value,
        "trigger": report.trigger,
        "confidence": report.confidence,
    }
