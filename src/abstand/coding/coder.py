"""The cue-word coder: sentence by sentence, from cues and the parties around them to reports.

It is the baseline that every model must beat. What it knows of a language stands in ``cues/<lang>.toml``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from abstand.annotation import Annotated, AnnotatedSentence
from abstand.annotation.times import TimeExpression
from abstand.coding import dating
from abstand.coding.arrange import Arrangement, Weights, arrange, shipped_weights
from abstand.coding.attribution import Voice, find_voices, names_of, speakers_of
from abstand.coding.lexicon import Cue, Lexicon, Marker, lexicon
from abstand.coding.parties import Party, find_parties
from abstand.coding.patterns import Match
from abstand.coding.reports import identified
from abstand.coding.scene import Scene
from abstand.coding.status import Reality, status_of, told_type
from abstand.model import Document, Domain, EventType, Evidence, Report, Role, Span, Status

NAME = "cues"
CONTEXT = 2  # sentences before that open the gate for one that names nobody
LONGEST_TRIGGER = 6  # words; a cue spread wider is shown by its first word alone
_DOMAIN_OF_TYPE = {
    EventType.ASSAULT: Domain.MILITARY,
    EventType.MOBILIZE: Domain.MILITARY,
    EventType.RETREAT: Domain.MILITARY,
    EventType.AID: Domain.ECONOMIC,
    EventType.COOPERATE: Domain.ECONOMIC,
}
# acts that often are what another act is about
_KIND_ACTS = frozenset(
    {EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.CONCEDE}
)


def code(annotated: Annotated, run: str = "") -> tuple[Report, ...]:
    """The reports of a document, sentence by sentence, those before giving the context."""
    reports: dict[str, Report] = {}
    told: list[Report] = []
    for telling in tellings(annotated, run):
        told = telling.reports(told)
        reports.update((report.id, report) for report in told)
    return tuple(reports.values())


def tellings(annotated: Annotated, run: str = "") -> Iterator[Telling]:
    """A document's sentences past the gate, laid out for coding; a denial may name nobody and speak of those before."""
    words = lexicon(annotated.document.language)
    for index, sentence in enumerate(annotated.sentences):
        context = annotated.sentences[max(0, index - CONTEXT) : index]
        if any(item.can_hold_act for item in (*context, sentence)):
            yield Telling.of(sentence, words, annotated.document, run)


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence being coded: its layout, who is named in it, who speaks."""

    sentence: AnnotatedSentence
    scene: Scene
    parties: Sequence[Party]
    voices: Sequence[Voice]
    document: str
    run: str
    weights: Weights
    published: date | None

    @classmethod
    def of(cls, sentence: AnnotatedSentence, words: Lexicon, document: Document, run: str) -> Telling:
        scene = Scene.of(sentence.sentence.text, words)
        parties = find_parties(scene, sentence.mentions)
        voices = find_voices(scene, parties, sentence.mentions)
        return cls(sentence, scene, parties, voices, document.id, run, shipped_weights(), document.published_on)

    def reports(self, earlier: Sequence[Report]) -> list[Report]:
        """What the sentence tells; ``earlier`` is what the one before told and this one may deny."""
        told = [report for cue in self._heads() if (report := self._report(cue)) is not None]
        return _without_doubles([*told, *self._denials([*earlier, *told])])

    def _report(self, cue: Match[Cue]) -> Report | None:
        found = arrange(cue, self._candidates(), self.scene, self.weights)
        if found is None:
            return None
        reality = status_of(cue, self.scene)
        actors = _codes(found.actors)
        voices = speakers_of(cue.first, actors, self.voices, self.scene)
        time = self._time_of(cue, reality.status)
        trigger = self._trigger(cue)
        evidence = [
            Evidence(Role.ACT, trigger, f"{NAME}: {cue.pattern.label}"),
            *self._party_evidence(found),
            *self._source_evidence(voices, reality),
            *([Evidence(Role.TIME, time.span, time.when.basis)] if time else []),
        ]
        return self._made(
            type=told_type(cue.value.type, reality.status),
            mode=cue.value.mode,
            actors=actors,
            recipients=_codes(found.recipients),
            status=reality.status,
            speakers=names_of(voices, actors),
            when=time.when if time else None,
            domain=self._domain_of(cue),
            trigger=trigger.of(self.scene.tokens.sentence),
            confidence=round(1 / (1 + math.exp(-found.fitness)), 3),
            evidence=tuple(self._in_document(item) for item in evidence),
        )

    def _heads(self) -> list[Match[Cue]]:
        """The cues but those that are only the content of another act ("asked for support", "ended cooperation")."""
        verbs = [cue for cue in self.scene.cues if not cue.value.is_noun and cue.value.type not in _KIND_ACTS]
        return [
            cue
            for cue in self.scene.cues
            if not cue.value.is_noun
            or cue.value.type not in _KIND_ACTS
            or all(self.scene.tokens.crossing(verb.first, cue.first) > 0 for verb in verbs)
        ]

    def _candidates(self) -> list[Party]:
        """All parties but those that are only named as a source ("according to Kyiv")."""
        sources = [voice.party for voice in self.voices if voice.by is Marker.ATTRIBUTION]
        return [party for party in self.parties if party not in sources]

    def _made(self, **parts: object) -> Report:
        report = Report(id="", document=self.document, sentence=self.sentence.sentence.span, run=self.run, **parts)  # type: ignore[arg-type]
        return identified(report)

    def _trigger(self, cue: Match[Cue]) -> Span:
        wide = cue.last - cue.first >= LONGEST_TRIGGER
        return self.scene.tokens.span(cue.first, cue.first if wide else cue.last)

    def _time_of(self, cue: Match[Cue], status: Status) -> TimeExpression | None:
        others = [self._trigger(other) for other in self.scene.cues if other.places != cue.places]
        passage = dating.Passage(self.scene, 0, self.sentence.times, self.published)
        return dating.time_of(self._trigger(cue), status, others, passage)

    def _domain_of(self, cue: Match[Cue]) -> Domain:
        if cue.value.domain:
            return cue.value.domain
        named = self.scene.lexicon.domains.find(self.scene.tokens)
        if named:
            return min(named, key=lambda match: abs(match.first - cue.first)).value
        return _DOMAIN_OF_TYPE.get(cue.value.type, Domain.DIPLOMATIC)

    def _party_evidence(self, found: Arrangement) -> Iterator[Evidence]:
        for role, parties in ((Role.ACTOR, found.actors), (Role.RECIPIENT, found.recipients)):
            for mention in (mention for party in parties for mention in party.mentions):
                yield Evidence(role, mention.span, f"{mention.way}: {mention.entity}", mention.code)

    def _source_evidence(self, voices: Iterable[Voice], reality: Reality) -> Iterator[Evidence]:
        for voice in voices:
            yield Evidence(Role.SPEAKER, voice.span, voice.why, voice.names[0] if voice.party else "")
        if reality.marker:
            span = self.scene.tokens.span(reality.marker.first, reality.marker.last)
            yield Evidence(Role.STATUS, span, f"{reality.marker.value}: {reality.marker.pattern.label}")

    def _denials(self, told: Sequence[Report]) -> list[Report]:
        """A denial whose own clause tells no act ("Baku called that false") denies the act told last before it."""
        read = {item.span for report in told for item in report.evidence if item.role is Role.STATUS}
        open_to_denial = [report for report in told if report.status is not Status.DENIED]
        denials = []
        for marker in self.scene.markers[Marker.DENIAL]:
            span = self.scene.tokens.span(marker.first, marker.last).shift(self.sentence.sentence.span.start)
            if span not in read and open_to_denial:
                denials.append(self._denial(open_to_denial[-1], marker, span))
        return denials

    def _denial(self, act: Report, marker: Match[Marker], span: Span) -> Report:
        deniers = [v for v in self.voices if v.is_official and v.place in marker.places]
        denial = replace(
            act,
            sentence=self.sentence.sentence.span,
            status=Status.DENIED,
            speakers=names_of(deniers, act.actors) or act.actors,
            trigger=span.shift(-self.sentence.sentence.span.start).of(self.scene.tokens.sentence),
            evidence=(
                *(item for item in act.evidence if item.role not in (Role.STATUS, Role.SPEAKER)),
                Evidence(Role.STATUS, span, f"denial of what was told before: {marker.pattern.label}"),
            ),
        )
        return identified(denial)

    def _in_document(self, item: Evidence) -> Evidence:
        return replace(item, span=item.span.shift(self.sentence.sentence.span.start))


def _codes(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for party in parties for code in party.codes))


def _without_doubles(reports: Iterable[Report]) -> list[Report]:
    """One report a type, set of parties and status: the surest telling."""
    best: dict[tuple[EventType, frozenset[str], Status], Report] = {}
    for report in reports:
        key = (report.type, report.codes, report.status)
        if key not in best or report.confidence > best[key].confidence:
            best[key] = report
    return list(best.values())
