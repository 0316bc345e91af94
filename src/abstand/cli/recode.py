"""``abstand recode``: code stored documents anew with the present versions."""

from __future__ import annotations

from typing import Annotated

import typer

from abstand import pipeline
from abstand.cli.code import paying, print_counters, progress_bar, summary
from abstand.cli.options import DEFAULT_STORE, EntitiesOption, JsonOption, StoreOption, existing_store
from abstand.cli.output import print_rows
from abstand.coding import Coder
from abstand.engines import Engine


def recode(
    store: StoreOption = DEFAULT_STORE,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only documents that another version or another coder has coded.")
    ] = False,
    coder: Annotated[Coder, typer.Option("--coder", help="Which coder reads.")] = Coder.READER,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="How many processes code; 0: as many as pay.")] = 0,
    engine: Annotated[Engine, typer.Option("--engine", help="How coding is spread.")] = Engine.LOCAL,
    entities: EntitiesOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if there was any problem.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Code the stored documents anew; what was read before gives way, people's judgements stay."""
    kept = existing_store(store)
    total = len(kept.known())
    with progress_bar(total) as advance:
        counters = pipeline.recode(
            kept, changed=changed, coder=coder, jobs=jobs or paying(total, engine), engine=engine, progress=advance
        )
    if as_json:
        print_rows([summary(counters)])
    else:
        print_counters(counters)
    raise typer.Exit(1 if strict and counters.problems else 0)
