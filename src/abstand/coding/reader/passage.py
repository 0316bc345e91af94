"""What the reader is shown of a document: a sentence, what stands before it, and who and when is named there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from abstand.annotation import Annotated, AnnotatedSentence
from abstand.annotation.speakers import bare_name, find_names
from abstand.annotation.times import TimeExpression
from abstand.coding import coder as cues
from abstand.coding.hearing import Floor, Named
from abstand.coding.lexicon import Marker, lexicon
from abstand.coding.reader.hints import Hint, hints
from abstand.coding.scene import Scene
from abstand.coding.tokens import Tokens
from abstand.coding.voices import voices
from abstand.model import EventType, Mention, Span, Way

CONTEXT = 2  # sentences before the one that is read
LEAST_ENTITIES = 2
MOST_ENTITIES = 10  # pairs grow with the square; 99.8 % of the corpus names fewer
MOST_NAMES = 8
OPENING = 20  # letters that hold a sentence's first word
LONGEST_AFTERWORD = 200  # letters of a sentence that only says who told the one before


Cued = frozenset[tuple[EventType, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody named in a passage: an entity by its code, or a bare name, which has no ways and can only speak.

    ``entities`` are those that the mentions name: the code itself, or a person, firm … who stands for it.
    """

    name: str
    spans: tuple[Span, ...]
    ways: tuple[Way, ...] = ()
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its context. All offsets are in ``text``; the sentence begins at ``begin``, the passage in the
    document at ``start``. ``cued`` is what the cue coder finds in the sentence: types with unordered pairs;
    ``told_after`` are those who, as the next sentence says, have told this one."""

    text: str
    start: int
    begin: int
    entities: tuple[Candidate, ...]
    names: tuple[Candidate, ...]
    times: tuple[TimeExpression, ...]
    hints: tuple[Hint, ...]
    cued: Cued = frozenset()
    told_after: tuple[Candidate, ...] = ()

    @classmethod
    def of(cls, annotated: Annotated, index: int, hinted: Sequence[Sequence[Hint]], cued: Cued) -> Passage:
        """The passage that ends with the sentence at ``index``; ``hinted`` are the hints of its sentences."""
        shown = annotated.sentences[max(0, index - CONTEXT) : index + 1]
        start, begin, end = (shown[0].sentence.span.start, shown[-1].sentence.span.start, shown[-1].sentence.span.end)
        text = annotated.document.text[start:end]
        times = tuple(_shifted(time, item, start) for item in shown for time in item.times)
        mentions = [_moved(mention, item, start) for item in shown for mention in item.mentions]
        return cls(
            text,
            start,
            begin - start,
            tuple(_entities(mentions, begin - start)),
            tuple(_names(text, annotated.document.language, mentions, [time.span for time in times]))[:MOST_NAMES],
            times,
            tuple(replace(hint, span=hint.span.shift(-start)) for own in hinted for hint in own),
            cued,
            tuple(_told_after(annotated, index + 1, start)),
        )

    @property
    def can_hold_act(self) -> bool:
        """An act between states needs two of them, and the sentence must name one itself."""
        return len(self.entities) >= LEAST_ENTITIES and any(map(self.is_named, self.entities))

    def is_named(self, entity: Candidate) -> bool:
        """Whether the sentence itself names an entity, not only what stands before."""
        return any(span.start >= self.begin for span in entity.spans)

    @property
    def speakers(self) -> tuple[Candidate, ...]:
        return self.entities + self.names


def passages(annotated: Annotated) -> Iterator[Passage]:
    """The passages of a document in which an act can stand, in order of their sentences."""
    words = lexicon(annotated.document.language)
    named = [{mention.code for mention in item.mentions} for item in annotated.sentences]
    hinted: dict[int, tuple[Hint, ...]] = {}
    cued = _cued(annotated)
    for index in range(len(annotated.sentences)):
        window = range(max(0, index - CONTEXT), index + 1)
        if len(set().union(*(named[place] for place in window))) < LEAST_ENTITIES:
            continue
        for place in window:
            if place not in hinted:
                hinted[place] = tuple(hints(annotated.sentences[place].sentence, words))
        passage = Passage.of(annotated, index, [hinted[place] for place in window], cued[index])
        if passage.can_hold_act:
            yield passage


def _cued(annotated: Annotated) -> list[Cued]:
    """What the cue coder finds in each sentence."""
    found: dict[int, set[tuple[EventType, frozenset[str]]]] = defaultdict(set)
    for report in cues.code(annotated):
        several = product(report.actors, report.recipients) if report.recipients else combinations(report.actors, 2)
        found[report.sentence.start] |= {(report.type, frozenset(pair)) for pair in several}
    return [frozenset(found[item.sentence.span.start]) for item in annotated.sentences]


def _told_after(annotated: Annotated, index: int, start: int) -> Iterator[Candidate]:
    """Who is heard in the sentence at ``index``, if it is one such as "Das teilte das Ministerium am Montag mit."."""
    if index >= len(annotated.sentences):
        return
    item, language = annotated.sentences[index], annotated.document.language
    opening = next(iter(Tokens.of(item.sentence.text[:OPENING]).words), None)
    if opening is None or opening.text not in voices(language).that or len(item.sentence.text) > LONGEST_AFTERWORD:
        return
    scene = Scene.of(item.sentence.text, lexicon(language))
    if not scene.markers[Marker.SPEECH]:
        return
    known = _entities(item.mentions, 0)
    names = list(_names(item.sentence.text, language, item.mentions, [time.span for time in item.times]))
    floor = Floor(scene, 0, [Named(one.name, one.spans, bool(one.ways)) for one in (*known, *names)])
    by = item.sentence.span.start - start
    for one in floor.told_by():
        own = next((own for own in known if own.name == one.name and one.is_entity), Candidate(one.name, ()))
        yield replace(own, spans=tuple(span.shift(by) for span in one.spans))


def _shifted(time: TimeExpression, item: AnnotatedSentence, start: int) -> TimeExpression:
    return TimeExpression(time.span.shift(item.sentence.span.start - start), time.when)


def _moved(mention: Mention, item: AnnotatedSentence, start: int) -> Mention:
    by = item.sentence.span.start - start
    return Mention(mention.code, mention.start + by, mention.end + by, mention.way, mention.entity, mention.kind)


def _entities(mentions: Iterable[Mention], begin: int) -> list[Candidate]:
    """One candidate a code; of too many, those named in the sentence and most often."""
    named: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.way is not Way.OUTLET and mention.code:
            named.setdefault(mention.code, []).append(mention)
    found = [
        Candidate(code, tuple(m.span for m in own), tuple(m.way for m in own), tuple(m.entity for m in own))
        for code, own in named.items()
    ]
    if len(found) > MOST_ENTITIES:
        found.sort(key=lambda one: (all(span.start < begin for span in one.spans), -len(one.spans)))
    return found[:MOST_ENTITIES]


def _names(text: str, language: str, mentions: Sequence[Mention], times: Sequence[Span]) -> Iterator[Candidate]:
    """Outlets, and others whom no data file knows; the words of times are no names."""
    outlets: dict[str, tuple[Span, ...]] = {}
    for mention in (mention for mention in mentions if mention.way is Way.OUTLET):
        span = bare_name(mention.span, text, language)
        outlets[span.of(text)] = (*outlets.get(span.of(text), ()), span)
    yield from (Candidate(name, spans) for name, spans in outlets.items())
    for span in find_names(text, language, [*(mention.span for mention in mentions), *times]):
        yield Candidate(span.of(text), (span,))
