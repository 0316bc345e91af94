"""Who did it to whom: the parties around a cue, weighed as actor and as recipient.

Every sign (where a party stands, its case, its preposition, how far off it is) adds to its fitness for a side. The
weights stand in ``arrange.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import combinations, permutations

from abstand.coding.lexicon import Cue, Frame, Marker, Place
from abstand.coding.parties import Party
from abstand.coding.patterns import Match
from abstand.coding.scene import Scene
from abstand.coding.tokens import COMMA
from abstand.model import Case

OWNER_REACH = 3  # words between an owner and the noun it owns
PASSIVE_REACH = 6  # words between a passive's auxiliary and its participle
_OBLIQUE = frozenset({Case.DATIVE, Case.ACCUSATIVE, Case.ABLATIVE, Case.INSTRUMENTAL, Case.LOCATIVE})
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The parties of one act; ``fitness`` is what speaks for it over the least that must, 0 being just believable."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    fitness: float


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    text = (resources.files("abstand.coding") / "arrange.toml").read_text(encoding="utf-8")
    weights: Weights = tomllib.loads(text)
    return weights


def arrange(cue: Match[Cue], parties: Sequence[Party], scene: Scene, weights: Weights) -> Arrangement | None:
    """The best arrangement of the parties around the cue; None if no two of them fit."""
    surroundings = _Surroundings(cue, scene, weights)
    near = [party for party in parties if not surroundings.holds(party)]
    match cue.value.frame:
        case Frame.MUTUAL:
            return surroundings.mutual(near)
        case Frame.VISIT:
            return surroundings.directed([_as_host(party) for party in near])
        case Frame.HOST | Frame.REVERSE:
            return _swapped(surroundings.directed(near))
        case Frame.DIRECTED:
            found = surroundings.directed(near)
            return _swapped(found) if surroundings.is_passive() else found


def _as_host(party: Party) -> Party:
    """In a visit the place named is whom the visit is for."""
    return replace(party, role=Place.RECIPIENT) if party.role is Place.PLACE else party


def _swapped(found: Arrangement | None) -> Arrangement | None:
    return found and Arrangement(found.recipients, found.actors, found.fitness)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """A cue in its sentence, and the weights by which parties around it are judged."""

    cue: Match[Cue]
    scene: Scene
    weights: Weights

    def holds(self, party: Party) -> bool:
        return any(party.first <= place <= party.last for place in self.cue.places)

    def is_passive(self) -> bool:
        """Whether a passive's auxiliary stands by a verb cue; a party that the verb is done by stays the actor."""
        return not self.cue.value.is_noun and any(
            self.cue.first - PASSIVE_REACH <= marker.first
            and marker.last <= self.cue.last + 2
            and self._crossing(marker.first) == 0
            for marker in self.scene.markers[Marker.PASSIVE]
        )

    def directed(self, parties: Sequence[Party]) -> Arrangement | None:
        """One party does it to another."""
        actors = [self._fitness(party, "actor") for party in parties]
        recipients = [self._fitness(party, "recipient") for party in parties]
        best = max(
            (
                (actors[one] + recipients[other], one, other)
                for one, other in permutations(range(len(parties)), 2)
                if not set(parties[one].codes) & set(parties[other].codes)
            ),
            default=None,
        )
        if best is None or best[0] < self.weights["least"]["directed"]:
            return None
        return Arrangement((parties[best[1]],), (parties[best[2]],), best[0] - self.weights["least"]["directed"])

    def mutual(self, parties: Sequence[Party]) -> Arrangement | None:
        """Those who stand together: one party of several, or two of which one may be introduced by *with*."""
        best = max(self._together(parties), key=lambda scored: scored[0], default=None)
        if best is None or best[0] < self.weights["least"]["mutual"]:
            return None
        return Arrangement(best[1], (), best[0] - self.weights["least"]["mutual"])

    def _together(self, parties: Sequence[Party]) -> Iterator[tuple[float, tuple[Party, ...]]]:
        for party in parties:
            if len(party.codes) > 1:
                yield self.weights["together"]["joined"] + self._with(party) + self._distance(party), (party,)
        for one, other in combinations(parties, 2):
            if not set(one.codes) & set(other.codes):
                yield sum(self._with(party) + self._distance(party) for party in (one, other)), (one, other)

    def _with(self, party: Party) -> float:
        weights = self.weights["together"]
        fitness = weights["attribute"] * party.attribute + weights["venue"] * party.is_venue
        if party.role is Place.PARTNER or Case.INSTRUMENTAL in party.cases:
            fitness += weights["partner"]
        return fitness + weights["topic"] * (party.role is Place.TOPIC)

    def _fitness(self, party: Party, side: str) -> float:
        weights = self.weights[side]
        return self._distance(party) + sum(weights[sign] for sign in self._signs(party))

    def _signs(self, party: Party) -> Iterator[str]:
        yield "before" if party.first < self.cue.first else "after"
        if party.role:
            yield f"role_{party.role}"
        if party.is_venue:
            yield "venue"
        if party.attribute:
            yield "attribute"
        if self._owns(party):
            yield "owner"
        elif not party.is_adjective and (case := _case_shown(party.cases)):
            yield case

    def _owns(self, party: Party) -> bool:
        """Stands right before a noun as adjective, genitive or with 's."""
        return (
            self.cue.value.is_noun
            and party.role is None
            and 0 < self.cue.first - party.last <= OWNER_REACH
            and (party.is_adjective or Case.GENITIVE in party.cases)
            and self.scene.tokens.crossing(party.last, self.cue.first) == 0
        )

    def _distance(self, party: Party) -> float:
        weights = self.weights["distance"]
        words = min(min(abs(party.first - at), abs(party.last - at)) for at in self.cue.places) - 1
        crossing = min(self._crossing(party.first), self._crossing(party.last))
        borders = weights["comma"] * min(crossing, COMMA) + weights["part"] * max(0, crossing - COMMA)
        return max(weights["farthest"], weights["word"] * words + borders)

    def _crossing(self, place: int) -> int:
        return min(self.scene.tokens.crossing(place, at) for at in self.cue.places)


def _case_shown(cases: frozenset[Case]) -> str | None:
    """The one side that the possible cases speak for; None where they leave it open."""
    if cases == {Case.NOMINATIVE}:
        return "nominative"
    if cases == {Case.GENITIVE}:
        return "genitive"
    return "oblique" if cases and cases <= _OBLIQUE else None
