"""Making judgements: each takes what it is on, who says it and when, and gives a new row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from abstand.errors import InputError
from abstand.judging.correcting import changes, code_of, corrected, speaker_of
from abstand.judging.docket import Docket, State
from abstand.judging.nouns import Judgement, Naming, Reading
from abstand.judging.readings import FIELDS, SIDES, reading_of
from abstand.model import Entry, Evidence, Role, Span, Verdict, content_id

_OFFSETS = re.compile(r"(\d+)\s*[–-]\s*(\d+)")


@dataclass(frozen=True, slots=True)
class By:
    """Who says it, when (aware), and why."""

    author: str
    at: datetime
    reason: str = ""


def accept(coded: Entry, docket: Docket, by: By) -> Judgement:
    """The report is right as it now stands, earlier corrections included."""
    return _on(coded, docket, by, Verdict.ACCEPT, reading_of(docket.judged(coded).report), FIELDS)


def reject(coded: Entry, docket: Docket, by: By) -> Judgement:
    """The sentence tells no such act."""
    return _on(coded, docket, by, Verdict.REJECT)


def correct(coded: Entry, docket: Docket, given: Mapping[str, str], by: By) -> Judgement:
    """The report with other values in the fields named; raises InputError as ``corrected`` does."""
    standing = reading_of(docket.judged(coded).report)
    reading = corrected(standing, given)
    named = tuple(name for name in FIELDS if name in {*given, *changes(standing, reading)})
    return _on(coded, docket, by, Verdict.CORRECT, reading, named)


def relate(one: Entry, other: Entry, docket: Docket, is_same: bool, by: By) -> Judgement:
    """Two reports tell of the same act, or of different ones."""
    targets = (docket.target(one.report), docket.target(other.report))
    if targets[0].report == targets[1].report:
        raise InputError(f"{one.report.id} and {other.report.id} are one report; name two")
    beside = (*docket.beside(one.report), *docket.beside(other.report))
    named = {target.report for target in targets}
    return _made(
        Verdict.SAME if is_same else Verdict.DIFFERENT,
        by,
        targets=tuple(sorted(targets, key=lambda target: target.report)),
        beside=tuple(dict.fromkeys(target for target in beside if target.report not in named)),
    )


def rename(coded: Entry, mention: str, name: str, by: By) -> Judgement:
    """A mention in a report's evidence, by its words or offsets (``12-17``), names somebody else than the coder read.

    A party needs a known code or name, a speaker may be any name. Raises InputError if no mention, or more than one,
    is so called.
    """
    item = _mention(coded, mention)
    new = speaker_of(name) if item.role is Role.SPEAKER else code_of(name)
    old = item.code or item.span.of(coded.document.text)
    if new == old:
        raise InputError(f"{mention!r} names {old} already")
    return _made(Verdict.ENTITY, by, naming=Naming(coded.document.id, item.span, old, new))


def undo(judgement: Judgement, docket: Docket, by: By) -> Judgement:
    """Takes a judgement back. Raises InputError if it is undone already."""
    if docket.state(judgement) is State.UNDONE:
        last = next(j.id for j in docket.judgements if j.undoes == judgement.id and j.id not in docket.gone)
        raise InputError(f"{judgement.id} is undone already; to have it back, undo {last}")
    return _made(Verdict.UNDO, by, undoes=judgement.id)


def _mention(coded: Entry, mention: str) -> Evidence:
    """The evidence of a party or speaker at the place; a party's where the same words are both."""
    text = coded.document.text
    named = [item for item in coded.report.evidence if item.role in SIDES]
    offsets = _OFFSETS.fullmatch(mention.strip())
    wanted = Span(*map(int, offsets.groups())) if offsets else None
    found = [item for item in named if item.span == wanted or item.span.of(text) == mention.strip()]
    spans = sorted({item.span for item in found})
    if len(spans) == 1:
        return min(found, key=lambda item: item.role is Role.SPEAKER)
    if spans:
        listed = ", ".join(_told(span) for span in spans)
        raise InputError(f"{mention!r} stands at several places of the evidence; name one: {listed}")
    known = ", ".join(f"{item.span.of(text)!r} ({_told(item.span)})" for item in _distinct(named)) or "none"
    raise InputError(f"no mention {mention!r} in the evidence of {coded.report.id}; its mentions: {known}")


def _told(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _distinct(items: Sequence[Evidence]) -> list[Evidence]:
    return list({item.span: item for item in sorted(items, key=lambda item: item.span)}.values())


def _on(
    coded: Entry, docket: Docket, by: By, verdict: Verdict, reading: Reading | None = None, fields: tuple[str, ...] = ()
) -> Judgement:
    target = docket.target(coded.report)
    beside = tuple(other for other in docket.beside(coded.report) if other.report != target.report)
    return _made(verdict, by, targets=(target,), beside=beside, reading=reading, fields=fields)


def _made(verdict: Verdict, by: By, **content: Any) -> Judgement:
    """With its id, made of all that it says."""
    at = by.at.astimezone(UTC)
    judgement = Judgement("", verdict, by.author, at, by.reason, **content)
    return replace(judgement, id=content_id(repr(judgement)))
