"""Coding: from an annotated document to its reports. ``code`` is the cue-word coder, the baseline and fallback."""

from abstand.coding.coder import NAME, code

__all__ = ["NAME", "code"]
