"""The public charts: what they draw of what was measured, in words and signs besides colour, without asking a host."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from abstand import measuring, plot
from abstand.entities import default
from abstand.errors import AbstandError, InputError, NoData, UnknownEntity
from abstand.measuring.partners import Partner
from abstand.measuring.told_steps import Step
from abstand.model import LANGUAGES, Direction, Dyad, Question
from abstand.store import Store
from abstand.telling.charts import Drawing
from abstand.telling.networks import Edge, layout
from abstand.telling.words import words

DAY = date(2022, 9, 20)
PAIR = Dyad("KAZ", "RUS")
HOSTS = re.compile(r"""(?:src|href)\s*=\s*["']?https?://|@import|cdn\.""")


def partner(code: str, distance: float) -> Partner:
    return Partner(code, DAY, distance, distance - 0.1, distance + 0.1, distance, distance, None, None, None, 7, DAY)


def step(day: date, direction: Direction = Direction.THERE, size: float = 0.2, pair: Dyad = PAIR) -> Step:
    return Step(
        "s", pair, direction, day, day, day, before=0.4, after=0.4 + size, size=size, low=size - 0.1, high=size + 0.1,
        probability=0.99, outlet="", carriers=(),
    )  # fmt: skip


STEPS = (step(date(2022, 2, 24)), step(date(2022, 9, 21), Direction.BACK, -0.15))
NETWORK = {
    "KAZ": [partner("RUS", 0.4), partner("UZB", 0.2)],
    "RUS": [partner("KAZ", 0.4), partner("UZB", 0.5)],
    "UZB": [partner("KAZ", 0.2), partner("RUS", 0.5), partner("USA", 0.1)],
}


@pytest.fixture(scope="module")
def drawn(told_store: Store) -> dict[str, Callable[[str], Drawing]]:
    """Each chart of something small, by language."""
    entries = told_store.entries(Question(("KAZ", "RUS")))
    series = measuring.distance(told_store, "KAZ", "RUS")
    return {
        "distance": lambda lang: plot.distance(series, lang, STEPS),
        "steps": lambda lang: plot.steps(STEPS, lang),
        "chronicle": lambda lang: plot.chronicle(entries, "Kasachstan", "RUS", lang),
        "map": lambda lang: plot.map("KAZ", NETWORK["KAZ"], lang),
        "network": lambda lang: plot.network(NETWORK, lang),
    }


def spec(chart: Drawing) -> dict[str, Any]:
    found: dict[str, Any] = chart.to_dict(validate=False)
    return found


@pytest.mark.parametrize("name", plot.__all__)
def test_every_public_chart_is_drawn_here(name: str, drawn: dict[str, Callable[[str], Drawing]]) -> None:
    assert name == "save" or name in drawn


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["distance", "steps", "chronicle", "network"])
def test_each_chart_has_title_and_description_in_each_language(
    name: str, language: str, drawn: dict[str, Callable[[str], Drawing]]
) -> None:
    chart = spec(drawn[name](language))
    name_of_russia = default().display_name("RUS", language)
    assert chart["title"]["text"]
    assert name_of_russia in chart["description"]
    assert chart["usermeta"]["lang"] == language
    assert chart["config"]["locale"]["number"]["decimal"] == ("." if language == "en" else ",")


def test_the_map_has_title_and_description(drawn: dict[str, Callable[[str], Drawing]]) -> None:
    chart = spec(drawn["map"]("ru"))
    assert "20 сент. 2022" in chart["title"]["text"]
    assert chart["description"] == "Россия 0,40; Узбекистан 0,20"


def test_a_language_that_we_have_not_is_refused() -> None:
    with pytest.raises(InputError, match="use one of de"):
        plot.steps(STEPS, "tr")


def test_steps_say_direction_and_way_without_colour(drawn: dict[str, Callable[[str], Drawing]]) -> None:
    chart = spec(drawn["steps"]("en"))
    shapes = {
        layer["mark"]["shape"]: layer["transform"][0]["filter"] for layer in chart["layer"] if "transform" in layer
    }
    assert shapes == {"triangle-up": "datum.size > 0", "triangle-down": "datum.size <= 0"}
    rule = next(layer for layer in chart["layer"] if "strokeDash" in layer["encoding"])
    assert len({str(dash) for dash in rule["encoding"]["strokeDash"]["scale"]["range"]}) == 2
    rows = chart["datasets"]["steps"]
    assert [(row["before"], row["after"], row["change"]) for row in rows] == [(0.4, 0.6, "+0.20"), (0.4, 0.25, "−0.15")]
    assert "Feb 24, 2022: Kazakhstan towards Russia, +0.20 (+0.10 … +0.30)" in chart["description"]


def test_no_step_and_steps_of_two_pairs_are_told_apart_from_a_chart() -> None:
    with pytest.raises(NoData, match="no change could be told from chance"):
        plot.steps(())
    with pytest.raises(InputError, match="2 pairs"):
        plot.steps([*STEPS, step(DAY, pair=Dyad("KAZ", "CHN"))])


