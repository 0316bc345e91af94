"""How judgements are shown: a row and a line each."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from rich.table import Table

from abstand.judging import Docket
from abstand.judging.correcting import NOTHING
from abstand.judging.nouns import Judgement, Reading
from abstand.judging.readings import FIELDS
from abstand.model import Verdict, When


def judgement_table(judgements: Iterable[Judgement], docket: Docket) -> Table:
    table = Table("judgement", "at", "author", "verdict", "on", "says", "reason", "state", box=None)
    for judgement in judgements:
        state = f"{docket.state(judgement)}{', disputed' if docket.is_disputed(judgement) else ''}"
        moment = f"{judgement.at:%Y-%m-%d %H:%M}"
        on = ", ".join(_on(judgement))
        verdict, reason = judgement.verdict, judgement.reason
        table.add_row(judgement.id, moment, judgement.author, verdict, on, says(judgement), reason, state)
    return table


def judgement_line(judgement: Judgement, docket: Docket) -> dict[str, object]:
    """A judgement for JSON."""
    naming = judgement.naming
    row: dict[str, object] = {
        "id": judgement.id,
        "at": judgement.at.isoformat(),
        "author": judgement.author,
        "verdict": judgement.verdict,
        "reports": [target.report for target in judgement.targets],
        "document": naming.document if naming else next((one.document for one in judgement.targets), ""),
        "reason": judgement.reason,
        "state": docket.state(judgement),
        "disputed": docket.is_disputed(judgement),
    }
    if judgement.verdict is Verdict.CORRECT and judgement.reading:
        row["fields"] = {name: _value(judgement.reading, name) for name in judgement.fields}
    if naming:
        row["mention"] = {"start": naming.span.start, "end": naming.span.end, "old": naming.old, "new": naming.new}
    if judgement.undoes:
        row["undoes"] = judgement.undoes
    return row


def says(judgement: Judgement) -> str:
    """What it says beyond its verdict."""
    if naming := judgement.naming:
        return f"{naming.old} → {naming.new}"
    if judgement.verdict is Verdict.CORRECT and judgement.reading:
        return fields(judgement.reading, judgement.fields)
    return ""


def fields(reading: Reading, names: Iterable[str] = FIELDS) -> str:
    """``type=ACCUSE mode=none actors=KAZ,BLR``, as corrections are written."""
    return " ".join(f"{name}={shlex.quote(value_in_words(reading, name))}" for name in names)


def value_in_words(reading: Reading, name: str) -> str:
    """A field as a correction of it is written."""
    value = _value(reading, name)
    if isinstance(value, list):
        return "..".join(dict.fromkeys(value))
    return (",".join(value) if isinstance(value, tuple) else str(value or "")) or NOTHING


def _on(judgement: Judgement) -> list[str]:
    if naming := judgement.naming:
        return [f"{naming.document} {naming.span.start}-{naming.span.end}"]
    return [target.report for target in judgement.targets] or [judgement.undoes]


def _value(reading: Reading, name: str) -> object:
    value = getattr(reading, name)
    return [value.first.isoformat(), value.last.isoformat()] if isinstance(value, When) else value
