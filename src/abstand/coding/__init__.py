"""Coding: from an annotated document to its reports, by the learned reader or by the cue-word coder."""

from abstand.coding.choosing import Coder, code, settings_of, usable

__all__ = ["Coder", "code", "settings_of", "usable"]
