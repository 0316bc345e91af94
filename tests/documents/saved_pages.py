"""The saved pages of tests/pages with what is right of each, and how a reading of them is scored."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from abstand.documents import read_document
from abstand.errors import InputError
from abstand.model import Document

PAGES = Path(__file__).parents[1] / "pages"
TODAY = date(2026, 1, 1)
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True)
class Page:
    """A page and what is right of it. ``half`` is "a" or "b" by its name: the extractor is mended on "a" alone."""

    name: str
    content: bytes
    right: dict[str, Any]

    @property
    def half(self) -> str:
        return "ab"[hashlib.sha256(self.name.encode()).digest()[0] % 2]

    @property
    def holds_article(self) -> bool:
        return bool(self.right["article"])

    @property
    def text(self) -> str:
        return "\n\n".join(self.right["paragraphs"]) if self.holds_article else ""

    def read(self) -> Document | None:
        """What our extractor reads; None where it finds none that it can read."""
        given = {key: self.right.get(key, "") for key in ("url", "charset")}
        try:
            return read_document(self.content, source=self.name, today=TODAY, **given)
        except InputError:
            return None


def pages(half: str = "ab") -> list[Page]:
    files = sorted(PAGES.glob("*.html"))
    every = (Page(f.stem, f.read_bytes(), tomllib.loads(f.with_suffix(".toml").read_text("utf-8"))) for f in files)
    return [page for page in every if page.half in half]


def f1(found: str, right: str) -> float:
    """The token-level F1 of two texts; of two empty ones 1."""
    if not found.strip() or not right.strip():
        return float(found.strip() == right.strip())
    one, other = Counter(_TOKEN.findall(found)), Counter(_TOKEN.findall(right))
    common = sum((one & other).values())
    return 2 * common / (one.total() + other.total())


def mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
