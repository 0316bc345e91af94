"""Makes a GDELT 2.0 export with all its 61 columns filled as in the real ones and measures how fast it is imported.

    python bench/imports.py [--rows 600000] [--bad 0]

About a quarter of the rows are between two states, as in real exports; ``--bad`` rows a thousand have a wrong value.
Prints rows a second for reading and checking alone and for the whole import into a store, by the clock and by processor
time, on the cores it is given.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from abstand.entities import default
from abstand.importing import import_files
from abstand.sources.tables import read_file
from abstand.sources.tables.codes import codes
from abstand.store import open_store

SEED = 1
STATES = ("RUS", "KAZ", "USA", "CHN", "DEU", "FRA", "UKR", "IRN")
ROLES = ["", "", "", "GOV", "MIL", "COP", "BUS", "MED", "OPP", "REB"]
DIFFERENT = 20_000  # rows written out once; the file repeats them with new ids and days


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=600_000)
    parser.add_argument("--bad", type=int, default=0, metavar="PER_THOUSAND")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "synthetic.export.CSV"
        write(file, args.rows, args.bad)
        print(f"{args.rows:,} rows, {file.stat().st_size / 1e6:.0f} MB, {len(os.sched_getaffinity(0))} cores")
        default()
        next(read_file("gdelt", file, default()))  # word lists and codes are loaded once
        measure("read and checked", args.rows, lambda: sum(c.read for c in read_file("gdelt", file, default())))
        store = open_store(Path(folder) / "store")
        measure("imported into a store", args.rows, lambda: import_files("gdelt", [str(file)], store=store).read)


def measure(what: str, rows: int, work) -> None:  # noqa: ANN001
    wall, cpu = time.perf_counter(), time.process_time()
    assert work() == rows
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what}: {rows / wall:,.0f} rows/s by the clock, "
        f"{rows / cpu:,.0f} rows a second of processor time; {peak_mb:.0f} MB"
    )


def write(file: Path, rows: int, bad: int) -> None:
    random_ = random.Random(SEED)
    different = [row(random_) for _ in range(DIFFERENT)]
    first = date(2022, 1, 1)
    with file.open("w", encoding="utf-8") as stream:
        for number in range(rows):
            day = first + timedelta(days=number * 365 // rows)
            tail = different[number % DIFFERENT]
            if random_.randrange(1000) < bad:
                tail = tail.replace("\t1\t", "\tx\t", 1)
            days = f"{day:%Y%m%d}\t{day:%Y%m}\t{day.year}\t{day.year}.{day.timetuple().tm_yday * 27:04d}"
            link = f"https://news.example.org/{day:%Y/%m/%d}/a-story-about-{number % 977}/{number}.html"
            stream.write(f"{1_000_000_000 + number}\t{days}\t{tail}\t{day:%Y%m%d}121500\t{link}\n")


def row(random_: random.Random) -> str:
    event = random_.choice([code for code in codes("cameo") if len(code) > 2])
    score = codes("cameo")[event].score
    numbers = (random_.randint(1, 40), 1, random_.randint(1, 40), f"{random_.gauss(-2, 3):.14f}")
    kind = "1" if random_.random() < 0.6 else "0"
    head = [*actor(random_, 1.0), *actor(random_, 0.55)]
    return "\t".join(
        map(str, (*head, kind, event, event[:3], event[:2], random_.randint(1, 4), score, *numbers,
                  *(field for _ in range(3) for field in place(random_))))
    )  # fmt: skip


def actor(random_: random.Random, share: float) -> list[str]:
    if random_.random() > share:
        return [""] * 10
    country = random_.choice(STATES) if random_.random() < 0.6 else ""
    role = random_.choice(ROLES)
    return [country + role, "SOME NAME OF AN ACTOR", country, "", "", "", "", role, "", ""]


def place(random_: random.Random) -> list[str]:
    if random_.random() < 0.1:
        return ["0", "", "", "", "", "", "", ""]
    at = (f"{random_.uniform(-60, 70):.4f}", f"{random_.uniform(-170, 170):.4f}")
    return ["4", "Some City, Some Region, Some Country", "RS", "RS48", "25106", *at, str(-random_.randrange(10**7))]


if __name__ == "__main__":
    main()
