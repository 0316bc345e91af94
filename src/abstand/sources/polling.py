"""One round of watching: asks every outlet's feeds and site maps for what is new, and gets the articles."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from abstand.errors import DataError, NotFetched
from abstand.model import Problem
from abstand.sources.addresses import clean, key
from abstand.sources.canonical import canonical_of
from abstand.sources.catalogue import Outlet
from abstand.sources.feeds import Link, Listing, read_feed
from abstand.sources.fetching import UNCHANGED, Response
from abstand.sources.ledger import OLD, WAITING, Article, Failure, Ledger
from abstand.sources.politeness import Polite
from abstand.sources.raw import Raw
from abstand.sources.sitemaps import read_sitemap
from abstand.sources.streaming import Put, stream
from abstand.sources.watched import Watched

STAGE = "watch"
AHEAD = 16  # articles that wait to be coded
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
UNSENT_BYTES = 100_000_000  # of articles that the coder has no time for yet; no more are asked for until it has
MOST_ARTICLES = 2_000  # of an outlet in a run: more than an hour's reading; more is a flood or an archive
DEEPEST = 2  # an index may name an index, but not itself again and again
MOST_MAPS = 5  # site maps that an index names, the newest; news stands in the last of them
# a site map's day may be a day off by its time zone, and what was changed yesterday may be listed only today
MARGIN = timedelta(days=2)
MOST_TRIES = 6  # runs; what could not be had in all of them is given up
FIRST_WAIT = timedelta(minutes=15)  # before an article is tried by a later run, doubled with every failure

T = TypeVar("T")
Item = Raw | Problem
Read = Callable[[bytes, str], Listing]  # a feed or a site map, and its address


@dataclass(frozen=True, slots=True)
class Terms:
    """How far back an outlet is read that was not watched before, and whether the user named the outlets."""

    back: timedelta = timedelta(days=7)
    named: bool = False


USUAL_TERMS = Terms()


@dataclass(slots=True)
class Tally:
    """How an outlet's round went: numbers of listings, links and articles."""

    outlet: str
    listings: int = 0
    unchanged: int = 0
    new: int = 0
    read: int = 0
    copies: int = 0
    problems: int = 0


@dataclass(slots=True)
class Coverage:
    """How far back an outlet's listings reach: since which day all that it published stands in them."""

    site: list[date] = field(default_factory=list)  # the oldest day of a site map, which lists all sections
    feeds: list[date] = field(default_factory=list)  # the oldest of each feed: together no further than the youngest

    def complete_from(self, limit: date, today: date) -> date:
        """The first day that is held whole, not before ``limit``; today if nothing listed has a day."""
        oldest = min(self.site) if self.site else max(self.feeds, default=today)
        return limit if oldest <= limit else min(oldest + timedelta(days=1), today)


