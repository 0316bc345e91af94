"""Fits the weights of merging on the train part of the judged pairs and its thresholds on the dev part.

    python bench/fit_merging.py [--write]

A logistic regression with a squared penalty over all candidate pairs of the part, also of reports of two stories. The
thresholds are those with the best pair F1 of the assembled events on train and dev together; of equal ones the middle.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from itertools import product

import numpy as np
from judged_pairs import Judged, judged
from scipy.optimize import minimize

from abstand.merging import candidates
from abstand.merging.events import assemble
from abstand.merging.scoring import WEIGHTS, Weights, features
from abstand.merging.traits import columns, trait

PENALTY = 1.0  # of a weight of 1: the part is small, weights shall stay sober


def samples(told: list[Judged]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The features' names, one row a candidate pair, and whether it is the same act."""
    traits = [trait(item.entry) for item in told]
    table = columns(traits)
    parts = [np.stack(part, axis=1) for part in candidates.pairs(traits, table)]
    rows = np.unique(np.concatenate(parts), axis=0)
    found = features(table, rows[:, 0], rows[:, 1])
    acts = np.array([item.act for item in told])
    return list(found), np.stack(list(found.values()), axis=1), acts[rows[:, 0]] == acts[rows[:, 1]]


def fitted(told: list[Judged]) -> Weights:
    names, x, y = samples(told)
    sign = np.where(y, 1.0, -1.0)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (x @ w[1:] + w[0])
        slope = -sign / (1 + np.exp(margin))
        gradient = np.append(slope.sum(), x.T @ slope + PENALTY * w[1:])
        return float(np.logaddexp(0, -margin).sum() + PENALTY / 2 * (w[1:] ** 2).sum()), gradient

    best = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B").x
    print(f"{len(y)} candidate pairs, {y.sum()} the same")
    return Weights(round(best[0], 2), {n: round(float(w), 2) for n, w in zip(names, best[1:], strict=True)}, 0.0, 0.0)
