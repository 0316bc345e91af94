"""The docket: all judgements laid against the reports that are there now.

It depends on the set of judgements and reports alone, not on the order in which they are stored, so reading after each
judgement and reading once at the end give the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, takewhile

from abstand.judging.matching import is_at_same_words, match
from abstand.judging.nouns import Judgement, Reading, Target
from abstand.judging.readings import SURE, reading_of, renamed, target_of, uses, with_fields
from abstand.judging.saying import is_disputed, is_overruled, subject
from abstand.judging.standing import in_order, undone
from abstand.model import Entry, Report, Verdict


class State(StrEnum):
    """What has become of a judgement."""

    HOLDS = "holds"
    OVERRULED = "overruled"
    UNDONE = "undone"
    WAITING = "waiting"  # what it is on is not there now; it holds again when a coder reads it again


@dataclass(frozen=True)
class Docket:
    """``judgements`` by time; ``reports`` as coded, those of ``documents`` at least; ``held`` names by a target's id
    the present reports that its verdicts are for, ``targets`` by a present report's id the target. ``standing`` are the
    judgements that are not undone, by their subject, ``namings`` by document those on mentions."""

    judgements: tuple[Judgement, ...]
    gone: frozenset[str]
    reports: Mapping[str, Report]
    held: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, Target]
    standing: Mapping[Hashable, tuple[Judgement, ...]]
    namings: Mapping[str, tuple[Judgement, ...]]

    @classmethod
    def of(cls, judgements: Iterable[Judgement], reports: Iterable[Report]) -> Docket:
        ordered = in_order(judgements)
        gone = undone(ordered)
        standing: dict[Hashable, list[Judgement]] = defaultdict(list)
        for judgement in ordered:
            if judgement.id not in gone:
                standing[subject(judgement)].append(judgement)
        known = {report.id: report for report in reports}
        judged = {target.report: target for judgement in ordered for target in judgement.targets}
        beside = [target for judgement in ordered for target in judgement.beside]
        found = match(judged.values(), beside, known.values())
        held = {id_: tuple(heirs if _is_rejected(standing, id_) else heirs[:1]) for id_, heirs in found.items()}
        targets = {heir: judged[id_] for id_, heirs in held.items() for heir in heirs}
        final = {key: tuple(told) for key, told in standing.items()}
        return cls(ordered, gone, known, held, targets, final, _namings(final.values()))

    @property
    def documents(self) -> frozenset[str]:
        """The documents that any judgement is about."""
        return documents_of(self.judgements)

    def judged(self, entry: Entry) -> Entry:
        """The entry as the judgements that stand leave it."""
        report, verdict = self.read(entry.report)
        return replace(entry, report=report, verdict=verdict)

    def read(self, report: Report) -> tuple[Report, Verdict | None]:
        """A coded report as people left it, and their last word on it; a rejected one keeps its coded reading."""
        verdicts = self._verdicts(report.id)
        if verdicts and verdicts[-1].verdict is Verdict.REJECT:
            return report, Verdict.REJECT
        counting = _after_rejections(verdicts)
        namings = self._namings(report)
        if counting:
            report = replace(with_fields(report, counting[0].targets[0].reading), confidence=SURE)
        for judgement in _without_renamed(in_order((*counting, *namings))):
            report = _applied(report, judgement)
        return report, counting[-1].verdict if counting else Verdict.ENTITY if namings else None

    def outcome(self) -> tuple[dict[str, Reading | None], dict[frozenset[str], bool]]:
        """What judgements change for the making of events: readings that are not the coded ones, None where rejected,
        and pairs."""
        changed: dict[str, Reading | None] = {}
        for id_, coded in self.reports.items():
            report, verdict = self.read(coded)
            if verdict is Verdict.REJECT:
                changed[id_] = None
            elif reading_of(report) != reading_of(coded):
                changed[id_] = reading_of(report)
        return changed, self.pairs()

    def pairs(self) -> dict[frozenset[str], bool]:
        """By two present reports' ids, whether they were judged to tell of the same act; the last word counts."""
        found: dict[frozenset[str], bool] = {}
        for judgement in self.judgements:
            if judgement.id not in self.gone and judgement.verdict in (Verdict.SAME, Verdict.DIFFERENT):
                one, other = (self.held.get(target.report, ()) for target in judgement.targets)
                for pair in (frozenset({a, b}) for a in one for b in other if a != b):
                    found[pair] = judgement.verdict is Verdict.SAME
        return found

    def target(self, report: Report) -> Target:
        """What a new judgement of this report, as coded, is on: what the earlier ones on it are on, else itself."""
        return self.targets.get(report.id) or target_of(report)

    def beside(self, report: Report) -> tuple[Target, ...]:
        """The other coded reports that rest on the same words."""
        here = target_of(report)
        others = (target_of(other) for id_, other in sorted(self.reports.items()) if id_ != report.id)
        return tuple(other for other in others if is_at_same_words(here, other))

    def history(self, report: Report) -> tuple[Judgement, ...]:
        """All judgements on a coded report and on the mentions it was read in, with those that undo them."""
        target = self.targets.get(report.id)
        on_it = {j.id for j in self.judgements if target and target.report in {t.report for t in j.targets}}
        on_it |= {j.id for j in self.judgements if j.naming and uses(report, j.naming)}
        for judgement in self.judgements:
            if judgement.undoes in on_it:
                on_it.add(judgement.id)
        return tuple(judgement for judgement in self.judgements if judgement.id in on_it)

    def state(self, judgement: Judgement) -> State:
        if judgement.id in self.gone:
            return State.UNDONE
        if not self._is_there(judgement):
            return State.WAITING
        rivals = self.standing[subject(judgement)]
        later = rivals[rivals.index(judgement) + 1 :]
        return State.OVERRULED if is_overruled(judgement, later) else State.HOLDS

    def is_disputed(self, judgement: Judgement) -> bool:
        """Whether two persons' last words on what it is on contradict each other."""
        return judgement.id not in self.gone and is_disputed(self.standing[subject(judgement)])

    def _verdicts(self, report: str) -> tuple[Judgement, ...]:
        target = self.targets.get(report)
        return self.standing.get(frozenset({target.report}), ()) if target else ()

    def _namings(self, report: Report) -> list[Judgement]:
        own = self.namings.get(report.document, ())
        return [judgement for judgement in own if judgement.naming and uses(report, judgement.naming)]

    def _is_there(self, judgement: Judgement) -> bool:
        if judgement.naming:
            return any(uses(report, judgement.naming) for report in self.reports.values())
        return all(target.report in self.held for target in judgement.targets)


