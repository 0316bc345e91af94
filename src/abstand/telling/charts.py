"""Charts as altair specifications: one for notebook, page, SVG and PNG.

Channels are given as altair's own classes, fixed places as properties of marks: a text or value in place of a channel
is checked against the schema, which takes longer than the rest of a chart.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import altair as alt
import vl_convert
from babel import Locale
from markupsafe import Markup

from abstand.entities import Gazetteer
from abstand.errors import InputError, NoData
from abstand.measuring.told_steps import Step
from abstand.model import Direction, Point, Series
from abstand.telling.describing import of_series
from abstand.telling.rendering import render
from abstand.telling.words import Words
from abstand.telling.words import words as words_of

WIDTH, HEIGHT, PNG_SCALE = 720, 360, 2
POINTS = 240  # of a curve, one for three pixels: more is hardly seen, and takes long to draw and to load
SILENCE_DAYS = 60  # shorter gaps are how news come
SILENCE_HEIGHT = 26  # pixels above the axis: below all levels but those of allies
SMALL_WIDTH, SMALL_HEIGHT, SMALL_COLUMNS, SMALL_POINTS = 190, 90, 4, 100
# Okabe and Ito's colours, told apart by colour-blind readers too; the dash tells them apart without colour
_COLOURS = {Direction.THERE: "#0072B2", Direction.BACK: "#D55E00", Direction.SYMMETRIC: "#222222"}
_DASHES = {Direction.THERE: [6, 3], Direction.BACK: [2, 3], Direction.SYMMETRIC: [1, 0]}
_SIX_COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]
_SIX_DASHES = [[1, 0], [6, 3], [2, 3], [8, 3, 2, 3], [12, 4], [4, 2]]
FONTS = "DejaVu Sans, Noto Sans, Segoe UI, sans-serif"  # the first that is there; all with the letters of Kazakh
FORMATS = (".svg", ".png", ".html")
LEGEND_WIDTH, LETTER_WIDTH = 300, 7  # pixels: of a label, and of its letters on the mean, at most
UNMEASURED = 0  # no limit of width: texts that are held against one are measured, which takes a millisecond each
_FRAMES = 64  # kept: by language, directions, and whether there are steps


class Rows:
    """Data that altair takes as they are: it would walk through every value several times over."""

    _schema: ClassVar[dict[str, Any]] = {"type": "array"}

    def __init__(self, values: Any) -> None:
        self._values = values

    def to_dict(self, *_: Any, **__: Any) -> Any:
        return self._values


class Drawing(alt.LayerChart):
    """An altair chart that shows and saves itself without asking any host, its texts escaped.

    Altair's own HTML loads scripts from elsewhere, and lets a ``</script>`` in the data end them.
    """

    def _repr_mimebundle_(self, *_: Any, **__: Any) -> dict[str, str]:
        return {"image/svg+xml": image(self, "svg").decode()}

    def save(self, fp: str | Path, *_: Any, **__: Any) -> None:  # type: ignore[override]
        """As the function ``save``, which takes no more than a file's name."""
        save(self, Path(fp))


def distance_chart(
    series: Series, words: Words, gazetteer: Gazetteer, steps: Sequence[Step] = (),
    address: Callable[[Step], str] | None = None,
) -> Drawing:  # fmt: skip
    """Lines with their 50 and 95 % bands, a tick below where there are reports, a rule for every step; far is up.

    Times without reports are grey and named so. Of a long history about ``POINTS`` days a curve are drawn, among them
    the last and those of the steps. A click on a step leads to its ``address``.
    """
    said = _Said.of(series, words, gazetteer)
    data = {name: Rows(rows) for name, rows in _data(series, said.labels, steps, address).items()}
    return _drawing(said, data, words, _limit(said.labels.values()), linked=address is not None)


