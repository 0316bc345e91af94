"""Parties of a sentence: mentions that belong together, with what their surroundings make of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from abstand.coding.lexicon import Place
from abstand.coding.scene import Scene
from abstand.coding.tokens import COMMA
from abstand.entities.sources import ORGANISATION_KINDS
from abstand.model import Case, Mention, Way

PARTING_MARKS = frozenset(";:!?…")
JOINING_GAP = 4  # words between two names of one party ("Russian president Vladimir Putin")
OBLIQUE = frozenset({Case.DATIVE, Case.ACCUSATIVE, Case.ABLATIVE, Case.INSTRUMENTAL, Case.LOCATIVE})
ROLE_REACH = 4  # words between a preposition and the name it governs
OWNER_REACH = 3  # words between a title and the state it belongs to


class Joint(Enum):
    """How two neighbouring parties hang together."""

    NONE = auto()
    COMMA = auto()
    AND = auto()


@dataclass(frozen=True, slots=True)
class Party:
    """One or more entities that stand as one in the sentence; ``first`` and ``last`` are places of words.

    ``role`` is what a preposition or postposition makes of it; ``attribute`` says that it only tells more of a
    noun before it ("ambassador to Moscow").
    """

    codes: tuple[str, ...]
    mentions: tuple[Mention, ...]
    first: int
    last: int
    role: Place | None = None
    attribute: bool = False

    @property
    def cases(self) -> frozenset[Case]:
        """The cases of the mention that carries the party: the last that shows one."""
        return next((m.cases for m in reversed(self.mentions) if m.cases), frozenset())

    @property
    def ways(self) -> frozenset[Way]:
        return frozenset(mention.way for mention in self.mentions)

    @property
    def is_venue(self) -> bool:
        """Only a city's name in a place's position, not the government."""
        return self.role is Place.PLACE and self.ways <= {Way.CAPITAL, Way.CITY}

    @property
    def is_organisation(self) -> bool:
        return any(mention.kind in ORGANISATION_KINDS for mention in self.mentions)

    @property
    def is_adjective(self) -> bool:
        return self.ways <= {Way.ADJECTIVE}


def find_parties(scene: Scene, mentions: Sequence[Mention]) -> list[Party]:
    """The parties in the order of the words. ``mentions`` have offsets in the sentence; outlets are left out."""
    joined: list[Party] = []
    for party in _singles(scene, mentions):
        if joined and _same(joined[-1], party, scene):
            joined[-1] = _united(joined[-1], party)
        else:
            joined.append(party)
    return _lists([_placed(party, joined[:index], scene) for index, party in enumerate(joined)], scene)


def _singles(scene: Scene, mentions: Iterable[Mention]) -> list[Party]:
    acting = {place for cue in scene.cues for place in cue.places}
    return [
        Party((mention.code,), (mention,), *_own_words(mention, places, acting))
        for mention in mentions
        if mention.way is not Way.OUTLET and (places := scene.tokens.range_of(mention.span)) is not None
    ]


def _own_words(mention: Mention, places: tuple[int, int], acting: set[int]) -> tuple[int, int]:
    """The first and last word of a mention, an office's title left out where it belongs to the act's words."""
    first, last = places
    if mention.way is Way.OFFICE:
        while first < last and last in acting:
            last -= 1
        while first < last and first in acting:
            first += 1
    return first, last


def _lists(parties: Sequence[Party], scene: Scene) -> list[Party]:
    """Joins ``A, B and C``. A comma joins only within a list that a coordinator ends ("Selon Moscou, Kiev a …")."""
    joints = [_joint(one, other, scene) for one, other in pairwise(parties)]
    for index in range(len(joints) - 2, -1, -1):
        if joints[index] is Joint.COMMA and joints[index + 1] is Joint.AND:
            joints[index] = Joint.AND
    united = list(parties[:1])
    for party, joint in zip(parties[1:], joints, strict=True):
        if joint is Joint.AND:
            united[-1] = _united(united[-1], party)
        else:
            united.append(party)
    return united


def _united(one: Party, other: Party) -> Party:
    codes = tuple(dict.fromkeys(one.codes + other.codes))
    return replace(one, codes=codes, mentions=one.mentions + other.mentions, last=other.last)


def _same(one: Party, other: Party, scene: Scene) -> bool:
    between = range(one.last + 1, other.first)
    return (
        one.codes == other.codes
        and len(between) <= JOINING_GAP
        and all(place in scene.fillers for place in between)
        and scene.tokens.crossing(one.last, other.first) <= COMMA
    )


def _joint(one: Party, other: Party, scene: Scene) -> Joint:
    """What stands between two parties besides articles and titles: a coordinator or hyphen, a comma, or more."""
    if one.codes == other.codes or other.attribute:
        return Joint.NONE
    if one.last >= other.first:
        return Joint.AND
    words = scene.tokens.words
    between = range(one.last + 1, other.first)
    joiners = [place for place in between if words[place].text in scene.lexicon.coordinators]
    gap = scene.tokens.sentence[words[one.last].end : words[other.first].start].strip()
    if len(between) > JOINING_GAP or any(p not in scene.fillers and p not in joiners for p in between):
        return Joint.NONE
    if not PARTING_MARKS.isdisjoint(gap):
        return Joint.NONE
    if joiners or (not between and gap in {"-", "–", "/", "‑"}):
        return Joint.AND
    return Joint.COMMA if gap[:1] == "," else Joint.NONE


def _placed(party: Party, before: Sequence[Party], scene: Scene) -> Party:
    """The party with the role that the word before it gives, or in Kazakh the word after it."""
    for match in reversed(scene.roles):
        if _governs(match.first, match.last, party, scene):
            if match.last < party.first and match.first - 1 in scene.titles:
                return replace(party, attribute=_is_abroad(match.first - 1, before, scene))
            return replace(party, role=match.value)
    return party


def _is_abroad(title: int, before: Sequence[Party], scene: Scene) -> bool:
    """Whether what has the title only stays there ("the ambassador in Moscow", "the Polish minister in Kyiv").

    Otherwise the two are one: "the foreign ministry in Abu Dhabi", "the president of Qatar".
    """
    if title in scene.posts_abroad:
        return True
    return any(
        0 <= title - owner.last <= OWNER_REACH and scene.tokens.crossing(owner.last, title) == 0 for owner in before
    )


def _governs(first: int, last: int, party: Party, scene: Scene) -> bool:
    if scene.lexicon.language == "kk":
        return first == party.last + 1 and scene.tokens.crossing(party.last, first) == 0
    return (
        party.first - ROLE_REACH <= first
        and last < party.first
        and all(place in scene.links for place in range(last + 1, party.first))
        and scene.tokens.crossing(last, party.first) == 0
    )
