"""What every verb that measures is asked alike: which store, as it was when, whose rows, told in which language."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from abstand.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    DatedOption,
    EntitiesOption,
    JsonOption,
    LangOption,
    Language,
    SourceOption,
    StoreOption,
    UntilOption,
    existing_store,
)
from abstand.measuring.pair import Options
from abstand.store import DeltaStore


@dataclass(frozen=True, slots=True)
class Asked:
    """The store to be measured, up to which day, with which options; the language of what is told, or JSON."""

    store: DeltaStore
    lang: str
    until: date | None
    options: Options
    as_json: bool


def asking(verb: Callable[..., None]) -> Callable[..., None]:
    """Gives a verb the shared options as its last ones, in place of its parameter ``asked``."""
    shared = inspect.signature(_asked, eval_str=True).parameters
    own = [one for one in inspect.signature(verb, eval_str=True).parameters.values() if one.name != "asked"]

    @wraps(verb)
    def command(**given: Any) -> None:
        verb(asked=_asked(**{name: given.pop(name) for name in shared}), **given)

    parameters = [*own, *shared.values()]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command


def _asked(
    store: StoreOption = DEFAULT_STORE,
    lang: LangOption = Language.EN,
    until: UntilOption = None,
    dated_only: DatedOption = False,
    source: SourceOption = "own",
    as_of: AsOfOption = None,
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> Asked:
    options = Options(source=source, dated_only=dated_only)
    return Asked(existing_store(store, as_of), lang.value, until, options, as_json)
