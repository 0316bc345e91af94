"""Does harm to a store, again and again, and looks whether anything is lost.

    python bench/faults.py [--kills 50] [--documents 150] [--jobs 1] [--seed 1]

``--kills`` times a process is killed (SIGKILL) at a random moment: a third each while it codes a folder of small
documents into a new store, while it merges what is coded, and while it puts a store in order. Then come a full disk (a
file system of a few hundred kilobytes where one may be mounted; and by RLIMIT_FSIZE: no file may grow beyond a few
kilobytes), a damaged Parquet file, two writers of the same documents, and a clock that goes back. After each fault
``verify`` must find the store whole (a damaged file: find it, and repair), no document that was stored may be lost, a
second run must complete the store, and its documents, reports and events must be those of a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from unittest import mock

import abstand
from abstand.coding import Coder
from abstand.errors import AbstandError
from abstand.store import Store, open_store
from abstand.store.compacting import compact
from abstand.store.files import files_of
from abstand.store.tables import SCHEMAS
from abstand.store.verifying import repair, verify

SOURCE = Path(abstand.__file__).parents[1]
START_LIMIT_S, RUN_LIMIT_S = 120, 600  # a loaded machine takes long to start Python; more is a hang
POLL_S = 0.002
FIRST_WRITE = "sentences"  # of a batch, sentences are written first
DISK_KB = (200, 400, 800)
FULL_DISK_BYTES = (2_000, 6_000, 20_000)  # no file may be larger: at the first commits, in the middle, at a merge
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


def start(folder: Path, store: Path, jobs: int, before: str = "") -> subprocess.Popen[bytes]:
    """Codes in a process of its own, which first does what ``before`` says."""
    # what is tried is the store: the cue coder is ten times as fast
    return run_cli(before, "code", str(folder), "--store", str(store), "--jobs", str(jobs), "--coder", "cues")


def run_cli(before: str, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-c", f"{before}\nfrom abstand.cli import main; main()", *arguments]
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
    verified = verify(kept)
    for finding in verified.findings:
        if finding.damage:
            yield f"{finding.table} {finding.file}: {finding.reason}"
    for document, reports in found.documents.items():
        if whole.documents.get(document) != reports:
            yield f"document {document} is not whole: {len(reports)} reports"
    counters = abstand.code([str(folder)], store=kept, coder=Coder.CUES)
    if counters.known != len(found.documents):
        yield f"the second run knew {counters.known} documents of {len(found.documents)}"
    if Holding.of(kept) != whole:
        yield "after the second run the store differs from an undisturbed one"


def kill_verb(whole_store: Path, store: Path, moment_s: float, *arguments: str) -> bool:
    """Does something to a copy of a store, and kills that; False if it had ended by then."""
    shutil.copytree(whole_store, store)
    process = run_cli("", *arguments, "--store", str(store))
    try:
        process.wait(moment_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return process.returncode == -signal.SIGKILL


def fill_disk(folder: Path, store: Path, limit: int) -> None:
    """Codes with files that cannot grow beyond the limit: writing fails as on a full disk, with EFBIG."""
    before = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    )
    start(folder, store, 1, before).wait(RUN_LIMIT_S)


def damage(whole_store: Path, store: Path, table: str, dice: random.Random) -> Iterator[str]:
    """Flips a bit of a copy's file; yields what ``verify`` and ``repair`` should have done and did not."""
    shutil.copytree(whole_store, store)
    kept = open_store(store)
    compact(kept)
    handle = kept.handle(table)
    file = store / table / dice.choice(files_of(handle)).path if handle else store
    content = bytearray(file.read_bytes())
    content[dice.randrange(len(content) // 2)] ^= 1 << dice.randrange(8)
    file.write_bytes(bytes(content))
    if verify(kept).is_whole:
        yield f"a flipped bit of {table} was not found"
    if not repair(kept).is_whole:
        yield f"{table} is not whole after its repair"


def write_twice(folder: Path, store: Path) -> None:
    """Two processes code the same documents into one store."""
    for process in [start(folder, store, 1), start(folder, store, 1)]:
        process.wait(RUN_LIMIT_S)


def turn_back_clock(folder: Path, store: Path) -> Iterator[str]:
    """Half of the documents are coded by a clock that then goes back a year."""
    moment = datetime.now(UTC)
    kept = open_store(store)
    files = sorted(map(str, folder.iterdir()))
    for part, now in ((files[: len(files) // 2], moment), (files[len(files) // 2 :], moment - timedelta(days=365))):
        with mock.patch("abstand.store.delta.datetime", wraps=datetime) as clock:
            clock.now.return_value = now
            abstand.code(part, store=kept, coder=Coder.CUES, now=now)
    moments = [version.moment for version in kept.versions()]
    if moments != sorted(moments):
        yield "moments of versions go back"


@contextmanager
def small_disk(place: Path, size_kb: int) -> Iterator[bool]:
    """A file system of so many kilobytes; False if this user may mount none."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size_kb}k", "tmpfs", str(place)]
    is_mounted = subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", str(place)], check=True)


def full_disks(place: Path, folder: Path, whole: Holding) -> Iterator[tuple[str, list[str]]]:
    for number, limit in enumerate(FULL_DISK_BYTES):
        fill_disk(folder, place / f"full{number}", limit)
        yield f"files of {limit} bytes at most", list(losses(folder, place / f"full{number}", whole))
    for number, size_kb in enumerate(DISK_KB):
        with small_disk(place / f"disk{number}", size_kb) as is_mounted:
            if not is_mounted:
                print("no file system could be mounted: a full disk was tried by the size of files only")
                return
            start(folder, place / f"disk{number}" / "store", 1).wait(RUN_LIMIT_S)
            shutil.copytree(place / f"disk{number}" / "store", place / f"from-disk{number}")
        yield f"disk of {size_kb} kB full", list(losses(folder, place / f"from-disk{number}", whole))


def other_faults(place: Path, folder: Path, whole: Holding, dice: random.Random) -> Iterator[tuple[str, list[str]]]:
    """The name of each fault, and what was lost by it."""
    yield from full_disks(place, folder, whole)
    for table in ("documents", "sentences", "reports"):
        found = list(damage(place / "whole", place / f"damaged-{table}", table, dice))
        yield f"damaged {table}", found + list(losses(folder, place / f"damaged-{table}", whole))
    write_twice(folder, place / "twice")
    yield "two writers", list(losses(folder, place / "twice", whole))
    found = list(turn_back_clock(folder, place / "clock"))
    yield "clock going back", found + list(losses(folder, place / "clock", whole))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    dice = random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="abstand-faults-") as place:
        tried, lost = try_faults(Path(place), args.kills, args.documents, args.jobs, dice)
    print(f"faults tried {tried}, lost {lost}")
    sys.exit(1 if lost else 0)


def try_faults(place: Path, kills: int, documents: int, jobs: int, dice: random.Random) -> tuple[int, int]:
    """How many faults were tried, and how many lost something."""
    folder = place / "documents"
    write_documents(folder, documents, dice)
    duration_s = run_undisturbed(folder, place / "whole", jobs)
    whole = Holding.of(open_store(place / "whole"))
    print(f"{documents} documents, {sum(map(len, whole.documents.values()))} reports, {duration_s:.1f} s undisturbed")
    tried = lost = 0
    third = kills // 3
    faults = chain(
        kills_of_coding(place, folder, kills - 2 * third, jobs, duration_s, whole, dice),
        kills_of_merging(place, folder, third, whole, dice),
        kills_of_compaction(place, folder, third, whole, dice),
        other_faults(place, folder, whole, dice),
    )
    for fault, found in faults:
        tried += 1
        lost += bool(found)
        print(f"{fault}: {'; '.join(found) or 'nothing lost'}", flush=True)
    return tried, lost


def kills_of_coding(
    place: Path, folder: Path, kills: int, jobs: int, duration_s: float, whole: Holding, dice: random.Random
) -> Iterator[tuple[str, list[str]]]:
    tried = attempts = 0
    while tried < kills:
        attempts += 1
        store, moment_s = place / f"store{attempts}", dice.uniform(0, duration_s)
        if kill_at(folder, store, jobs, moment_s):  # else it was quicker this time
            tried += 1
            held = len(open_store(store).known())
            yield f"killed after {moment_s:.2f} s, {held} documents stored", list(losses(folder, store, whole))


def kills_of_merging(
    place: Path, folder: Path, kills: int, whole: Holding, dice: random.Random
) -> Iterator[tuple[str, list[str]]]:
    """All is coded, no event assembled: what is left to do is merging."""
    shutil.copytree(place / "whole", place / "unmerged")
    open_store(place / "unmerged").replace_events([])
    again = ("code", str(folder), "--coder", "cues")
    yield from kills_of(place / "unmerged", kills, "merging", again, folder, whole, dice)


def kills_of_compaction(
    place: Path, folder: Path, kills: int, whole: Holding, dice: random.Random
) -> Iterator[tuple[str, list[str]]]:
    yield from kills_of(place / "whole", kills, "compaction", ("store", "compact"), folder, whole, dice)


def kills_of(
    before: Path, kills: int, what: str, arguments: Sequence[str], folder: Path, whole: Holding, dice: random.Random
) -> Iterator[tuple[str, list[str]]]:
    """Kills in the second half of the time that it takes; in the first, Python starts."""
    if not kills:
        return
    begun = time.monotonic()
    kill_verb(before, before.with_name(f"{what}-done"), RUN_LIMIT_S, *arguments)
    duration_s = time.monotonic() - begun
    tried = attempts = 0
    while tried < kills:
        attempts += 1
        store, moment_s = before.with_name(f"{what}{attempts}"), dice.uniform(duration_s / 2, duration_s)
        if kill_verb(before, store, moment_s, *arguments):
            tried += 1
            yield f"{what} killed after {moment_s:.2f} s", list(losses(folder, store, whole))
        shutil.rmtree(store)


if __name__ == "__main__":
    main()
