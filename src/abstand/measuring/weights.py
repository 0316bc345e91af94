"""What an act weighs: its score on PLOVER's scale and how precisely it is known, from ``weights.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from abstand.model import Basis, EventType, Status

SCALE = 10.0  # scores lie in [-SCALE, SCALE]
EQUAL = 5.0  # the middle of either half of the scale


@dataclass(frozen=True)
class Weights:
    """Scores in [-10, 10] by type and mode; precisions in [0, 1] by status and by what the date rests on."""

    scores: Mapping[EventType, float]
    modes: Mapping[EventType, Mapping[str, float]]
    precision: Mapping[Status, float]
    dating: Mapping[Basis, float]

    def score(self, type_: EventType, mode: str | None) -> float:
        return self.modes.get(type_, {}).get(mode or "", self.scores[type_])


@lru_cache(maxsize=1)
def plover() -> Weights:
    """PLOVER's scores (manual, 2021) with the sign of ACCUSE put right."""
    data = _table("weights.toml")
    return Weights(
        *_scores(data),
        {Status(name): float(share) for name, share in data["precision"].items()},
        {Basis(name): float(share) for name, share in data["dating"].items()},
    )


@lru_cache(maxsize=1)
def goldstein() -> Weights:
    """The scores of CAMEO's (Goldstein) scale, carried over by the published mapping; precisions as ``plover``."""
    scores, modes = _scores(_table("goldstein.toml"))
    return replace(plover(), scores=scores, modes=modes)


@lru_cache(maxsize=1)
def equal() -> Weights:
    """Cooperation +5, conflict -5, neither 0, whatever the act; precisions as ``plover``."""
    scores = {type_: EQUAL * ((score > 0) - (score < 0)) for type_, score in plover().scores.items()}
    return replace(plover(), scores=scores, modes={})


def _table(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((resources.files("abstand.measuring") / name).read_text(encoding="utf-8"))


def _scores(data: Mapping[str, Mapping[str, Any]]) -> tuple[dict[EventType, float], dict[EventType, dict[str, float]]]:
    return (
        {EventType(name): float(score) for name, score in data["scores"].items()},
        {EventType(name): modes for name, modes in data["modes"].items()},
    )
