"""Who did it to whom: the parties around a cue, weighed as actor and as recipient.

Every sign adds to a party's fitness for a side: where it stands, its case, its preposition, how far off it is.
The weights are judgements of the authors, the threshold was chosen on the corpus's dev split.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations

from abstand.coding.lexicon import Cue, Frame, Marker, Place
from abstand.coding.parties import Party
from abstand.coding.patterns import Match
from abstand.coding.scene import Scene
from abstand.model import Case

PER_WORD, PER_BORDER = -0.12, -0.6  # distance to the cue, in words and in borders crossed
FARTHEST = -4.0
EXPECTED_SIDE = 1.0  # before the cue for actors, after it for recipients
ROLE_SAYS_SO, ROLE_SAYS_NO = 2.0, -2.5
CASE_SAYS_SO, CASE_SAYS_NO = 1.5, -2.0
OWNER_OF_NOUN = 2.0  # adjective, genitive or 's right before a noun cue: "Russian attack", "Moscow's offer"
GENITIVE_AFTER_NOUN = 1.5
VENUE, ATTRIBUTE = -2.0, -2.5
MINIMUM = 0.0
OWNER_REACH = 3
_OBLIQUE = frozenset({Case.DATIVE, Case.ACCUSATIVE, Case.ABLATIVE, Case.INSTRUMENTAL})
_VERB_LAST = frozenset({"kk"})
_BEFORE_AND_AFTER = frozenset({"de", "ru", "kk"})  # languages in which the object may precede the verb


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The parties of one act; ``fitness`` is the sum of the signs, 0 being just believable."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    fitness: float


def arrange(cue: Match[Cue], parties: list[Party], scene: Scene) -> Arrangement | None:
    """The best arrangement of the parties around the cue; None if no two of them fit."""
    near = [p for p in parties if not _inside(cue, p)]
    match cue.value.frame:
        case Frame.MUTUAL:
            return _mutual(cue, near, scene) or _directed(cue, near, scene)
        case Frame.VISIT:
            return _directed(cue, [_as_host(p) for p in near], scene)
        case Frame.HOST | Frame.REVERSE:
            return _swapped(_directed(cue, near, scene))
        case Frame.DIRECTED:
            passive = not cue.value.is_noun and _is_passive(cue, scene)
            return _swapped(_directed(cue, near, scene)) if passive else _directed(cue, near, scene)


def _inside(cue: Match[Cue], party: Party) -> bool:
    return any(party.first <= place <= party.last for place in cue.places)


def _as_host(party: Party) -> Party:
    """In a visit the place named is whom the visit is for."""
    return replace(party, role=Place.RECIPIENT) if party.role is Place.PLACE else party


def _swapped(found: Arrangement | None) -> Arrangement | None:
    return found and Arrangement(found.recipients, found.actors, found.fitness)


def _is_passive(cue: Match[Cue], scene: Scene) -> bool:
    return any(
        marker.last <= cue.last + 2 and marker.first >= cue.first - 6 and _near(marker.first, cue, scene) == 0
        for marker in scene.markers[Marker.PASSIVE]
    )


def _near(place: int, cue: Match[Cue], scene: Scene) -> int:
    return min(scene.tokens.crossing(place, at) for at in cue.places)


def _distance(cue: Match[Cue], party: Party, scene: Scene) -> float:
    words = min(min(abs(party.first - at), abs(party.last - at)) for at in cue.places) - 1
    borders = min(_near(party.first, cue, scene), _near(party.last, cue, scene))
    return max(FARTHEST, PER_WORD * words + PER_BORDER * borders)


def _mutual(cue: Match[Cue], parties: list[Party], scene: Scene) -> Arrangement | None:
    """Those who stand together: one party of several, or one with another introduced by *with*."""
    groups = [p for p in parties if len(p.codes) > 1 and not p.is_venue and not p.attribute]
    if groups:
        best = max(groups, key=lambda p: _distance(cue, p, scene))
        fitness = EXPECTED_SIDE + _distance(cue, best, scene)
        if fitness >= MINIMUM:
            return Arrangement((best,), (), fitness)
    pairs = [
        (sum(_distance(cue, p, scene) + _together(p) for p in pair), pair)
        for pair in permutations(parties, 2)
        if pair[0].first < pair[1].first and not set(pair[0].codes) & set(pair[1].codes)
    ]
    if not pairs:
        return None
    fitness, (one, other) = max(pairs, key=lambda scored: scored[0])
    return Arrangement((one, other), (), fitness) if fitness >= MINIMUM else None


def _together(party: Party) -> float:
    if party.attribute or party.is_venue:
        return ATTRIBUTE
    if party.role is Place.PARTNER or Case.INSTRUMENTAL in party.cases:
        return ROLE_SAYS_SO
    return ROLE_SAYS_NO if party.role is Place.TOPIC else 0.0


def _directed(cue: Match[Cue], parties: list[Party], scene: Scene) -> Arrangement | None:
    pairs = [
        (_as_actor(cue, one, scene) + _as_recipient(cue, other, scene), one, other)
        for one, other in permutations(parties, 2)
        if not set(one.codes) & set(other.codes)
    ]
    if not pairs:
        return None
    fitness, actor, recipient = max(pairs, key=lambda scored: scored[0])
    return Arrangement((actor,), (recipient,), fitness) if fitness >= MINIMUM else None


def _as_actor(cue: Match[Cue], party: Party, scene: Scene) -> float:
    score = _distance(cue, party, scene)
    before = party.last < cue.first
    score += EXPECTED_SIDE if before or _inverted(scene) else 0.0
    score += VENUE * party.is_venue + ATTRIBUTE * party.attribute
    if party.role is Place.ACTOR:
        score += ROLE_SAYS_SO
    elif party.role in (Place.RECIPIENT, Place.TOPIC, Place.PARTNER):
        score += ROLE_SAYS_NO
    if cue.value.is_noun and _owns(cue, party, scene):
        score += OWNER_OF_NOUN
    elif not party.is_adjective and party.cases:
        if Case.NOMINATIVE in party.cases:
            score += CASE_SAYS_SO
        elif party.cases <= _OBLIQUE | {Case.LOCATIVE}:
            score += CASE_SAYS_NO
    return score


def _as_recipient(cue: Match[Cue], party: Party, scene: Scene) -> float:
    score = _distance(cue, party, scene)
    after = party.first > cue.first
    score += EXPECTED_SIDE if after or scene.lexicon.language in _VERB_LAST else 0.0
    score += VENUE * party.is_venue + ATTRIBUTE * party.attribute
    if party.role in (Place.RECIPIENT, Place.PARTNER):
        score += ROLE_SAYS_SO
    elif party.role in (Place.ACTOR, Place.TOPIC):
        score += ROLE_SAYS_NO
    if cue.value.is_noun and after and Case.GENITIVE in party.cases:
        score += GENITIVE_AFTER_NOUN
    elif not party.is_adjective and party.cases:
        if party.cases <= {Case.NOMINATIVE}:
            score += CASE_SAYS_NO
        elif party.cases <= _OBLIQUE:
            score += CASE_SAYS_SO
    return score


def _inverted(scene: Scene) -> bool:
    """German and Russian put the subject after the verb as readily; Kazakh has the verb last."""
    return scene.lexicon.language == "ru"


def _owns(cue: Match[Cue], party: Party, scene: Scene) -> bool:
    """Stands right before the noun as adjective, genitive or with 's."""
    beside = 0 < cue.first - party.last <= OWNER_REACH and scene.tokens.crossing(party.last, cue.first) == 0
    return beside and party.role is None and (party.is_adjective or Case.GENITIVE in party.cases)
