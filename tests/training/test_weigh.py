"""Fitting the weights of signs: known weights come back, and nobody is judged by weights that have seen it."""

import numpy as np
import pytest
from weigh import Proposals, fitted, score, tellings, thresholds, unseen

from abstand.coding.reader.weighing import shipped_weights

NAMES = ["bias", "logit", "noise"]


def drawn(count: int = 4000, seed: int = 0) -> Proposals:
    """Proposals of which ``logit`` tells and ``noise`` does not; ten a record."""
    generator = np.random.default_rng(seed)
    signs = np.stack([np.ones(count), *generator.normal(size=(2, count))], axis=1)
    told = (generator.random(count) < 1 / (1 + np.exp(1 - 2 * signs[:, 1]))).astype(float)
    records = [str(n // 10) for n in range(count)]
    return Proposals(records, [("AID", frozenset((str(n), "b"))) for n in range(count)], NAMES, signs, told)


def test_known_weights_come_back() -> None:
    proposals = drawn()
    weights = dict(zip(NAMES, fitted(proposals.signs, proposals.told, NAMES), strict=True))
    assert weights["bias"] == pytest.approx(-1, abs=0.15)
    assert weights["logit"] == pytest.approx(2, abs=0.2)
    assert weights["noise"] == pytest.approx(0, abs=0.1)


def test_what_a_record_says_of_itself_does_not_judge_it() -> None:
    """A sign that a record alone has can be learned by heart; its own confidence must not know it."""
    proposals = drawn(400)
    own = np.array([record == "0" for record in proposals.records], dtype=float)
    told = np.where(own > 0, 1.0, proposals.told)
    signed = Proposals(proposals.records, proposals.items, [*NAMES, "own"], np.c_[proposals.signs, own], told)
    without = Proposals(proposals.records, proposals.items, NAMES, proposals.signs, told)
    assert unseen(signed)[own > 0] == pytest.approx(unseen(without)[own > 0], abs=1e-3)


def test_a_pair_counts_once_as_sure_as_its_surest_proposal() -> None:
    pair = ("AID", frozenset("ab"))
    proposals = Proposals(["1", "1", "2"], [pair] * 3, ["bias"], np.ones((3, 1)), np.array([1.0, 1.0, 0.0]))
    chances = np.array([0.2, 0.7, 0.4])
    assert tellings(proposals, chances, {"1", "2"}) == [(0.7, "AID", True), (0.4, "AID", False)]
    assert tellings(proposals, chances, {"2"}) == [(0.4, "AID", False)]


def test_thresholds_have_the_best_mean_of_all_sets() -> None:
    told = [(0.3, "AID", True), (0.5, "AID", True), (0.5, "ASSAULT", True), (0.3, "ASSAULT", False)]
    least, hostile = thresholds([(told, 3)])
    assert least <= 0.3 < hostile <= 0.5
    unsure = [(0.3, "ASSAULT", True)] * 4
    assert thresholds([(told, 3), (unsure, 4)])[1] <= 0.3, "what is lost in the second set weighs more"


def test_the_score_counts_what_was_missed() -> None:
    told = [(0.9, "AID", True), (0.8, "AID", False), (0.1, "AID", True)]
    assert score(told, 4, 0.5) == "precision 0.500 recall 0.250 F1 0.333"


def test_the_shipped_weights_speak_for_agreement_and_against_rivals() -> None:
    signs = shipped_weights().signs
    assert min(signs["cue"], signs["lists_find_it"], signs["lists_find_the_pair"]) > 0
    assert max(signs["rivals"], signs["stronger_rival"], signs["together"], signs["words_of_another_act"]) < 0
