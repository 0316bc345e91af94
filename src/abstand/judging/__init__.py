"""Judging: what people say of reports, pairs of reports and mentions, and how it is laid over what is coded."""

from abstand.judging.docket import Docket, State
from abstand.judging.standing import moment

__all__ = ["Docket", "State", "moment"]
