"""Words that stand for a party named before: "the country", "both sides", "its neighbour", one's own state."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from abstand.entities.marks import Mark, stands_for_state
from abstand.model import Mention, Span, Way

CONTEXT = 2  # sentences before that may name who is meant


# what is named before a reference: in the sentences before, and earlier in its own
_Near = tuple[Sequence[Mention], Sequence[Mention]]


def resolve_references(mentions: Sequence[Mention], marks: Sequence[Mark], sentences: Sequence[Span]) -> list[Mention]:
    """``mentions`` with those that references stand for, where what is named before leaves one reading.

    ``sentences`` are the text's; what stands for two parties gives two mentions of the same span.
    """
    found = list(mentions)
    opens = [sentence.start for sentence in sentences]
    starts = [mention.start for mention in mentions]
    for mark in marks:
        if mark.kind == "reference":
            place = max(0, bisect_right(opens, mark.start) - 1)
            first = bisect_left(starts, opens[max(0, place - CONTEXT)])
            own = bisect_left(starts, opens[place])
            near = mentions[first:own], mentions[own : bisect_left(starts, mark.start)]
            found.extend(_mention(code, mark) for code in _meant(mark, near))
    return sorted(found, key=attrgetter("start"))


def _mention(code: str, mark: Mark) -> Mention:
    kind = "organisation" if mark.sort == "organisation" else "state"
    return Mention(code, mark.start, mark.end, Way.DESCRIPTION, code, kind, mark.cases)


def _meant(mark: Mark, near: _Near) -> Sequence[str]:
    match mark.sort:
        case "own":
            return (mark.code,)
        case "one":
            return _one(near)
        case "other":
            return _other(near)
        case "both":
            return _both(near)
        case _:
            return _organisation(near)


def _one(near: _Near) -> Sequence[str]:
    """The first state of the sentence before, which is mostly its subject; else the first of this one."""
    first = next((m.code for part in near for m in part if stands_for_state(m)), None)
    return () if first is None else (first,)


def _other(near: _Near) -> Sequence[str]:
    """Of two states the one that is not the subject."""
    codes = list(dict.fromkeys(m.code for part in near for m in part if stands_for_state(m)))
    return codes[1:] if len(codes) == 2 else ()


def _both(near: _Near) -> Sequence[str]:
    """The last two different states named; none if there are not two."""
    last = ""
    for part in reversed(near):
        for mention in reversed(part):
            if mention.code not in ("", last) and stands_for_state(mention):
                if last:
                    return mention.code, last
                last = mention.code
    return ()


def _organisation(near: _Near) -> Sequence[str]:
    known = [m.code for part in near for m in part if not stands_for_state(m) and m.way is Way.NAME]
    return known[-1:]
