"""Merging: which reports tell of the same act."""

from abstand.merging.events import assemble, event_id

__all__ = ["assemble", "event_id"]
