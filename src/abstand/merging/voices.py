"""How many independent voices tell of an act: copies of one wording speak with one voice.

One voice are: reports of one outlet or of one group of outlets; of one web site (its editions in several languages);
that credit the same agency; a translation and its authors' original; near-duplicate documents, and near-duplicate
sentences in documents that otherwise differ, which is how agency copy travels.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from rensa import RMinHash

from abstand.entities import default
from abstand.model import Entry

GROUPS = Path(__file__).parent / "outlet_groups.toml"
PERMUTATIONS = 64  # a share of one half is known to 0.06
SEED = 1
SHINGLE = 3  # words
LEAD = 800  # code points of a document that are compared: copy begins alike and is cut from the end
COPY = 0.5  # share of shingles from which a text is a copy; independent reports of one act share less than 0.1
LEAST_AGREEING = int(COPY * PERMUTATIONS)
SHORT = 8  # words; two shorter sentences may be alike by chance
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})  # of a country: bbc.co.uk
_WORD = re.compile(r"\w+")


def voices(entries: Sequence[Entry]) -> int:
    """The number of independent voices among the reports of one act."""
    if len(entries) == 1:
        return 1
    keys = [set(_keys(entry)) for entry in entries]
    for one, other in _copies(entries):
        keys[one].add(f"copy of {one}")
        keys[other].add(f"copy of {one}")
    groups: list[set[str]] = []
    for own in keys:
        touched = [group for group in groups if not group.isdisjoint(own)]
        groups = [group for group in groups if group.isdisjoint(own)] + [own.union(*touched)]
    return len(groups)


def _keys(entry: Entry) -> Iterator[str]:
    """What a report has in common with those of the same voice, its wording apart."""
    document = entry.document
    yield f"document {document.id}"
    if document.outlet:
        yield f"outlet {_group(document.outlet, document.language)}"
    if site := _site(document.url):
        yield f"site {site}"
    for speaker in entry.report.speakers:
        if agency := _known_outlet(speaker, document.language):
            yield f"outlet {_groups().get(agency, agency)}"
    original = document.translated_from or document.language
    yield from (f"author {author.casefold()} in {original}" for author in document.authors)


def _group(outlet: str, language: str) -> str:
    """The group that an outlet belongs to, else the outlet: by its id if the gazetteer knows it."""
    known = _known_outlet(outlet, language) or outlet.casefold()
    return _groups().get(known, known)


@lru_cache(maxsize=1 << 12)
def _known_outlet(name: str, language: str) -> str:
    """The gazetteer's id of an outlet; empty if ``name`` is none that it knows."""
    gazetteer = default()
    for start, end, sense, _ in gazetteer.longest(name, language):
        if (start, end) == (0, len(name)):
            things = (gazetteer.table.things[reading.thing] for reading in sense.readings)
            return next((thing.id for thing in things if thing.kind == "outlet"), "")
    return ""


@cache
def _groups() -> dict[str, str]:
    """The group of each outlet that belongs to one."""
    read: dict[str, list[str]] = tomllib.loads(GROUPS.read_text(encoding="utf-8"))
    return {outlet: group for group, outlets in read.items() for outlet in outlets}


def _site(url: str) -> str:
    """The registered name of a web address: ``dw.com`` of ``https://www.dw.com/ru/``; empty if there is none."""
    labels = (urlsplit(url).hostname or "").split(".")
    of_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    return ".".join(labels[-3:] if of_country else labels[-2:])


def _copies(entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """The places of every two entries of one language whose documents or sentences are nearly the same."""
    by_language: defaultdict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        by_language[entry.document.language].append(place)
    for places in by_language.values():
        yield from _alike({place: entries[place].document.text[:LEAD] for place in places})
        yield from _alike({place: entries[place].sentence for place in places})


def _alike(texts: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    if len(texts) == 1:
        return
    words = {place: _WORD.findall(text.lower()) for place, text in texts.items()}
    places = [place for place, own in words.items() if len(own) >= SHORT]
    if len(places) < len(("one", "other")):
        return
    digests = np.array([_digest(words[place]) for place in places])
    for row, place in enumerate(places[:-1]):
        agreeing = np.count_nonzero(digests[row + 1 :] == digests[row], axis=1)
        yield from ((place, places[row + 1 + ahead]) for ahead in np.flatnonzero(agreeing >= LEAST_AGREEING).tolist())


def _digest(words: Sequence[str]) -> list[int]:
    """The MinHash of a text's shingles: the share in which two agree estimates the share of shingles in common."""
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(list(map(" ".join, zip(*(words[at:] for at in range(SHINGLE)), strict=False))))
    digest: list[int] = minhash.digest()
    return digest
