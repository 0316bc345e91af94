"""Steps: dated changes of a pair's distance, and the page of one with the events that carried it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from abstand import measuring
from abstand.entities import Gazetteer
from abstand.errors import NoData
from abstand.measuring.told_steps import Carrier, Step
from abstand.store import Store
from abstand.telling.told import Told, tell_event
from abstand.telling.words import Words

Steps = Callable[[Store, str, str], Sequence[Step]]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as a line: ``size`` in distance with its 95 % interval; ``outlet``: the only one it rests on, or ""."""

    id: str
    a: str
    b: str
    direction: str
    day: date
    first: date
    last: date
    before: float
    after: float
    size: float
    low: float
    high: float
    probability: float
    outlet: str


@dataclass(frozen=True, slots=True)
class Carried:
    """An event that carried a step, and by how much smaller the step is without it."""

    change: float
    event: Told


@dataclass(frozen=True, slots=True)
class StepPage:
    step: ShownStep
    carriers: tuple[Carried, ...]


def shown_steps(
    store: Store, pair: tuple[str, str], words: Words, gazetteer: Gazetteer, measure: Steps = measuring.steps
) -> tuple[ShownStep, ...]:
    """The steps of a pair by day; none if there is nothing to measure."""
    try:
        return tuple(shown_step(step, words, gazetteer) for step in measure(store, *pair))
    except NoData:
        return ()


def step_view(store: Store, id_: str, words: Words, gazetteer: Gazetteer, measure: Steps = measuring.steps) -> StepPage:
    """The step with an id as ``KAZ.RUS.2022-09-21``. Raises NoData if there is none (any more)."""
    actor, _, rest = id_.partition(".")
    recipient, _, day = rest.partition(".")
    if not (actor and recipient and day):
        raise NoData(f"no step has the id {id_!r}; ids are as KAZ.RUS.2022-09-21")
    step = next((step for step in measure(store, actor, recipient) if step.id == id_), None)
    if step is None:
        raise NoData(f"{actor} and {recipient} have no step {id_!r}; with new reports a step may move or vanish")
    return step_page(step, words, gazetteer)


def step_page(step: Step, words: Words, gazetteer: Gazetteer) -> StepPage:
    """A step with the events that carried it."""
    carriers = (_carried(item, words, gazetteer) for item in step.carriers)
    return StepPage(shown_step(step, words, gazetteer), tuple(carriers))


def shown_step(step: Step, words: Words, gazetteer: Gazetteer) -> ShownStep:
    a, b = (gazetteer.display_name(code, words.language) for code in (step.dyad.actor, step.dyad.recipient))
    before, after, size = (round(value, 3) for value in (step.before, step.after, step.size))
    low, high, probability = (round(value, 3) for value in (step.low, step.high, step.probability))
    return ShownStep(
        step.id, step.dyad.actor, step.dyad.recipient, words.say(step.direction.value, a=a, b=b), step.day, step.first,
        step.last, before, after, size, low, high, probability, step.outlet,
    )  # fmt: skip


def _carried(carrier: Carrier, words: Words, gazetteer: Gazetteer) -> Carried:
    return Carried(round(carrier.change, 3), tell_event(list(carrier.entries), words, gazetteer))
