"""The public charts: each takes what a public function returned and gives an altair chart.

    plot.distance(abstand.distance(store, "KAZ", "RUS"))
    plot.steps(abstand.steps(store, "KAZ", "RUS"))
    plot.chronicle(store.entries(Question(("KAZ", "RUS"))), "KAZ", "RUS")
    plot.map("KAZ", abstand.distances(store, "KAZ"))
    plot.network({code: abstand.distances(store, code) for code in ("KAZ", "RUS", "UZB", "CHN")})

A chart shows itself in a notebook, and ``save`` (or its own method of that name) writes it as SVG, PNG or interactive
HTML by the file's ending; no host is asked. ``lang`` is one of de, fr, en, ru, kk; InputError for another. Each has a
title, a description in words, and a sign besides colour for all that colour tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from abstand.entities import default, resolve
from abstand.errors import NoData
from abstand.measuring.partners import Partner
from abstand.measuring.told_steps import Step
from abstand.measuring.weights import plover
from abstand.model import Entry, Series
from abstand.telling.charts import Drawing, distance_chart, heading, save
from abstand.telling.describing import day, number
from abstand.telling.maps import map_chart
from abstand.telling.networks import network_chart
from abstand.telling.timelines import chronicle_chart, steps_chart
from abstand.telling.views.state import state_page
from abstand.telling.words import words

__all__ = ["chronicle", "distance", "map", "network", "save", "steps"]


def distance(series: Series, lang: str = "en", steps: Sequence[Step] = ()) -> Drawing:
    """The distance of two states, in [0, 1], with its 50 and 95 % bands, and a rule for every step; far is up."""
    return distance_chart(series, words(lang), default(), steps)


def steps(steps: Sequence[Step], lang: str = "en") -> Drawing:
    """The steps of one pair, each an arrow from the level before to the level after, in distance.

    Raises NoData if there is none, InputError for steps of several pairs.
    """
    return steps_chart(steps, words(lang), default())


def chronicle(entries: Iterable[Entry], one: str, other: str, lang: str = "en") -> Drawing:
    """The events of two states by day and type, the most co-operative above; hollow is what is not plainly reported.

    Raises UnknownEntity, and NoData if no event has a day.
    """
    return chronicle_chart(entries, (resolve(one), resolve(other)), words(lang), default(), plover())


def map(state: str, partners: Sequence[Partner], lang: str = "en") -> Drawing:
    """The world coloured by its distance from a state, a digit the band, 1 the nearest; grey: no acts stored.

    Raises UnknownEntity, and NoData if there is no partner.
    """
    code, told = resolve(state), words(lang)
    if not partners:
        raise NoData(f"{code} has no partner to draw")
    view = state_page(code, partners, lang, default())
    title = told.say("partners_title", a=view.name)
    shown = "; ".join(f"{partner.name} {number(partner.distance, told)}" for partner in view.partners)
    return map_chart(view, told).properties(
        title=heading(f"{title} ({day(partners[0].day, told)})", told.say("map_note")), description=shown
    )


def network(partners: Mapping[str, Sequence[Partner]], lang: str = "en") -> Drawing:
    """States as dots, as far apart as they are measured to be; lines join pairs with acts, thick and whole if near.

    ``partners``: ``abstand.distances`` of each state, by code or name. Raises UnknownEntity, InputError for fewer than
    three states, NoData if no two of them have acts.
    """
    return network_chart({resolve(state): found for state, found in partners.items()}, words(lang), default())
