"""Words that stand for a party named before: pronouns, "the country", "both sides", one's own state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abstand.coding.scene import Scene
from abstand.model import Mention, Span, Way

STATE_KINDS = frozenset({"state", "quasi-state", "former-state", "territory", "person", "body"})


def described(scene: Scene, mentions: Sequence[Mention], before: Sequence[Mention]) -> list[Mention]:
    """``mentions`` with those that descriptions stand for, where the text before leaves one reading.

    ``before`` are the mentions of the sentences before, in their order; all offsets are in their own sentences.
    """
    found = [*mentions, *_home(scene), *_organisations(scene, mentions, before)]
    for match in scene.lexicon.pronouns.find(scene.tokens):
        span = scene.tokens.span(match.first, match.last)
        if any(span.overlaps(mention.span) for mention in found):
            continue
        earlier = [*before, *(m for m in mentions if m.end <= span.start)]
        for code in _pair(earlier) if match.value else _single(before, earlier):
            found.append(_mention(code, span))
    return sorted(found, key=lambda mention: mention.start)


def _mention(code: str, span: Span, kind: str = "state") -> Mention:
    return Mention(code, span.start, span.end, Way.DESCRIPTION, code, kind)


def _home(scene: Scene) -> Iterator[Mention]:
    for match in scene.lexicon.home.find(scene.tokens):
        yield _mention(match.value, scene.tokens.span(match.first, match.last))


def _organisations(scene: Scene, mentions: Sequence[Mention], before: Sequence[Mention]) -> Iterator[Mention]:
    known = [m.code for m in (*before, *mentions) if m.kind not in STATE_KINDS and m.way is Way.NAME]
    for match in scene.lexicon.organisations.find(scene.tokens):
        if known:
            yield _mention(known[-1], scene.tokens.span(match.first, match.last), "organisation")


def _states(mentions: Sequence[Mention]) -> list[str]:
    return [m.code for m in mentions if m.kind in STATE_KINDS and m.way not in (Way.CITY, Way.OUTLET)]


def _single(before: Sequence[Mention], earlier: Sequence[Mention]) -> tuple[str, ...]:
    """The first state of the sentence before, which is mostly its subject; else the first of this one."""
    codes = _states(before) or _states(earlier)
    return (codes[0],) if codes else ()


def _pair(earlier: Sequence[Mention]) -> tuple[str, ...]:
    """The last two different states named; none if there are not two."""
    codes = list(dict.fromkeys(reversed(_states(earlier))))
    return tuple(reversed(codes[:2])) if len(codes) >= 2 else ()