def documents_of(judgements: Iterable[Judgement]) -> frozenset[str]:
    placed = [place for judgement in judgements for place in (*judgement.targets, judgement.naming) if place]
    return frozenset(place.document for place in placed)


def _namings(standing: Iterable[tuple[Judgement, ...]]) -> dict[str, tuple[Judgement, ...]]:
    """The judgements on mentions, by document."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in chain.from_iterable(standing):
        if naming := judgement.naming:
            found[naming.document].append(judgement)
    return {document: tuple(judgements) for document, judgements in found.items()}


def _is_rejected(standing: Mapping[Hashable, list[Judgement]], target: str) -> bool:
    verdicts = standing.get(frozenset({target}), [])
    return bool(verdicts) and verdicts[-1].verdict is Verdict.REJECT


def _after_rejections(verdicts: Sequence[Judgement]) -> list[Judgement]:
    """Those after the last rejection, which ends what was said before it."""
    return list(takewhile(lambda judgement: judgement.verdict is not Verdict.REJECT, reversed(verdicts)))[::-1]


def _without_renamed(told: Sequence[Judgement]) -> Iterator[Judgement]:
    """Without a mention's names that gave way to another before anybody vouched for them: what the first made one
    party, the second could not part again."""
    for at, judgement in enumerate(told):
        following = takewhile(lambda later: later.naming, told[at + 1 :])
        if not any(_is_same_mention(judgement, later) for later in following):
            yield judgement


def _is_same_mention(one: Judgement, other: Judgement) -> bool:
    return bool(one.naming and other.naming and one.naming.span.overlaps(other.naming.span))


def _applied(report: Report, judgement: Judgement) -> Report:
    if judgement.naming:
        return renamed(report, judgement.naming)
    return with_fields(report, judgement.reading, judgement.fields) if judgement.reading else report
