"""One state and all others: ranked, with change and interval; who stands to the world alike."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from abstand.errors import InputError, NoData, UnknownEntity
from abstand.measuring import distance, distances, neighbours
from abstand.measuring.partners import Partner
from abstand.model import Direction, Entry, EventType
from abstand.store import MemoryStore

Told = Callable[..., Entry]
DAY = date(2022, 6, 1)


def acts(told: Told, type_: EventType, actor: str, *others: str, back_days: int = 0) -> list[Entry]:
    day = DAY - timedelta(days=back_days)
    return [told(type_, day, actors=(actor,), recipients=(other,)) for other in others]


@pytest.fixture(scope="module")
def world(kept, told: Told) -> MemoryStore:
    """KAZ and UZB are kind to RUS and CHN and cold to USA; TKM the other way round. KAZ has cooled towards RUS."""
    told_all = [
        *acts(told, EventType.AID, "KAZ", "RUS", back_days=700),
        *acts(told, EventType.SUPPORT, "KAZ", "RUS", "CHN"),
        *acts(told, EventType.ACCUSE, "KAZ", "USA"),
        *acts(told, EventType.SUPPORT, "UZB", "RUS", "CHN"),
        *acts(told, EventType.ACCUSE, "UZB", "USA"),
        *acts(told, EventType.ACCUSE, "TKM", "RUS", "CHN"),
        *acts(told, EventType.SUPPORT, "TKM", "USA"),
    ]
    return kept(told_all)


def of(found: tuple[Partner, ...], code: str) -> Partner:
    (partner,) = [partner for partner in found if partner.partner == code]
    return partner


def test_partners_come_nearest_first(world: MemoryStore) -> None:
    found = distances(world, "Kasachstan")
    assert {partner.partner for partner in found} == {"RUS", "CHN", "USA"}
    assert [partner.distance for partner in found] == sorted(partner.distance for partner in found)
    assert found[-1].partner == "USA"
    for partner in found:
        assert 0 <= partner.low <= partner.low50 <= partner.distance <= partner.high50 <= partner.high <= 1
        assert (partner.day, partner.last_act) == (DAY, DAY)
    assert of(found, "RUS").events == 2


def test_a_partners_distance_is_that_of_the_pair(world: MemoryStore) -> None:
    last = distance(world, "KAZ", "RUS").curve(Direction.SYMMETRIC)[-1]
    partner = of(distances(world, "KAZ"), "RUS")
    assert (partner.distance, partner.low, partner.high) == (
        pytest.approx(last.distance), pytest.approx(last.low), pytest.approx(last.high)
    )  # fmt: skip


def test_the_change_is_known_only_where_acts_reach_back(world: MemoryStore) -> None:
    found = distances(world, "KAZ", window_days=365)
    assert of(found, "CHN").change is None
    russia = of(found, "RUS")
    assert russia.change is not None
    assert russia.change > 0, "from aid to words of support"
    assert russia.change_low is not None
    assert russia.change_high is not None
    assert russia.change_low < russia.change < russia.change_high
    curve = {point.day: point.distance for point in distance(world, "KAZ", "RUS").curve(Direction.SYMMETRIC)}
    assert russia.change == pytest.approx(curve[DAY] - curve[DAY - timedelta(days=365)])


def test_later_days_have_wider_bands_and_later_acts_do_not_count(world: MemoryStore) -> None:
    now, later = (of(distances(world, "KAZ", until=day), "CHN") for day in (DAY, DAY + timedelta(days=400)))
    assert later.high - later.low > now.high - now.low
    early = distances(world, "KAZ", until=DAY - timedelta(days=1))
    assert [partner.partner for partner in early] == ["RUS"]
    assert of(early, "RUS").events == 1


def test_who_stands_to_others_alike(world: MemoryStore) -> None:
    found = neighbours(world, "KAZ")
    assert [neighbour.neighbour for neighbour in found] == ["UZB", "TKM"]
    assert found[0].difference < 0.1 < 0.2 < found[1].difference
    assert all(n.shared == 3 and 0 <= n.low <= n.difference <= n.high <= 1 for n in found)


def test_bad_questions_are_answered_clearly(world: MemoryStore, kept, told: Told) -> None:
    with pytest.raises(NoData, match="no act of ISL with a date and a weight is stored"):
        distances(world, "ISL")
    with pytest.raises(NoData, match="up to 1999-01-01"):
        distances(world, "KAZ", until=date(1999, 1, 1))
    with pytest.raises(InputError, match="a window of 0 days is none"):
        distances(world, "KAZ", window_days=0)
    with pytest.raises(UnknownEntity):
        neighbours(world, "Atlantis")
    with pytest.raises(NoData, match="no state shares 3 partners with KAZ"):
        neighbours(kept([told()]), "KAZ")
    with pytest.raises(NoData, match="no act with a date and a weight is stored"):
        distances(MemoryStore(), "KAZ")
