"""Words that stand for a party named before: "the country", "both sides", "its neighbour", one's own state."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from abstand.entities.marks import OWNING_CASES, Mark, stands_for_state
from abstand.model import Mention, Span, Way

OWNERS = (Way.NAME, Way.ADJECTIVE, Way.CAPITAL)
CONTEXT = 2  # sentences before that may name who is meant


# what is named before a reference: in the sentences before, and earlier in its own
_Near = tuple[Sequence[Mention], Sequence[Mention]]


def resolve_references(
    text: str, mentions: Sequence[Mention], marks: Sequence[Mark], sentences: Sequence[Span]
) -> list[Mention]:
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
            beside = _beside(text, mark, mentions, starts)
            found.extend(_mention(code, mark) for code in ([beside] if beside else _meant(mark, near)))
    return sorted(found, key=attrgetter("start"))


def _beside(text: str, mark: Mark, mentions: Sequence[Mention], starts: Sequence[int]) -> str | None:
    """The code of the state right before a word for its head, or of the person right behind it."""
    if mark.sort != "head":
        return None
    at = bisect_left(starts, mark.start)
    for before in mentions[max(0, at - 1) : at]:
        if before.way in OWNERS and text[before.end : mark.start] == " " and before.cases <= OWNING_CASES:
            return before.code
    for after in mentions[at : at + 1]:
        if after.way is Way.PERSON and text[mark.end : after.start] == " ":
            return after.code
    return None


def _mention(code: str, mark: Mark) -> Mention:
    kind = "organisation" if mark.sort == "organisation" else "state"
    return Mention(code, mark.start, mark.end, Way.DESCRIPTION, code, kind, mark.cases)


def _meant(mark: Mark, near: _Near) -> Sequence[str]:
    match mark.sort:
        case "own":
            return (mark.code,)
        case "head":
            return _head(mark.code, near)
        case "one":
            return _only(1, near, _states)
        case "person":
            return _only(1, near, _persons)
        case "they":
            return _only(2, near, _persons)
        case "both":
            return _only(2, near, _states)
        case "other":
            return _only(2, near, _states)[1:]
        case _:
            return _organisation(near)


def _head(home: str, near: _Near) -> Sequence[str]:
    """The only state named near, if it is not the home of the language."""
    codes = _states([*near[0], *near[1]])
    return (home,) if not codes or home in codes else codes if len(codes) == 1 else ()


def _only(count: int, near: _Near, named: Callable[[Iterable[Mention]], list[str]]) -> Sequence[str]:
    """The parties named in the sentence itself, else before it, else in both, where they are just so many."""
    before, earlier = near
    for part in (earlier, before, (*before, *earlier)):
        codes = named(part)
        if len(codes) == count:
            return codes
        if len(codes) > count:
            return ()
    return ()


def _states(mentions: Iterable[Mention]) -> list[str]:
    """The codes of the states named, in their order, each once."""
    return list(dict.fromkeys(m.code for m in mentions if stands_for_state(m)))


def _persons(mentions: Iterable[Mention]) -> list[str]:
    """The codes of those for whom people are named, by name or office."""
    return list(dict.fromkeys(m.code for m in mentions if m.way in (Way.PERSON, Way.OFFICE)))


def _organisation(near: _Near) -> Sequence[str]:
    known = [m.code for part in near for m in part if not stands_for_state(m) and m.way is Way.NAME]
    return known[-1:]
