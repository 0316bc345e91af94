"""What a page says of itself, before the caller's knowledge is laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Draft:
    """A page's blocks of lines (no blank line within a block) and what it states. Empty where it states nothing."""

    blocks: list[list[str]]
    title: str = ""
    published: date | None = None
    authors: tuple[str, ...] = ()
    language: str = ""
    outlet: str = ""
    url: str = ""
    translated_from: str = ""
    is_html: bool = False
