"""Outlets that came in while we were reading: a step that they alone make is none between states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import numpy as np

from abstand.measuring.change_points import Scan
from abstand.measuring.contrasts import Acts
from abstand.measuring.observations import day_of
from abstand.sources.watched import Watched

# between an outlet's coming in and the step: its first articles also tell of the weeks before, and the first act of a
# pair may come weeks after it
ABOUT = timedelta(days=31)


def starts(watched: Iterable[Watched]) -> dict[str, date]:
    """Since which day all that an outlet publishes is held."""
    return {one.outlet: one.complete_from for one in watched}


def makes(began: Mapping[str, date], around: Acts, day: int, scan: Scan) -> bool:
    """Whether a change is none without the acts that only outlets tell of which came in about then.

    ``around`` are the acts on both sides of the change on ``day``, ``began`` the outlets' starts.
    """
    new = [outlet for outlet, start in began.items() if abs(start - day_of(day)) <= ABOUT]
    return bool(new) and scan.strength(around.where(~np.isin(around.outlet.astype(str), new)), day) <= scan.critical
