"""The chart of a distance: what it says, and its files."""

import json
import re
import struct
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from abstand import plot
from abstand.entities import default
from abstand.errors import InputError
from abstand.measuring.told_steps import Step
from abstand.model import LANGUAGES, Direction, Dyad, Point, Series
from abstand.telling.charts import (
    HEIGHT,
    LEGEND_WIDTH,
    PNG_SCALE,
    POINTS,
    WIDTH,
    distance_chart,
    distance_specification,
    image_of,
    save,
    specification,
    thinned,
)
from abstand.telling.words import words

PNG = b"\x89PNG\r\n\x1a\n"


def series(*directions: Direction, days: int = 30) -> Series:
    points = [
        Point(
            way,
            date(2022, 1, 1) + timedelta(days=day),
            0.4 + day / 100,
            0.3,
            0.9,
            int(day % 7 == 0),
            int(day % 7 == 0),
            low50=0.35,
            high50=0.8,
            undated=0,
            read=3,
            quiet=0.5,
        )
        for way in directions
        for day in range(days)
    ]
    return Series(Dyad("KAZ", "RUS"), tuple(points))


BOTH = series(*Direction)


@pytest.fixture(scope="module")
def svg(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("charts") / "new" / "distance.svg"
    save(plot.distance(BOTH, "en"), file)
    return file.read_text(encoding="utf-8")


def test_an_svg_holds_title_note_and_directions(svg: str) -> None:
    assert svg.lstrip().startswith("<svg")
    told = words("en")
    names = {"a": "Kazakhstan", "b": "Russia"}
    for text in (told.say("chart_title", **names), *(told.say(way.value, **names) for way in Direction)):
        assert text in svg
    assert "95 %" in svg


def test_an_svg_draws_a_band_and_a_line_for_each_direction(svg: str) -> None:
    assert len(re.findall(r'aria-roledescription="area mark"', svg)) == 2 * len(Direction), "50 and 95 %"
    assert len(re.findall(r'aria-roledescription="line mark"', svg)) == len(Direction)


@pytest.mark.slow
def test_a_png_is_one(tmp_path: Path) -> None:
    file = tmp_path / "distance.png"
    save(plot.distance(BOTH, "kk"), file)
    content = file.read_bytes()
    assert content.startswith(PNG)
    assert content[12:16] == b"IHDR"
    width, height = struct.unpack(">II", content[16:24])
    assert width >= WIDTH * PNG_SCALE
    assert height >= HEIGHT * PNG_SCALE


@pytest.mark.parametrize("name", ["distance.PNG", "distance.Svg"])
def test_an_ending_in_capitals_will_do(tmp_path: Path, name: str) -> None:
    save(plot.distance(BOTH), tmp_path / name)
    assert (tmp_path / name).stat().st_size > 0


@pytest.mark.parametrize("name", ["distance", "distance.pdf", "distance.svg.gz", ".svg"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"written as \.svg or \.png"):
        save(plot.distance(BOTH), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.svg").mkdir()
    for wrong in (tmp_path / "file" / "distance.svg", tmp_path / "folder.svg"):
        with pytest.raises(InputError, match=re.escape(f"{wrong}: cannot be written")):
            save(plot.distance(BOTH), wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_speaks_the_readers_language(language: str) -> None:
    told, gazetteer = words(language), default()
    chart = distance_chart(BOTH, told, gazetteer).to_dict()
    names = {"a": gazetteer.display_name("KAZ", language), "b": gazetteer.display_name("RUS", language)}
    assert chart["title"]["text"] == told.say("chart_title", **names)
    assert chart["title"]["subtitle"] == told.say("chart_note")
    assert plot.distance(BOTH, language).to_dict()["title"] == chart["title"]


def test_a_chart_holds_every_point() -> None:
    chart = distance_chart(BOTH, words("en"), default()).to_dict()
    rows = chart["datasets"]["points"]
    assert len(rows) == len(BOTH.points)
    assert rows[1] == {
        "direction": "Kazakhstan towards Russia", "symmetric": False, "day": "2022-01-02", "distance": 0.41,
        "low": 0.3, "high": 0.9, "reports": 0, "low50": 0.35, "high50": 0.8,
    }  # fmt: skip


def test_the_whole_scale_is_always_shown() -> None:
    chart = distance_chart(BOTH, words("en"), default()).to_dict()
    scales = [layer["encoding"]["y"]["scale"] for layer in chart["layer"][:2]]
    assert scales == [{"domain": [0, 1]}] * 2


def test_a_direction_that_is_unknown_is_not_in_the_legend() -> None:
    chart = distance_chart(series(Direction.THERE, Direction.SYMMETRIC), words("en"), default()).to_dict()
    scale = chart["layer"][1]["encoding"]["color"]["scale"]
    assert scale["domain"] == ["Kazakhstan towards Russia", "both together"]
    assert len(scale["range"]) == len(set(scale["range"])) == 2
    dashes = chart["layer"][1]["encoding"]["strokeDash"]["scale"]["range"]
    assert dashes[0] != dashes[1], "told apart without colour"


def test_steps_are_marked_in_the_colour_of_their_direction() -> None:
    day = date(2022, 1, 9)
    step = Step(
        "s", BOTH.dyad, Direction.BACK, day, day, day, before=0.3, after=0.5, size=0.2, low=0.1, high=0.3,
        probability=0.99, outlet="", carriers=(),
    )  # fmt: skip
    told = words("en")
    marked = distance_chart(BOTH, told, default(), [step], lambda step: f"step/{step.id}").to_dict()
    plain = distance_chart(BOTH, told, default()).to_dict()
    rule, text = marked["layer"][len(plain["layer"]) :]
    assert (rule["mark"]["type"], text["mark"]["type"]) == ("rule", "text")
    assert marked["datasets"][rule["data"]["name"]] == [
        {"day": "2022-01-09", "direction": "Russia towards Kazakhstan", "size": "+0.20", "address": "step/s"}
    ]
    assert rule["encoding"]["href"]["field"] == "address"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ways", [Direction, (Direction.THERE, Direction.SYMMETRIC)])
def test_a_specification_is_that_of_the_chart(language: str, ways: Iterable[Direction]) -> None:
    day = date(2022, 1, 9)
    step = Step(
        "s", BOTH.dyad, Direction.THERE, day, day, day, before=0.3, after=0.5, size=0.2, low=0.1, high=0.3,
        probability=0.99, outlet="", carriers=(),
    )  # fmt: skip
    drawn = series(*ways)
    for steps in ([], [step]):
        asked = (drawn, words(language), default(), steps, lambda step: f"step/{step.id}")
        assert json.dumps(distance_specification(*asked)) == json.dumps(specification(distance_chart(*asked)))


def test_texts_that_are_not_measured_are_drawn_alike() -> None:
    spec = distance_specification(BOTH, words("en"), default())
    measured = json.loads(json.dumps(spec).replace('"labelLimit": 0', f'"labelLimit": {LEGEND_WIDTH}'))
    assert measured != spec
    assert image_of(measured, "svg") == image_of(spec, "svg")


def test_a_long_history_is_drawn_with_fewer_points() -> None:
    curve = series(Direction.SYMMETRIC, days=5 * POINTS + 3).points
    step = curve[7].day
    drawn = thinned(curve, {step})
    assert POINTS * 0.9 <= len(drawn) <= POINTS * 1.1
    assert drawn[-1][0] == curve[-1]
    assert step in {point.day for point, _ in drawn}
    assert sum(reports for _, reports in drawn) == sum(point.reports for point in curve)


@pytest.mark.parametrize("days", [0, 1])
def test_a_series_of_no_or_one_day_can_be_drawn(tmp_path: Path, days: int) -> None:
    save(plot.distance(series(*Direction, days=days)), tmp_path / "short.svg")
    assert "<svg" in (tmp_path / "short.svg").read_text(encoding="utf-8")


def test_what_has_one_place_has_it_on_the_mark() -> None:
    layers = distance_chart(BOTH, words("en"), default()).to_dict()["layer"]
    ticks = [layer["mark"] for layer in layers if layer["mark"]["type"] == "tick"]
    greys = [layer["mark"] for layer in layers if layer["mark"]["type"] == "rect"]
    assert [mark["y"] for mark in ticks] == [HEIGHT - 4]
    assert [(mark["y"] < mark["y2"], mark["y2"]) for mark in greys] == [(True, HEIGHT)]
    assert not any("value" in channel for layer in layers for channel in layer["encoding"].values())
