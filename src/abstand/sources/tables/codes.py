"""Event codes of other data sets (``data/cameo.toml``, ``data/weis.toml``): score, PLOVER type and mode."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from abstand.model import EventType


@dataclass(frozen=True, slots=True)
class Code:
    """What an event code means: a score in [-10, 10], a PLOVER type and mode, None where PLOVER has no counterpart."""

    score: float
    type: str | None
    mode: str | None


@lru_cache(maxsize=2)
def codes(scheme: str) -> Mapping[str, Code]:
    """The codes of ``cameo`` or ``weis``."""
    return {
        code: Code(row["score"], EventType(row["type"]).value if "type" in row else None, row.get("mode"))
        for code, row in _data(scheme).items()
    }


@lru_cache(maxsize=1)
def cameo_by_label() -> Mapping[str, str]:
    """CAMEO codes by the names that ICEWS gives them, in small letters; of two codes with one name the finer one."""
    labels: dict[str, str] = {}
    for code, row in _data("cameo").items():
        for label in (row["label"], *row.get("also", ())):
            labels[label.casefold()] = code
    return labels


@lru_cache(maxsize=2)
def _data(scheme: str) -> Mapping[str, Mapping[str, Any]]:
    text = (resources.files("abstand.sources.tables") / "data" / f"{scheme}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def cameo_code(written: str) -> str:
    """A code as CAMEO writes it: ICEWS' tables have lost its leading nought (``57`` is 057, ``311`` may be 0311)."""
    known = codes("cameo")
    return next((code for code in (written, f"0{written}") if code in known), written)
