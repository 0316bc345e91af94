"""States as a picture of who stands near whom: on paper as far apart as they are measured to be, as well as two
dimensions allow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import altair as alt
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from abstand.entities import Gazetteer
from abstand.errors import InputError, NoData
from abstand.measuring.partners import Partner
from abstand.telling.charts import Drawing, Rows, heading, spoken
from abstand.telling.describing import day, number
from abstand.telling.maps import LABELS, band_of
from abstand.telling.words import Words

WIDTH, HEIGHT, MARGIN = 720, 560, 60
UNKNOWN = 0.5, 0.3  # how far apart two without acts are drawn, and with what weight: so that dots do not fall together
COLOURS = ("#542788", "#8073ac", "#777777", "#e08214", "#b35806")  # ColorBrewer PuOr, its middle dark enough for lines
DASHES = ([1, 0], [1, 0], [6, 3], [3, 3], [1, 4])  # by band, near to far: seen without colour, as the width is
WIDTHS = (5.0, 3.5, 2.5, 1.8, 1.2)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two states with acts: their numbers, and what is known of their distance."""

    one: int
    other: int
    partner: Partner


def network_chart(partners: Mapping[str, Sequence[Partner]], words: Words, gazetteer: Gazetteer) -> Drawing:
    """The states that ``partners`` names, each with what ``distances`` tells of it.

    Raises InputError for fewer than three states, NoData if no two of them have acts.
    """
    if len(partners) < 3:
        raise InputError(f"{len(partners)} state(s) are given; a network is drawn of three or more")
    codes = sorted(partners)
    edges = _edges(codes, partners)
    if not edges:
        raise NoData(f"no two of {', '.join(codes)} have acts with a day and a weight")
    names = [gazetteer.display_name(code, words.language) for code in codes]
    places = layout(len(codes), edges)
    rows = [_edge_row(edge, names, places, words) for edge in edges]
    nodes = [{"name": name, "x": x, "y": y} for name, (x, y) in zip(names, places.tolist(), strict=True)]
    latest = max(edge.partner.day for edge in edges)
    return Drawing(
        layer=_layers(words, places), datasets={"edges": Rows(rows), "states": Rows(nodes)}, width=WIDTH, height=HEIGHT,
        title=heading(words.say("network_title", day=day(latest, words)), words.say("network_note")),
        description="; ".join(row["told"] for row in sorted(rows, key=lambda row: row["distance"])),
        **spoken(words.language),
    )  # fmt: skip


def layout(count: int, edges: Sequence[Edge]) -> Floats:
    """Places in the plane, shape (states, 2), that keep the distances, the surely known ones most: weighted metric
    scaling by least squares (de Leeuw 1977). Always the same for the same distances.
    """
    one, other = (np.array(ends) for ends in zip(*combinations(range(count), 2), strict=True))
    target, weight = (np.full(len(one), value) for value in UNKNOWN)
    place = {pair: at for at, pair in enumerate(zip(one.tolist(), other.tolist(), strict=True))}
    for edge in edges:
        at = place[edge.one, edge.other]
        target[at] = edge.partner.distance
        weight[at] = 1 / max(edge.partner.high - edge.partner.low, 0.05)
    turn = 2 * np.pi * np.arange(count) / count
    start = 0.3 * np.column_stack([np.cos(turn), np.sin(turn)])

    def stress(flat: Floats) -> tuple[float, Floats]:
        at = flat.reshape(count, 2)
        gap = at[one] - at[other]
        length = np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1e-9)
        miss = length - target
        pull = (2 * weight * miss / length)[:, None] * gap
        slope = np.zeros_like(at)
        np.add.at(slope, one, pull)
        np.add.at(slope, other, -pull)
        return float(weight @ miss**2), slope.ravel()

    return _turned(minimize(stress, start.ravel(), jac=True, method="L-BFGS-B").x.reshape(count, 2))


def _turned(places: Floats) -> Floats:
    """Moved to the middle and turned so that the picture is widest from left to right, the first place on the right."""
    centred = places - places.mean(axis=0)
    axes = np.linalg.svd(centred)[2]
    turned: Floats = centred @ axes.T
    return np.round(turned * np.where(turned[0] < 0, -1, 1), 4)


def _edges(codes: Sequence[str], partners: Mapping[str, Sequence[Partner]]) -> list[Edge]:
    """Each pair once, though both its states may tell of it."""
    place = {code: at for at, code in enumerate(codes)}
    known: dict[tuple[int, int], Partner] = {}
    for code in codes:
        for partner in partners[code]:
            if partner.partner in place:
                one, other = sorted((place[code], place[partner.partner]))
                known[one, other] = partner
    return [Edge(one, other, partner) for (one, other), partner in known.items()]


def _edge_row(edge: Edge, names: Sequence[str], places: Floats, words: Words) -> dict[str, Any]:
    (x, y), (x2, y2) = places[[edge.one, edge.other]].tolist()
    told = edge.partner
    band = f"{number(told.low, words)} … {number(told.high, words)}"
    pair = f"{names[edge.one]} – {names[edge.other]}"
    return {
        "x": x, "y": y, "x2": x2, "y2": y2, "pair": pair, "distance": round(told.distance, 4),
        "band": band_of(told.distance), "interval": band, "events": told.events,
        "told": f"{pair}: {number(told.distance, words)} ({band})",
    }  # fmt: skip


def _layers(words: Words, places: Floats) -> list[alt.Chart]:
    unit = (np.abs(places).max(axis=0) / (WIDTH / 2 - MARGIN, HEIGHT / 2 - MARGIN)).max()  # the same on both axes
    wide, high = (alt.Scale(domain=[-unit * size / 2, unit * size / 2], nice=False) for size in (WIDTH, HEIGHT))
    x, y = alt.X("x:Q", axis=None, scale=wide), alt.Y("y:Q", axis=None, scale=high)
    title = f"{words.say('close')} ← {words.say('distance')} → {words.say('far')}"
    legend = alt.Legend(orient="bottom", title=title, symbolType="stroke", symbolSize=400)

    def of_band(values: Sequence[Any]) -> alt.Scale:
        return alt.Scale(domain=LABELS, range=list(values))

    lines = alt.Chart(alt.NamedData(name="edges")).mark_rule(opacity=0.75).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q",
        color=alt.Color("band:N", scale=of_band(COLOURS), legend=legend),
        strokeWidth=alt.StrokeWidth("band:N", scale=of_band(WIDTHS), legend=legend),
        strokeDash=alt.StrokeDash("band:N", scale=of_band(DASHES), legend=legend),
        tooltip=[alt.Tooltip(f"{field}:N", title=words.say(key)) for field, key in _TOLD.items()],
    )  # fmt: skip
    states = alt.Chart(alt.NamedData(name="states")).encode(x=x, y=y)
    return [
        lines,
        states.mark_point(filled=True, size=160, color="#222222", opacity=1).encode(tooltip="name:N"),
        states.mark_text(dy=-14, fontSize=12, fontWeight="bold").encode(text="name:N"),
    ]


_TOLD = {"pair": "pair", "distance": "distance", "interval": "tip_interval", "events": "events"}
