"""What every coder does with its reports."""

from __future__ import annotations

from dataclasses import replace

from abstand.model import Report, content_id


def identified(report: Report) -> Report:
    """The report with its id: made of the document, the sentence's place, type, parties and status."""
    parts = (report.document, str(report.sentence.start), report.type, *report.actors, ">", *report.recipients)
    return replace(report, id=content_id(*parts, report.status))
