"""The bundled example: short texts of ours, in five languages, on Kazakhstan's foreign relations 2021-2023."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources

from abstand.sources import Raw


def demo_texts() -> Iterator[Raw]:
    """The texts of ``texts.toml``, as a source would give them."""
    data = tomllib.loads((resources.files("abstand.demo") / "texts.toml").read_text(encoding="utf-8"))
    for number, text in enumerate(data["text"], start=1):
        yield Raw(
            f"demo text {number}",
            text["text"].strip().encode(),
            outlet=text["outlet"],
            title=text["title"],
            language=text["lang"],
            published=text["published"],
        )
