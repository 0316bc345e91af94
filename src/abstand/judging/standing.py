"""Which judgements stand: all but those that are undone by one that itself stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from graphlib import TopologicalSorter

from abstand.judging.nouns import Judgement
from abstand.model import Verdict

TICK = timedelta(microseconds=1)


def in_order(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Each judgement once, by its time; the order in which they come here does not matter."""
    distinct = {judgement.id: judgement for judgement in judgements}
    return tuple(sorted(distinct.values(), key=lambda judgement: (judgement.at, judgement.id)))


def undone(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The ids of those taken back; who undoes an undoing makes the first judgement stand again."""
    undoing = {judgement.id: judgement.undoes for judgement in judgements if judgement.verdict is Verdict.UNDO}
    graph: dict[str, set[str]] = defaultdict(set)
    for undo, taken_back in undoing.items():
        graph[taken_back].add(undo)
    gone: set[str] = set()
    for id_ in TopologicalSorter(graph).static_order():  # what undoes comes before what it undoes
        if id_ in undoing and id_ not in gone:
            gone.add(undoing[id_])
    return frozenset(gone)


def with_undone(judgements: Iterable[Judgement], known: Iterable[Judgement]) -> list[Judgement]:
    """The judgements and all that they undo, also where that is itself an undoing."""
    by_id = {judgement.id: judgement for judgement in known}
    found = list(judgements)
    for judgement in found:  # grows while it is gone through
        if judgement.undoes in by_id:
            found.append(by_id[judgement.undoes])
    return found


def moment(now: datetime, judgements: Sequence[Judgement]) -> datetime:
    """The time of a judgement made now: after all others, also where the clock was set back, so that the last word
    is the one said last."""
    latest = max((judgement.at for judgement in judgements), default=None)
    return now if latest is None or now > latest else latest + TICK
