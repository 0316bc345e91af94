"""Who vouches for an act, of those whom its passage names.

A speaker stands by a word of saying (``hearing``): a speech word, a source word ("according to") or a denial, nearer
than others, on that side of the act where such words stand; who does the act speaks for it less often than others.
Each such sign has a weight (``crediting.toml``); the sum is the logit of "speaks for this act", to which the reader's
own logit is added in its weight. There may be several speakers: a chain of sources is kept in the text's order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from abstand.coding.hearing import Floor, Named, Places, Saying, gap, inner
from abstand.coding.lexicon import Marker, Place
from abstand.model import Span, Status

__all__ = ["Floor", "Named", "Told", "heard_by", "signs", "speakers_of"]

FARTHEST = 20  # words from the word of saying to the act; what is farther off is just far
THAT_REACH = 6  # words behind a word of saying within which "that" opens what is said
_VOICED = {Marker.SPEECH: "speech", Marker.ATTRIBUTION: "source", Marker.DENIAL: "denial"}
_GOVERNED = frozenset({Place.RECIPIENT, Place.TOPIC, Place.PARTNER, Place.PLACE})
MOST_BORDERS = 3  # of a sentence's parts between word and act; more are as good as three


@dataclass(frozen=True, slots=True)
class Told:
    """An act as far as its speakers depend on it."""

    words: Span
    status: Status
    actors: Sequence[str]
    recipients: Sequence[str]


def speakers_of(act: Told, floor: Floor, heard: Sequence[float] = ()) -> list[Named]:
    """Those who vouch for the act, in the order of the text; ``heard`` are the reader's logits for each, if it read."""
    weights = _weights()
    least = weights["least_read" if heard else "least"]
    chosen = []
    for number, one in enumerate(floor.named):
        sum_ = sum(weights.get(sign, 0.0) * value for sign, value in signs(number, act, floor))
        if weights["bias"] + sum_ + (weights[f"reader_{_kind(one)}"] * heard[number] if heard else 0) > least:
            chosen.append(one)
    return sorted(chosen, key=lambda one: max(one.spans))


def heard_by(one: Named, floor: Floor) -> Span | None:
    """The word of saying nearest to somebody, in the floor's offsets; None if there is none in reach."""
    number = floor.named.index(one)
    found = [(link.cost, saying) for (who, saying), link in floor.links.items() if who == number]
    if not found:
        return None
    saying = floor.sayings[min(found)[1]]
    return floor.scene.tokens.span(saying.first, saying.last).shift(floor.begin)


@cache
def _weights() -> dict[str, float]:
    text = (resources.files("abstand.coding") / "crediting.toml").read_text("utf-8")
    return {name: float(weight) for name, weight in tomllib.loads(text).items()}


def signs(number: int, act: Told, floor: Floor) -> Iterator[tuple[str, float]]:
    """What speaks for and against one of the floor's ``named`` as a speaker for the act, with how much there is."""
    one, told = floor.named[number], floor.places(act.words)
    role = _role(one, act)
    yield role, 1
    if role != "other":
        yield f"{role}_{act.status}", 1
    if role == "name" and " " not in one.name:
        yield "single_word", 1
    if floor.has_official_of_nobody:
        yield f"official_of_nobody_{role}", 1
    if not floor.own[number]:
        yield from _named_before(number, role, floor)
    elif told is None:
        yield "unplaced", 1
    else:
        yield from _in_sentence(number, role, told, floor)


def _kind(one: Named) -> str:
    return "known" if one.is_entity or not one.name[0].islower() else "unnamed"


def _role(one: Named, act: Told) -> str:
    if not one.is_entity:
        return "name" if _kind(one) == "known" else "unnamed"
    return "actor" if one.name in act.actors else "recipient" if one.name in act.recipients else "other"


def _named_before(number: int, role: str, floor: Floor) -> Iterator[tuple[str, float]]:
    yield f"before_{role}", 1
    linked = {saying for _, saying in floor.links}
    if len(linked) < len(floor.sayings):
        yield "voice_of_nobody", 1
    if floor.sayings and not linked:
        yield "no_voice_of_anybody", 1
    if floor.sayings and floor.has_pronoun:
        yield "pronoun", 1
    starts = [max((span.start for span in one.spans if span.start < floor.begin), default=-1) for one in floor.named]
    if starts[number] == max(starts):
        yield "last_before", 1


def _in_sentence(number: int, role: str, told: Places, floor: Floor) -> Iterator[tuple[str, float]]:
    quote = floor.quote_of(told[0])
    if quote is not None:
        yield "quoted_act", 1
    found = [
        (not floor.is_nearest(number, saying), link.cost + gap(floor.sayings[saying].places, told) / 2, saying)
        for (who, saying), link in floor.links.items()
        if who == number
    ]
    if not found:
        yield f"unlinked_{role}", 1
        if floor.sayings:
            yield "unlinked_beside_voices", 1
        return
    is_rivalled, _, saying = min(found)
    yield ("rival" if is_rivalled else f"nearest_{role}"), 1
    yield from _of_link(number, saying, floor)
    yield from _of_act(told, floor.sayings[saying], is_rivalled, floor)
    if quote is not None:
        yield ("outside_quote" if floor.quote_of(floor.sayings[saying].first) != quote else "inside_quote"), 1


def _of_link(number: int, saying: int, floor: Floor) -> Iterator[tuple[str, float]]:
    """How somebody stands to the word of saying."""
    link, word = floor.links[number, saying], floor.sayings[saying]
    yield "far_from_voice", link.gap / 10
    if link.gap <= 1:
        yield "beside_voice", 1
    yield f"voice_across_{link.crossing}", 1
    yield f"{_VOICED[word.kind]}_{'ahead' if link.place[0] > word.last else 'behind'}", 1
    behind_role = any(m.value in _GOVERNED and 0 < link.place[0] - m.last <= 2 for m in floor.scene.roles)
    if behind_role and word.kind is not Marker.ATTRIBUTION:
        yield "governed", 1


def _of_act(told: Places, word: Saying, is_rivalled: bool, floor: Floor) -> Iterator[tuple[str, float]]:
    """How the word of saying stands to the act."""
    kind = "rival" if is_rivalled else _VOICED[word.kind]
    if word.first <= told[1] and told[0] <= word.last:
        yield f"{kind}_is_act", 1
        return
    tokens = floor.scene.tokens
    first, last = inner(word.places, told)
    side = "before" if word.first < told[0] else "behind"
    that = range(first + 1, min(first + 1 + THAT_REACH, last + 1)) if side == "before" else range(first + 1, last + 1)
    crossing = min(tokens.crossing(first, last), MOST_BORDERS)
    has_that = crossing and any(tokens.words[place].text in floor.scene.lexicon.split_words for place in that)
    yield f"{kind}_{side}_{crossing}{'_that' if has_that else ''}", 1
    between = tokens.sentence[tokens.words[first].end : tokens.words[last].start]
    for mark, sign in ((";", "semicolon"), (":", "colon")):
        if mark in between:
            yield sign, 1
    if any(first < other.first < last for other in floor.sayings if other != word):
        yield "other_voice_between", 1
    yield "far_from_act", min(gap(word.places, told), FARTHEST) / 10