def test_the_chronicle_shows_day_type_direction_and_doubt(told_store: Store) -> None:
    chart = spec(plot.chronicle(told_store.entries(Question(("KAZ", "CHN"))), "KAZ", "CHN"))
    (row,) = chart["datasets"]["events"]
    told = words("en")
    assert (row["first"], row["type"]) == ("2022-09-20", told.types["THREATEN"])
    assert row["way"] == "China towards Kazakhstan"
    assert not row["sure"], "denied"
    both = spec(plot.chronicle(told_store.entries(Question(("KAZ", "RUS"))), "KAZ", "RUS"))
    assert both["layer"][1]["encoding"]["y"]["sort"] == [told.types["CONSULT"], told.types["ACCUSE"]], "friendly above"
    assert len({*both["layer"][1]["encoding"]["shape"]["scale"]["range"]}) == 3


def test_a_chronicle_without_a_day_is_no_chart() -> None:
    with pytest.raises(NoData, match="KAZ and BRA have no event with a day"):
        plot.chronicle([], "KAZ", "Brazil")
    with pytest.raises(UnknownEntity):
        plot.chronicle([], "KAZ", "Atlantis")


def test_the_map_needs_partners_and_a_state() -> None:
    with pytest.raises(NoData, match="KAZ has no partner"):
        plot.map("Kazakhstan", [])
    with pytest.raises(UnknownEntity):
        plot.map("Atlantis", NETWORK["KAZ"])


def test_a_network_joins_its_states_once_and_only_them(drawn: dict[str, Callable[[str], Drawing]]) -> None:
    chart = spec(drawn["network"]("en"))
    assert {row["pair"] for row in chart["datasets"]["edges"]} == {
        "Kazakhstan – Russia", "Kazakhstan – Uzbekistan", "Russia – Uzbekistan"
    }  # fmt: skip
    assert chart["description"].startswith("Kazakhstan – Uzbekistan: 0.20"), "the nearest first"
    lines = chart["layer"][0]["encoding"]
    assert {"strokeWidth", "strokeDash", "color"} <= set(lines)
    x, y = (chart["layer"][0]["encoding"][axis]["scale"]["domain"] for axis in "xy")
    assert (x[1] - x[0]) / chart["width"] == pytest.approx((y[1] - y[0]) / chart["height"]), "one scale"


def test_three_distances_are_kept_exactly() -> None:
    edges = [Edge(0, 1, partner("b", 0.3)), Edge(0, 2, partner("c", 0.4)), Edge(1, 2, partner("c", 0.5))]
    places = layout(3, edges)
    for edge in edges:
        assert np.hypot(*(places[edge.one] - places[edge.other])) == pytest.approx(edge.partner.distance, abs=0.002)
    assert (layout(3, edges) == places).all()


@pytest.mark.parametrize(
    ("partners", "error", "message"),
    [
        ({"KAZ": [], "RUS": []}, InputError, "three or more"),
        ({"KAZ": [], "RUS": [], "CHN": []}, NoData, "no two of CHN, KAZ, RUS have acts"),
        ({"KAZ": [], "RUS": [], "Atlantis": []}, UnknownEntity, "Atlantis"),
    ],
)
def test_a_network_of_too_little(partners: dict[str, list[Partner]], error: type[AbstandError], message: str) -> None:
    with pytest.raises(error, match=message):
        plot.network(partners)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["distance", "steps", "chronicle", "map", "network"])
def test_each_chart_is_written_in_each_form(
    name: str, drawn: dict[str, Callable[[str], Drawing]], tmp_path: Path
) -> None:
    chart = drawn[name]("kk")
    for form in ("svg", "png", "html"):
        chart.save(tmp_path / f"chart.{form}")
    svg = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert 'role="img" xml:lang="kk"' in svg
    assert "<desc>" in svg
    page = (tmp_path / "chart.html").read_text(encoding="utf-8")
    assert '<html lang="kk">' in page
    assert not HOSTS.search(svg + page)
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_a_notebook_is_given_a_picture_and_no_script(drawn: dict[str, Callable[[str], Drawing]]) -> None:
    shown = drawn["steps"]("fr")._repr_mimebundle_()
    assert list(shown) == ["image/svg+xml"]
    assert "<script" not in shown["image/svg+xml"]


@pytest.mark.slow
def test_what_a_document_says_cannot_leave_its_place(told_store: Store, tmp_path: Path) -> None:
    """A sentence of the store holds a script and a picture."""
    chart = plot.chronicle(told_store.entries(Question(("KAZ", "RUS"))), "KAZ", "RUS")
    plot.save(chart, tmp_path / "chart.html")
    page = (tmp_path / "chart.html").read_text(encoding="utf-8")
    assert r"\u003cscript\u003ealert(1)" in page
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
