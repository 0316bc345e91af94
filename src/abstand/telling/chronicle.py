"""The chronicle: what two states did to each other, in the reader's language, with the sentence verbatim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from abstand.entities import Gazetteer
from abstand.measuring.observations import time_of
from abstand.model import Basis, Entry, Role, Span, When
from abstand.telling.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One report as told. ``marks`` are the act's words, as spans of ``sentence``; ``when`` None if no day is known.

    ``dated`` is False where only the day of publication is known. ``verdict`` is what a person said, if any did.
    """

    id: str
    when: When | None
    dated: bool
    days: str
    told: str
    status: str
    speakers: tuple[str, ...]
    outlet: str
    url: str
    sentence: str
    marks: tuple[Span, ...]
    verdict: str = ""


def chronicle(entries: Iterable[Entry], words: Words, gazetteer: Gazetteer) -> list[Line]:
    """The lines of the entries, in their order."""
    return [tell(entry, words, gazetteer) for entry in entries]


def tell(entry: Entry, words: Words, gazetteer: Gazetteer) -> Line:
    report = entry.report
    when = time_of(entry)
    dated = when is not None and when.basis is not Basis.PUBLISHED
    return Line(
        id=report.id,
        when=when,
        dated=dated,
        days=_days(when, dated, words),
        told=f"{_parties(entry, words, gazetteer)}: {words.act(report.type, report.mode)}",
        status=words.status(report.status),
        speakers=tuple(gazetteer.display_name(name, words.language) for name in report.speakers),
        outlet=entry.document.outlet,
        url=entry.document.url,
        sentence=entry.sentence,
        marks=act_words(entry),
        verdict=words.verdict(entry.verdict),
    )


def _days(when: When | None, dated: bool, words: Words) -> str:
    if when is None:
        return words.say("undated")
    return words.days(when) if dated else f"{words.say('published')} {words.days(when)}"


def _parties(entry: Entry, words: Words, gazetteer: Gazetteer) -> str:
    def names(codes: tuple[str, ...], joiner: str) -> str:
        return joiner.join(gazetteer.display_name(code, words.language) for code in codes)

    report = entry.report
    if not report.recipients:
        return names(report.actors, " ⇄ ")
    return f"{names(report.actors, ', ')} → {names(report.recipients, ', ')}"


def act_words(entry: Entry) -> tuple[Span, ...]:
    """The act's words and those its status was read off, as spans of the sentence."""
    start, end = entry.report.sentence.start, entry.report.sentence.end
    return tuple(
        item.span.shift(-start)
        for item in entry.report.evidence
        if item.role in (Role.ACT, Role.STATUS) and start <= item.span.start and item.span.end <= end
    )