class Round:
    """Asks the outlets once. ``items`` gives the articles; ``settle`` ticks them off; ``close`` keeps what failed."""

    def __init__(
        self, outlets: Sequence[Outlet], ledger: Ledger, polite: Polite, rng: Random, now: datetime, terms: Terms
    ) -> None:
        self.tallies = {outlet.name: Tally(outlet.name) for outlet in outlets}
        self._outlets = outlets
        self._ledger = ledger
        self._polite = polite
        self._rng = rng
        self._now = now
        self._today = now.date()
        self._back_to = self._today - terms.back
        self._named = terms.named
        self._under_way: dict[str, Article] = {}
        self._failures: list[Failure] = []
        self._unsent = 0  # bytes of articles that nobody has taken yet
        self._sent = asyncio.Event()
        self._one = asyncio.Lock()

    def items(self) -> Generator[Item, None, None]:
        """Articles as they come, from many hosts at once, and a Problem for whatever could not be had."""
        yield from stream(self._produce, AHEAD)

    def settle(self, addresses: Iterable[str]) -> None:
        """The documents at these addresses stand in the store."""
        read = [(self._under_way.pop(key(address), None), address) for address in addresses]
        self._ledger.done((known for article, own in read if article for known in (article.address, own)), self._today)

    def refuse(self, address: str) -> None:
        """What came from ``address`` holds nothing that can be coded, and never will."""
        if article := self._under_way.pop(key(address), None):
            self._failures.append(Failure(article.key, None))
            self.tallies[article.outlet].problems += 1

    def close(self) -> None:
        """To be called when the problems are stored too: articles that failed are put off or given up."""
        self._ledger.failed(self._failures)
        self._failures.clear()

    async def _produce(self, put: Put[Item]) -> None:
        async with self._polite:
            visits = (self._visit(outlet, put) for outlet in self._outlets)
            ended = await asyncio.gather(*visits, return_exceptions=True)
        for outlet, error in zip(self._outlets, ended, strict=True):
            if isinstance(error, DataError) or (error and not isinstance(error, Exception)):
                raise error
            if error:  # an outlet is a boundary as a document is: whatever it throws is its own problem
                await self._tell(put, outlet, outlet.name, f"{type(error).__name__}: {error}")

    async def _visit(self, outlet: Outlet, put: Put[Item]) -> None:
        """The outlet's listings, then all its articles that wait, also those of earlier runs."""
        coverage = Coverage()
        came = [await self._look(outlet, address, read_feed, coverage, put) for address in outlet.feeds]
        came += [await self._look(outlet, address, read_sitemap, coverage, put) for address in outlet.sitemaps]
        if any(came) and self._ledger.started(outlet.name) is None:
            complete_from = coverage.complete_from(self._back_to, self._today)
            self._ledger.start(Watched(outlet.name, self._today, complete_from))
        if not any(came):
            await self._tell(put, outlet, outlet.name, "none of its feeds and site maps could be read", self._named)
        await self._read_waiting(outlet, put)

    async def _look(
        self, outlet: Outlet, address: str, read: Read, coverage: Coverage, put: Put[Item], depth: int = 0
    ) -> bool:
        """Whether a feed or site map could be read; its new articles are kept in the ledger."""
        tally = self.tallies[outlet.name]
        try:
            address = clean(address)
            response = await self._polite.get(address, self._ledger.validators(address))
            tally.listings += 1
            if response.status == UNCHANGED:
                tally.unchanged += 1
                return True
            listing = await self._aside(read, response.content, response.address)
        except NotFetched as error:
            await self._tell(put, outlet, address, str(error))
            return False
        for wrong in listing.wrong:
            await self._tell(put, outlet, address, wrong)
        days = [link.day for link in listing.links if link.day]
        if days:
            (coverage.site if read is read_sitemap else coverage.feeds).append(min(days))
        tally.new += await self._aside(self._keep, outlet, address, read is read_feed, listing, response)
        for further in _newest(listing.maps, self._back_to) if depth < DEEPEST else ():
            await self._look(outlet, further.address, read_sitemap, coverage, put, depth + 1)
        return True

    async def _aside(self, work: Callable[..., T], *arguments: object) -> T:
        """What takes long, in a thread of its own: one at a time, as each holds a listing's memory."""
        async with self._one:
            return await asyncio.to_thread(work, *arguments)

    def _keep(self, outlet: Outlet, address: str, is_feed: bool, listing: Listing, response: Response) -> int:
        """Keeps what is to be read: all that a feed lists, of a site map what is new. Returns how much that is."""
        links = [(link, WAITING) for link in listing.links] if is_feed else list(self._new(outlet, listing.links))
        # an index that has not changed may name maps that have: it is always read anew
        headers = {} if listing.maps else response.headers
        return self._ledger.found(outlet.name, links, self._today, address, headers, overrule=is_feed)

    def _new(self, outlet: Outlet, links: Iterable[Link]) -> Iterator[tuple[Link, str]]:
        """Of a site map, what has a new day, and what has none: at first that is old, later only the unknown is new."""
        began = self._ledger.started(outlet.name)
        first = began.complete_from - MARGIN if began else self._back_to
        for link in links:
            if link.day is None:
                yield link, WAITING if began else OLD
            elif link.day >= first:
                yield link, WAITING

    async def _read_waiting(self, outlet: Outlet, put: Put[Item]) -> None:
        waiting = self._ledger.waiting(outlet.name, self._now)
        if (later := len(waiting) - MOST_ARTICLES) > 0:
            await self._tell(put, outlet, outlet.home, f"{later:,} articles more than a run reads wait for a later one")
        for position, article in enumerate(waiting[:MOST_ARTICLES]):
            if self._polite.is_down(article.address):
                left = f"the host gives no answer; {len(waiting) - position:,} articles wait for a later run"
                await self._tell(put, outlet, outlet.home, left)
                return
            await self._room()
            if item := await self._article(outlet, article):
                await self._send(put, item)

    async def _room(self) -> None:
        while self._unsent > UNSENT_BYTES:
            self._sent.clear()
            await self._sent.wait()

    async def _send(self, put: Put[Item], item: Item) -> None:
        size = len(item.content) if isinstance(item, Raw) else 0
        self._unsent += size
        await put(item)
        self._unsent -= size
        self._sent.set()

    async def _article(self, outlet: Outlet, article: Article) -> Item | None:
        """An article's page; None for one that is known by another address."""
        tally = self.tallies[outlet.name]
        if article.key in self._under_way:
            tally.copies += 1
            return None
        try:
            response = await self._polite.get(article.address)
            if response.kind not in PAGES:
                raise NotFetched(f"is {response.kind}, no page")
        except NotFetched as error:
            self._failures.append(Failure(article.key, self._next_try(article, error)))
            tally.problems += 1
            return Problem(STAGE, article.address, str(error))
        address = canonical_of(response.content, response.address)
        if self._is_known(article, address):
            tally.copies += 1
            self._ledger.done([article.address], self._today)
            return None
        self._under_way[key(address)] = article
        tally.read += 1
        day = self._past(article.published)
        return Raw(address, response.content, url=address, outlet=outlet.name, published=day, rights=outlet.rights)

    def _is_known(self, article: Article, address: str) -> bool:
        """Whether the article was read before, or is being read in this run, at its own address."""
        own = key(address)
        return own in self._under_way or (own != article.key and self._ledger.is_done(own))

    def _past(self, day: date | None) -> date | None:
        """A day that a feed can be believed: some date articles ahead."""
        return day if day and day <= self._today else None

    def _next_try(self, article: Article, error: NotFetched) -> datetime | None:
        if not error.temporary or article.tries + 1 >= MOST_TRIES:
            return None
        wait = FIRST_WAIT * (1 << article.tries) * (0.5 + self._rng.random())
        return self._now + max(wait, timedelta(seconds=error.wait_s))

    async def _tell(self, put: Put[Item], outlet: Outlet, source: str, reason: str, named: bool = False) -> None:
        self.tallies[outlet.name].problems += 1
        await put(Problem(STAGE, source, reason, named=named))


def _newest(maps: Sequence[Link], since: date) -> list[Link]:
    """The site maps of an index that may hold news: the last changed, or the last named where no day is told."""
    recent = [link for link in maps if link.day is None or link.day >= since]
    by_day = sorted(enumerate(recent), key=lambda item: (item[1].day or date.min, item[0]), reverse=True)
    return [link for _, link in by_day[:MOST_MAPS]]
