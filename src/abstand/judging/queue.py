"""What a reviewer is shown next."""

from __future__ import annotations

from collections.abc import Iterable

from abstand.model import Entry, Verdict

JUDGED = (Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT)


def to_review(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that nobody has accepted, corrected or rejected, the least certain first."""
    waiting = (entry for entry in entries if entry.verdict not in JUDGED)
    return sorted(waiting, key=lambda entry: (entry.report.confidence, entry.report.id))
