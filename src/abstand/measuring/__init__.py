"""Measuring: from scored acts to the distance of two states."""

from abstand.measuring.observations import By
from abstand.measuring.partners import distances, neighbours
from abstand.measuring.sensitivity import sensitivity
from abstand.measuring.series import covered, distance, distance_by
from abstand.measuring.steps import steps

__all__ = ["By", "covered", "distance", "distance_by", "distances", "neighbours", "sensitivity", "steps"]
