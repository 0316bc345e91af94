"""What a search finds: states of that name, and sentences that hold the words."""

from __future__ import annotations

from dataclasses import dataclass

from abstand.entities import Gazetteer
from abstand.errors import UnknownEntity
from abstand.store import Store
from abstand.store.search import search
from abstand.telling.selection import PAGE_SIZE
from abstand.telling.told import Told, tell_event
from abstand.telling.views.home import Named
from abstand.telling.words import Words


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``states``: the one that the words name, if any; ``found``: the best reports, ``more`` if there are others."""

    asked: str
    states: tuple[Named, ...]
    found: tuple[Told, ...]
    more: bool


def search_view(store: Store, asked: str, page: int, words: Words, gazetteer: Gazetteer) -> SearchPage:
    """A page of what holds all the words; ``sanktion*`` finds every word that begins so."""
    hits = search(store, asked, limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE)
    entries = store.entries_of(hit.id for hit in hits[:PAGE_SIZE])
    told = tuple(tell_event([entry], words, gazetteer) for entry in entries)
    return SearchPage(asked, _named(asked, words.language, gazetteer), told, len(hits) > PAGE_SIZE)


def _named(asked: str, language: str, gazetteer: Gazetteer) -> tuple[Named, ...]:
    try:
        code = gazetteer.resolve(asked)
    except UnknownEntity:
        return ()
    return (Named(code, gazetteer.display_name(code, language)),)
