"""``abstand publish DIR``: a store as a site of static files."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from abstand.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    EntitiesOption,
    JsonOption,
    Language,
    StoreOption,
    existing_store,
)
from abstand.cli.output import console, print_rows
from abstand.engines.local import spread
from abstand.telling.site import publish as published


def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder: new, empty or published to.")],
    store: StoreOption = DEFAULT_STORE,
    as_of: AsOfOption = None,
    lang: Annotated[
        list[Language] | None, typer.Option("--lang", help="A language of the site; may be given several times.")
    ] = None,
    base: Annotated[str, typer.Option("--base", metavar="URL", help="The site's address: sitemap, citation.")] = "",
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes that make pages.")] = os.cpu_count() or 1,
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """The pages as files that any web server serves, search included; a second time only what changed is written."""
    languages = tuple(language.value for language in lang or Language)
    done = published(
        existing_store(store, as_of), folder, languages=languages, base=base, spread=partial(spread, jobs=jobs)
    )
    if as_json:
        print_rows([{field: getattr(done, field) for field in done.__slots__}])
        return
    out = console()
    out.print(f"{done.pairs} pairs, {done.events} events in {len(languages)} language(s) → {folder}")
    out.print(f"files: {done.written} written, {done.kept} unchanged, {done.removed} taken away")
