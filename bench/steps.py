"""False alarms and power of the step test, by simulation.

    python bench/steps.py [--dyads 400] [--drift 1]

A dyad's decade of acts on random days, scores drawn from PLOVER's as acts are in news around a level that stands still,
or drifts by ``--drift`` points a decade, or steps by so many points in the middle. Precisions are those of asserted,
planned and rumoured acts. A hit is a step within 90 days of the true one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np

from abstand.measuring.change_points import DECADE_DAYS, search
from abstand.measuring.contrasts import Acts
from abstand.measuring.variances import STATED
from abstand.measuring.weights import plover
from abstand.model import EventType

SEED = 20
NEAR_DAYS = 90
ACTS = (20, 100)
SIZES = (4, 8)
# how often types are in a store of news on states, in hundredths: mostly words, few deeds
SHARES = {
    "CONSULT": 30, "AGREE": 12, "SUPPORT": 12, "COOPERATE": 5, "AID": 4, "REQUEST": 9, "ACCUSE": 12, "REJECT": 5,
    "THREATEN": 3, "SANCTION": 3, "MOBILIZE": 1, "COERCE": 2, "ASSAULT": 2,
}  # fmt: skip
PRECISIONS = (1.0, 1.0, 1.0, 0.5, 0.3, 0.15)


def history(generator: np.random.Generator, count: int, drift: float, size: float) -> Acts:
    """A decade of ``count`` acts; the level falls by ``size`` in the middle of the decade."""
    days = np.sort(generator.integers(0, int(DECADE_DAYS), count))
    wander = generator.standard_normal(int(DECADE_DAYS)).cumsum() * drift / np.sqrt(DECADE_DAYS)
    scores = np.array([plover().scores[EventType(name)] for name in SHARES])
    shares = np.array(list(SHARES.values())) / 100
    score = generator.choice(scores, count, p=shares) + wander[days] - size * (days >= DECADE_DAYS / 2)
    precision = generator.choice(PRECISIONS, count)
    names = np.array([str(number) for number in range(count)], dtype=object)
    empty = np.full(count, "", dtype=object)
    told = Acts(names, days, score, precision, empty, empty)
    return told.where(np.lexsort((precision, score, days)))


def alarms(dyads: int, count: int, drift: float, size: float) -> Iterator[list[int]]:
    """The days of the steps found in each history."""
    for number in range(dyads):
        generator = np.random.default_rng([SEED, count, int(10 * drift), int(10 * size), number])
        found = search(history(generator, count, drift, size), STATED, generator)
        yield [change.day for change in found.changes]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dyads", type=int, default=400)
    parser.add_argument("--drift", type=float, default=1.0, help="points of the scale a decade")
    args = parser.parse_args()
    false = [bool(days) for count in ACTS for days in alarms(args.dyads // len(ACTS), count, args.drift, 0.0)]
    error = np.sqrt(np.mean(false) * (1 - np.mean(false)) / len(false))
    print(f"false alarms a dyad and decade: {np.mean(false):.3f} ± {1.96 * error:.3f} ({len(false)} dyads)", flush=True)
    print("power: share of steps in mid-decade found within 90 days (and extra steps a decade)")
    for count in ACTS:
        cells = []
        for size in SIZES:
            found = list(alarms(args.dyads // 8, count, args.drift, size))
            near = [[abs(day - DECADE_DAYS / 2) <= NEAR_DAYS for day in days] for days in found]
            extra = np.mean([len(hits) - any(hits) for hits in near])
            cells.append(f"{size} points {np.mean([any(hits) for hits in near]):.2f} ({extra:.2f})")
        print(f"{count:4} acts: {', '.join(cells)}", flush=True)


if __name__ == "__main__":
    main()
