"""Documents written by hand, as many as a test needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from abstand.model import (
    Basis,
    Coded,
    Document,
    Domain,
    EventType,
    Evidence,
    Report,
    Role,
    Sentence,
    Span,
    Status,
    When,
)

SENTENCE = "Putin met Tokayev."


def coded(
    number: int, run: str = "run1", actors: tuple[str, ...] = ("RUS", "KAZ"), recipients: tuple[str, ...] = (),
    day: date | None = None,
) -> Coded:  # fmt: skip
    """A document of two sentences; the first tells an act. Even numbers are of 2021, odd ones of 2022."""
    on = day or date(2021 + number % 2, 1, 1) + timedelta(days=number % 300)
    when = When(on, on, Basis.STATED)
    text = f"{SENTENCE} Note {number}."
    document = Document(f"d{number}", text, "en", f"Title {number}", "Outlet", f"https://example.org/{number}", when)
    report = Report(
        f"r{number}", document.id, Span(0, len(SENTENCE)), EventType.CONSULT, "meet", actors, recipients,
        Status.ASSERTED, (), when, Domain.DIPLOMATIC, "met", 0.75, (Evidence(Role.ACT, Span(6, 9), "cues: met"),), run,
    )  # fmt: skip
    rest = Span(len(SENTENCE) + 1, len(text))
    sentences = (Sentence(report.sentence, SENTENCE), Sentence(rest, rest.of(text)))
    return Coded(document, sentences, (report,))


def again(before: Coded, run: str, *reports: Report) -> Coded:
    """The same document as another run reads it."""
    return replace(before, reports=tuple(replace(report, run=run) for report in reports or before.reports))
