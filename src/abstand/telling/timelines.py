"""Acts and steps along the days: who did what to whom, and where a level changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from abstand.entities import Gazetteer
from abstand.errors import InputError, NoData
from abstand.measuring.told_steps import Step
from abstand.measuring.weights import Weights
from abstand.model import Direction, Entry, EventType, Status
from abstand.telling.charts import WIDTH, Drawing, Rows, heading, spoken
from abstand.telling.describing import day, number
from abstand.telling.told import Told, tell_events
from abstand.telling.words import Words

STEPS_HEIGHT, TYPE_HEIGHT = 300, 24
# Okabe and Ito's colours; the shape tells the directions apart without them
_COLOURS = {Direction.SYMMETRIC: "#222222", Direction.THERE: "#0072B2", Direction.BACK: "#D55E00"}
_SHAPES = {Direction.SYMMETRIC: "circle", Direction.THERE: "triangle-right", Direction.BACK: "triangle-left"}


def chronicle_chart(
    entries: Iterable[Entry], pair: tuple[str, str], words: Words, gazetteer: Gazetteer, weights: Weights
) -> Drawing:
    """An event a mark: its day, its type from the most co-operative down, its direction as shape and colour.

    What is only planned, rumoured, possible, denied or did not happen is hollow. Raises NoData if no event has a day.
    """
    told = [event for event in tell_events(entries, words, gazetteer) if event.first]
    names = _names(pair, words, gazetteer)
    if not told:
        raise NoData(f"{' and '.join(pair)} have no event with a day; there is nothing to draw")
    labels = {way: words.say(way.value, **names) for way in _SHAPES}
    by_score = sorted({event.type for event in told}, key=lambda type_: (-weights.scores[EventType(type_)], type_))
    types = [words.types[type_] for type_ in by_score]
    x = alt.X("first:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap=True))
    y = alt.Y("type:N", sort=types, title=None, scale=alt.Scale(domain=types), axis=alt.Axis(grid=True))
    base = alt.Chart(alt.NamedData(name="events")).encode(y=y, color=_ways(labels, _legend()))
    span = base.mark_rule(strokeWidth=2, opacity=0.5).encode(x=x, x2="last:T").transform_filter("datum.lasts")
    mark = base.mark_point(filled=True, size=70, strokeWidth=1.2).encode(
        x=x,
        stroke=alt.Stroke("way:N", scale=_scale(labels, _COLOURS), legend=None),
        shape=alt.Shape("way:N", sort=list(labels.values()), scale=_scale(labels, _SHAPES), legend=_legend()),
        fillOpacity=alt.FillOpacity("sure:N", scale=alt.Scale(domain=[True, False], range=[0.8, 0]), legend=None),
        tooltip=[alt.Tooltip(f"{field}:N", title=words.say(title)) for field, title in _TOLD.items()],
    )
    rows = [_row(event, pair, labels, words) for event in told]
    return Drawing(
        layer=[span, mark], datasets={"events": Rows(rows)}, width=WIDTH, height=TYPE_HEIGHT * len(types),
        title=heading(words.say("acts_title", **names), words.say("acts_note")),
        description=_chronicle_told(told, names, words), **spoken(words.language),
    )  # fmt: skip


_TOLD = {
    "days": "day", "line": "tip_act", "status": "tip_status", "sentence": "tip_sentence", "outlet": "tip_outlet"
}  # fmt: skip


def _row(event: Told, pair: tuple[str, str], labels: dict[Direction, str], words: Words) -> dict[str, Any]:
    return {
        "first": str(event.first), "last": str(event.last), "lasts": event.first != event.last,
        "type": words.types[event.type], "way": labels[_way(event, pair)], "sure": event.status == Status.ASSERTED,
        "days": event.days, "line": event.line, "status": event.status_label, "outlet": event.outlet,
        "sentence": "".join(part.text for part in event.sentence),
    }  # fmt: skip


def _way(event: Told, pair: tuple[str, str]) -> Direction:
    """Who of the two acts towards the other; both where they act together, or towards a third."""
    a, b = pair
    if a in event.actors and b in event.recipients:
        return Direction.THERE
    if b in event.actors and a in event.recipients:
        return Direction.BACK
    return Direction.SYMMETRIC


def _chronicle_told(told: Sequence[Told], names: dict[str, str], words: Words) -> str:
    first, last = min(event.first for event in told if event.first), max(event.last for event in told if event.last)
    return words.say("acts_told", **names, count=str(len(told)), first=day(first, words), last=day(last, words))


def steps_chart(steps: Sequence[Step], words: Words, gazetteer: Gazetteer) -> Drawing:
    """A step an arrow from the level before to the level after; a bar spans the days that hold it with 95 %.

    All steps must be of one dyad. Raises NoData if there is none, InputError for several dyads.
    """
    if not steps:
        raise NoData("there is no step to draw: no change could be told from chance")
    dyads = {(step.dyad.actor, step.dyad.recipient) for step in steps}
    if len(dyads) > 1:
        raise InputError(f"steps of {len(dyads)} pairs are given; draw those of one")
    names = _names(next(iter(dyads)), words, gazetteer)
    labels = {way: words.say(way.value, **names) for way in (Direction.THERE, Direction.BACK)}
    rows = [_step_row(step, labels, words) for step in steps]
    base = alt.Chart(alt.NamedData(name="steps")).encode(
        x=alt.X("day:T", title=None, scale=alt.Scale(padding=40), axis=alt.Axis(format="%Y-%m", labelOverlap=True)),
        color=_ways(labels, _legend(symbolType="stroke")),
        tooltip=[alt.Tooltip(f"{field}:N", title=words.say(title)) for field, title in _STEP_TOLD.items()],
    )
    dashes = alt.StrokeDash(
        "way:N", sort=list(labels.values()), legend=_legend(symbolType="stroke"),
        scale=alt.Scale(domain=list(labels.values()), range=[[1, 0], [4, 3]]),
    )  # fmt: skip
    title = f"{words.say('close')} ← {words.say('distance')} → {words.say('far')}"
    after = alt.Y("after:Q", title=title, scale=alt.Scale(domain=[0, 1]))
    layers = [
        base.mark_rule(strokeWidth=7, opacity=0.25).encode(x=alt.X("first:T"), x2="last:T", y=after),
        base.mark_rule(strokeWidth=2.5).encode(y=alt.Y("before:Q"), y2="after:Q", strokeDash=dashes),
        base.mark_point(shape="circle", size=50, filled=False).encode(y=alt.Y("before:Q")),
        *(
            base.transform_filter(f"datum.size {sign} 0")
            .mark_point(shape=shape, size=130, filled=True, opacity=1)
            .encode(y=after)
            for sign, shape in ((">", "triangle-up"), ("<=", "triangle-down"))
        ),
        base.mark_text(align="left", dx=10, fontSize=12).encode(y=after, text="change:N"),
    ]
    return Drawing(
        layer=layers, datasets={"steps": Rows(rows)}, width=WIDTH, height=STEPS_HEIGHT,
        title=heading(words.say("steps_title", **names), words.say("steps_note")),
        description="; ".join(f"{row['told']}: {row['way']}, {row['change']} ({row['interval']})" for row in rows),
        **spoken(words.language),
    )  # fmt: skip


_STEP_TOLD = {
    "told": "day", "way": "tip_direction", "change": "tip_change", "interval": "tip_interval", "between": "days"
}  # fmt: skip


def _step_row(step: Step, labels: dict[Direction, str], words: Words) -> dict[str, Any]:
    signed = "+0.00;−0.00"
    return {
        "day": str(step.day), "first": str(step.first), "last": str(step.last), "before": round(step.before, 4),
        "after": round(step.after, 4), "size": step.size, "way": labels[step.direction], "told": day(step.day, words),
        "change": number(step.size, words, signed),
        "interval": f"{number(step.low, words, signed)} … {number(step.high, words, signed)}",
        "between": f"{day(step.first, words)} … {day(step.last, words)}",
    }  # fmt: skip


def _names(pair: tuple[str, str], words: Words, gazetteer: Gazetteer) -> dict[str, str]:
    return {key: gazetteer.display_name(code, words.language) for key, code in zip("ab", pair, strict=True)}


def _ways(labels: dict[Direction, str], legend: alt.Legend | None) -> alt.Color:
    return alt.Color("way:N", sort=list(labels.values()), scale=_scale(labels, _COLOURS), legend=legend)


def _scale(labels: dict[Direction, str], marks: dict[Direction, str]) -> alt.Scale:
    return alt.Scale(domain=list(labels.values()), range=[marks[way] for way in labels])


def _legend(**more: Any) -> alt.Legend:
    return alt.Legend(orient="bottom", title=None, labelLimit=300, columns=3, symbolOpacity=1, **more)
