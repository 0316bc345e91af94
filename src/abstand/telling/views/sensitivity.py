"""How much a pair's distance depends on our choices, as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from abstand.entities import Gazetteer
from abstand.measuring.panel import Floats
from abstand.measuring.sensitivity import Sensitivity, Variant

WITHOUT = "without "  # how a choice that leaves an outlet out is named


@dataclass(frozen=True, slots=True)
class Choice:
    """``name`` of a scale, ``merged``, or empty where ``outlet`` is left out; the last day's distance and interval.

    ``shift`` and ``bands`` as ``measuring.sensitivity.Variant``; None where nothing is left.
    """

    name: str
    outlet: str
    events: int
    distance: float | None
    low: float | None
    high: float | None
    shift: float | None
    bands: float | None


@dataclass(frozen=True, slots=True)
class SensitivityPage:
    """``moves``: the greatest ``bands`` of all choices; ``first`` and ``last`` are the days that are compared."""

    a: str
    b: str
    name_a: str
    name_b: str
    first: date
    last: date
    choices: tuple[Choice, ...]
    moves: float


def sensitivity_page(found: Sensitivity, language: str, gazetteer: Gazetteer) -> SensitivityPage:
    a, b = found.dyad.actor, found.dyad.recipient
    one, other = (gazetteer.display_name(code, language) for code in (a, b))
    choices = tuple(map(_choice, found.variants))
    return SensitivityPage(a, b, one, other, found.days[0], found.days[-1], choices, round(found.moves, 2))


def _choice(variant: Variant) -> Choice:
    outlet = variant.name.removeprefix(WITHOUT) if variant.name.startswith(WITHOUT) else ""
    curve = variant.curve
    distance, low, high = (_last(of) for of in (curve.middle, curve.low, curve.high)) if curve else (None, None, None)
    shift, bands = (None if value is None else round(value, 3) for value in (variant.shift, variant.bands))
    return Choice("" if outlet else variant.name, outlet, variant.events, distance, low, high, shift, bands)


def _last(values: Floats) -> float:
    return round(float(values[-1]), 3)
