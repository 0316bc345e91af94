"""How real the text presents an act: read off the marker words around its cue."""

from __future__ import annotations

from dataclasses import dataclass

from abstand.coding.lexicon import Cue, Frame, Marker
from abstand.coding.patterns import Match, Pattern
from abstand.coding.scene import Scene
from abstand.coding.tokens import COMMA, PART
from abstand.model import EventType, Span, Status

NEGATION_REACH = 6  # words between a negation and the act it negates
# acts that words perform: a plan or a guess inside them is what is asked or threatened, not whether it was said
_SPOKEN = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN})
_UNKNOWN = Pattern("", (), ())  # of an act told by words that no list knows
_FUTURE_AGREE = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID})


@dataclass(frozen=True, slots=True)
class Reality:
    """A status and the marker it was read off; none for a plain assertion."""

    status: Status
    marker: Match[Marker] | None = None


def status_of(cue: Match[Cue], scene: Scene) -> Reality:
    """The first of denied, rumoured, negated, hypothetical, planned whose marker governs the cue; else asserted."""
    found = [
        Reality(status, match)
        for marker, status in _ORDER
        for match in scene.markers[marker]
        if _is_apart(match, cue, scene) and _governs(match, cue, scene)
    ]
    guess = next((reality for reality in found if reality.status is Status.HYPOTHETICAL), None)
    for reality in found:
        # a guess in the act's own clause is not what a denial in another one denies
        if guess and reality.marker and _crossing(reality.marker, cue, scene) == COMMA:
            continue
        return reality
    return Reality(cue.value.status or Status.ASSERTED)


def status_at(words: Span, type_: EventType, scene: Scene) -> Reality | None:
    """The same of an act told by these words of the sentence, whether the lists know them or not; None for no word."""
    touched = scene.tokens.range_of(words)
    if touched is None:
        return None
    places = tuple(range(touched[0], touched[1] + 1))
    known = next((cue for cue in scene.cues if not set(cue.places).isdisjoint(places)), None)
    return status_of(known or Match(places, _UNKNOWN, _cue(type_)), scene)


def _cue(type_: EventType) -> Cue:
    return Cue(type_, None, Frame.DIRECTED, None, None, is_noun=False, needs_organisation=False)


def told_type(type_: EventType, status: Status) -> EventType:
    """A future CONSULT, SUPPORT, COOPERATE or AID that is announced is an AGREE (GUIDELINES, type AGREE)."""
    return EventType.AGREE if status is Status.PLANNED and type_ in _FUTURE_AGREE else type_


_ORDER = (
    (Marker.DENIAL, Status.DENIED),
    (Marker.RUMOUR, Status.RUMOURED),
    (Marker.NEGATION, Status.NEGATED),
    (Marker.HYPOTHETICAL, Status.HYPOTHETICAL),
    (Marker.PLAN, Status.PLANNED),
)


def _is_listed_beside(marker: Match[Marker], cue: Match[Cue], scene: Scene) -> bool:
    """Whether a coordinator puts the act beside the marker: "despite the denial and the exercises"."""
    between = range(marker.last + 1, cue.first)
    listed = any(scene.tokens.words[place].text in scene.lexicon.coordinators for place in between)
    return listed and cue.value.is_noun and scene.tokens.crossing(marker.last, cue.first) == 0


def _is_apart(marker: Match[Marker], cue: Match[Cue], scene: Scene) -> bool:
    """Whether the marker says something beside the cue: a word of its own, or a negating ending of the cue's stem."""
    if not set(marker.places) <= set(cue.places):
        return True
    return marker.value is Marker.NEGATION and len(marker.places) == 1 and _negates_stem(marker, cue, scene)


def _negates_stem(marker: Match[Marker], cue: Match[Cue], scene: Scene) -> bool:
    """Kazakh negates by an ending ("көмек бер|меді"): it must stand wholly after the stem that the cue is known by."""
    if cue.pattern is _UNKNOWN:
        return True
    place = marker.first
    word = scene.tokens.words[place].text
    endings = [part for part in marker.pattern.words[0].ends if word.endswith(part)]
    stem = cue.pattern.words[cue.places.index(place)].stem(word)
    return any(stem <= len(word) - len(ending) for ending in endings)


def _governs(marker: Match[Marker], cue: Match[Cue], scene: Scene) -> bool:
    crossing = _crossing(marker, cue, scene)
    match marker.value:
        case Marker.DENIAL | Marker.RUMOUR:
            if marker.last < cue.first:
                return crossing <= PART + COMMA and not _is_listed_beside(marker, cue, scene)
            # what it says of the clause that it opens is not said of what stands before
            return crossing < PART and not scene.opens_clause_after(marker.last)
        case Marker.NEGATION:
            return crossing == 0 and _between(marker, cue) <= NEGATION_REACH
        case Marker.HYPOTHETICAL:
            return crossing == 0 and cue.value.type not in _SPOKEN
        case Marker.PLAN:
            return crossing == 0 and cue.value.type not in _SPOKEN and not cue.value.is_noun
        case _:
            return False


def _crossing(marker: Match[Marker], cue: Match[Cue], scene: Scene) -> int:
    return min(scene.tokens.crossing(a, b) for a in (marker.first, marker.last) for b in (cue.first, cue.last))


def _between(marker: Match[Marker], cue: Match[Cue]) -> int:
    return min(abs(a - b) for a in marker.places for b in cue.places) - 1
