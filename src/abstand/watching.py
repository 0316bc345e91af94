"""Keeping watch: rounds of asking outlets for what is new, and of coding it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random

from abstand.coding import Coder
from abstand.model import Problem
from abstand.pipeline import Counters, Outcome, code_items
from abstand.sources.catalogue import Outlet
from abstand.sources.flow import unusual
from abstand.sources.ledger import Ledger
from abstand.sources.politeness import USUAL_REACH, Reach
from abstand.sources.polling import USUAL_TERMS, Round, Tally, Terms
from abstand.store import Store

LEDGER = "watch.sqlite"  # in the folder of the store
STAGE = "watch"


@dataclass(frozen=True, slots=True)
class Sight:
    """An outlet in a run: its numbers, how many of its articles were coded, and what is unusual about it."""

    tally: Tally
    coded: int = 0
    unusual: str = ""


@dataclass(slots=True)
class Summary:
    """A run of watching."""

    started: datetime
    counters: Counters
    sights: list[Sight] = field(default_factory=list)


def watch(
    outlets: Sequence[Outlet],
    *,
    store: Store,
    ledger: Path | str,
    every: timedelta | None = None,
    terms: Terms = USUAL_TERMS,
    reach: Reach = USUAL_REACH,
    coder: Coder = Coder.READER,
    jobs: int = 1,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], None] = time.sleep,
    rng: Random | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Iterator[Summary]:
    """Asks the outlets for what is new, codes it and keeps it, once or ``every`` so often; a Summary a run.

    ``ledger`` is the file in which is remembered what was read; it may be lost without anything being read twice.
    Raises StoreError if another watch uses it.
    """
    dice = rng or Random()
    with Ledger(ledger) as memory:
        memory.done((address for address in _addresses(store) if address), clock().date())
        while True:
            began = clock()
            going = Round(outlets, memory, reach.open(dice), dice, began, terms)
            strange = {outlet.name: unusual(outlet, memory, began.date()) for outlet in outlets}
            settling = Settling(going)
            told = (Problem(STAGE, name, what) for name, what in strange.items() if what)
            with closing(going.items()) as items:
                counters = code_items(
                    chain(told, items),
                    store=store, coder=coder, jobs=jobs, now=began, progress=progress, kept=settling,
                )  # fmt: skip
            going.close()
            _mark_starts(memory, store)
            sights = [Sight(tally, settling.coded[name], strange[name]) for name, tally in going.tallies.items()]
            yield Summary(began, counters, sights)
            if every is None:
                return
            sleep(max(0.0, (began + every - clock()).total_seconds()))


def _addresses(store: Store) -> list[str]:
    """Of all documents: those stored by a run that was killed before it could tick them off are known again."""
    addresses: list[str] = store.read("documents", ["url"]).column("url").to_pylist()
    return addresses


class Settling:
    """Ticks off what stands in the store, and counts the documents of each outlet."""

    def __init__(self, going: Round) -> None:
        self._going = going
        self.coded: Counter[str] = Counter()

    def __call__(self, batch: Sequence[Outcome]) -> None:
        documents = [outcome.coded.document for outcome in batch if outcome.coded]
        self.coded.update(document.outlet for document in documents)
        self._going.settle(document.url for document in documents)
        for outcome in batch:
            if outcome.problem:
                self._going.refuse(outcome.problem.source)


def _mark_starts(ledger: Ledger, store: Store) -> None:
    """Keeps in the store since when each outlet is read, for whoever measures."""
    held = {watched.outlet for watched in store.watched()}
    store.add_watched(watched for watched in ledger.starts() if watched.outlet not in held)
