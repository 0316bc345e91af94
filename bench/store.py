"""How quickly a large store answers: a pair's chronicle page, and all pairs' reports by month.

    python bench/store.py [--reports 5000000] [--years 10] [--folder DIR] [--search 1000000]

Writes a synthetic store (or uses the one that DIR holds): pairs are as unequally frequent as in ICEWS; one report in
nine has more than two parties; a document has three. Times are wall times of this process, with the store opened anew
each time; CPU time stands beside them. The aims: a page in 200 ms, the counts in 2 s, a search among a million reports
in 300 ms.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from abstand.model import Question
from abstand.store import DeltaStore, open_store
from abstand.store.compacting import compact
from abstand.store.files import commit, write
from abstand.store.layout import FULL, HOME, OF_DOCUMENTS, completed
from abstand.store.search import index_file, search
from abstand.store.tables import SCHEMAS

FIRST_YEAR = 2015
STATES = 200
# Pairs by Zipf's law with an offset, as in the ICEWS rows that were looked at: there the 1st, 10th, 100th, 500th pair
# have 2.6, 0.54, 0.11 and 0.03 % of the rows, here 2.4, 0.85, 0.12 and 0.02 %.
SKEW, OFFSET = 1.0, 5
MANY_SHARE = 0.11
REPORTS_A_DOCUMENT = 3
REPORTS_AN_EVENT = 2
NEW_COMMITS, NEW_DOCUMENTS = 20, 50  # of the last hours, not yet in order
TYPES = ("CONSULT", "SUPPORT", "ACCUSE", "AGREE", "SANCTION", "ASSAULT", "COOPERATE", "REQUEST")
STATUSES = ("asserted", "planned", "denied", "rumoured")
WORDS = (
    "minister",
    "talks",
    "gas",
    "border",
    "treaty",
    "army",
    "visit",
    "sanctions",
    "grain",
    "court",
    "loan",
    "pipeline",
)
CHUNK = 250_000
TRIES = 5


def codes() -> np.ndarray:
    letters = [chr(ord("A") + number) for number in range(26)]
    return np.array(["KAZ", "RUS", *(f"X{a}{b}" for a in letters[:8] for b in letters)])[:STATES]


def chunk(
    dice: np.random.Generator, year: int, number: int, begin: int, states: np.ndarray | None = None
) -> dict[str, pa.Table]:
    """So many reports of a year with their documents and sentences, as the nouns' columns."""
    named = codes() if states is None else states
    weights = 1 / (np.arange(len(named) * (len(named) - 1) // 2) + OFFSET) ** SKEW
    pairs = dice.choice(len(weights), number, p=weights / weights.sum())
    upper = np.triu_indices(len(named), 1)
    order = np.random.default_rng(7).permutation(len(upper[0]))
    order[0] = 0  # the first pair is KAZ and RUS
    one, other = upper[0][order[pairs]], upper[1][order[pairs]]
    turned = dice.random(number) < 0.5
    actors, recipients = named[np.where(turned, one, other)], named[np.where(turned, other, one)]
    third = np.where(dice.random(number) < MANY_SHARE, named[dice.integers(2, len(named), number)], "")
    documents = number // REPORTS_A_DOCUMENT + 1
    day = np.datetime64(f"{year}-01-01") + dice.integers(0, 365, documents).astype("timedelta64[D]")
    ids = np.array([f"{hash_:016x}" for hash_ in dice.integers(0, 2**63, documents)])
    of = np.arange(number) // REPORTS_A_DOCUMENT
    words = np.array(WORDS)[dice.integers(0, len(WORDS), (number, 6))]
    sentences = [
        f"{a} {' '.join(row)} {b}, number {begin + i}."
        for i, (a, row, b) in enumerate(zip(actors, words, recipients, strict=True))
    ]
    start = (np.arange(number) % REPORTS_A_DOCUMENT * 100).astype("int32")
    when = day[of]
    outlets = np.array([f"Outlet {n}" for n in range(60)])[dice.integers(0, 60, documents)]
    return {
        "documents": _table(
            "documents",
            documents,
            id=ids,
            outlet=outlets,
            url=[f"https://example.org/{i}" for i in ids],
            language=["en"] * documents,
            title=[f"Title {i}" for i in ids],
            text=["Text. " * 60] * documents,
            published_first=day,
            published_last=day,
            published_basis=["published"] * documents,
            authors=[[]] * documents,
        ),
        "sentences": _table("sentences", number, document=ids[of], start=start, end=start + 80, text=sentences),
        "reports": _table(
            "reports",
            number,
            id=[f"{hash_:016x}" for hash_ in dice.integers(0, 2**63, number)],
            document=ids[of],
            start=start,
            end=start + 80,
            type=np.array(TYPES)[dice.integers(0, len(TYPES), number)],
            actors=[[a] for a in actors],
            recipients=[
                [b, c] if c and c not in (a, b) else [b] for a, b, c in zip(actors, recipients, third, strict=True)
            ],
            status=np.array(STATUSES)[dice.choice(4, number, p=(0.8, 0.1, 0.06, 0.04))],
            speakers=[[]] * number,
            when_first=when,
            when_last=when,
            when_basis=["stated"] * number,
            domain=["diplomatic"] * number,
            trigger=words[:, 0],
            confidence=dice.random(number),
            evidence=[[{"role": "act", "start": 4, "end": 9, "why": "synthetic", "code": ""}]] * number,
            run=["synthetic"] * number,
        ),
    }


def _table(name: str, rows: int, **columns: object) -> pa.Table:
    schema = SCHEMAS[name]
    nothing = {field.name: pa.nulls(rows, field.type) if field.name == "mode" else [""] * rows for field in schema}
    return pa.table(
        {field.name: pa.array(columns.get(field.name, nothing[field.name]), field.type) for field in schema}
    )


def build(folder: Path, reports: int, years: int) -> DeltaStore:
    """The first year comes as documents do, and is put in order; the others are its rows under other ids and days."""
    store, dice, left = open_store(folder), np.random.default_rng(1), reports // years
    while left > 0:
        rows = completed(chunk(dice, FIRST_YEAR, min(CHUNK, left), left), "synthetic", store.version)
        for name, table in rows.items():
            store.append(name, table)
        left -= CHUNK
    compact(store)
    for later in range(1, years):
        for name in OF_DOCUMENTS:
            rows = store.read(name, FULL[name].names, pc.field("part") == str(FIRST_YEAR))
            written = write(store.place, name, str(FIRST_YEAR + later), moved(rows, later))
            commit(store.made(name), name, written, [])
    events = pa.concat_tables(events_of(store, dice, str(FIRST_YEAR + year)) for year in range(years))
    store.overwrite("events", events)
    for _ in range(NEW_COMMITS):
        rows = chunk(dice, FIRST_YEAR + years - 1, NEW_DOCUMENTS * REPORTS_A_DOCUMENT, 0)
        for name, table in completed(rows, "new", store.version).items():
            store.append(name, table)
    store.note("synthetic")
    return store


def events_of(store: DeltaStore, dice: np.random.Generator, year: str) -> pa.Table:
    """Reports of one pair that follow one another are one event, often enough for ``REPORTS_AN_EVENT``."""
    wanted = (pc.field("part") == year) & HOME
    rows = store.read("reports", ["id", "pair", "day"], wanted).sort_by([("pair", "ascending"), ("day", "ascending")])
    ids, pairs = rows.column("id").combine_chunks(), rows.column("pair").combine_chunks()
    codes = pairs.dictionary_encode().indices.to_numpy()
    is_first = np.append(True, np.diff(codes) != 0) | (dice.random(len(ids)) < 1 / REPORTS_AN_EVENT)
    starts = np.flatnonzero(is_first)
    first, number = ids.take(pa.array(starts)), len(starts)
    return pa.table(
        [
            pc.binary_join_element_wise("e", first, ""),
            pa.ListArray.from_arrays(pa.array(np.append(starts, len(ids)), pa.int32()), ids),
            first,
            pa.array([1] * number, pa.int32()),
            pa.array([["Outlet 1"]] * number),
            pa.array(["asserted"] * number),
            pa.array([[]] * number, pa.list_(pa.string())),
            pairs.take(pa.array(starts)),
        ],
        schema=FULL["events"],
    )


def moved(rows: pa.Table, years: int) -> pa.Table:
    """The rows so many years later."""
    for number, column in enumerate(rows.schema):
        values = rows.column(number)
        if column.name in ("id", "document"):
            values = pc.binary_join_element_wise(values, f"{years}", "")
        elif pa.types.is_date32(column.type):
            values = pc.cast(pc.add(pc.cast(values, pa.int32()), pa.scalar(365 * years, pa.int32())), pa.date32())
        rows = rows.set_column(number, column, values)
    return rows


def timed(what: str, act: Callable[[], int]) -> float:
    """The median of some tries, in seconds; the first, which reads the files from disk, is shown beside it."""
    walls, cpus = [], []
    for _ in range(TRIES):
        wall, cpu = time.perf_counter(), time.process_time()
        rows = act()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    median = sorted(walls)[TRIES // 2]
    print(f"{what}: {rows} rows, first {walls[0] * 1000:.0f} ms, median {median * 1000:.0f} ms "
          f"(CPU {sorted(cpus)[TRIES // 2] * 1000:.0f} ms)", flush=True)  # fmt: skip
    return median


def page(folder: Path, pair: tuple[str, str]) -> int:
    return len(open_store(folder).entries(Question(pair), limit=50, newest=True, texts=False))


def searching(folder: Path, reports: int) -> float:
    """The slowest of ``searches``, with the index up to date."""
    store = build(folder, reports, years=2)
    begun = time.perf_counter(), time.process_time()
    search(store, "treaty")
    took = time.perf_counter() - begun[0], time.process_time() - begun[1]
    size = index_file(store).stat().st_size / 1e6
    print(f"index of {reports:,} reports: {took[0]:.0f} s (CPU {took[1]:.0f} s), {size:.0f} MB", flush=True)
    return max(timed(f"search {words!r}", lambda words=words: len(search(open_store(folder), words)))
               for words in searches(reports))  # fmt: skip


def searches(reports: int) -> tuple[str, ...]:
    """A word of two reports, frequent ones, many frequent ones of few reports, and beginnings of words."""
    begin = reports // 2  # the first number of a chunk
    rare = f"number {begin + 711}"
    return (rare, f"title number {begin // 10}*", "treaty gas", "treaty gas border talks army", "sanct*")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=5_000_000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--search", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="abstand-bench-") as place:
        folder = args.folder or Path(place) / "store"
        if not folder.exists():
            build(folder, args.reports, args.years)
        frequent = timed("page of the most frequent pair", lambda: page(folder, ("KAZ", "RUS")))
        rare = timed("page of a rare pair", lambda: page(folder, ("XCA", "XDB")))
        counts = timed("all pairs by month", lambda: open_store(folder).counts().num_rows)
        found = searching(Path(place) / "searched", args.search)
    print(f"page {max(frequent, rare) * 1000:.0f} ms, counts {counts:.2f} s, search {found * 1000:.0f} ms")


if __name__ == "__main__":
    main()
