"""Whether an outlet gives as many articles a day as it should.

One that dries up or floods has mostly changed its site."""

from __future__ import annotations

from datetime import date, timedelta

from abstand.sources.catalogue import Outlet
from abstand.sources.ledger import Ledger

WINDOW_DAYS = 7  # a whole week: weekends are quiet
FEWEST_DAYS = 2


def unusual(outlet: Outlet, ledger: Ledger, today: date) -> str:
    """What is unusual in the last week, if the outlet was watched on two whole days at least; else nothing.

    The day on which watching began does not count (it brought all that the feeds held), nor does today.
    """
    began = ledger.started(outlet.name)
    if began is None:
        return ""
    first = max(began.started + timedelta(days=1), today - timedelta(days=WINDOW_DAYS))
    days = (today - first).days
    if days < FEWEST_DAYS:
        return ""
    a_day = ledger.counts(outlet.name, first, today - timedelta(days=1)) / days
    told = f"{a_day:.1f} articles a day over {days} days, expected {outlet.fewest} to {outlet.most}"
    if a_day < outlet.fewest:
        return f"{told}: it dries up"
    return f"{told}: it floods" if a_day > outlet.most else ""
