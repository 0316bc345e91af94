"""Measuring: from scored acts to the distance of two states."""

from abstand.measuring.series import distance

__all__ = ["distance"]
