"""Kills ``abstand code`` in the middle of its work, again and again, and looks whether anything is lost.

    python bench/faults.py [--kills 30] [--documents 500] [--jobs 1] [--seed 1]

Each time a folder of small documents is coded into a new store and the process is killed (SIGKILL) at a random moment
between its first write and its end. Then the store must open and hold whole documents only, a second run must complete
it, and its documents, reports and events must be those of a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import abstand
from abstand.coding import Coder
from abstand.errors import AbstandError
from abstand.store import Store, open_store
from abstand.store.tables import SCHEMAS

SOURCE = Path(abstand.__file__).parents[1]
START_LIMIT_S, RUN_LIMIT_S = 120, 600  # a loaded machine takes long to start Python; more is a hang
POLL_S = 0.002
FIRST_WRITE = "sentences"  # of a batch, sentences are written first
STATES = ("Russia", "Kazakhstan", "France", "Germany", "China", "Turkey", "Iran", "Ukraine", "Japan", "Poland")
ACTS = (
    "{a} condemned {b}.",
    "{a} imposed sanctions on {b}.",
    "{a} signed an agreement with {b}.",
    "{a} threatened {b}.",
)


@dataclass(frozen=True)
class Holding:
    """What a store holds: the reports of each document, and the events with theirs."""

    documents: Mapping[str, frozenset[str]]
    events: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, store: Store) -> Holding:
        reports: dict[str, set[str]] = {document.id: set() for document in store.documents()}
        for entry in store.entries():
            reports[entry.document.id].add(entry.report.id)
        events = {event.id: frozenset(event.reports) for event in store.events()}
        return cls({document: frozenset(ids) for document, ids in reports.items()}, events)


def write_documents(folder: Path, number: int, dice: random.Random) -> None:
    """Small documents, no two alike."""
    folder.mkdir(parents=True)
    for count in range(number):
        a, b, c = dice.sample(STATES, 3)
        first, second = dice.sample(ACTS, 2)
        text = f"This is note {count} of the series. {first.format(a=a, b=b)} {second.format(a=b, b=c)}\n"
        (folder / f"{count:04}.txt").write_text(text, encoding="utf-8")


def run_undisturbed(folder: Path, store: Path, jobs: int) -> float:
    """Codes all; the seconds from the first write on."""
    process = start(folder, store, jobs)
    begun = wait_for(process, store / FIRST_WRITE)
    if process.wait(RUN_LIMIT_S) != 0:
        raise SystemExit(f"the undisturbed run ended with {process.returncode}")
    return time.monotonic() - begun


def kill_at(folder: Path, store: Path, jobs: int, moment_s: float, sign: str = FIRST_WRITE) -> bool:
    """Codes, and kills ``moment_s`` after ``sign`` stands in the store; False if the run had ended by then."""
    process = start(folder, store, jobs)
    wait_for(process, store / sign)
    try:
        process.wait(moment_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        sweep(process.pid)
    return process.returncode == -signal.SIGKILL


def start(folder: Path, store: Path, jobs: int) -> subprocess.Popen[bytes]:
    program = "from abstand.cli import main; main()"
    # what is tried is the store: the cue coder is ten times as fast
    arguments = ["code", str(folder), "--store", str(store), "--jobs", str(jobs), "--coder", "cues"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-c", program, *arguments]
    # a session of its own, so that workers which outlive their parent can be ended
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)


def wait_for(process: subprocess.Popen[bytes], sign: Path) -> float:
    """The moment at which the run has written ``sign``."""
    deadline = time.monotonic() + START_LIMIT_S
    while not sign.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            sweep(process.pid)
            raise SystemExit(f"the run never wrote {sign}: status {process.returncode}")
        time.sleep(POLL_S)
    return time.monotonic()


def sweep(session: int) -> None:
    """Ends what is left of a session that ``start`` began."""
    try:
        os.killpg(session, signal.SIGKILL)
    except ProcessLookupError:
        return


def losses(folder: Path, store: Path, whole: Holding) -> Iterator[str]:
    """What is wrong with a store whose writer was killed, and after a second run."""
    try:
        kept = open_store(store)
        for table in SCHEMAS:
            kept.read(table)
        found = Holding.of(kept)
    except AbstandError as error:
        yield f"the store does not open: {error}"
        return
    for document, reports in found.documents.items():
        if whole.documents.get(document) != reports:
            yield f"document {document} is not whole: {len(reports)} reports"
    counters = abstand.code([str(folder)], store=kept, coder=Coder.CUES)
    if counters.known != len(found.documents):
        yield f"the second run knew {counters.known} documents of {len(found.documents)}"
    if Holding.of(kept) != whole:
        yield "after the second run the store differs from an undisturbed one"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    dice = random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="abstand-faults-") as place:
        lost = try_faults(Path(place), args.kills, args.documents, args.jobs, dice)
    print(f"faults tried {args.kills}, lost {lost}")
    sys.exit(1 if lost else 0)


def try_faults(place: Path, kills: int, documents: int, jobs: int, dice: random.Random) -> int:
    """How many of so many kills lost something."""
    folder = place / "documents"
    write_documents(folder, documents, dice)
    duration_s = run_undisturbed(folder, place / "whole", jobs)
    whole = Holding.of(open_store(place / "whole"))
    print(f"{documents} documents, {sum(map(len, whole.documents.values()))} reports, {duration_s:.1f} s undisturbed")
    lost = tried = attempts = 0
    while tried < kills:
        attempts += 1
        store, moment_s = place / f"store{attempts}", dice.uniform(0, duration_s)
        if not kill_at(folder, store, jobs, moment_s):
            continue  # it was quicker this time
        tried += 1
        held = len(open_store(store).known())
        found = list(losses(folder, store, whole))
        lost += bool(found)
        print(
            f"killed after {moment_s:.2f} s, {held} documents stored: {'; '.join(found) or 'nothing lost'}", flush=True
        )
    return lost


if __name__ == "__main__":
    main()
