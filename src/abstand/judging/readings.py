"""Between a report and what can be judged of it: its reading, and its place in the document."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from abstand.judging.nouns import Naming, Reading, Target
from abstand.model import Evidence, Report, Role, Span

FIELDS = tuple(field.name for field in fields(Reading))
SURE = 1.0  # the confidence of a report that a person vouches for
SIDES = {Role.ACTOR: "actors", Role.RECIPIENT: "recipients", Role.SPEAKER: "speakers"}


def reading_of(report: Report) -> Reading:
    return Reading(**{name: getattr(report, name) for name in FIELDS})


def with_fields(report: Report, reading: Reading, names: tuple[str, ...] = FIELDS) -> Report:
    """The report with these fields of the reading in place of its own."""
    return replace(report, **{name: getattr(reading, name) for name in names})


def act_of(report: Report) -> Span:
    """From the first to the last of the act's words; the whole sentence where the coder names none."""
    spans = [item.span for item in report.evidence if item.role is Role.ACT]
    if not spans:
        return report.sentence
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def target_of(report: Report) -> Target:
    """A report as coded, as a judgement keeps it."""
    return Target(report.id, report.document, report.sentence, act_of(report), reading_of(report))


def uses(report: Report, naming: Naming) -> bool:
    """Whether a party or a speaker of the report was read in the mention."""
    return report.document == naming.document and any(_rests_on(item, naming) for item in report.evidence)


def renamed(report: Report, naming: Naming) -> Report:
    """The report with the mention's new code wherever it was read as another, in parties, speakers and evidence."""
    changed: dict[str, Any] = {}
    for role, side in SIDES.items():
        codes = {item.code for item in report.evidence if item.role is role and _rests_on(item, naming)}
        if codes:
            wrong = {naming.old, *codes} - {naming.new, ""}
            held = getattr(report, side)
            changed[side] = tuple(dict.fromkeys(naming.new if one in wrong else one for one in held))
    evidence = tuple(
        replace(item, code=naming.new, why=f"{item.why}; judged") if _rests_on(item, naming) else item
        for item in report.evidence
    )
    return replace(report, evidence=evidence, **changed)


def _rests_on(item: Evidence, naming: Naming) -> bool:
    return item.role in SIDES and item.span.overlaps(naming.span)
