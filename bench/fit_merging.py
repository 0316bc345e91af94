"""Fits the weights of merging on the train part of the judged pairs and its thresholds on the dev part.

    python bench/fit_merging.py [--write]

A logistic regression with a squared penalty over all candidate pairs of the train part, also of reports of two stories,
each with fields coded by hand and as the reader codes them. The thresholds are those with the best mean pair F1 of the
assembled events on the dev part; of equally good ones those that leave most pairs unsure.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from judged_pairs import Judged, judged, pairs
from merging import pair_scores
from numpy.typing import NDArray
from scipy.optimize import minimize

from abstand.merging import assemble, candidates
from abstand.merging.scoring import WEIGHTS, Weights, features
from abstand.merging.traits import columns, trait

# of the square of a weight; of 1, 3, 6, 10 and 15 the least log loss when train is told by dev and dev by train
PENALTY = 6.0
SAME = np.arange(-1.5, 2.01, 0.25)
DIFFERENT = np.arange(-4.0, 0.01, 0.5)
HEADER = """\
# How much each feature says for (above 0) or against one act, in log-odds; merging/scoring.py says what each is.
# Fitted by `python bench/fit_merging.py --write` on {pairs} candidate pairs of tests/merging/pairs/train (coded by
# hand, and as the reader codes them), thresholds chosen on tests/merging/pairs/dev. From `same` on two reports tell
# of one act, up to `different` they do not, between they are unsure.

"""


def samples(told: Sequence[Judged]) -> tuple[list[str], NDArray[np.float64], NDArray[np.bool_]]:
    """The features' names, one row a candidate pair, and whether it is the same act."""
    traits = [trait(item.entry) for item in told]
    table = columns(traits)
    rows = np.unique(np.concatenate([np.stack(part, axis=1) for part in candidates.pairs(traits, table)]), axis=0)
    found = features(table, rows[:, 0], rows[:, 1])
    acts = np.array([item.act for item in told])
    return list(found), np.stack(list(found.values()), axis=1), acts[rows[:, 0]] == acts[rows[:, 1]]


def fitted(parts: Sequence[Sequence[Judged]]) -> tuple[Weights, int]:
    """The weights, without thresholds, and the number of pairs that they were fitted on."""
    read = [samples(part) for part in parts]
    x, y = (np.concatenate([item[place] for item in read]) for place in (1, 2))
    sign = np.where(y, 1.0, -1.0)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (x @ w[1:] + w[0])
        slope = -sign / (1 + np.exp(margin))
        gradient = np.append(slope.sum(), x.T @ slope + PENALTY * w[1:])
        return float(np.logaddexp(0, -margin).sum() + PENALTY / 2 * (w[1:] ** 2).sum()), gradient

    best = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B").x.round(2)
    return Weights(float(best[0]), dict(zip(read[0][0], best[1:].tolist(), strict=True)), 0.0, 0.0), len(y)


def with_thresholds(weights: Weights) -> tuple[Weights, float]:
    """The thresholds that join the dev part best, and its mean F1."""
    told, wanted = [judged("dev", as_read) for as_read in (False, True)], pairs("dev")
    tried = {}
    for same, different in product(SAME.tolist(), DIFFERENT.tolist()):
        if different < same:
            one = replace(weights, same=same, different=different)
            tried[same, different] = sum(_f1(part, wanted, one) for part in told) / len(told)
    best = max(tried.values())
    good = [thresholds for thresholds, f1 in tried.items() if f1 > best - 1e-9]
    same, different = max(good, key=lambda pair: (pair[0] - pair[1], pair))
    return replace(weights, same=same, different=different), best


def _f1(told: Sequence[Judged], wanted: Sequence, weights: Weights) -> float:
    events = assemble([item.entry for item in told], weights=weights)
    return pair_scores({id_: event.id for event in events for id_ in event.reports}, wanted)[2]


def written(weights: Weights, count: int) -> str:
    lines = [f"{name} = {value}" for name, value in sorted(weights.features.items())]
    return (
        HEADER.format(pairs=count)
        + f"bias = {weights.bias}\n\n[thresholds]\nsame = {weights.same}\ndifferent = {weights.different}\n\n"
        + "[features]\n"
        + "\n".join(lines)
        + "\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put them in the package's data file")
    args = parser.parse_args()
    weights, count = fitted([judged("train", as_read) for as_read in (False, True)])
    weights, f1 = with_thresholds(weights)
    text = written(weights, count)
    print(f"{text}\npair F1 on dev {f1:.3f}")
    if args.write:
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
