"""Publishes a store as a site of static files. One sentence a report is quoted; full texts never leave the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import chain, combinations
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin

import numpy as np
import pyarrow as pa

from abstand.measuring.measured import prior_of
from abstand.measuring.observations import Observations, day_of, observations
from abstand.measuring.rows import report_rows
from abstand.measuring.weights import plover
from abstand.model import LANGUAGES, Entry, Event
from abstand.store import Store
from abstand.telling.counting import pair_counts
from abstand.telling.site.pages import File
from abstand.telling.site.working import EventsPart, PairPart, Part, Source, StatePart, Whole, Written, write
from abstand.telling.site.writing import Folder

SHELF = 500  # events that a process makes the pages of at once
NEWEST_REPORTS = 500  # of a state, among which the newest events of its feed are looked for
Spread = Callable[[Callable[[Part], Written], Iterable[Part]], Iterable[Written]]
Key = TypeVar("Key")
STATIC = Path(str(resources.files("abstand.telling") / "static"))
FIRST_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Abstand</title>
<link rel="icon" type="image/svg+xml" href="static/icon.svg">
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
    store: Store, folder: Path, *, languages: Sequence[str] = LANGUAGES, base: str = "", spread: Spread = map
) -> Published:
    """Write the site into ``folder``; only files that changed are written, and those nothing asks for are taken away.

    ``base`` is the site's address, for the sitemap and the citation; without it there is no sitemap. ``spread`` makes
    the parts, as ``map`` does, or in several processes; only a store in a folder can be read by several. Raises
    InputError if the folder holds other things.
    """
    site, entries, rows = Folder(folder), store.entries(texts=False), report_rows(store)
    seen = observations(rows, plover())
    whole = Whole(Source.of(store), prior_of(seen), folder, tuple(languages))
    pairs, events = [(count.a, count.b) for count in pair_counts(store)], _events(store, entries)
    parts = chain(
        _pairs(whole, pairs, entries, rows, seen), _states(whole, entries, rows, seen), _shelves(whole, events)
    )
    for written in spread(write, parts):
        site.note(written)
    for name, content in chain(_alone(whole, store, entries, base), _frame(languages)):
        site.put(name, content)
    for name, content in _doors(base, site.pages()):
        site.put(name, content)
    site.close()
    return Published(len(pairs), len(events), site.written, site.kept, site.removed)


def _pairs(
    whole: Whole, pairs: Iterable[tuple[str, str]], entries: Iterable[Entry], rows: pa.Table, seen: Observations
) -> Iterator[Part]:
    """The pairs that act together in some report, in their order: those with the most events first."""
    held: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for pair in _paired(entry.report.codes):
            held[pair].append(entry)
    place, acts = _places(rows, _paired), defaultdict(list)
    for at, dyad in enumerate(zip(seen.actor, seen.recipient, strict=True)):
        acts[min(dyad), max(dyad)].append(at)
    for pair in pairs:
        yield PairPart(whole, pair, held[pair], rows.take(place[pair]), seen.where(np.array(acts[pair], np.int64)))


def _paired(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from combinations(sorted(codes), 2)


def _places(rows: pa.Table, keys: Callable[[set[str]], Iterable[Key]]) -> Mapping[Key, list[int]]:
    """The rows, by number, that name each pair or state."""
    place: dict[Key, list[int]] = defaultdict(list)
    columns = (rows.column(name).to_pylist() for name in ("actors", "recipients"))
    for at, (actors, recipients) in enumerate(zip(*columns, strict=True)):
        for key in keys({*actors, *recipients}):
            place[key].append(at)
    return place


def _states(whole: Whole, entries: Iterable[Entry], rows: pa.Table, seen: Observations) -> Iterator[Part]:
    """The states that act together with another in some report."""
    held: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for code in entry.report.codes if len(entry.report.codes) > 1 else ():
            held[code].append(entry)
    place, day = _places(rows, sorted), day_of(int(seen.day.max())) if len(seen) else None
    for code in sorted(held):
        yield StatePart(whole, code, held[code][-NEWEST_REPORTS:], rows.take(place[code]), day)


def _shelves(whole: Whole, events: Sequence[tuple[Event, list[Entry]]]) -> Iterator[Part]:
    for start in range(0, len(events), SHELF):
        yield EventsPart(whole, events[start : start + SHELF])


def _events(store: Store, entries: Iterable[Entry]) -> list[tuple[Event, list[Entry]]]:
    held: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        held[entry.event].append(entry)
    return [(event, held[event.id]) for event in store.events() if held[event.id]]


def _alone(whole: Whole, store: Store, entries: Sequence[Entry], base: str) -> Iterator[File]:
    """The pages that are there once, and the index of the search."""
    for site in whole.sites():
        yield from site.first_pages(store, plover(), base)
        yield from site.search(entries)


def _frame(languages: Sequence[str]) -> Iterator[File]:
    """What stands around the pages: the door and the static files."""
    links = " ".join(f'<a href="{code}/" lang="{code}">{code}</a>' for code in languages)
    yield "index.html", FIRST_PAGE.format(first=languages[0], links=links).encode()
    for file in sorted(STATIC.rglob("*")):
        if file.is_file() and not file.name.startswith("htmx"):
            yield f"static/{file.relative_to(STATIC).as_posix()}", file.read_bytes()


def _doors(base: str, pages: Iterable[str]) -> Iterator[File]:
    """What search engines ask for."""
    robots = "User-agent: *\nAllow: /\n"
    if base:
        yield "sitemap.xml", _sitemap(base, pages)
        robots += f"Sitemap: {urljoin(base, 'sitemap.xml')}\n"
    yield "robots.txt", robots.encode()


def _sitemap(base: str, pages: Iterable[str]) -> bytes:
    rows = "".join(f"<url><loc>{urljoin(base, page)}</loc></url>\n" for page in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{rows}</urlset>\n".encode()
