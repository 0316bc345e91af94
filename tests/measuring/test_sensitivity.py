"""How much the distance depends on our choices, in one number."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from abstand.errors import InputError, NoData
from abstand.measuring import distance, sensitivity
from abstand.measuring.weights import goldstein, plover
from abstand.model import Direction, Entry, EventType
from abstand.sources.tables import IMPORTED
from abstand.store import MemoryStore

Told = Callable[..., Entry]
DAY = date(2022, 3, 1)


@pytest.mark.slow
def test_the_base_is_the_distance_itself(kept, told: Told) -> None:
    store = kept([told(EventType.AID, DAY), told(EventType.ACCUSE, DAY + timedelta(days=9), outlet="B")])
    found = sensitivity(store, "KAZ", "RUS")
    base = found.variants[0]
    curve = distance(store, "KAZ", "RUS").curve(Direction.SYMMETRIC)
    assert base.curve is not None
    np.testing.assert_allclose(base.curve.middle, [point.distance for point in curve])
    assert (base.name, base.shift, base.bands, base.events) == ("plover", 0.0, 0.0, 2)
    assert found.days == tuple(point.day for point in curve)


def test_every_choice_is_tried(kept, told: Told) -> None:
    entries = [told(event="e", outlet="A"), told(event="e", outlet="B"), told(EventType.ASSAULT, outlet="C")]
    found = sensitivity(kept(entries), "KAZ", "RUS")
    assert [(v.name, v.events) for v in found.variants] == [
        ("plover", 2), ("goldstein", 2), ("equal", 2), ("merged", 1), ("without A", 2), ("without B", 2),
        ("without C", 1),
    ]  # fmt: skip
    shifts = {v.name: v.shift for v in found.variants}
    assert shifts["without C"] == shifts["merged"] > shifts["without A"]
    bands = [v.bands for v in found.variants if v.bands is not None]
    assert found.moves == max(bands) > 0
    assert found.rests_on == ()


def test_what_rests_on_one_outlet_says_so(kept, told: Told) -> None:
    found = sensitivity(kept([told(outlet="A")]), "KAZ", "RUS")
    assert found.rests_on == ("merged", "without A")
    assert np.isfinite(found.moves)


def test_the_scales_move_what_they_score_differently(kept, told: Told) -> None:
    store = kept([told(EventType.REQUEST, DAY)])
    by_name = {v.name: v.curve for v in sensitivity(store, "KAZ", "RUS").variants}
    assert by_name["plover"].middle[0] == 0.5
    assert by_name["equal"].middle[0] == 0.5
    assert by_name["goldstein"].middle[0] == pytest.approx((10 - goldstein().scores[EventType.REQUEST]) / 20)


def test_bad_questions(kept, told: Told) -> None:
    store = kept([told()])
    with pytest.raises(InputError, match="it takes none"):
        sensitivity(store, "KAZ", "RUS", weights=plover())
    with pytest.raises(NoData, match="no day with a distance lies between 2030-01-01 and the last"):
        sensitivity(store, "KAZ", "RUS", since=date(2030, 1, 1))


def test_scores_of_a_sources_own_are_the_base_and_give_way_to_other_scales() -> None:
    """CAMEO scores 3.4 and -2 are the data set's own; by PLOVER's scale AID is 10 and ACCUSE -3."""
    given = [("AID", 3.4, DAY), ("ACCUSE", -2.0, DAY + timedelta(days=9))]
    rows = [
        {"id": type_, "source": "icews", "first": day, "last": day, "actor": "KAZ", "recipient": "RUS", "type": type_,
         "score": score} for type_, score, day in given
    ]  # fmt: skip
    store = MemoryStore()
    store.append("imported", pa.Table.from_pylist(rows, IMPORTED))
    found = sensitivity(store, "KAZ", "RUS", source="icews")
    shifts = {variant.name: variant.shift for variant in found.variants}
    assert shifts["own scores"] == 0.0
    assert {shifts[name] > 0 for name in ("plover", "goldstein", "equal")} == {True}
