"""Measures all dyads of 500,000 events at once: every day's level with its intervals, from the store's rows on.

    python bench/series.py [--events 500000]

Events are synthetic: ten years, 200 states, dyads as unequal as in news (the n-th state acts 1/n as often). The time is
that of the processor, all threads together, for rows → observations → prior → levels → every day of every active dyad.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from abstand.measuring.measured import measure, prior_of
from abstand.measuring.observations import observations
from abstand.measuring.rows import LAYOUT
from abstand.measuring.scale import band
from abstand.measuring.weights import plover
from abstand.model import Domain, EventType, Status

SEED = 3
STATES, DAYS, OUTLETS = 200, 3652, 40
AT_ONCE = 500  # dyads whose days are written out at a time
KILOBYTES = 1024


def rows(events: int) -> pa.Table:
    """Rows of ``rows.LAYOUT``: one report an event, a tenth reciprocal, a third dated by publication alone."""
    generator = np.random.default_rng(SEED)
    names = np.array([f"S{number:03}" for number in range(STATES)])
    share = 1 / np.arange(1, STATES + 1)
    actor, recipient = (generator.choice(STATES, events, p=share / share.sum()) for _ in range(2))
    recipient = np.where(actor == recipient, (recipient + 1) % STATES, recipient)
    both = generator.random(events) < 0.1
    published = generator.random(events) < 0.33
    day = pa.array(generator.integers(15_000, 15_000 + DAYS, events).astype(np.int32)).cast(pa.date32())
    unknown = pa.array(published)
    numbers = pa.array(np.arange(events)).cast(pa.string())
    columns = {
        "report": numbers,
        "event": numbers,
        "voices": pa.nulls(events, pa.int32()),
        "document": numbers,
        "outlet": pa.array(np.array([f"Outlet {n}" for n in range(OUTLETS)])[generator.integers(0, OUTLETS, events)]),
        "language": pa.array(np.array(["de", "fr", "en", "ru", "kk"])[generator.integers(0, 5, events)]),
        "published": day,
        "type": pa.array(np.array(list(EventType))[generator.integers(0, 16, events)]),
        "mode": pa.nulls(events, pa.string()),
        "actors": _lists([[a, b] if r else [a] for a, b, r in zip(names[actor], names[recipient], both, strict=True)]),
        "recipients": _lists([[] if r else [b] for b, r in zip(names[recipient], both, strict=True)]),
        "status": pa.array(np.array(list(Status))[generator.choice(6, events, p=[0.7, 0.1, 0.05, 0.05, 0.05, 0.05])]),
        "domain": pa.array(np.array(list(Domain))[generator.integers(0, 10, events)]),
        "confidence": pa.array(generator.uniform(0.3, 1, events)),
        "first": pc.if_else(unknown, None, day),
        "last": pc.if_else(unknown, None, day),
        "basis": pc.if_else(unknown, None, pa.array(np.full(events, "stated"))),
        "score": pa.nulls(events, pa.float64()),
    }
    return pa.table({field.name: columns[field.name] for field in LAYOUT}).cast(LAYOUT)


def _lists(values: list[list[str]]) -> pa.Array:
    return pa.array([[str(name) for name in names] for names in values], pa.list_(pa.string()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=500_000)
    args = parser.parse_args()
    told = rows(args.events)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES
    wall, marks = time.perf_counter(), [time.process_time()]
    seen = observations(told, plover())
    marks.append(time.process_time())
    prior = prior_of(seen)
    marks.append(time.process_time())
    measured = measure(seen, prior)
    marks.append(time.process_time())
    series = np.arange(len(measured.group))
    first, last = measured.days(series)
    points = 0
    for start in range(0, len(series), AT_ONCE):
        some = series[start : start + AT_ONCE]
        counts = (last - first + 1)[some]
        days = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts - first[some], counts)
        shown = band(measured.level(np.repeat(some, counts), days))
        if not all(np.isfinite(ends).all() for ends in (shown.middle, shown.low, shown.high)):
            raise SystemExit("a level is no number")
        points += len(days)
    marks.append(time.process_time())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES
    parts = zip(("observations", "prior", "levels", f"{points:,} days"), np.diff(marks), strict=True)
    print(", ".join(f"{name} {took:.1f} s" for name, took in parts))
    print(f"{len(seen):,} acts of {len(series):,} ordered dyads; memory {peak:.0f} MB, {before:.0f} of them before")
    spent = marks[-1] - marks[0]
    print(f"{args.events:,} events: {spent:.1f} s of processor time, {time.perf_counter() - wall:.1f} s wall")


if __name__ == "__main__":
    main()
