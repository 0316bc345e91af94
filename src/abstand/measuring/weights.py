"""What an act weighs: its score on PLOVER's scale and how precisely it is known, from ``weights.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from abstand.model import Basis, EventType, Status

SCALE = 10.0  # scores lie in [-SCALE, SCALE]


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
    data = tomllib.loads((resources.files("abstand.measuring") / "weights.toml").read_text(encoding="utf-8"))
    return Weights(
        {EventType(name): float(score) for name, score in data["scores"].items()},
        {EventType(name): modes for name, modes in data["modes"].items()},
        {Status(name): float(share) for name, share in data["precision"].items()},
        {Basis(name): float(share) for name, share in data["dating"].items()},
    )
