"""What stands around an article: appeals, buttons, credits …, known by the patterns in ``boilerplate.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from abstand.errors import DataError
from abstand.model import LANGUAGES

DATA = "boilerplate.toml"
KINDS = ("begins", "whole", "closes", "related", "asks", "plea", "reader", "credit", "scene", "home")

# characters; a longer paragraph that begins like a link is a sentence
MAX_LINK = 300
# appeals are long, but a paragraph beyond this tells a story that speaks of donations
MAX_APPEAL = 700
# an alternative text or a caption; the longest that agencies write run to about 200 and are whole sentences
MAX_CAPTION = 200

_QUOTATION = re.compile(r"„[^“”]*[“”]|“[^”]*”|«[^»]*»|»[^«]*«|\"[^\"]*\"")
_CRUMB = re.compile(r" [›»>→/|] ")
_AFTER_SENTENCE = r"(?:^|[.!?|(\[–—…]\s*)"
_CLOSERS = " \"'“”«»’)]"
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class _Patterns:
    begins: re.Pattern[str]
    whole: re.Pattern[str]
    closes: re.Pattern[str]
    related: re.Pattern[str]
    asks: re.Pattern[str]
    appeals: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    credit: re.Pattern[str]
    credit_after_sentence: re.Pattern[str]
    scene: re.Pattern[str]
    home: re.Pattern[str]


def is_foreign(paragraph: str) -> bool:
    """Whether a paragraph is no part of the article: a link to another, a button, an appeal, a notice."""
    known = _patterns()
    if is_crumbs(paragraph):
        return True
    if len(paragraph) <= MAX_LINK and (known.begins.match(paragraph) or known.whole.fullmatch(paragraph.rstrip(" :."))):
        return True
    return len(paragraph) <= MAX_APPEAL and _asks(_QUOTATION.sub(" ", paragraph), known)


def closes_text(paragraph: str) -> bool:
    """Whether the line heads what stands below an article: comments, the author's box, the imprint."""
    return _patterns().closes.fullmatch(paragraph.rstrip(" :")) is not None


def heads_links(paragraph: str) -> bool:
    """Whether the line heads a list of other articles."""
    return _patterns().related.fullmatch(paragraph.rstrip(" :")) is not None


def is_credit(paragraph: str) -> bool:
    """Whether the line names who took a photo, with or without its caption."""
    if len(paragraph) > MAX_LINK:
        return False
    known = _patterns()
    return bool((known.credit_after_sentence if is_ended(paragraph) else known.credit).search(paragraph))


def is_scene(line: str) -> bool:
    """Whether a line without full stop tells what a photo shows."""
    return is_label(line) and bool(_patterns().scene.search(line))


def is_crumbs(line: str) -> bool:
    """Whether the line is a path through the site: "Home > World > Asia"."""
    if len(line) > MAX_LINK:
        return False
    first, *others = _CRUMB.split(line)
    return bool(others) and is_home(first)


def is_home(words: str) -> bool:
    """Whether this is the first entry of a breadcrumb line."""
    return _patterns().home.fullmatch(words.strip()) is not None


def is_ended(paragraph: str) -> bool:
    """Whether the paragraph ends as sentences do."""
    return paragraph.rstrip(_CLOSERS).endswith((".", "!", "?", "…"))


def is_label(line: str) -> bool:
    """Whether the line is short and ends unlike a sentence: a subheading, a caption, a teaser."""
    return len(line) <= MAX_CAPTION and not is_ended(line) and not line.endswith((":", ",", ";", "-", "–"))


def _asks(text: str, known: _Patterns) -> bool:
    if known.asks.search(text):
        return True
    return any(plea.search(text) and reader.search(text) for plea, reader in known.appeals)


@cache
def _patterns() -> _Patterns:
    """The compiled patterns. Raises DataError with the pattern's place."""
    table = tomllib.loads(files("abstand.documents").joinpath(DATA).read_text("utf-8"))
    lists = {kind: [p for language in LANGUAGES for p in _list(table, language, kind)] for kind in KINDS}
    return _Patterns(
        begins=_any(lists["begins"]),
        whole=_any(lists["whole"]),
        closes=_any(lists["closes"]),
        related=_any(lists["related"]),
        asks=_any(lists["asks"]),
        appeals=tuple((_any(_list(table, n, "plea")), _any(_list(table, n, "reader"))) for n in LANGUAGES),
        credit=_any(lists["credit"]),
        credit_after_sentence=re.compile(_AFTER_SENTENCE + _any(lists["credit"]).pattern, re.IGNORECASE),
        scene=_any(lists["scene"]),
        home=_any(lists["home"]),
    )


def _list(table: dict[str, dict[str, list[str]]], language: str, kind: str) -> list[str]:
    patterns = table.get(language, {}).get(kind)
    if patterns is None:
        raise DataError(DATA, f"{language}.{kind}", "is missing")
    for number, pattern in enumerate(patterns):
        try:
            re.compile(pattern)
        except re.error as problem:
            raise DataError(DATA, f"{language}.{kind}[{number}]", f"no regular expression: {problem}") from problem
    return patterns


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(patterns)
    return re.compile(f"(?:{joined})", re.IGNORECASE) if joined else _NEVER
