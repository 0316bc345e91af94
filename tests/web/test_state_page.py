"""The page of a state: who is near, who moved, the map, small charts, and UN votes beside the distances."""

import re
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from abstand.entities import default
from abstand.measuring.alignment import Likeness
from abstand.measuring.partners import Partner
from abstand.store import Store
from abstand.store.tables import SCHEMAS
from abstand.telling.charts import image
from abstand.telling.maps import BANDS, band_of, map_chart
from abstand.telling.rendering import signed
from abstand.telling.views.state import StatePage, StatePartner, state_view
from abstand.telling.words import words
from abstand.web import create_app

DAY = date(2022, 9, 20)
NEAR = Partner("RUS", DAY, 0.2, 0.1, 0.3, 0.15, 0.25, -0.2, -0.3, -0.1, 9, DAY)


def shown(*partners: Partner, votes: dict[str, Likeness] | None = None) -> StatePage:
    return state_view(None, "KAZ", "en", default(), lambda *_: partners, votes=lambda *_: votes or {})  # type: ignore[arg-type]


def test_only_a_change_that_is_told_from_chance_is_a_move() -> None:
    unsure = replace(NEAR, partner="CHN", change=0.5, change_low=-0.1, change_high=0.9)
    further = replace(NEAR, partner="UKR", change=0.3, change_low=0.1, change_high=0.5)
    assert [mover.code for mover in shown(NEAR, unsure, further).movers] == ["UKR", "RUS"]


def test_the_most_frequent_partners_come_first_in_the_small_charts() -> None:
    page = shown(replace(NEAR, partner="CHN", events=1), NEAR)
    assert [partner.code for partner in page.frequent] == ["RUS", "CHN"]


def test_votes_stand_beside_the_distance() -> None:
    alike = Likeness("KAZ", "RUS", date(2018, 1, 1), date(2020, 1, 1), 250, 0.65, 0.2, None)
    page = shown(NEAR, replace(NEAR, partner="CHN"), votes={"RUS": alike})
    assert [(one.agreement, one.kappa, one.votes) for one in page.partners] == [(0.65, 0.2, 250), (None, None, 0)]
    assert page.voted == (date(2018, 1, 1), date(2020, 1, 1))


def test_a_distance_is_told_by_colour_and_digit() -> None:
    assert [band_of(distance)[0] for distance in (0, 0.3, 0.5, 0.69, 1)] == ["1", "2", "3", "4", "5"]
    partner = StatePartner("RUS", "Russia", 0.72, 0, 1, None, 3, DAY)
    drawn = image(map_chart(StatePage("KAZ", "Kazakhstan", DAY, (partner,), ()), words("en")), "svg").decode()
    assert ">5</text>" in drawn
    assert BANDS[4][1] in drawn


@pytest.mark.parametrize(("value", "said"), [(0.004, "0.00"), (-0.004, "0.00"), (0.006, "+0.01"), (-0.25, "−0.25")])
def test_what_rounds_to_nothing_has_no_sign(value: float, said: str) -> None:
    assert signed(value, "en") == said


def test_the_window_is_part_of_the_address(client: TestClient) -> None:
    assert "Change in 90 days" in client.get("/state/KAZ?lang=en&window=90").text
    assert client.get("/api/state/KAZ?window=1095").json()["window_days"] == 1095
    assert client.get("/state/KAZ?window=7").status_code == 422


def test_small_charts_of_the_partners(client: TestClient) -> None:
    drawn = client.get("/chart/partners/KAZ.svg?lang=de").text
    assert "Russland" in drawn
    assert client.get("/chart/partners/BRA.svg").status_code == 404


def test_votes_of_the_store(fresh_store: Store) -> None:
    rows = [
        {"roll_call": f"r{number}", "state": state, "vote": vote, "day": date(2019, 1, 1 + number), "session": 73}
        for number, votes in enumerate([("yes", "yes"), ("yes", "no"), ("abstain", "abstain")])
        for state, vote in zip(("KAZ", "RUS"), votes, strict=True)
    ]
    client = TestClient(create_app(fresh_store))
    assert "No UN votes are stored" in client.get("/state/KAZ?lang=en").text
    fresh_store.append("votes", pa.Table.from_pylist(rows, schema=SCHEMAS["votes"]))
    page = client.get("/state/KAZ?lang=en").text
    assert re.search(r"Russia</a>.*67%", page, re.DOTALL)
