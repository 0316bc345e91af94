"""Marks: words found in the same pass as names that make something of other mentions (an office, "the country")."""

from __future__ import annotations

from dataclasses import dataclass

from abstand.entities.sources import STATE_KINDS
from abstand.model import Case, Mention, Way

PARTY_KINDS = frozenset({*STATE_KINDS, "person", "body"})  # who stands for a state
OWNING_CASES = frozenset({Case.NOMINATIVE, Case.GENITIVE})  # of a state before what is its own


@dataclass(frozen=True, slots=True)
class Mark:
    """``sort`` is the office or the sort of reference; ``code`` the only state it belongs to, empty for any."""

    sort: str
    kind: str
    code: str
    start: int
    end: int
    cases: frozenset[Case]


def stands_for_state(mention: Mention) -> bool:
    """Whether a mention names a state or who acts for it, not only a place or a news outlet."""
    return mention.kind in PARTY_KINDS and mention.way not in (Way.CITY, Way.OUTLET)
