"""Parties of a sentence: mentions that belong together, with what their surroundings make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from abstand.coding.lexicon import Place
from abstand.coding.scene import Scene
from abstand.coding.tokens import COMMA, PART
from abstand.entities.sources import ORGANISATION_KINDS
from abstand.model import Case, Mention, Way

JOINING_GAP = 4  # words between two names of one party ("Russian president Vladimir Putin")
OBLIQUE = frozenset({Case.DATIVE, Case.ACCUSATIVE, Case.ABLATIVE, Case.INSTRUMENTAL, Case.LOCATIVE})
ROLE_REACH = 4  # words between a preposition and the name it governs
OWNER_REACH = 3  # words between a title and the state it belongs to


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
    joined = _join(_singles(scene, mentions), lambda a, b: _same(a, b, scene), _united)
    placed = [_placed(party, joined[:index], scene) for index, party in enumerate(joined)]
    return _join(placed, lambda a, b: _coordinated(a, b, scene), _united)


def _singles(scene: Scene, mentions: Iterable[Mention]) -> list[Party]:
    return [
        Party((mention.code,), (mention,), *places)
        for mention in mentions
        if mention.way is not Way.OUTLET and (places := scene.tokens.range_of(mention.span)) is not None
    ]


def _join(
    parties: Iterable[Party], joins: Callable[[Party, Party], bool], unite: Callable[[Party, Party], Party]
) -> list[Party]:
    united: list[Party] = []
    for party in parties:
        if united and joins(united[-1], party):
            united[-1] = unite(united[-1], party)
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


def _coordinated(one: Party, other: Party, scene: Scene) -> bool:
    """``A, B and C``: only commas, coordinators, articles and titles stand between; or a hyphen joins them."""
    if one.codes == other.codes or other.attribute or scene.tokens.crossing(one.last, other.first) >= PART:
        return False
    if one.last >= other.first:
        return True
    words = scene.tokens.words
    between = range(one.last + 1, other.first)
    joiners = [place for place in between if words[place].text in scene.lexicon.coordinators]
    if len(between) > JOINING_GAP or any(p not in scene.fillers and p not in joiners for p in between):
        return False
    gap = scene.tokens.sentence[words[one.last].end : words[other.first].start].lstrip()
    return bool(joiners) or gap[:1] in {",", "-", "–", "/"}


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
        and all(place in scene.fillers for place in range(last + 1, party.first))
        and scene.tokens.crossing(last, party.first) == 0
    )
