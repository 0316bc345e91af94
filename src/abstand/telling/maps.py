"""The world as seen from one state: distances as colours, and as patterns of outline for eyes that see no colours."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import altair as alt

from abstand.telling.charts import Drawing, Rows, spoken
from abstand.telling.views.state import StatePage
from abstand.telling.words import Words

WIDTH, HEIGHT = 860, 430
FEATURES = alt.TopoDataFormat(feature="countries", type="topojson")
WORLD = resources.files("abstand.telling") / "world.json"  # Natural Earth, 1:110 m, by our codes

# Where a band of distances ends, its colour (ColorBrewer PuOr, safe for colour-blind eyes), its width of outline.
BANDS = (
    (0.3, "#542788", 0.2),
    (0.45, "#998ec3", 0.5),
    (0.55, "#d8daeb", 0.8),
    (0.7, "#f1a340", 1.3),
    (1.01, "#b35806", 2.0),
)
_ENDS = [0.0, *(end for end, *_ in BANDS[:-1]), 1.0]
LABELS = [f"{start:.2f} – {end:.2f}" for start, end in pairwise(_ENDS)]


def map_chart(state: StatePage, words: Words) -> Drawing:
    """The state itself is dark; countries without acts are grey."""
    rows = Rows([{"id": partner.code, "band": band_of(partner.distance)} for partner in state.partners])
    colours = alt.Scale(domain=LABELS, range=[colour for _, colour, _ in BANDS])
    widths = alt.Scale(domain=LABELS, range=[width for *_, width in BANDS])
    title = f"{words.say('close')} ← {words.say('distance')} → {words.say('far')}"
    base = alt.Chart(alt.NamedData(name="world", format=FEATURES))
    ground = base.mark_geoshape(fill="#c9ccd1", stroke="#888", strokeWidth=0.2)
    partners = (
        base.transform_lookup(lookup="id", from_=alt.LookupData(alt.NamedData(name="partners"), "id", ["band"]))
        .transform_filter("isValid(datum.band)")
        .mark_geoshape(stroke="#222222")
        .encode(
            color=alt.Color("band:N", scale=colours, legend=alt.Legend(orient="bottom", title=title)),
            strokeWidth=alt.StrokeWidth("band:N", scale=widths, legend=None),
        )
    )
    own = base.transform_filter(alt.datum.id == state.code).mark_geoshape(fill="#222222")
    drawn = Drawing(
        layer=[ground, partners, own], datasets={"world": world(), "partners": rows}, width=WIDTH, height=HEIGHT,
        **spoken(words.language),
    )  # fmt: skip
    return drawn.project("equalEarth")


@lru_cache(1)
def world() -> Rows:
    """The countries as TopoJSON."""
    return Rows(json.loads(WORLD.read_text(encoding="utf-8")))


def band_of(distance: float) -> str:
    """The label of the band that a distance in [0, 1] falls into."""
    return next(label for label, (end, *_) in zip(LABELS, BANDS, strict=True) if distance < end)
