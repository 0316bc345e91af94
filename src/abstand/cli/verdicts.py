"""How judgements are shown: a row and a line each."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from abstand.judging import Docket
from abstand.judging.nouns import Judgement
from abstand.judging.wording import plain_value, says
from abstand.model import Verdict


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
        row["fields"] = {name: plain_value(judgement.reading, name) for name in judgement.fields}
    if naming:
        row["mention"] = {"start": naming.span.start, "end": naming.span.end, "old": naming.old, "new": naming.new}
    if judgement.undoes:
        row["undoes"] = judgement.undoes
    return row


def _on(judgement: Judgement) -> list[str]:
    if naming := judgement.naming:
        return [f"{naming.document} {naming.span.start}-{naming.span.end}"]
    return [target.report for target in judgement.targets] or [judgement.undoes]
