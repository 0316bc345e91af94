"""``abstand digest``: what moved, as text, HTML or feed, printed or sent."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from typing import Annotated

import typer

from abstand.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
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
from abstand.errors import InputError
from abstand.telling.digest import Form, subject, write
from abstand.telling.links import safe_url
from abstand.telling.mailing import letter, post_of, send
from abstand.telling.views.compare import pairs_of
from abstand.telling.views.digest import Digest, busiest_pairs, digest_view
from abstand.telling.words import words

PAIRS = 20  # with the most events in these days, where none are named
_SPAN = re.compile(r"(\d{1,4})([dw])")


def digest(
    since: Annotated[str, typer.Option("--since", help="How far back: 7d, 2w, or a day as 2022-08-19.")] = "7d",
    until: UntilOption = None,
    pairs: Annotated[str, typer.Option("--pairs", help="As KAZ/RUS,KAZ/CHN; by default those most told of.")] = "",
    store: StoreOption = DEFAULT_STORE,
    as_of: AsOfOption = None,
    lang: LangOption = Language.EN,
    form: Annotated[Form, typer.Option("--format", help="What is printed.")] = Form.MARKDOWN,
    site: Annotated[
        str, typer.Option("--site", metavar="URL", help="A published site, to whose pages the digest links.")
    ] = "",
    mail: Annotated[bool, typer.Option("--send", help="Send it as a letter, by the ABSTAND_ variables.")] = False,
    entities: EntitiesOption = None,
) -> None:
    """What moved in some days: steps first, then notable acts, and apart from them what is rumoured or denied."""
    last = until or date.today()
    first = first_day(since, last)
    if first > last:
        raise typer.BadParameter(f"--since {first} comes after --until {last}")
    if site and not safe_url(site):
        raise InputError(f"--site {site!r} is no address; write it as https://example.org/")
    kept = existing_store(store, as_of)
    wanted = pairs_of(pairs, most=None) if pairs else busiest_pairs(kept, first, last, PAIRS)
    told = digest_view(kept, wanted, first, last, words(lang.value), default())
    if mail:
        _send(told, lang.value, site)
    else:
        typer.echo(write(told, form, lang.value, site))


def first_day(since: str, last: date) -> date:
    """``7d`` are the seven days that end on ``last``; a day is itself. Raises BadParameter."""
    if span := _SPAN.fullmatch(since):
        days = int(span[1]) * (7 if span[2] == "w" else 1)
        return last - timedelta(days=max(days, 1) - 1)
    return day(since)


def _send(told: Digest, language: str, site: str) -> None:
    post = post_of(os.environ)
    text, html = write(told, Form.TEXT, language, site), write(told, Form.HTML, language, site)
    send(post, letter(post, subject(told, language), text, html))
    console().print(f"sent to {', '.join(post.recipients)}")
