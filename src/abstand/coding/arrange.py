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
from abstand.coding.parties import OBLIQUE, Party
from abstand.coding.patterns import Match
from abstand.coding.scene import Scene
from abstand.coding.tokens import COMMA
from abstand.model import Case, EventType, Way

NEAREST_PARTIES = 12
OWNER_REACH = 3  # words between an owner and the noun it owns
PASSIVE_REACH = 6  # words between a passive's auxiliary and its participle
# nouns of these types mostly have their doer in the genitive (the withdrawal of A), the others the one done to
_OF_THE_DOER = frozenset(
    {
        EventType.AGREE,
        EventType.CONSULT,
        EventType.CONCEDE,
        EventType.COOPERATE,
        EventType.RETREAT,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.MOBILIZE,
    }
)
# "Armenia and Azerbaijan pledged to share water": told of two as of one, done to each other
_OFTEN_MUTUAL = frozenset({EventType.AGREE, EventType.COOPERATE})
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
    if any(surroundings.is_within(party) for party in parties):
        return None
    near = surroundings.nearest(parties)
    match cue.value.frame:
        case Frame.MUTUAL:
            return surroundings.mutual(near)
        case Frame.VISIT:
            return surroundings.directed([_as_host(party) for party in near])
        case Frame.HOST | Frame.REVERSE:
            return surroundings.directed(near, turned=True)
        case Frame.DIRECTED:
            found = surroundings.directed(near, turned=surroundings.is_passive())
            return found or (surroundings.mutual(near) if cue.value.type in _OFTEN_MUTUAL else None)


def _as_host(party: Party) -> Party:
    """In a visit the place named is whom the visit is for."""
    return replace(party, role=Place.RECIPIENT) if party.role is Place.PLACE else party


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """A cue in its sentence, and the weights by which parties around it are judged."""

    cue: Match[Cue]
    scene: Scene
    weights: Weights

    def nearest(self, parties: Sequence[Party]) -> list[Party]:
        """The parties near enough to matter, in the order of the words; long lists of names would cost much time."""
        if len(parties) <= NEAREST_PARTIES:
            return list(parties)
        chosen = sorted(parties, key=lambda party: abs(party.first - self.cue.first))[:NEAREST_PARTIES]
        return sorted(chosen, key=lambda party: party.first)

    def is_within(self, party: Party) -> bool:
        """Whether the cue is part of a name, as the last word of "Shanghai Cooperation Organisation"."""
        span = self.scene.tokens.span(self.cue.first, self.cue.first)
        names = (mention for mention in party.mentions if mention.way is not Way.OFFICE)
        return any(mention.start <= span.start and span.end <= mention.end for mention in names)

    def is_passive(self) -> bool:
        """Whether a passive's auxiliary stands by a verb cue; a party that the verb is done by stays the actor."""
        return not self.cue.value.is_noun and any(
            self.cue.first - PASSIVE_REACH <= marker.first
            and marker.last <= self.cue.last + 2
            and self._crossing(marker.first) == 0
            for marker in self.scene.markers[Marker.PASSIVE]
        )

    def directed(self, parties: Sequence[Party], turned: bool = False) -> Arrangement | None:
        """One party does it to another; ``turned`` where the grammatical subject is the one it is done to."""
        actors = [self._fitness(p, "object" if turned else "subject") + self._agency(p, turned) for p in parties]
        recipients = [self._fitness(p, "subject" if turned else "object") - self._agency(p, turned) for p in parties]
        best = max(
            (
                (actors[one] + recipients[other] + self._order(parties[one], parties[other], turned), one, other)
                for one, other in permutations(range(len(parties)), 2)
                if not set(parties[one].codes) & set(parties[other].codes) and self._may_be_done_to(parties[other])
            ),
            default=None,
        )
        if best is None or best[0] < self.weights["least"]["directed"]:
            return None
        return Arrangement((parties[best[1]],), (parties[best[2]],), best[0] - self.weights["least"]["directed"])

    def _may_be_done_to(self, party: Party) -> bool:
        return not self.cue.value.needs_organisation or party.is_organisation

    def _order(self, actor: Party, recipient: Party, turned: bool) -> float:
        """The subject mostly comes first."""
        subject, other = (recipient, actor) if turned else (actor, recipient)
        return self.weights["order"]["subject_first"] if subject.first < other.first else 0.0

    def _agency(self, party: Party, turned: bool) -> float:
        """What "by" says: the doer beside a passive or a noun; beside an active verb no subject at all."""
        is_agent = party.cases == {self.scene.lexicon.agent_case} and party.role is None
        if party.role is not Place.ACTOR and not is_agent:
            return 0.0
        if is_agent and not (turned or self.cue.value.is_noun):
            return 0.0
        return self.weights["agency"]["by" if turned or self.cue.value.is_noun else "active"]

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
        if party.role is Place.PARTNER or party.cases == {Case.INSTRUMENTAL}:
            fitness += weights["partner"]
        return fitness + weights["topic"] * (party.role is Place.TOPIC)

    def _fitness(self, party: Party, side: str) -> float:
        weights = self.weights[side]
        return self._distance(party) + sum(weights[sign] for sign in self._signs(party))

    def _signs(self, party: Party) -> Iterator[str]:
        yield "before" if party.first < self.cue.first else "after"
        if party.role not in (None, Place.ACTOR, Place.GENITIVE):
            yield f"role_{party.role}"
        if not self._tells_of_a_post():
            if party.is_venue:
                yield "venue"
            if party.attribute:
                yield "attribute"
        case = None if party.is_adjective else _case_shown(party.cases)
        if self._owns(party):
            yield "owner"
        elif self._follows_noun(party):
            doer = self.cue.value.type in _OF_THE_DOER or self.cue.value.needs_organisation
            yield "genitive_doer" if doer else "genitive_done_to"
        elif case:
            yield case
        elif self.cue.value.is_noun and party.role is None:
            yield "noun_bare"

    def _tells_of_a_post(self) -> bool:
        """An ambassador who is summoned or expelled: where the post is says who does it."""
        return not self.scene.posts_abroad.isdisjoint(self.cue.places)

    def _owns(self, party: Party) -> bool:
        """Stands right before a noun as adjective, genitive or with 's."""
        return (
            self.cue.value.is_noun
            and party.role is None
            and 0 <= self.cue.first - party.last <= OWNER_REACH
            and (party.is_adjective or Case.GENITIVE in party.cases)
            and self.scene.tokens.crossing(party.last, self.cue.first) == 0
        )

    def _follows_noun(self, party: Party) -> bool:
        """Stands right after a noun, with "of" or in the genitive: "the withdrawal of Russia", "обстрел Донецка"."""
        between = range(self.cue.last + 1, party.first)
        return (
            self.cue.value.is_noun
            and party.role in (None, Place.GENITIVE)
            and party.first > self.cue.last
            and len(between) <= OWNER_REACH
            and all(place in self.scene.fillers for place in between)
            and self.scene.tokens.crossing(self.cue.last, party.first) == 0
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
    if cases == {Case.LOCATIVE}:
        return "role_place"
    return "oblique" if cases and cases <= OBLIQUE else None
