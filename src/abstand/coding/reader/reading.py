"""The reader: from an annotated document to the reports that the learned model finds in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from tokenizers import Tokenizer

from abstand.annotation import Annotated
from abstand.coding import crediting, dating
from abstand.coding.hearing import Floor, Named
from abstand.coding.lexicon import lexicon
from abstand.coding.reader.decode import Act, Engine, read_acts
from abstand.coding.reader.encoding import SENTENCE_TOKENS, Batch, Encoded, encode
from abstand.coding.reader.passage import Candidate, Passage, passages
from abstand.coding.reader.weighing import Weights, shipped_weights
from abstand.coding.reports import identified
from abstand.coding.scene import Scene
from abstand.coding.status import Reality, status_at
from abstand.model import Document, EventType, Evidence, Problem, Report, Role, Span

NAME = "reader"
BATCH = 16  # passages read at once: more need more memory and are no faster


class Reads(Engine, Protocol):
    """An engine with the tokeniser that it was made with."""

    tokenizer: Tokenizer


def read(
    annotated: Annotated,
    model: Reads,
    run: str = "",
    complain: Callable[[Problem], None] = lambda problem: None,
    weights: Weights | None = None,
) -> tuple[Report, ...]:
    """The reports of a document, in the order of its sentences. Sentences too long for it go to ``complain``."""
    seen = [encode(passage, model.tokenizer) for passage in passages(annotated)]
    for item in seen:
        if item.is_cut:
            complain(_too_long(item, annotated.document))
    encoded = sorted((item for item in seen if item.is_readable), key=lambda item: len(item.ids))
    scenes, weights = _Scenes(annotated.document.language), weights or shipped_weights()
    found: list[Report] = []
    for start in range(0, len(encoded), BATCH):
        part = encoded[start : start + BATCH]
        for item, acts in zip(part, read_acts(Batch.of(part), model, weights), strict=True):
            placed = _placed(acts, item, annotated.document, scenes)
            found += _without_doubles(_report(act, item, annotated.document, scenes, run) for act in placed)
    return tuple(sorted(found, key=lambda report: (report.sentence, -report.confidence)))


class _Scenes:
    """The sentences of passages in which acts were found, each laid out once."""

    def __init__(self, language: str) -> None:
        self._words = lexicon(language)
        self._made: dict[int, Scene] = {}

    def of(self, passage: Passage) -> Scene:
        place = passage.start + passage.begin
        if place not in self._made:
            self._made[place] = Scene.of(passage.text[passage.begin :], self._words)
        return self._made[place]

    def reality(self, passage: Passage, words: Span, type_: EventType) -> Reality | None:
        return status_at(words.shift(-passage.begin), type_, self.of(passage)) if words.start >= passage.begin else None


def _placed(acts: Sequence[Act], item: Encoded, document: Document, scenes: _Scenes) -> list[Act]:
    """The acts with the time and the speakers that the signs around them and the reader together speak for."""
    if not acts:
        return []
    passage, floor = item.passage, _floor(item.passage, scenes)
    dates = dating.Passage(floor.scene, passage.begin, passage.times, document.published_on)
    triggers = {act.trigger for act in acts}
    return [
        replace(
            act,
            time=dating.time_of(act.trigger, act.status, [*triggers - {act.trigger}], dates, act.dated),
            speakers=_speakers(act, floor, passage.speakers) or passage.told_after,
        )
        for act in acts
    ]


def _floor(passage: Passage, scenes: _Scenes) -> Floor:
    return Floor(scenes.of(passage), passage.begin, [_as_named(one) for one in passage.speakers])


def _as_named(one: Candidate) -> Named:
    return Named(one.name, one.spans, bool(one.ways))


def _speakers(act: Act, floor: Floor, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    told = crediting.Told(
        act.trigger, act.status, [one.name for one in act.actors], [one.name for one in act.recipients]
    )
    by_name = dict(zip(floor.named, candidates, strict=True))
    return tuple(by_name[one] for one in crediting.speakers_of(told, floor, act.heard))


def _too_long(item: Encoded, document: Document) -> Problem:
    read = "its end was not read" if item.is_readable else "it was not read"
    where = f"the sentence at {item.passage.start + item.passage.begin}"
    reason = f"{where} has {item.sentence_tokens} tokens, more than {SENTENCE_TOKENS}; {read}"
    return Problem("coding", document.url or document.id, reason, document.id)


def _report(act: Act, item: Encoded, document: Document, scenes: _Scenes, run: str) -> Report:
    passage = item.passage
    sentence = Span(passage.start + passage.begin, passage.start + len(passage.text))
    actors = tuple(one.name for one in act.actors)
    return identified(
        Report(
            id="",
            document=document.id,
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
            evidence=tuple(replace(one, span=one.span.shift(passage.start)) for one in _evidence(act, passage, scenes)),
            run=run,
        )
    )


def _evidence(act: Act, passage: Passage, scenes: _Scenes) -> Iterator[Evidence]:
    """What the act rests on, in the passage's offsets; the model gives no reasons, only its confidence."""
    yield Evidence(Role.ACT, act.trigger, f"{NAME}: {act.confidence:.2f}")
    for role, parties in ((Role.ACTOR, act.actors), (Role.RECIPIENT, act.recipients)):
        for party in parties:
            yield from _named(role, party)
    floor = _floor(passage, scenes)
    for speaker in act.speakers:
        if speaker in passage.told_after:
            yield from _named(Role.SPEAKER, speaker, " in the next sentence, which says who told this one")
            continue
        said = crediting.heard_by(_as_named(speaker), floor)
        yield from _named(Role.SPEAKER, speaker, f" beside “{said.of(passage.text)}”" if said else "")
    if act.time:
        yield Evidence(Role.TIME, act.time.span, act.time.when.basis)
    reality = scenes.reality(passage, act.trigger, act.type)
    if reality and reality.marker and reality.status is act.status:
        span = scenes.of(passage).tokens.span(reality.marker.first, reality.marker.last).shift(passage.begin)
        yield Evidence(Role.STATUS, span, f"{reality.marker.value}: {reality.marker.pattern.label}")


def _named(role: Role, party: Candidate, why: str = "") -> Iterator[Evidence]:
    if not party.ways:
        yield from (Evidence(role, span, f"name{why}", "") for span in party.spans)
        return
    for span, way, entity in zip(party.spans, party.ways, party.entities, strict=True):
        yield Evidence(role, span, f"{way}: {entity}{why}", party.name)


def _without_doubles(reports: Sequence[Report] | Iterator[Report]) -> list[Report]:
    """The first report of an id."""
    return list({report.id: report for report in reversed(list(reports))}.values())
