"""Fits what speaks for and against an act that the reader's model proposes, and writes the weights.

    python training/weigh.py [--out FILE]

Logistic regression over the proposals of the shipped model on the corpus's dev part, which the model has not learned
from. Figures are printed of the records that were coded twice, which are mixed as texts are; the dense ones hold far
more acts. Thresholds are those with the best mean of F1 on these and on all. All figures are of tenths of the records
that took no part in the fit of their weights.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from calibrate import GRID, Telling, best_threshold, reliability
from dataset import Example, examples
from numpy.typing import NDArray
from records import Item, Record, is_train, items, read_all
from scipy.optimize import minimize

from abstand.coding.reader import weighing
from abstand.coding.reader.decode import Engine, proposals_of
from abstand.coding.reader.encoding import Batch
from abstand.coding.reader.model import shipped_model
from abstand.entities import default

HOSTILE = {type_.value for type_ in weighing.HOSTILE}
OUT = Path(weighing.__file__).with_suffix(".toml")
BATCH = 16  # passages read at once
PARTS = 10  # of the records, each scored by weights fitted on the others
PENALTY = 10.0  # half of it for each squared weight of a sign, in units of the sign's spread
HEAD = """\
# What speaks for and against an act that the reader's model proposes (coding/reader/weighing.py): logits, added up.
# Made by training/weigh.py on the corpus's dev part; the gold files took no part.
"""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Proposals:
    """All proposals: the record and the (type, pair) of each, its signs (proposals, signs), whether it is told."""

    records: list[str]
    items: list[Item]
    names: list[str]
    signs: Floats
    told: Floats


def collect(engine: Engine, data: Sequence[Example]) -> Proposals:
    """The proposals of an engine on examples."""
    ids, found, rows, told = [], [], list[dict[str, float]](), []
    wanted = {example.record["id"]: items(example.record["events"]).keys() for example in data}
    order = sorted(data, key=lambda example: len(example.encoded.ids))
    for start in range(0, len(order), BATCH):
        part = order[start : start + BATCH]
        for row, proposals in proposals_of(Batch.of([example.encoded for example in part]), engine).items():
            among = [proposal for proposal, _ in proposals]
            for proposal in among:
                item = (proposal.type.value, proposal.parties)
                ids.append(part[row].record["id"])
                found.append(item)
                rows.append(dict(weighing.signs(proposal, among, part[row].encoded.passage)))
                told.append(item in wanted[ids[-1]])
    names = sorted({name for row in rows for name in row})
    signs = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    return Proposals(ids, found, names, signs, np.array(told, dtype=float))


def fitted(signs: Floats, told: Floats, names: Sequence[str]) -> Floats:
    """The weights (signs,) of a logistic regression; the bias is not drawn to 0."""
    spread = np.where(np.array(names) == "bias", 1.0, signs.std(0) + 1e-9)
    penalty = np.where(np.array(names) == "bias", 0.0, PENALTY)
    scaled = signs / spread

    def cost(at: Floats) -> tuple[float, Floats]:
        score = scaled @ at
        slope = scaled.T @ (1 / (1 + np.exp(-score)) - told) + penalty * at
        return float(np.sum(np.logaddexp(0, score) - told * score) + 0.5 * np.sum(penalty * at**2)), slope

    weights: Floats = minimize(cost, np.zeros(len(names)), jac=True, method="L-BFGS-B").x / spread
    return weights


def unseen(proposals: Proposals) -> Floats:
    """The confidence (proposals,) of each by weights fitted without its part of the records."""
    numbers = {id_: n % PARTS for n, id_ in enumerate(sorted(set(proposals.records)))}
    part = np.array([numbers[id_] for id_ in proposals.records])
    confidence = np.zeros(len(part))
    for number in range(PARTS):
        own = part == number
        weights = fitted(proposals.signs[~own], proposals.told[~own], proposals.names)
        confidence[own] = 1 / (1 + np.exp(-(proposals.signs[own] @ weights)))
    return confidence


def tellings(proposals: Proposals, confidence: Floats, records: Container[str]) -> list[Telling]:
    """Each (type, pair) of some records once, as sure as its surest proposal."""
    best: dict[tuple[str, Item], tuple[float, bool]] = defaultdict(lambda: (0.0, False))
    for id_, item, chance, told in zip(proposals.records, proposals.items, confidence, proposals.told, strict=True):
        best[id_, item] = max(best[id_, item], (float(chance), bool(told)))
    return [(chance, item[0], told) for (id_, item), (chance, told) in best.items() if id_ in records]


def score(told: Sequence[Telling], wanted: int, least: float) -> str:
    """Precision, recall and F1 of what is told with at least so much confidence."""
    right = sum(is_right for chance, _, is_right in told if chance >= least)
    given = sum(chance >= least for chance, _, _ in told)
    return f"precision {right / given:.3f} recall {right / wanted:.3f} F1 {2 * right / (given + wanted):.3f}"


def thresholds(parts: Sequence[tuple[Sequence[Telling], int]]) -> tuple[float, float]:
    """The confidence from which acts are told, and that for hostile ones: the best mean F1 over sets of records.

    Each set is what is told of it and the number of (type, pair) wanted.
    """
    mean = np.mean([_scores(told, wanted) for told, wanted in parts], axis=0)
    least, hostile = np.unravel_index(int(mean.argmax()), mean.shape)
    return float(GRID[least]), float(GRID[hostile])


def _scores(told: Sequence[Telling], wanted: int) -> Floats:
    """F1 by threshold of GRID for other and for hostile acts, (thresholds, thresholds)."""
    given, right = np.zeros((2, len(GRID))), np.zeros((2, len(GRID)))
    for chance, type_, is_right in told:
        given[int(type_ in HOSTILE)] += chance >= GRID
        right[int(type_ in HOSTILE)] += (chance >= GRID) & is_right
    total: Floats = (given[0][:, None] + given[1][None]) + wanted
    return 2 * (right[0][:, None] + right[1][None]) / total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    model = shipped_model()
    dev: list[Record] = [record for record in read_all() if not is_train(record["id"])]
    proposals = collect(model, list(examples(dev, default(), model.tokenizer)))
    settled = {record["id"]: record["events"] for record in dev if record.get("kind") != "dense"}
    wanted = [item for events in settled.values() for item in items(events)]
    alone = 1 / (1 + np.exp(-proposals.signs[:, proposals.names.index("logit")]))
    told = tellings(proposals, alone, settled)
    print(f"the model alone: {score(told, len(wanted), best_threshold(told, len(wanted)))}")
    confidence, whole = unseen(proposals), {record["id"]: record["events"] for record in dev}
    told = tellings(proposals, confidence, settled)
    everything = sum(len(items(events)) for events in whole.values())
    all_told = tellings(proposals, confidence, whole)
    least, hostile = thresholds([(told, len(wanted)), (all_told, everything)])
    kept, all_kept = (
        [one for one in found if one[0] >= (hostile if one[1] in HOSTILE else least)] for found in (told, all_told)
    )
    error, bins = reliability(kept)
    line = score(kept, len(wanted), 0.0)
    print(f"with the signs, from {least}, hostile acts from {hostile}: {line}; calibration error {error:.3f}")
    print(f"on all records: {score(all_kept, everything, 0.0)}")
    for one in bins:
        print(f"  confidence {one['confidence']:.2f}: {one['right']:.2f} right of {one['count']}")
    weights = fitted(proposals.signs, proposals.told, proposals.names)
    lines = [f"{name} = {weight:.3f}" for name, weight in zip(proposals.names, weights, strict=True)]
    args.out.write_text(
        f"{HEAD}\nleast = {least}\nhostile = {hostile}\n\n[signs]\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
