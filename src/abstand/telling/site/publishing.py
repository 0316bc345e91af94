"""Publishes a store as a site of static files. One sentence a report is quoted; full texts never leave the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

import pyarrow.parquet as parquet
from pyarrow import csv

from abstand import measuring
from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.measuring.weights import plover
from abstand.model import LANGUAGES, Entry, Event, Series
from abstand.store import Store
from abstand.telling.counting import pair_counts
from abstand.telling.site.pages import File, Language, PublishedPair
from abstand.telling.site.writing import Folder
from abstand.telling.views.state import state_view
from abstand.telling.words import words

STATIC = Path(str(resources.files("abstand.telling") / "static"))
FIRST_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Abstand</title>
<meta http-equiv="refresh" content="0; url={first}/"></head>
<body>{links}</body></html>
"""


@dataclass(frozen=True, slots=True)
class Published:
    """How many pairs and events the site tells of, and the files written, kept as they were, and taken away."""

    pairs: int
    events: int
    written: int
    kept: int
    removed: int


def publish(
    store: Store, folder: Path, gazetteer: Gazetteer, *, languages: Sequence[str] = LANGUAGES, base: str = "",
) -> Published:  # fmt: skip
    """Write the site into ``folder``; only files that changed are written, and those nothing asks for are taken away.

    ``base`` is the site's address, for the sitemap and the citation; without it there is no sitemap. Raises InputError
    if the folder holds other things.
    """
    site = Folder(folder)
    entries = store.entries()
    pairs = list(_pairs(store, entries))
    events = _events(store, entries)
    pages: list[str] = []
    for name, content in _files(store, pairs, events, entries, languages, gazetteer):
        site.put(name, content)
        if name.endswith("index.html"):
            pages.append(name.removesuffix("index.html"))
    for name, content in _frame(languages, base, pages):
        site.put(name, content)
    site.close()
    return Published(len(pairs), len(events), site.written, site.kept, site.removed)


def _pairs(store: Store, entries: Iterable[Entry]) -> Iterator[PublishedPair]:
    """The pairs that act together in some report, those with the most events first."""
    held: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        codes = sorted(entry.report.codes)
        for place, one in enumerate(codes):
            for other in codes[place + 1 :]:
                held[one, other].append(entry)
    for count in pair_counts(store):
        pair = count.a, count.b
        try:
            series, steps = measuring.distance(store, *pair), measuring.steps(store, *pair)
        except NoData:
            series, steps = None, ()
        yield PublishedPair(pair, held[pair], series, steps)


def _events(store: Store, entries: Iterable[Entry]) -> list[tuple[Event, list[Entry]]]:
    held: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        held[entry.event].append(entry)
    return [(event, held[event.id]) for event in store.events() if held[event.id]]


def _files(
    store: Store, pairs: Sequence[PublishedPair], events: Sequence[tuple[Event, list[Entry]]],
    entries: Sequence[Entry], languages: Sequence[str], gazetteer: Gazetteer,
) -> Iterator[File]:  # fmt: skip
    for pair in pairs:
        if pair.series:
            yield from _tables(pair.codes, pair.series)
    for code in languages:
        site = Language(words(code), gazetteer, tuple(languages))
        yield from site.first_pages(store, plover())
        yield from site.search(entries)
        for pair in pairs:
            yield from site.pair(pair)
        for event, told in events:
            yield site.event(event, told)
        for state in sorted({name for pair in pairs for name in pair.codes}):
            yield from site.state(state_view(store, state, code, gazetteer))


def _tables(pair: tuple[str, str], series: Series) -> Iterator[File]:
    """The series as files, the same in every language."""
    table = series.to_arrow()
    text, binary = BytesIO(), BytesIO()
    csv.write_csv(table, text)
    parquet.write_table(table, binary)
    yield f"series/{'/'.join(pair)}.csv", text.getvalue()
    yield f"series/{'/'.join(pair)}.parquet", binary.getvalue()


def _frame(languages: Sequence[str], base: str, pages: Iterable[str]) -> Iterator[File]:
    """What stands around the pages: the door, the static files, and what search engines ask for."""
    links = " ".join(f'<a href="{code}/" lang="{code}">{code}</a>' for code in languages)
    yield "index.html", FIRST_PAGE.format(first=languages[0], links=links).encode()
    for file in sorted(STATIC.rglob("*")):
        if file.is_file() and not file.name.startswith("htmx"):
            yield f"static/{file.relative_to(STATIC).as_posix()}", file.read_bytes()
    robots = "User-agent: *\nAllow: /\n"
    if base:
        yield "sitemap.xml", _sitemap(base, pages)
        robots += f"Sitemap: {urljoin(base, 'sitemap.xml')}\n"
    yield "robots.txt", robots.encode()


def _sitemap(base: str, pages: Iterable[str]) -> bytes:
    rows = "".join(f"<url><loc>{urljoin(base, page)}</loc></url>\n" for page in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{rows}</urlset>\n".encode()