def distance_specification(
    series: Series, words: Words, gazetteer: Gazetteer, steps: Sequence[Step] = (),
    address: Callable[[Step], str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """``specification`` of the ``distance_chart``; what the charts of all pairs have in common is made once."""
    said = _Said.of(series, words, gazetteer)
    data = _data(series, said.labels, steps, address)
    limit = _limit(said.labels.values())
    frame = _frame(words.language, tuple(said.labels), tuple(data), limit, linked=address is not None)
    return {**_filled(frame, said.places()), "datasets": data}


@dataclass(frozen=True, slots=True)
class _Said:
    """What a chart says of one pair alone; ``labels`` are those of the directions that it shows."""

    labels: dict[Direction, str]
    title: str
    description: str

    @classmethod
    def of(cls, series: Series, words: Words, gazetteer: Gazetteer) -> _Said:
        codes = {"a": series.dyad.actor, "b": series.dyad.recipient}
        names = {key: gazetteer.display_name(code, words.language) for key, code in codes.items()}
        labels = {way: words.say(way.value, **names) for way in Direction if series.curve(way)}
        return cls(labels, words.say("chart_title", **names), of_series(series, words, names))

    @classmethod
    def blank(cls, ways: Iterable[Direction]) -> _Said:
        """Names of places in their stead."""
        return cls({way: f"<{way}>" for way in ways}, "<title>", "<description>")

    def places(self) -> dict[str, str]:
        """What stands in each place."""
        return dict(zip(_Said.blank(self.labels)._texts(), self._texts(), strict=True))

    def _texts(self) -> tuple[str, ...]:
        return (*self.labels.values(), self.title, self.description)


@lru_cache(maxsize=_FRAMES)
def _frame(
    language: str, ways: tuple[Direction, ...], names: tuple[str, ...], limit: int, *, linked: bool
) -> dict[str, Any]:
    """The chart of any pair, blank."""
    data = {name: Rows([]) for name in names}
    return specification(_drawing(_Said.blank(ways), data, words_of(language), limit, linked=linked))


def _filled(value: Any, places: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, places) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, places) for item in value]
    return places.get(value, value) if isinstance(value, str) else value


def _limit(labels: Iterable[str]) -> int:
    longest = max(map(len, labels), default=0)
    return LEGEND_WIDTH if longest * LETTER_WIDTH > LEGEND_WIDTH else UNMEASURED


def _data(
    series: Series, labels: dict[Direction, str], steps: Sequence[Step], address: Callable[[Step], str] | None
) -> dict[str, list[Any]]:
    """What the chart is drawn from: points, times of silence, and steps if there are any."""
    marked = [step for step in steps if step.direction in labels]
    drawn: dict[str, list[Any]] = {
        "points": _rows(series, labels, {step.day for step in marked}), "silent": _silences(series),
    }  # fmt: skip
    return {**drawn, "steps": [_step_row(step, labels, address) for step in marked]} if marked else drawn


def _drawing(said: _Said, data: Mapping[str, Rows], words: Words, limit: int, *, linked: bool) -> Drawing:
    labels, order = said.labels, list(said.labels.values())
    legend = alt.Legend(
        orient="bottom", labelLimit=limit, title=None, symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=2
    )
    colours = alt.Scale(domain=order, range=[_COLOURS[way] for way in labels])
    dashes = alt.Scale(domain=order, range=[_DASHES[way] for way in labels])
    colour = alt.Color("direction:N", sort=order, scale=colours, legend=legend)
    base = alt.Chart(alt.NamedData(name="points")).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap=True, labelLimit=UNMEASURED)),
    )
    band = base.mark_area(opacity=0.15).encode(y=_y("low", words), y2=alt.Y2("high:Q"), color=colour)
    half = base.mark_area(opacity=0.15).encode(y=_y("low50", words), y2=alt.Y2("high50:Q"), color=colour)
    dash = alt.StrokeDash("direction:N", sort=order, scale=dashes, legend=legend)
    line = base.mark_line(strokeWidth=2).encode(y=_y("distance", words), color=colour, strokeDash=dash)
    told = base.transform_filter("datum.reports > 0 && datum.symmetric").mark_tick(
        thickness=1, size=8, color="#222222", orient="vertical", y=HEIGHT - 4
    )
    title = alt.Title(said.title, subtitle=words.say("chart_note"), anchor="start")
    marks = _step_marks(colours, linked=linked) if "steps" in data else []
    return Drawing(
        layer=[band, line, told, half, *_silence_marks(words), *marks], datasets=data, title=title,
        description=said.description, width=WIDTH, height=HEIGHT, **spoken(words.language),
    )  # fmt: skip


def _silences(series: Series) -> list[dict[str, str]]:
    """The times of more than ``SILENCE_DAYS`` without a report in any direction, and the middle of each."""
    told = sorted({point.day for point in series.points if point.reports})
    ends = [*told, max((point.day for point in series.points), default=date.min)]
    return [
        {"from": first.isoformat(), "to": last.isoformat(), "middle": (first + (last - first) / 2).isoformat()}
        for first, last in pairwise(ends)
        if (last - first).days > SILENCE_DAYS
    ]


