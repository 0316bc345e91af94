"""Charts: drawn by the server as SVG or PNG, and as specifications for the browser to draw."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from abstand.entities import default, resolve
from abstand.errors import NoData
from abstand.telling.charts import compare_chart, distance_specification, image
from abstand.telling.views.compare import pairs_of
from abstand.telling.words import words
from abstand.web.addresses import Addresses
from abstand.web.asking import Asked, Language, Pair, TheStore
from abstand.web.measured import TheMeasured

router = APIRouter()
MEDIA = {"svg": "image/svg+xml", "png": "image/png"}


@router.get("/chart/pair/{a}/{b}.{form}", response_class=Response)
def drawn(
    pair: Pair, form: Literal["svg", "png"], selection: Asked, language: Language, store: TheStore,
    measured: TheMeasured,
) -> Response:  # fmt: skip
    """The distance of two states over time; in one direction, of some statuses or domains, if they are asked for."""
    return Response(measured.chart(store, *pair, language, form, selection), media_type=MEDIA[form])


@router.get("/api/chart/pair/{a}/{b}.json")
def specified(
    request: Request, pair: Pair, selection: Asked, language: Language, store: TheStore, measured: TheMeasured
) -> dict[str, Any]:
    """The same chart as a Vega-Lite specification with its data, and the steps as links to their pages."""
    series = measured.distance(store, *pair, selection)
    steps = () if selection.statuses or selection.domains else measured.steps(store, *pair)  # they are of all acts
    addresses = Addresses(request, language)
    return distance_specification(
        series, words(language), default(), steps, lambda step: addresses.url(f"step/{step.id}")
    )


@router.get("/chart/compare.{form}", response_class=Response)
def compared(
    form: Literal["svg", "png"], language: Language, store: TheStore, measured: TheMeasured, pairs: str = ""
) -> Response:
    """The distances of up to six pairs over time, both directions together."""
    series = [measured.distance(store, *pair) for pair in pairs_of(pairs)]
    if not series:
        raise NoData("no pair is asked for; ask as ?pairs=KAZ/RUS,KAZ/CHN")
    return Response(image(compare_chart(series, words(language), default()), form), media_type=MEDIA[form])


@router.get("/chart/partners/{name}.{form}", response_class=Response)
def partners(
    name: str, form: Literal["svg", "png"], language: Language, store: TheStore, measured: TheMeasured
) -> Response:
    """The distances of a state to those that most is written about, a small chart each."""
    return Response(measured.partners(store, resolve(name), language, form), media_type=MEDIA[form])


@router.get("/chart/map/{name}.{form}", response_class=Response)
def mapped(
    name: str, form: Literal["svg", "png"], language: Language, store: TheStore, measured: TheMeasured
) -> Response:
    """How far the world is from a state."""
    return Response(measured.map(store, resolve(name), language, form), media_type=MEDIA[form])
