"""A web on loopback, and a round that asks it without waiting long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from loopback import NOW, Web, serving

from abstand.model import Problem
from abstand.sources.catalogue import Outlet
from abstand.sources.fetching import Limits, Response
from abstand.sources.files import Raw
from abstand.sources.ledger import Ledger
from abstand.sources.politeness import Manners, Reach
from abstand.sources.polling import Round, Tally, Terms

QUICK = Manners(delay_s=0.0, tries=2, back_off_s=0.01)


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as served:
        yield served


@pytest.fixture
def reach(web: Web) -> Reach:
    return Reach(allow_private=True, resolve=web.resolve, limits=Limits(seconds=20.0), manners=QUICK)


@dataclass
class Went:
    """What a round gave."""

    articles: list[Raw]
    problems: list[Problem]
    tallies: dict[str, Tally]

    @property
    def reasons(self) -> str:
        return " | ".join(f"{problem.source}: {problem.reason}" for problem in self.problems)


Go = Callable[..., Went]


@pytest.fixture
def go(tmp_path: Path, reach: Reach) -> Go:
    """A round over outlets; what it gives is settled at once, as if it had been coded and stored."""

    def run(*outlets: Outlet, now: datetime = NOW, settle: bool = True, terms: Terms = Terms(), **how: object) -> Went:  # noqa: B008
        went = Went([], [], {})
        with Ledger(tmp_path / "watch.sqlite") as ledger:
            going = Round(outlets, ledger, replace(reach, **how).open(Random(1)), Random(1), now, terms)  # type: ignore[arg-type]
            for item in going.items():
                if isinstance(item, Raw):
                    went.articles.append(item)
                    if settle:
                        going.settle([item.url])
                else:
                    went.problems.append(item)
            going.close()
            went.tallies = going.tallies
        return went

    return run


@pytest.fixture
def get(reach: Reach) -> Callable[..., Response]:
    """One address, politely."""

    def ask(address: str, headers: dict[str, str] | None = None, **how: object) -> Response:
        async def asking() -> Response:
            async with replace(reach, **how).open(Random(1)) as polite:  # type: ignore[arg-type]
                return await polite.get(address, headers or {})

        return asyncio.run(asking())

    return ask