def _silence_marks(words: Words) -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData(name="silent"))
    grey = base.mark_rect(color="#888", opacity=0.14, y=HEIGHT - SILENCE_HEIGHT, y2=HEIGHT).encode(
        x=alt.X("from:T"), x2=alt.X2("to:T")
    )
    text = words.say("silent")
    said = base.mark_text(fontSize=8, color="#000", y=HEIGHT - SILENCE_HEIGHT / 2, text=text).encode(
        x=alt.X("middle:T")
    )
    return [grey, said]


def _step_row(step: Step, labels: dict[Direction, str], address: Callable[[Step], str] | None) -> dict[str, str]:
    row = {"day": step.day.isoformat(), "direction": labels[step.direction], "size": f"{step.size:+.2f}"}
    return {**row, "address": address(step)} if address else row


def _step_marks(colours: alt.Scale, *, linked: bool) -> list[alt.Chart]:
    """A dotted rule on the day of each step, in the colour of its direction, with its size."""
    base = alt.Chart(alt.NamedData(name="steps")).encode(
        x=alt.X("day:T"), color=alt.Color("direction:N", scale=colours, legend=None)
    )
    if linked:
        base = base.encode(href=alt.Href("address:N"))
    return [
        base.mark_rule(strokeDash=[1, 3], strokeWidth=1.5),
        base.mark_text(align="left", dx=3, fontSize=9, y=8).encode(text=alt.Text("size:N")),
    ]


def save(chart: alt.LayerChart, file: Path) -> None:
    """Write the chart as SVG, PNG or HTML by the file's ending; the HTML is interactive and holds all it needs.

    Raises InputError for another ending, or an unwritable file.
    """
    form = file.suffix.lower()
    if form not in FORMATS:
        raise InputError(f"{file}: a chart is written as {' or '.join(FORMATS)}; name such a file")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(image(chart, form.removeprefix(".")))
    except OSError as error:
        raise InputError(f"{file}: cannot be written: {error.strerror}") from error


def compare_chart(series: Sequence[Series], words: Words, gazetteer: Gazetteer) -> Drawing:
    """Up to six pairs, both directions together; each line has its colour and its dashes, and a narrow band."""
    labels = [
        " – ".join(gazetteer.display_name(code, words.language) for code in (item.dyad.actor, item.dyad.recipient))
        for item in series
    ]
    rows = [
        {"pair": label, "day": point.day.isoformat(), "distance": round(point.distance, 4),
         "low": round(point.low, 4), "high": round(point.high, 4)}
        for label, item in zip(labels, series, strict=True) for point, _ in thinned(item.curve(Direction.SYMMETRIC))
    ]  # fmt: skip
    legend = alt.Legend(
        orient="bottom", columns=3, labelLimit=300, title=None, symbolType="stroke", symbolOpacity=1,
        symbolStrokeWidth=2,
    )  # fmt: skip
    colour = alt.Color("pair:N", sort=labels, scale=alt.Scale(domain=labels, range=_SIX_COLOURS), legend=legend)
    dash = alt.StrokeDash("pair:N", sort=labels, scale=alt.Scale(domain=labels, range=_SIX_DASHES), legend=legend)
    base = alt.Chart(alt.NamedData(name="points")).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap=True)), color=colour
    )
    band = base.mark_area(fillOpacity=0.08).encode(y=_y("low", words), y2=alt.Y2("high:Q"))
    line = base.mark_line(strokeWidth=2).encode(y=_y("distance", words), strokeDash=dash)
    return Drawing(
        layer=[band, line], datasets={"points": Rows(rows)}, width=WIDTH, height=HEIGHT, **spoken(words.language)
    )


