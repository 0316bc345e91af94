"""``abstand steps``: dated changes of the distance, with what carried them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.text import Text

from abstand import measuring
from abstand.cli.asking import Asked, asking
from abstand.cli.foreign import dated_row, print_events
from abstand.cli.options import OneState, OtherState, SinceOption, two_states
from abstand.cli.output import console, print_line, print_rows
from abstand.entities import default
from abstand.measuring.imported import ImportedEvent, imported_events
from abstand.measuring.rows import OWN
from abstand.measuring.told_steps import Step
from abstand.model import Question
from abstand.telling.chronicle import chronicle
from abstand.telling.words import Words, words

SHOWN = 3  # carriers of a step in the terminal; all are in --json


@asking
def steps(
    a: OneState,
    b: OtherState,
    asked: Asked,
    since: SinceOption = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the simulated histories.")] = 0,
) -> None:
    """When the distance of two states changed at once: size, certainty, and the events that carried it."""
    pair = two_states(a, b)
    found = measuring.steps(asked.store, *pair, since=since, until=asked.until, seed=seed, **asked.options)
    theirs = _imported(asked, pair) if found else {}
    if asked.as_json:
        print_rows(_row(step, theirs) for step in found)
        return
    spoken = words(asked.lang)
    names = {key: default().display_name(code, asked.lang) for key, code in zip("ab", pair, strict=True)}
    console().print(spoken.say("steps_title" if found else "no_steps", **names))
    for step in found:
        _print(step, spoken, names, theirs)


def _imported(asked: Asked, pair: tuple[str, str]) -> dict[str, ImportedEvent]:
    """The pair's rows of another data set by id; none of our own, which have reports."""
    source = asked.options.get("source", OWN)
    events = [] if source == OWN else imported_events(asked.store, source, Question(pair))
    return {event.id: event for event in events}


def _print(step: Step, spoken: Words, names: dict[str, str], theirs: Mapping[str, ImportedEvent]) -> None:
    out = console()
    head = Text(f"{step.day}  {step.size:+.2f}", style="bold")
    head.append(f" [{step.low:+.2f}, {step.high:+.2f}]  {step.before:.2f} → {step.after:.2f}", style="")
    out.print(head.append(f"  {spoken.say(step.direction.value, **names)}"))
    sure = spoken.say("sure", chance=f"{100 * (1 - step.probability):.1f}")
    out.print(f"  {spoken.say('between', first=str(step.first), last=str(step.last))}, {sure}  {step.id}")
    if step.outlet:
        out.print(f"  {spoken.say('one_outlet', outlet=step.outlet)}")
    for carrier in step.carriers[:SHOWN]:
        out.print(f"  {spoken.say('carried')} {carrier.change:+.3f}  {carrier.event}")
        for line in chronicle(carrier.entries, spoken, default()):
            print_line(line, spoken.say("source"), out)
        if carrier.event in theirs:
            print_events([theirs[carrier.event]], spoken, default(), out)


def _row(step: Step, theirs: Mapping[str, ImportedEvent]) -> dict[str, Any]:
    return {
        "id": step.id,
        "actor": step.dyad.actor,
        "recipient": step.dyad.recipient,
        **{name: getattr(step, name) for name in ("direction", "day", "first", "last", "before", "after", "size")},
        **{name: getattr(step, name) for name in ("low", "high", "probability", "outlet")},
        "carriers": [
            {
                "event": carrier.event,
                "day": carrier.day,
                "change": carrier.change,
                "reports": [
                    {"id": entry.report.id, "outlet": entry.document.outlet, "sentence": entry.sentence}
                    for entry in carrier.entries
                ],
                "rows": [dated_row(theirs[carrier.event])] if carrier.event in theirs else [],
            }
            for carrier in step.carriers
        ],
    }
