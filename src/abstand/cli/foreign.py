"""Events of other data sets, as the verbs print them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from abstand.entities import Gazetteer
from abstand.measuring.imported import ImportedEvent
from abstand.model import Basis, When
from abstand.telling.words import Words

FIELDS = ("id", "mode", "actor", "recipient", "actor_name", "recipient_name", "code", "score", "mentions", "url")


def row(event: ImportedEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in FIELDS}


def dated_row(event: ImportedEvent) -> dict[str, Any]:
    return {"first": event.first, "last": event.last, "type": event.type, **row(event), "outlet": event.outlet}


def print_events(events: Sequence[ImportedEvent], spoken: Words, gazetteer: Gazetteer, out: Console) -> None:
    """Two lines an event, as those of a chronicle; in brackets the data set, its own code and its own score."""
    for event in events:
        days = spoken.days(When(event.first, event.last, Basis.STATED))
        parties = (gazetteer.display_name(code, spoken.language) for code in (event.actor, event.recipient))
        act = spoken.act(event.type, event.mode) if event.type else spoken.say("no_type")
        score = None if event.score is None else f"{event.score:+.1f}"
        origin = ", ".join(filter(None, (event.source, event.code, score)))
        out.print(
            Text(f"{days}  ").append(f"{' → '.join(parties)}: {act}", style="bold").append(f"  [{origin}]", "cyan")
        )
        out.print(Text(f"  {event.outlet or '–'}  {event.url or ''}".rstrip(), style="dim").append(f"  {event.id}"))
