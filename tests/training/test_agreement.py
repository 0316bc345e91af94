"""How the agreement of two codings is counted."""

from typing import Any

import pytest
from agreement import f1, kappa, tallies

EVENT: dict[str, Any] = {
    "type": "AID", "actors": ["DEU"], "recipients": ["UKR"], "status": "asserted", "speakers": ["DEU"], "when": None,
}  # fmt: skip


def coded(id_: str, pass_: int, *events: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "lang": "de", "pass": pass_, "coder": "ab"[pass_ - 1], "events": list(events)}


def test_f1_of_shared_and_single_items() -> None:
    assert f1(3, 2) == 0.75
    assert f1(0, 0) == 1.0


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], 1.0),
        ([("a", "a")], 1.0),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")], 0.5),
    ],
)
def test_kappa(pairs: list[tuple[str, str]], expected: float) -> None:
    assert kappa(pairs) == pytest.approx(expected)


def test_two_codings_are_compared_item_by_item() -> None:
    denied = {**EVENT, "status": "denied", "speakers": ["RUS"], "when": ["2022-01-01", "2022-01-01"]}
    tally = tallies([coded("1", 1, EVENT), coded("1", 2, denied, {**EVENT, "type": "AGREE"})])["de"]
    assert (tally.shared, tally.alone) == ({"AID": 1}, {"AGREE": 1})
    assert tally.statuses == [("asserted", "denied")]
    assert tally.dates == [False]
    assert tally.speakers == {"shared": 0, "alone": 2}


def test_of_an_item_told_twice_equal_statuses_are_compared() -> None:
    rumour = {**EVENT, "status": "rumoured"}
    tally = tallies([coded("1", 1, rumour, EVENT), coded("1", 2, EVENT)])["all"]
    assert tally.statuses == [("asserted", "asserted")]


def test_a_record_coded_once_does_not_count() -> None:
    assert tallies([coded("1", 1, EVENT)]) == {}
    assert tallies([coded("1", 1), coded("1", 2)])["de"].records == 1