def partners_chart(series: Sequence[Series], words: Words, gazetteer: Gazetteer) -> alt.FacetChart:
    """One state's distances to others, a small chart each on the same scales, both directions together.

    Raises NoData without any series.
    """
    if not series:
        raise NoData("there is no partner to draw")
    names = [gazetteer.display_name(item.dyad.recipient, words.language) for item in series]
    rows = [
        {"partner": name, "day": point.day.isoformat(), "distance": round(point.distance, 4),
         "low": round(point.low, 4), "high": round(point.high, 4)}
        for name, item in zip(names, series, strict=True)
        for point, _ in thinned(item.curve(Direction.SYMMETRIC), most=SMALL_POINTS)
    ]  # fmt: skip
    base = alt.Chart().encode(x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y", labelOverlap=True)))
    band = base.mark_area(opacity=0.2, color="#0072B2").encode(y=_small("low"), y2=alt.Y2("high:Q"))
    line = base.mark_line(strokeWidth=1.5, color="#0072B2").encode(y=_small("distance"))
    facet = alt.Facet("partner:N", sort=names, title=None, header=alt.Header(labelFontWeight="bold"))
    layers = alt.layer(band, line, data=alt.InlineData(rows)).properties(width=SMALL_WIDTH, height=SMALL_HEIGHT)
    return layers.facet(facet, columns=SMALL_COLUMNS).properties(**spoken(words.language))


def _small(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(values=[0, 0.5, 1]))


# A drawing follows the reader's theme wherever it is shown: Vega writes colours as attributes, which rules override.
_DARK = """<style>@media (prefers-color-scheme: dark) {
svg > rect[fill="white"] { fill: #16181c } text[fill="#000"] { fill: #e8e8e8 } [stroke="#ddd"] { stroke: #3a3d44 }
[stroke="#888"] { stroke: #9a9a9a } [stroke="#222222"] { stroke: #e8e8e8 } [fill="#222222"] { fill: #e8e8e8 }
[fill="#c9ccd1"] { fill: #3a3d44 }
}</style>"""


def specification(chart: alt.LayerChart | alt.FacetChart) -> dict[str, Any]:
    """The chart as Vega-Lite, data and all; not checked against the schema again, which takes longer than to draw."""
    found: dict[str, Any] = chart.to_dict(validate=False)
    return found


def image(chart: alt.LayerChart | alt.FacetChart, form: str) -> bytes:
    """The chart as ``svg``, which is light or dark as its reader's screen is, as ``png``, or as a page in ``html``."""
    return image_of(specification(chart), form)


def image_of(spec: dict[str, Any], form: str) -> bytes:
    """As ``image``, of a chart's specification."""
    written = json.dumps(spec)  # taken more quickly than a dict
    if form == "png":
        return vl_convert.vegalite_to_png(written, scale=PNG_SCALE)
    language = spec.get("usermeta", {}).get("lang", "en")
    told = {"title": _title(spec), "description": spec.get("description", "")}
    if form == "html":
        bundle = Markup(vl_convert.javascript_bundle())  # type: ignore[call-arg]
        return render("chart.html", language, bundle=bundle, spec=spec, **told).encode()
    text = vl_convert.vegalite_to_svg(written)
    head, end, rest = text.partition(">")
    names = Markup("<title>{title}</title><desc>{description}</desc>").format(**told)
    return f'{head} role="img" xml:lang="{language}"{end}{names}{_DARK}{rest}'.encode()


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    return str(title["text"] if isinstance(title, dict) else title)


def spoken(language: str) -> dict[str, Any]:
    """What charts in one language have in common: its name, and numbers as it writes them."""
    signs = Locale(language).number_symbols["latn"]
    number = {"decimal": signs["decimal"], "thousands": signs["group"], "grouping": [3], "currency": ["", ""]}
    return {"usermeta": {"lang": language}, "config": {"locale": {"number": number}, "font": FONTS}}


def heading(title: str, note: str) -> alt.Title:
    """A title, below it a note with a line a clause."""
    return alt.Title(title, subtitle=note.split("; "), anchor="start")


def thinned(curve: Sequence[Point], keep: Collection[date] = (), most: int = POINTS) -> list[tuple[Point, int]]:
    """About ``most`` points of a curve, the last day and those to ``keep`` among them.

    Beside each: the reports of its day and of the days left out before it.
    """
    every = max(1, round(len(curve) / most))
    found, reports = [], 0
    for left, point in zip(range(len(curve) - 1, -1, -1), curve, strict=True):
        reports += point.reports
        if left % every == 0 or point.day in keep:
            found.append((point, reports))
            reports = 0
    return found


def _rows(series: Series, labels: dict[Direction, str], keep: Collection[date]) -> list[dict[str, object]]:
    return [
        {
            "direction": label,
            "symmetric": way is list(labels)[-1],  # both together, or the only one
            "day": point.day.isoformat(),
            "distance": round(point.distance, 4),
            "low": round(point.low, 4),
            "high": round(point.high, 4),
            "reports": reports,
            "low50": round(point.low50, 4),
            "high50": round(point.high50, 4),
        }
        for way, label in labels.items()
        for point, reports in thinned(series.curve(way), keep)
    ]


def _y(field: str, words: Words) -> alt.Y:
    title = f"{words.say('close')} ← {words.say('distance')} → {words.say('far')}"
    return alt.Y(
        f"{field}:Q", title=title, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(tickCount=5, labelLimit=UNMEASURED)
    )
