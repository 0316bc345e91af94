"""How likely two candidates tell of the same act: a weighted sum of what they have in common and what parts them.

The weights are a logistic regression's, fitted on judged pairs (``weights.toml`` says which). Scores are log-odds,
summed in a fixed order, so that a pair has the same score whatever it is scored with.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from abstand.merging.traits import TYPES, Bits, Bools, Columns, Ints
from abstand.model import EventType

WEIGHTS = Path(__file__).parent / "weights.toml"
MOST_SHARED = 3  # names or words that count; more say nothing more
COPIED = 0.9  # share of the shorter sentence's words that stand in the other, from which it is a copy
COPIED_WORDS = 6  # fewer words may agree by chance
MOST_DAYS_APART = 7  # of publication; later is late anyway
CONSULT = TYPES[EventType.CONSULT]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds: ``bias``, a weight a feature; ``same`` from which a pair is the same, ``different`` up to which not."""

    bias: float
    features: Mapping[str, float]
    same: float
    different: float


@cache
def shipped_weights() -> Weights:
    read = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(read["bias"], read["features"], read["thresholds"]["same"], read["thresholds"]["different"])


def scores(columns: Columns, one: Ints, other: Ints, weights: Weights) -> Floats:
    """Log-odds that rows ``one`` and ``other`` tell of the same act; +inf or -inf where it is plain."""
    total = np.full(len(one), weights.bias)
    for name, values in features(columns, one, other).items():
        total += weights.features[name] * values
    in_one_sentence = columns.sentence[one] == columns.sentence[other]
    agree = _agree(columns, one, other)
    total[in_one_sentence] = np.where(agree[in_one_sentence], np.inf, -np.inf)
    total[agree & _copied(columns, one, other)] = np.inf
    total[_swapped(columns, one, other)] = -np.inf
    return total


def features(columns: Columns, one: Ints, other: Ints) -> dict[str, Floats]:
    """What is weighed, by name, each in [0, 1] and the same for (i, j) as for (j, i)."""
    found = {
        **_kind(columns, one, other),
        **_parties(columns, one, other),
        **_days(columns, one, other),
        **_words(columns, one, other),
    }
    return {name: np.asarray(values, dtype=np.float64) for name, values in found.items()}


def _agree(c: Columns, one: Ints, other: Ints) -> Bools:
    """Of one type, between the same. Two such reports of one sentence are one act, told and denied; others are two."""
    return np.asarray(
        (c.type[one] == c.type[other])
        & _equal(c.actors, c.actors, one, other)
        & _equal(c.recipients, c.recipients, one, other)
    )


def _swapped(c: Columns, one: Ints, other: Ints) -> Bools:
    """Whether the one does to the other what the other does to it: an answer in kind. A visit has no such answer."""
    is_act = (c.type[one] != CONSULT) | (c.type[other] != CONSULT)
    swapped = _equal(c.actors, c.recipients, one, other) & _equal(c.recipients, c.actors, one, other)
    return np.asarray(is_act & swapped & _any(c.recipients[one]))


def _copied(c: Columns, one: Ints, other: Ints) -> Bools:
    """Whether one sentence is the other's copy, perhaps cut or with a source added."""
    least = np.minimum(_count(c.stems[one]), _count(c.stems[other]))
    return np.asarray((least >= COPIED_WORDS) & (_alike(c.stems, one, other) >= COPIED))


def _kind(c: Columns, one: Ints, other: Ints) -> dict[str, NDArray[np.generic]]:
    mode, against = c.mode[one], c.mode[other]
    both = (mode >= 0) & (against >= 0)
    return {
        "other_type": c.type[one] != c.type[other],
        "same_mode": both & (mode == against),
        "other_mode": both & (mode != against),
        "same_domain": c.domain[one] == c.domain[other],
    }


def _parties(c: Columns, one: Ints, other: Ints) -> dict[str, NDArray[np.generic]]:
    all_ = c.actors | c.recipients
    shared, either = _count(all_[one] & all_[other]), _count(all_[one] | all_[other])
    directed = _any(c.recipients[one]) & _any(c.recipients[other])
    there = _any(c.actors[one] & c.actors[other]) | _any(c.recipients[one] & c.recipients[other])
    back = _any(c.actors[one] & c.recipients[other]) | _any(c.recipients[one] & c.actors[other])
    return {
        "further_parties": 1 - shared / np.maximum(either, 1),
        "reversed": directed & back & ~there,
        "one_directed": _any(c.recipients[one]) != _any(c.recipients[other]),
    }


def _days(c: Columns, one: Ints, other: Ints) -> dict[str, NDArray[np.generic]]:
    both = c.stated[one] & c.stated[other]
    overlap = np.minimum(c.last[one], c.last[other]) - np.maximum(c.first[one], c.first[other]) + 1
    hull = np.maximum(c.last[one], c.last[other]) - np.minimum(c.first[one], c.first[other]) + 1
    apart = np.abs(c.published[one] - c.published[other])
    known = (c.published[one] > 0) & (c.published[other] > 0)
    return {
        "days_stated": both,
        "days_apart": both & (overlap <= 0),
        "days_shared": np.where(both, np.maximum(overlap, 0) / np.maximum(hull, 1), 0.0),
        "published_apart": np.where(known, np.minimum(apart, MOST_DAYS_APART) / MOST_DAYS_APART, 0.0),
    }


def _words(c: Columns, one: Ints, other: Ints) -> dict[str, NDArray[np.generic]]:
    alike = _alike(c.stems, one, other)
    one_language = c.language[one] == c.language[other]
    return {
        "words": np.where(one_language, alike, 0.0),
        "words_across": np.where(one_language, 0.0, alike),
        "trigger": one_language & _any(c.trigger[one] & c.trigger[other]),
        "names": _shared(c.names, one, other),
        "figures": _any(c.figures[one] & c.figures[other]),
        "other_figures": _conflict(c.figures, one, other),
        "ordinals": _any(c.ordinals[one] & c.ordinals[other]),
        "other_ordinals": _conflict(c.ordinals, one, other),
    }


def _alike(bits: Bits, one: Ints, other: Ints) -> Floats:
    """What two sets share, of the smaller."""
    least = np.minimum(_count(bits[one]), _count(bits[other]))
    return np.asarray(_count(bits[one] & bits[other]) / np.maximum(least, 1))


def _shared(bits: Bits, one: Ints, other: Ints) -> Floats:
    return np.asarray(np.minimum(_count(bits[one] & bits[other]), MOST_SHARED) / MOST_SHARED)


def _conflict(bits: Bits, one: Ints, other: Ints) -> Bools:
    """Both have some and share none."""
    return _any(bits[one]) & _any(bits[other]) & ~_any(bits[one] & bits[other])


def _equal(left: Bits, right: Bits, one: Ints, other: Ints) -> Bools:
    return np.asarray((left[one] == right[other]).all(axis=1))


def _any(bits: Bits) -> Bools:
    return np.asarray(bits.any(axis=1))


def _count(bits: Bits) -> Ints:
    return np.asarray(np.bitwise_count(bits).sum(axis=1, dtype=np.int64))
