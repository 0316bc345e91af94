"""``abstand digest``: what moved, as text, HTML or feed, printed or sent."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from typing import Annotated

import typer

from abstand.cli.options import (
    DEFAULT_STORE,
    EntitiesOption,
    LangOption,
    Language,
    StoreOption,
    UntilOption,
    day,
    existing_store,
)
from abstand.cli.output import console
from abstand.entities import default
from abstand.telling.counting import pair_counts
from abstand.telling.digest import Form, write
from abstand.telling.mailing import letter, post_of, send
from abstand.telling.rendering import render
from abstand.telling.views.compare import pairs_of
from abstand.telling.views.digest import Digest, digest_view
from abstand.telling.words import words

PAIRS = 20  # with the most events, where none are named
_SPAN = re.compile(r"(\d{1,4})([dw])")


def digest(
    since: Annotated[str, typer.Option("--since", help="How far back: 7d, 2w, or a day as 2022-08-19.")] = "7d",
    until: UntilOption = None,
    pairs: Annotated[str, typer.Option("--pairs", help="As KAZ/RUS,KAZ/CHN; by default those most told of.")] = "",
    store: StoreOption = DEFAULT_STORE,
    lang: LangOption = Language.EN,
    form: Annotated[Form, typer.Option("--format", help="What is printed.")] = Form.MARKDOWN,
    mail: Annotated[bool, typer.Option("--send", help="Send it as a letter, by the ABSTAND_ variables.")] = False,
    entities: EntitiesOption = None,
) -> None:
    """What moved in some days: steps and acts first, what is rumoured or denied apart from them."""
    last = until or date.today()
    kept = existing_store(store)
    wanted = pairs_of(pairs) if pairs else [(pair.a, pair.b) for pair in pair_counts(kept)[:PAIRS]]
    told = digest_view(kept, wanted, first_day(since, last), last, words(lang.value), default())
    if mail:
        _send(told, lang.value)
    else:
        typer.echo(write(told, form, lang.value))


def first_day(since: str, last: date) -> date:
    """``7d`` are the seven days that end on ``last``; a day is itself. Raises BadParameter."""
    if span := _SPAN.fullmatch(since):
        days = int(span[1]) * (7 if span[2] == "w" else 1)
        return last - timedelta(days=max(days, 1) - 1)
    return day(since)


def _send(told: Digest, language: str) -> None:
    post = post_of(os.environ)
    text, html = write(told, Form.MARKDOWN, language), write(told, Form.HTML, language)
    send(post, letter(post, render("subject.txt", language, digest=told).strip(), text, html))
    console().print(f"sent to {', '.join(post.recipients)}")
