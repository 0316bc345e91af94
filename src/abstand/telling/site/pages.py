"""The files of a site in one language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from abstand.entities import Gazetteer
from abstand.measuring.told_steps import Step
from abstand.measuring.weights import Weights
from abstand.model import Direction, Entry, Event, Series
from abstand.store import Store
from abstand.telling.charts import distance_specification, image, image_of
from abstand.telling.maps import map_chart
from abstand.telling.rendering import render
from abstand.telling.site.addresses import SiteAddresses
from abstand.telling.site.searching import index_files
from abstand.telling.told import tell_events
from abstand.telling.views.citing import citation_of
from abstand.telling.views.coverage import coverage_view
from abstand.telling.views.event import event_page
from abstand.telling.views.feed import Feed, feed_of
from abstand.telling.views.home import home_view
from abstand.telling.views.method import method_view
from abstand.telling.views.pair import Pair, now_of, pair_page
from abstand.telling.views.state import StatePage
from abstand.telling.views.step import shown_step, step_page
from abstand.telling.words import Words

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class PublishedPair:
    """What a site tells of a pair: its reports by day, its series (None if no report has a day and a weight), steps."""

    codes: tuple[str, str]
    entries: Sequence[Entry]
    series: Series | None
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Language:
    """The site in one of its ``languages``: what every page needs."""

    words: Words
    gazetteer: Gazetteer
    languages: tuple[str, ...]

    def page(self, path: str, template: str, **values: Any) -> File:
        """``path`` is the page's folder, ``pair/KAZ/RUS/``; empty for the first page."""
        code = self.words.language
        html = render(template, code, **SiteAddresses(code, path, self.languages).words(), **values)
        return f"{code}/{path}index.html", html.encode()

    def first_pages(self, store: Store, weights: Weights, address: str) -> Iterator[File]:
        """The pages that stand alone; ``address`` is the site's, as it is cited."""
        yield self.page("", "home.html", home=home_view(store, self.words.language, self.gazetteer))
        yield self.page("coverage/", "coverage.html", coverage=coverage_view(store))
        yield self.page("method/", "method.html", method=method_view(weights), citation=citation_of(store, address))

    def pair(self, pair: PublishedPair) -> Iterator[File]:
        """A pair's chronicle page by page, its chart and its feed."""
        told = tell_events(reversed(pair.entries), self.words, self.gazetteer)
        path, code = f"pair/{'/'.join(pair.codes)}", self.words.language
        now = now_of(pair.series.curve(Direction.SYMMETRIC)) if pair.series else None
        for number in count(1):
            view = pair_page(pair.codes, told, now, number, code, self.gazetteer)
            yield self._chronicle(path, view, pair.steps)
            if number == view.paging.pages:
                break
        if pair.series:
            spec = distance_specification(pair.series, self.words, self.gazetteer, pair.steps, _step_address)
            yield f"{code}/chart/{path}.svg", image_of(spec, "svg")
            yield f"{code}/chart/{path}.json", json.dumps(spec).encode()
        for step in pair.steps:
            yield self.page(f"step/{step.id}/", "step.html", told=step_page(step, self.words, self.gazetteer))
        feed = feed_of(pair.codes, f"{view.name_a} – {view.name_b}", f"../../../{path}/", told)
        yield f"{code}/feed/{path}.atom", self._feed(feed)

    def _feed(self, feed: Feed) -> bytes:
        return render("feed.xml", self.words.language, feed=feed).encode()

    def _chronicle(self, path: str, view: Pair, steps: Sequence[Step]) -> File:
        place = f"{path}/" if view.paging.page == 1 else f"{path}/{view.paging.page}/"
        addresses = SiteAddresses(self.words.language, place, self.languages)

        def page_address(number: int) -> str:
            return addresses.url(path if number == 1 else f"{path}/{number}")

        shown = [shown_step(step, self.words, self.gazetteer) for step in steps]
        return self.page(place, "pair.html", pair=view, steps=shown, page_address=page_address)

    def state(self, view: StatePage, entries: Sequence[Entry]) -> Iterator[File]:
        """A state's partners, its map, and the feed of its newest acts, which are the last of ``entries``."""
        told = tell_events(reversed(entries), self.words, self.gazetteer)
        feed = feed_of((view.code,), view.name, f"../../state/{view.code}/", told)
        yield f"{self.words.language}/feed/state/{view.code}.atom", self._feed(feed)
        yield self.page(f"state/{view.code}/", "state.html", state=view)
        if view.partners:
            yield f"{self.words.language}/chart/map/{view.code}.svg", image(map_chart(view, self.words), "svg")

    def event(self, event: Event, entries: list[Entry]) -> File:
        view = event_page(event.id, event.voices, entries, self.words, self.gazetteer)
        return self.page(f"event/{event.id}/", "event.html", event=view)

    def search(self, entries: Sequence[Entry]) -> Iterator[File]:
        """The page that searches, and the index it reads."""
        yield self.page("search/", "search.html")
        for name, content in index_files(tell_events(reversed(entries), self.words, self.gazetteer)):
            yield f"{self.words.language}/search/{name}", content


def _step_address(step: Step) -> str:
    """From the page of a pair."""
    return f"../../../step/{step.id}/"
