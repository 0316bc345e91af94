"""The page of a state: how far its partners are, who of them has moved, and how alike they vote in the UN."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from abstand import measuring
from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.measuring.alignment import Likeness, alignments
from abstand.measuring.partners import WINDOW_DAYS, Partner
from abstand.store import Store

MOVERS = 5
SMALL_MULTIPLES = 12  # partners with a small chart: three rows of four
WINDOWS_DAYS = (90, WINDOW_DAYS, 3 * WINDOW_DAYS)  # that a reader may choose from

Partners = Callable[[Store, str], Sequence[Partner]]
Votes = Callable[[Store, str, Sequence[str]], Mapping[str, Likeness]]


@dataclass(frozen=True, slots=True)
class StatePartner:
    """A partner with its distance in [0, 1], 95 % interval, and change over the window (None: known for less long).

    ``agreement`` is the share of like votes in the UN in [0, 1], ``kappa`` agreement beyond chance, over ``votes`` roll
    calls; None where the two did not vote together or, kappa alone, where chance allows no disagreement.
    """

    code: str
    name: str
    distance: float
    low: float
    high: float
    change: float | None
    events: int
    last_act: date
    agreement: float | None = None
    kappa: float | None = None
    votes: int = 0


@dataclass(frozen=True, slots=True)
class StatePage:
    """``partners``, nearest first, as of ``day``; ``movers``: those whose change is told from chance, largest first.

    ``frequent``: those with the most events; ``voted``: the first and last day of the UN votes, None if there are none.
    """

    code: str
    name: str
    day: date | None
    partners: tuple[StatePartner, ...]
    movers: tuple[StatePartner, ...]
    window_days: int = WINDOW_DAYS
    frequent: tuple[StatePartner, ...] = ()
    voted: tuple[date, date] | None = None


def state_view(
    store: Store, code: str, language: str, gazetteer: Gazetteer, partners: Partners = measuring.distances,
    *, votes: Votes = alignments, window_days: int = WINDOW_DAYS,
) -> StatePage:  # fmt: skip
    """A state without acts has no partners. ``partners`` are measured over the window of ``window_days``."""
    try:
        found = partners(store, code)
    except NoData:
        found = ()
    alike = votes(store, code, [partner.partner for partner in found])
    return state_page(code, found, language, gazetteer, alike, window_days)


def state_page(
    code: str, found: Sequence[Partner], language: str, gazetteer: Gazetteer,
    alike: Mapping[str, Likeness] | None = None, window_days: int = WINDOW_DAYS,
) -> StatePage:  # fmt: skip
    """A state with its partners as they were measured, nearest first, and how alike they vote, by partner."""
    alike = alike or {}
    shown = {one.partner: _shown(one, alike.get(one.partner), language, gazetteer) for one in found}
    moved = sorted(filter(_is_sure, found), key=lambda partner: -abs(partner.change or 0.0))
    frequent = sorted(shown.values(), key=lambda partner: (-partner.events, partner.code))
    return StatePage(
        code,
        gazetteer.display_name(code, language),
        found[0].day if found else None,
        tuple(shown.values()),
        tuple(shown[partner.partner] for partner in moved[:MOVERS]),
        window_days,
        tuple(frequent[:SMALL_MULTIPLES]),
        (min(one.first for one in alike.values()), max(one.last for one in alike.values())) if alike else None,
    )


def _is_sure(partner: Partner) -> bool:
    """Whether the interval of the change leaves out zero."""
    return partner.change_low is not None and partner.change_high is not None and (
        partner.change_low > 0 or partner.change_high < 0
    )  # fmt: skip


def _shown(partner: Partner, alike: Likeness | None, language: str, gazetteer: Gazetteer) -> StatePartner:
    return StatePartner(
        partner.partner, gazetteer.display_name(partner.partner, language), round(partner.distance, 3),
        round(partner.low, 3), round(partner.high, 3), _rounded(partner.change), partner.events, partner.last_act,
        _rounded(alike.agreement) if alike else None, _rounded(alike.kappa) if alike else None,
        alike.votes if alike else 0,
    )  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
