"""Which present reports a judgement is for: the one that was judged, or what a later coder reads in its place.

A report that kept its id is the same report. A report with another id takes the place of the one it is most like, of
those that are gone and rested on the same words: the same document, overlapping sentences, overlapping words of the
act. Reports that stood beside a judged one compete for their own successors, so that a verdict on "A accused B" does
not pass to "B denied it" when both rest on the same verb.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from abstand.judging.nouns import Target
from abstand.judging.readings import target_of
from abstand.model import Report


def match(judged: Iterable[Target], beside: Iterable[Target], reports: Iterable[Report]) -> dict[str, list[str]]:
    """By the id of each judged report that is there or has a successor: the ids of these, the most alike first."""
    present = {report.id: target_of(report) for report in reports}
    own = {target.report: target for target in judged}
    known = {target.report: target for target in beside} | own
    gone: dict[str, list[Target]] = defaultdict(list)
    for target in known.values():
        if target.report not in present:
            gone[target.document].append(target)
    found: dict[str, list[Target]] = defaultdict(list)
    for here in present.values():
        predecessor = known.get(here.report) or _most_alike(here, gone[here.document], own.keys())
        if predecessor and predecessor.report in own:
            found[predecessor.report].append(here)
    return {id_: _ranked(own[id_], heirs) for id_, heirs in found.items()}


def _most_alike(here: Target, gone: Iterable[Target], judged: Iterable[str]) -> Target | None:
    """Of two that are equally like it, the judged one."""
    wanted = frozenset(judged)
    near = [target for target in gone if is_at_same_words(target, here)]
    return max(near, key=lambda target: (likeness(target, here), target.report in wanted, target.report), default=None)


def _ranked(target: Target, heirs: list[Target]) -> list[str]:
    alike = sorted(heirs, key=lambda here: (likeness(target, here), here.report), reverse=True)
    return [here.report for here in alike]


def is_at_same_words(one: Target, other: Target) -> bool:
    is_same_place = one.document == other.document and one.sentence.overlaps(other.sentence)
    return is_same_place and one.act.overlaps(other.act)


def likeness(one: Target, other: Target) -> tuple[int, ...]:
    """How alike two readings of the same words are, the weightiest first: type, parties on their sides, parties on
    any side, status, shared words."""
    a, b = one.reading, other.reading
    on_sides = len({*a.actors} & {*b.actors}) + len({*a.recipients} & {*b.recipients})
    on_any = len({*a.actors, *a.recipients} & {*b.actors, *b.recipients})
    shared = min(one.act.end, other.act.end) - max(one.act.start, other.act.start)
    return (a.type is b.type, on_sides, on_any, a.status is b.status, shared)
