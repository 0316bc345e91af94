"""The reader: from an annotated document to the reports that the learned model finds in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from tokenizers import Tokenizer

from abstand.annotation import Annotated
from abstand.coding import dating
from abstand.coding.lexicon import lexicon
from abstand.coding.reader.decode import Act, Engine, Settings, read_acts
from abstand.coding.reader.encoding import SENTENCE_TOKENS, Batch, Encoded, encode
from abstand.coding.reader.passage import Candidate, passages
from abstand.coding.reports import identified
from abstand.coding.scene import Scene
from abstand.model import Document, Evidence, Problem, Report, Role, Span

NAME = "reader"
BATCH = 16  # passages read at once: more need more memory and are no faster


class Reads(Engine, Protocol):
    """An engine with the tokeniser and the settings that it was made with."""

    tokenizer: Tokenizer
    settings: Settings


def read(
    annotated: Annotated, model: Reads, run: str = "", complain: Callable[[Problem], None] = lambda problem: None
) -> tuple[Report, ...]:
    """The reports of a document, in the order of its sentences. Sentences too long for it go to ``complain``."""
    seen = [encode(passage, model.tokenizer) for passage in passages(annotated)]
    for item in seen:
        if item.is_cut:
            complain(_too_long(item, annotated.document))
    encoded = sorted((item for item in seen if item.is_readable), key=lambda item: len(item.ids))
    found: list[Report] = []
    for start in range(0, len(encoded), BATCH):
        part = encoded[start : start + BATCH]
        for item, acts in zip(part, read_acts(Batch.of(part), model, model.settings), strict=True):
            found += _without_doubles(_report(act, item, annotated, run) for act in _placed(acts, item, annotated))
    return tuple(sorted(found, key=lambda report: (report.sentence, -report.confidence)))


def _placed(acts: Sequence[Act], item: Encoded, annotated: Annotated) -> list[Act]:
    """The acts with the time that the signs around them and the reader together speak for."""
    if not acts:
        return []
    passage = item.passage
    scene = Scene.of(passage.text[passage.begin :], lexicon(annotated.document.language))
    setting = dating.Passage(scene, passage.begin, passage.times, annotated.document.published_on)
    triggers = {act.trigger for act in acts}
    return [
        replace(act, time=dating.time_of(act.trigger, act.status, [*triggers - {act.trigger}], setting, act.dated))
        for act in acts
    ]


def _too_long(item: Encoded, document: Document) -> Problem:
    read = "its end was not read" if item.is_readable else "it was not read"
    where = f"the sentence at {item.passage.start + item.passage.begin}"
    reason = f"{where} has {item.sentence_tokens} tokens, more than {SENTENCE_TOKENS}; {read}"
    return Problem("coding", document.url or document.id, reason, document.id)


def _report(act: Act, item: Encoded, annotated: Annotated, run: str) -> Report:
    passage = item.passage
    sentence = Span(passage.start + passage.begin, passage.start + len(passage.text))
    actors = tuple(one.name for one in act.actors)
    return identified(
        Report(
            id="",
            document=annotated.document.id,
            sentence=sentence,
            type=act.type,
            mode=act.mode,
            actors=actors,
            recipients=tuple(one.name for one in act.recipients),
            status=act.status,
            speakers=tuple(one.name for one in act.speakers),
            when=act.time.when if act.time else None,
            domain=act.domain,
            trigger=act.trigger.of(passage.text),
            confidence=act.confidence,
            evidence=tuple(_evidence(act, passage.start)),
            run=run,
        )
    )


def _evidence(act: Act, start: int) -> Iterator[Evidence]:
    """What the act rests on; the model gives no reasons, only its confidence."""
    yield Evidence(Role.ACT, act.trigger.shift(start), f"{NAME}: {act.confidence:.2f}")
    for role, parties in ((Role.ACTOR, act.actors), (Role.RECIPIENT, act.recipients), (Role.SPEAKER, act.speakers)):
        for party in parties:
            yield from _named(role, party, start)
    if act.time:
        yield Evidence(Role.TIME, act.time.span.shift(start), act.time.when.basis)


def _named(role: Role, party: Candidate, start: int) -> Iterator[Evidence]:
    for span, way in zip(party.spans, party.ways or [None] * len(party.spans), strict=True):
        yield Evidence(role, span.shift(start), str(way or "name"), party.name if way else "")


def _without_doubles(reports: Sequence[Report] | Iterator[Report]) -> list[Report]:
    """The first report of an id."""
    return list({report.id: report for report in reversed(list(reports))}.values())
