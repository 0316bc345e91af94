"""Merging: which reports tell of the same act."""

from abstand.merging.clusters import Verdicts
from abstand.merging.events import assemble, event_id, first_report
from abstand.merging.growing import Held, Revision, update
from abstand.merging.voices import LEAD

__all__ = ["LEAD", "Held", "Revision", "Verdicts", "assemble", "event_id", "first_report", "update"]
