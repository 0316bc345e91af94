"""The data sets beside the project, imported into a store; and the prior of their dyads, asked for once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from abstand.importing import Imported, import_files
from abstand.measuring.measured import prior_of
from abstand.measuring.observations import Observations, day_number, observations
from abstand.measuring.rows import report_rows
from abstand.measuring.variances import Prior
from abstand.measuring.weights import plover
from abstand.store import Store, open_store

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
# the two files of 2005-2015 only: those of 2014 would triple one year
FILES = {
    "icews": ("icews_tkg/icews_2005-2015_test.txt", "icews_tkg/icews_2005-2015_valid.txt"),
    "weis": ("events_casia/casia.weis.RData",),
    "unga": ("unvotes/un_votes.rda", "unvotes/un_roll_calls.rda", "unvotes/un_roll_call_issues.rda"),
}


@dataclass(frozen=True)
class Held:
    """A source of events in a store: all its acts, and what its dyads have in common."""

    store: Store
    source: str
    seen: Observations
    prior: Prior

    @classmethod
    def of(cls, store: Store, source: str) -> Held:
        seen = observations(report_rows(store, source), plover())
        return cls(store, source, seen, prior_of(seen))

    def acts(self, one: str, other: str, first: date = date.min, last: date = date.max) -> int:
        """Acts of a pair from one day to another, both directions together."""
        of_pair = np.isin(self.seen.actor, (one, other)) & np.isin(self.seen.recipient, (one, other))
        in_time = (self.seen.day >= day_number(first)) & (self.seen.day <= day_number(last))
        return int((of_pair & in_time).sum())


def import_into(folder: Path, *sources: str) -> tuple[Store, dict[str, Imported]]:
    """A store in ``folder`` with the sources' files, and how each import went."""
    store = open_store(folder)
    done = {source: import_files(source, [str(DATA / file) for file in FILES[source]], store=store)
            for source in sources}  # fmt: skip
    return store, done
