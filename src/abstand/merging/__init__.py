"""Merging: which reports tell of the same act."""

from abstand.merging.events import assemble

__all__ = ["assemble"]
