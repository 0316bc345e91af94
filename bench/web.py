"""How quickly the web app answers over a large store, and how long it takes to publish it.

    python bench/web.py [--reports 100000] [--seconds 60] [--folder DIR] [--jobs 2] [--only site load]

Writes a synthetic store (or uses the one that DIR holds): ten years, 32 states and so 496 pairs as unequally frequent
as in ``store.py``, one event a report. The aims: a pair's page with its chart in 300 ms of the server and 300 kB, 50
requests a second without errors, a site of 500 pairs with 100,000 events in three minutes.
"""

from __future__ import annotations

import argparse
import gc
import resource
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx2
import numpy as np
import pyarrow as pa
import uvicorn
from fastapi.testclient import TestClient
from store import FIRST_YEAR, chunk

from abstand.engines.local import spread
from abstand.merging import event_id
from abstand.model import Event
from abstand.store import DeltaStore, Store, open_store
from abstand.store.compacting import compact
from abstand.store.layout import completed
from abstand.telling.site import publish
from abstand.web import create_app

YEARS = 10
CODES = """
    KAZ RUS CHN USA DEU FRA GBR TUR UKR UZB KGZ TJK TKM AZE ARM GEO
    BLR POL ITA ESP IRN IRQ IND PAK JPN KOR PRK SAU ISR EGY BRA CAN
"""
STATES = np.array(CODES.split())
RATE = 50  # requests a second
PAGES = ("/pair/KAZ/RUS", "/", "/pair/CHN/USA", "/event/{event}", "/pair/DEU/KAZ", "/chart/pair/KAZ/RUS.svg",
         "/state/KAZ", "/pair/KAZ/RUS?type=ACCUSE", "/api/pair/KAZ/RUS", "/feed/pair/KAZ/RUS.atom")  # fmt: skip


def build(folder: Path, reports: int) -> DeltaStore:
    """Ten years in order, each report an event of its own."""
    store, dice = open_store(folder), np.random.default_rng(1)
    for year in range(YEARS):
        rows = completed(chunk(dice, FIRST_YEAR + year, reports // YEARS, 0, STATES), "synthetic", store.version)
        for name, table in rows.items():
            store.append(name, table)
    compact(store)
    held: pa.Table = store.coded_rows(["id", "outlet"])
    told = zip(held["id"].to_pylist(), held["outlet"].to_pylist(), strict=True)
    store.replace_events([Event(event_id(id_), (id_,), id_, 1, (outlet,)) for id_, outlet in told])
    return store


def timed(what: str, act: Callable[[], int]) -> None:
    """One call: wall and CPU time in milliseconds, and what it gave in kilobytes."""
    wall, cpu = time.perf_counter(), time.process_time()
    size = act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what}: {wall * 1000:.0f} ms, CPU {cpu * 1000:.0f} ms, {size / 1000:.0f} kB", flush=True)


def pages(store: Store) -> None:
    """First and repeated views, of a server that has just begun and of one that has answered before."""
    app = create_app(store)
    client = TestClient(app)

    def begin() -> int:
        """As ``abstand serve`` begins."""
        app.state.measured.begin(store)
        gc.freeze()
        return 0

    def view(path: str) -> int:
        answer = client.get(path)
        answer.raise_for_status()
        return len(answer.content)

    timed("what every answer starts from", begin)
    for path in ("/pair/KAZ/RUS", "/chart/pair/KAZ/RUS.svg", "/pair/CHN/USA", "/chart/pair/CHN/USA.svg",
                 "/pair/KAZ/RUS?page=20", "/pair/KAZ/RUS?direction=there", "/steps/KAZ/RUS", "/", "/state/KAZ",
                 "/chart/map/KAZ.svg", "/coverage", "/feed/pair/KAZ/RUS.atom"):  # fmt: skip
        timed(f"{path} first", lambda path=path: view(path))
        timed(f"{path} again", lambda path=path: view(path))
    gc.unfreeze()


def load(store: Store, seconds: int) -> None:
    """``RATE`` requests a second from one client with eight connections, for so many seconds."""
    server = uvicorn.Server(uvicorn.Config(create_app(store), port=0, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    event = next(iter(store.entries(limit=1))).event
    paths = [path.format(event=event) for path in PAGES]
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client, ThreadPoolExecutor(8) as pool:
        for path in paths:  # a server that has just begun measures first
            client.get(path)
        begun, cpu = time.perf_counter(), time.process_time()

        def ask(number: int) -> tuple[bool, float]:
            """Whether it was answered well, and how long after it was due: waiting for a connection counts."""
            due = begun + number / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                well = client.get(paths[number % len(paths)]).status_code == httpx2.codes.OK
            except httpx2.HTTPError:
                well = False
            return well, time.perf_counter() - due

        answers = list(pool.map(ask, range(RATE * seconds)))
        took, cpu = time.perf_counter() - begun, time.process_time() - cpu
    server.should_exit = True
    late = 1000 * np.quantile([delay for _, delay in answers], (0.5, 0.95, 0.99, 1))
    print(f"load: {len(answers)} requests in {took:.1f} s, CPU of server and client {cpu:.0f} s: "
          f"{sum(not well for well, _ in answers)} errors, median {late[0]:.0f} ms, 95 % within {late[1]:.0f} ms, "
          f"99 % within {late[2]:.0f} ms, all within {late[3]:.0f} ms", flush=True)  # fmt: skip


def spent() -> tuple[float, float]:
    """CPU seconds of this process and those it has waited for, and the memory of the largest in MB."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used), max(one.ru_maxrss for one in used) / 1000


def site(store: Store, folder: Path, jobs: int) -> None:
    for what in ("publish", "publish again"):
        wall, (cpu, _) = time.perf_counter(), spent()
        done = publish(store, folder, languages=("en",), spread=partial(spread, jobs=jobs))
        wall, (all_cpu, memory) = time.perf_counter() - wall, spent()
        print(f"{what}: {done.pairs} pairs, {done.events} events, {done.written} files written, {done.kept} kept in "
              f"{wall:.0f} s with {jobs} jobs, CPU {all_cpu - cpu:.0f} s, largest process {memory:.0f} MB",
              flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=("pages", "load", "site"), nargs="+")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="abstand-bench-") as place:
        folder = args.folder or Path(place) / "store"
        store = open_store(folder) if folder.exists() else build(folder, args.reports)
        measures = {
            "pages": lambda: pages(store),
            "load": lambda: load(store, args.seconds),
            "site": lambda: site(store, Path(place) / "site", args.jobs),
        }
        for measure in args.only or measures:
            measures[measure]()


if __name__ == "__main__":
    main()
