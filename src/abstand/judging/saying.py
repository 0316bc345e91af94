"""What a judgement says of what, so that a later one can overrule it and another person's can contradict it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from abstand.judging.nouns import Judgement
from abstand.judging.readings import FIELDS
from abstand.model import Verdict

REJECTED, SAME, CODE = "rejected", "same", "code"


def subject(judgement: Judgement) -> Hashable:
    """What it is on: a report, a pair of reports in either order, a mention, or another judgement."""
    if judgement.naming:
        return judgement.naming.document, judgement.naming.span
    return frozenset(target.report for target in judgement.targets) or judgement.undoes


def said(judgement: Judgement) -> dict[str, object]:
    """Its statements, by what they are about."""
    match judgement.verdict:
        case Verdict.REJECT:
            return {REJECTED: True}
        case Verdict.ACCEPT | Verdict.CORRECT:
            return {REJECTED: False, **{name: getattr(judgement.reading, name) for name in judgement.fields}}
        case Verdict.SAME | Verdict.DIFFERENT:
            return {SAME: judgement.verdict is Verdict.SAME}
        case Verdict.ENTITY:
            return {CODE: judgement.naming.new if judgement.naming else ""}
        case Verdict.UNDO:
            return {}


def settled(judgement: Judgement) -> frozenset[str]:
    """What earlier statements it puts an end to: a rejection to all that was said of the report."""
    return frozenset({REJECTED, *FIELDS} if judgement.verdict is Verdict.REJECT else said(judgement))


def is_overruled(judgement: Judgement, later: Iterable[Judgement]) -> bool:
    """Whether nothing that it says is left after later ones on the same subject."""
    over = frozenset[str]().union(*(settled(other) for other in later))
    return bool(said(judgement)) and settled(judgement) <= over


def is_disputed(judgements: Iterable[Judgement]) -> bool:
    """Whether the last words of two persons on one subject contradict each other; the judgements come by time."""
    last: dict[str, dict[str, object]] = defaultdict(dict)
    for judgement in judgements:
        words = last[judgement.author]
        for name in settled(judgement):
            words.pop(name, None)
        words.update(said(judgement))
    by_name: dict[str, set[object]] = defaultdict(set)
    for words in last.values():
        for name, value in words.items():
            by_name[name].add(value)
    return any(len(values) > 1 for values in by_name.values())
