"""Engines: how coding is spread."""

from abstand.engines.local import spread

__all__ = ["spread"]
