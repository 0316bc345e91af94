"""The page of a state: how far its partners are, and who of them has moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from abstand import measuring
from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.measuring.partners import Partner
from abstand.store import Store

MOVERS = 5

Partners = Callable[[Store, str], Sequence[Partner]]


@dataclass(frozen=True, slots=True)
class StatePartner:
    """A partner with its distance in [0, 1], 95 % interval, and change over the year before (None: no such year)."""

    code: str
    name: str
    distance: float
    low: float
    high: float
    change: float | None
    events: int
    last_act: date


@dataclass(frozen=True, slots=True)
class StatePage:
    """``partners``, nearest first, as of ``day``; ``movers``: those whose change is told from chance, largest first."""

    code: str
    name: str
    day: date | None
    partners: tuple[StatePartner, ...]
    movers: tuple[StatePartner, ...]


def state_view(
    store: Store, code: str, language: str, gazetteer: Gazetteer, partners: Partners = measuring.distances
) -> StatePage:
    """A state without acts has no partners."""
    try:
        found = partners(store, code)
    except NoData:
        found = ()
    return state_page(code, found, language, gazetteer)


def state_page(code: str, found: Sequence[Partner], language: str, gazetteer: Gazetteer) -> StatePage:
    """A state with its partners as they were measured, nearest first."""
    shown = {partner.partner: _shown(partner, language, gazetteer) for partner in found}
    moved = sorted(filter(_is_sure, found), key=lambda partner: -abs(partner.change or 0.0))
    return StatePage(
        code,
        gazetteer.display_name(code, language),
        found[0].day if found else None,
        tuple(shown.values()),
        tuple(shown[partner.partner] for partner in moved[:MOVERS]),
    )


def _is_sure(partner: Partner) -> bool:
    """Whether the interval of the change leaves out zero."""
    return partner.change_low is not None and partner.change_high is not None and (
        partner.change_low > 0 or partner.change_high < 0
    )  # fmt: skip


def _shown(partner: Partner, language: str, gazetteer: Gazetteer) -> StatePartner:
    change = None if partner.change is None else round(partner.change, 3)
    return StatePartner(
        partner.partner, gazetteer.display_name(partner.partner, language), round(partner.distance, 3),
        round(partner.low, 3), round(partner.high, 3), change, partner.events, partner.last_act,
    )  # fmt: skip
