"""Templates and their words: pages as HTML, in the reader's language."""

from __future__ import annotations

import gettext
import io
import re
from functools import lru_cache
from importlib import resources
from typing import Any

from babel import Locale
from babel.dates import format_interval
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, PackageLoader, StrictUndefined

from abstand.model import LANGUAGES
from abstand.telling.saying import sayings
from abstand.telling.words import day_in, words

PLAIN = (".md", ".txt")  # templates of text; in all others every value is escaped
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")
CATALOGUES = resources.files("abstand.telling") / "locale"


def render(template: str, language: str, **values: Any) -> str:
    """A page; ``values`` are what the template names. In HTML and XML all of them are escaped."""
    return environment(language).get_template(template).render(**values)


@lru_cache(maxsize=len(LANGUAGES))
def environment(language: str) -> Environment:
    """The templates with the words, dates and numbers of one of our languages."""
    env = Environment(
        loader=PackageLoader("abstand.telling"),
        autoescape=lambda name: name is None or not name.endswith(PLAIN),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    env.globals.update(sayings(catalogue(language)))
    env.globals.update(
        lang=language, languages={code: name_of(code) for code in LANGUAGES}, words=words(language), pair_path=pair_path
    )
    env.filters.update(
        markdown=lambda text: _MARKS.sub(r"\\\1", " ".join(text.split())),
        role_name=lambda role: words(language).roles[role],
        day=lambda value: day_in(value, language),
        number=lambda value, shape="0.00": format_decimal(value, shape, locale=language),
        signed=lambda value: signed(value, language),
        interval=lambda days: format_interval(days[0], days[1], "yMMMMd", locale=language),
        one_line=lambda text: " ".join(text.split()),
        percent=lambda value: percent(value, language),
    )
    return env


def catalogue(language: str) -> gettext.NullTranslations:
    """The messages of ``locale/<language>.po``; English stands in the templates themselves."""
    if language == "en":
        return gettext.NullTranslations()
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    return gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))


def signed(value: float, language: str) -> str:
    """With its sign and two digits; what these round to nothing has no sign."""
    shown = round(value, 2) + 0.0  # no -0.0
    return str(format_decimal(shown, "+0.00;−0.00" if shown else "0.00", locale=language))


@lru_cache(maxsize=1000 * len(LANGUAGES))
def percent(value: float, language: str) -> str:
    """``87 %``; kept, because every report has one and they are few."""
    return str(format_percent(value, locale=language))


def pair_path(a: str, b: str) -> str:
    """The one address of a pair that all pages link to."""
    return f"pair/{'/'.join(sorted((a, b)))}"


def name_of(code: str) -> str:
    """What a language calls itself: ``deutsch``, ``қазақ тілі``."""
    return str(Locale(code).get_display_name(code))
