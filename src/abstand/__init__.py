"""Abstand: who did what to whom between states, according to whom, how sure the text is, and how far apart they are.

The public names below are imported when first used, so that ``import abstand`` is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from abstand import entities, plot
    from abstand.measuring import distance, distances, neighbours, sensitivity, steps
    from abstand.pipeline import code
    from abstand.store import open_store
    from abstand.watching import watch

__version__ = "0.1.0"
__all__ = [
    "code", "distance", "distances", "entities", "neighbours", "open_store", "plot", "sensitivity", "steps", "watch"
]  # fmt: skip

_HOMES = {
    "code": "abstand.pipeline",
    "distance": "abstand.measuring",
    "distances": "abstand.measuring",
    "neighbours": "abstand.measuring",
    "open_store": "abstand.store",
    "sensitivity": "abstand.measuring",
    "steps": "abstand.measuring",
    "watch": "abstand.watching",
}
_MODULES = ("entities", "plot")


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    if name in _MODULES:
        return importlib.import_module(f"abstand.{name}")
    raise AttributeError(f"module 'abstand' has no attribute {name!r}")
