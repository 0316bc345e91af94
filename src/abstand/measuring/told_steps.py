"""The nouns of steps: what is told of a change of level, and of the events that carried it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from abstand.model import Direction, Dyad, Entry


@dataclass(frozen=True, slots=True)
class Carrier:
    """An event that carried a step. ``change``: how much smaller the step is without it, in distance; ≥ 0.

    0 where its score is that of the level it belongs to: other events say the same.
    """

    event: str
    day: date
    change: float
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A dated change of the distance in one direction of a dyad.

    ``day`` is that of the first act on the new level; ``first`` … ``last`` holds the change with a probability of 95 %.
    ``size`` = after - before in distance, with its 95 % interval. ``probability`` is the share of simulated histories
    without a change that show none so strong. ``outlet`` is the only one it rests on (without that outlet's own acts it
    would not be told from chance), "" if it rests on several. ``carriers``: those that carried most come first.
    """

    id: str
    dyad: Dyad
    direction: Direction
    day: date
    first: date
    last: date
    before: float
    after: float
    size: float
    low: float
    high: float
    probability: float
    outlet: str
    carriers: tuple[Carrier, ...]
