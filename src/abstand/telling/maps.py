"""The world as seen from one state: distances as colours, and as digits for eyes that see no colours."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import altair as alt

from abstand.telling.charts import Drawing, Rows, spoken
from abstand.telling.views.state import StatePage, StatePartner
from abstand.telling.words import Words

WIDTH, HEIGHT = 860, 430
FEATURES = alt.TopoDataFormat(feature="countries", type="topojson")
WORLD = resources.files("abstand.telling") / "world.json"  # Natural Earth, 1:110 m, by our codes

# Where a band of distances ends, its colour (ColorBrewer PuOr, safe for colour-blind eyes), the ink that is read on it.
BANDS = (
    (0.3, "#542788", "#ffffff"),
    (0.45, "#998ec3", "#000000"),
    (0.55, "#d8daeb", "#000000"),
    (0.7, "#f1a340", "#000000"),
    (1.01, "#b35806", "#ffffff"),
)
OWN = "#009e73"  # in neither half of the scale, and seen on both a light and a dark page
_ENDS = [0.0, *(end for end, *_ in BANDS[:-1]), 1.0]
LABELS = [f"{at}: {start:.2f} – {end:.2f}" for at, (start, end) in enumerate(pairwise(_ENDS), 1)]
COLUMNS = ["band", "digit", "east", "north"]
# Where the digit of a country stands that its outlines' middle would put far from where it is looked for.
_PLACES = {"FRA": (2.5, 46.5), "USA": (-98.0, 39.5), "NOR": (9.0, 61.0), "RUS": (95.0, 62.0)}


def map_chart(state: StatePage, words: Words) -> Drawing:
    """The state itself is green; countries without acts are grey."""
    rows = Rows([_row(partner) for partner in state.partners])
    colours = alt.Scale(domain=LABELS, range=[colour for _, colour, _ in BANDS])
    inks = alt.Scale(domain=LABELS, range=[ink for *_, ink in BANDS])
    title = f"{words.say('close')} ← {words.say('distance')} → {words.say('far')}"
    base = alt.Chart(alt.NamedData(name="world", format=FEATURES))
    ground = base.mark_geoshape(fill="#c9ccd1", stroke="#888", strokeWidth=0.2)
    known = base.transform_lookup(
        lookup="id", from_=alt.LookupData(alt.NamedData(name="partners"), "id", COLUMNS)
    ).transform_filter("isValid(datum.band)")
    partners = known.mark_geoshape(stroke="#222222", strokeWidth=0.5).encode(
        color=alt.Color("band:N", scale=colours, legend=alt.Legend(orient="bottom", title=title))
    )
    digits = (
        known.transform_calculate(middle="geoCentroid(null, datum)")
        .transform_calculate(
            x="isValid(datum.east) ? datum.east : datum.middle[0]",
            y="isValid(datum.north) ? datum.north : datum.middle[1]",
        )
        .mark_text(fontSize=8, fontWeight="bold")
        .encode(longitude="x:Q", latitude="y:Q", text="digit:N", color=alt.Color("band:N", scale=inks, legend=None))
    )
    own = base.transform_filter(alt.datum.id == state.code).mark_geoshape(fill=OWN)
    drawn = Drawing(
        layer=[ground, partners, own, digits], datasets={"world": world(), "partners": rows}, width=WIDTH,
        height=HEIGHT, resolve=alt.Resolve(scale=alt.ScaleResolveMap(color="independent")), **spoken(words.language),
    )  # fmt: skip
    return drawn.project("equalEarth")


@lru_cache(1)
def world() -> Rows:
    """The countries as TopoJSON."""
    return Rows(json.loads(WORLD.read_text(encoding="utf-8")))


def _row(partner: StatePartner) -> dict[str, object]:
    band = band_of(partner.distance)
    east, north = _PLACES.get(partner.code, (None, None))
    return {"id": partner.code, "band": band, "digit": band[0], "east": east, "north": north}


def band_of(distance: float) -> str:
    """The label of the band that a distance in [0, 1] falls into."""
    return next(label for label, (end, *_) in zip(LABELS, BANDS, strict=True) if distance < end)
