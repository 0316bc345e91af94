"""False alarms and power of the step test, by simulation.

    python bench/steps.py [--dyads 1200] [--drift 1]

A dyad's decade of acts on random days, scores drawn from PLOVER's as acts are in news around a level that stands still
but for a drift of ``--drift`` points a decade. Of a third of the dyads each, 20, 100 or 400 acts. Precisions are those
of asserted, planned and rumoured acts. False alarms: the share of dyads without a step in which one is found. Power:
the level steps down by so many points in mid-decade, or does so and returns a year later; a hit is a step within 90
days of each true one. Steps besides the true ones are counted, too.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np

from abstand.measuring.change_points import search
from abstand.measuring.contrasts import Acts
from abstand.measuring.scanning import DECADE_DAYS
from abstand.measuring.variances import STATED
from abstand.measuring.weights import plover
from abstand.model import EventType

SEED = 20
NEAR_DAYS = 90
ACTS = (20, 100, 400)
SIZES = (4, 8)
MIDDLE = int(DECADE_DAYS / 2)
TURNS = {"a step": (MIDDLE,), "a turn and its return after a year": (MIDDLE, MIDDLE + 365)}
# how often types are in a store of news on states, in hundredths: mostly words, few deeds
SHARES = {
    "CONSULT": 30, "AGREE": 12, "SUPPORT": 12, "COOPERATE": 5, "AID": 4, "REQUEST": 9, "ACCUSE": 12, "REJECT": 5,
    "THREATEN": 3, "SANCTION": 3, "MOBILIZE": 1, "COERCE": 2, "ASSAULT": 2,
}  # fmt: skip
PRECISIONS = (1.0, 1.0, 1.0, 0.5, 0.3, 0.15)


def history(
    generator: np.random.Generator, count: int, drift: float, size: float = 0, turns: Sequence[int] = ()
) -> Acts:
    """A decade of ``count`` acts; the level falls by ``size`` on the first of the days ``turns``, and returns."""
    days = np.sort(generator.integers(0, int(DECADE_DAYS), count))
    wander = generator.standard_normal(int(DECADE_DAYS)).cumsum() * drift / np.sqrt(DECADE_DAYS)
    scores = np.array([plover().scores[EventType(name)] for name in SHARES])
    shares = np.array(list(SHARES.values())) / 100
    fallen = np.searchsorted(turns, days, side="right") % 2
    score = generator.choice(scores, count, p=shares) + wander[days] - size * fallen
    precision = generator.choice(PRECISIONS, count)
    names = np.array([str(number) for number in range(count)], dtype=object)
    empty = np.full(count, "", dtype=object)
    told = Acts(names, days, score, precision, empty, empty)
    return told.where(np.lexsort((precision, score, days)))


def found(dyads: int, count: int, drift: float, size: float = 0, turns: Sequence[int] = ()) -> list[list[int]]:
    """The days of the steps found in each history."""
    generators = (np.random.default_rng([SEED, count, int(10 * size), len(turns), number]) for number in range(dyads))
    return [
        [change.day for change in search(history(generator, count, drift, size, turns), STATED, generator).changes]
        for generator in generators
    ]


def hits(days: Sequence[int], turns: Sequence[int]) -> list[bool]:
    """Of each true turn, whether a step was found near it."""
    return [any(abs(day - turn) <= NEAR_DAYS for day in days) for turn in turns]


def power(dyads: int, drift: float) -> None:
    for what, turns in TURNS.items():
        print(f"power, {what}: share found within {NEAR_DAYS} days (and other steps a decade)")
        for count in ACTS:
            cells = []
            for size in SIZES:
                near = [(hits(days, turns), len(days)) for days in found(dyads, count, drift, size, turns)]
                share = np.mean([all(hit) for hit, _ in near])
                others = np.mean([number - sum(hit) for hit, number in near])
                cells.append(f"{size} points {share:.2f} ({others:.2f})")
            print(f"{count:4} acts: {', '.join(cells)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dyads", type=int, default=1200)
    parser.add_argument("--drift", type=float, default=1.0, help="points of the scale a decade")
    args = parser.parse_args()
    power(args.dyads // 8, args.drift)
    false = {count: [bool(days) for days in found(args.dyads // len(ACTS), count, args.drift)] for count in ACTS}
    for count, alarms in false.items():
        print(f"{count:4} acts: {np.mean(alarms):.3f} of {len(alarms)} dyads with a false alarm")
    every = np.concatenate(list(false.values()))
    error = np.sqrt(every.mean() * (1 - every.mean()) / len(every))
    print(f"false alarms a dyad and decade: {every.mean():.3f} ± {1.96 * error:.3f} ({len(every)} dyads)", flush=True)


if __name__ == "__main__":
    main()
