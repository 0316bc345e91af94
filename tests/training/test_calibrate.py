"""Thresholds and confidence, from what was told and whether it was right."""

import math
from typing import Any

import numpy as np
import pytest
from calibrate import GRID, best_threshold, platt, reliability, tellings, thresholds, wanted_by_type

from abstand.coding.reader.labels import LABELS, TYPES, label_of
from abstand.model import EventType


def event(type_: str, actor: str, recipient: str, confidence: float = 0.5) -> dict[str, Any]:
    return {"type": type_, "actors": [actor], "recipients": [recipient], "confidence": confidence}


def record(*events: dict[str, Any]) -> dict[str, Any]:
    return {"events": list(events)}


def test_a_telling_is_right_if_the_record_has_type_and_pair_in_any_direction() -> None:
    gold = {"1": record(event("AID", "DEU", "UKR"))}
    found = {"1": [event("AID", "UKR", "DEU", 0.7), event("AID", "DEU", "RUS", 0.4), event("ACCUSE", "DEU", "UKR")]}
    assert sorted(tellings(gold, found)) == [(0.4, "AID", False), (0.5, "ACCUSE", False), (0.7, "AID", True)]


def test_of_several_tellings_of_one_pair_the_surest_counts() -> None:
    gold = {"1": record()}
    found = {"1": [event("AID", "DEU", "UKR", 0.3), event("AID", "UKR", "DEU", 0.8)]}
    assert tellings(gold, found) == [(0.8, "AID", False)]


def test_tellings_of_another_record_or_of_none_are_not_mixed_up() -> None:
    gold = {"1": record(event("AID", "DEU", "UKR")), "2": record()}
    assert tellings(gold, {"2": [event("AID", "DEU", "UKR")], "3": [event("AID", "DEU", "UKR")]}) == [
        (0.5, "AID", False)
    ]


def test_what_is_wanted_is_counted_by_type_pair_by_pair() -> None:
    several = {"type": "AID", "actors": ["DEU", "FRA"], "recipients": ["UKR"]}
    together = {"type": "CONSULT", "actors": ["DEU", "FRA", "POL"], "recipients": []}
    wanted = wanted_by_type({"1": record(several, together), "2": record(several)})
    assert {type_: count for type_, count in wanted.items() if count} == {"AID": 4, "CONSULT": 3}
    assert len(wanted) == len(TYPES)


def test_the_best_threshold_parts_right_from_wrong() -> None:
    told = [(0.7, "AID", True)] * 10 + [(0.4, "AID", False)] * 10
    best = best_threshold(told, 10)
    assert 0.4 < best <= 0.7
    assert best == pytest.approx((0.42 + 0.70) / 2)


def test_what_is_missed_speaks_for_a_low_threshold() -> None:
    told = [(0.8, "AID", True)] * 2 + [(0.3, "AID", True)] * 8 + [(0.3, "AID", False)] * 4
    assert best_threshold(told, 10) <= 0.3
    assert best_threshold([(chance, "AID", is_right) for chance, _, is_right in told if is_right], 10) <= 0.3
    assert best_threshold(told[:2] + told[-4:], 2) > 0.3


def test_a_threshold_lies_in_the_grid_also_without_any_telling() -> None:
    for told, wanted in (([], 0), ([], 5), ([(0.9, "AID", False)], 0)):
        assert GRID[0] <= best_threshold(told, wanted) <= GRID[-1]


def test_each_label_has_a_threshold_between_its_types_best_and_the_best_of_all() -> None:
    gold, found = {}, {}
    for n in range(20):  # of AID all is right, of ACCUSE only what is sure
        gold[str(n)] = record(event("AID", "DEU", "UKR"), event("ACCUSE", "DEU", "RUS"))
        wrong = [event("ACCUSE", "FRA", "RUS", 0.6), event("ACCUSE", "FRA", "ITA", 0.6)]
        found[str(n)] = [event("AID", "DEU", "UKR", 0.2), event("ACCUSE", "DEU", "RUS", 0.8), *wrong]
    chosen = thresholds(gold, found)
    common = best_threshold(tellings(gold, found), 40)
    assert len(chosen) == LABELS
    aid, accuse = (chosen[label_of(type_, False)] for type_ in (EventType.AID, EventType.ACCUSE))
    assert aid < accuse
    for type_, limit in (("AID", aid), ("ACCUSE", accuse)):
        own = best_threshold([one for one in tellings(gold, found) if one[1] == type_], 20)
        assert limit == pytest.approx((own + common) / 2, abs=1e-3)
    assert chosen[: len(TYPES)] == chosen[len(TYPES) :]
    assert all(0 < limit < 1 for limit in chosen)


def right_of(chance: float, right: int, wrong: int) -> list[tuple[float, str, bool]]:
    return [(chance, "AID", True)] * right + [(chance, "AID", False)] * wrong


def test_well_calibrated_chances_stay_as_they_are() -> None:
    told = [*right_of(0.2, 20, 80), *right_of(0.5, 50, 50), *right_of(0.8, 80, 20)]
    assert platt(told) == pytest.approx((1.0, 0.0), abs=1e-2)


def test_confidence_becomes_the_share_that_is_right() -> None:
    told = [*right_of(0.7, 40, 60), *right_of(0.95, 80, 20)]
    slope, shift = platt(told)
    for chance, share in ((0.7, 0.4), (0.95, 0.8)):
        logit = math.log(chance / (1 - chance))
        assert 1 / (1 + math.exp(-(slope * logit + shift))) == pytest.approx(share, abs=0.01)
    assert reliability(told, slope, shift)[0] < 0.01 < reliability(told, 1.0, 0.0)[0]


def test_chances_of_0_and_1_break_nothing() -> None:
    assert np.isfinite(platt([*right_of(1.0, 9, 1), *right_of(0.0, 1, 9)])).all()


def test_reliability_weighs_the_bins_by_their_counts() -> None:
    told = [*right_of(0.25, 0, 30), *right_of(0.75, 10, 0)]
    error, bins = reliability(told, 1.0, 0.0)
    assert error == pytest.approx(0.25)
    assert [(b["confidence"], b["right"], b["count"]) for b in bins] == [
        (pytest.approx(0.25), 0.0, 30),
        (pytest.approx(0.75), 1.0, 10),
    ]


def test_the_surest_are_in_the_last_bin() -> None:
    error, bins = reliability(right_of(0.999, 10, 0), 50.0, 0.0)
    assert error == pytest.approx(0.0)
    assert [b["count"] for b in bins] == [10]
