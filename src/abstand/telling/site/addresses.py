"""Addresses within the published site: relative, so that it may stand in any folder of a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SHARED = frozenset({"csv", "parquet"})  # files that are the same in every language


@dataclass(frozen=True, slots=True)
class SiteAddresses:
    """The addresses that one page names; ``page`` is its path within its language, ``pair/KAZ/RUS/``.

    ``languages`` are those of the site.
    """

    language: str
    page: str
    languages: tuple[str, ...]

    @property
    def root(self) -> str:
        """The way from this page up to the site's folder."""
        return "../" * (self.page.count("/") + 1)

    def url(self, path: str, query: str = "") -> str:
        """A page in the same language; queries are for servers."""
        return f"{self.root}{self.language}/{path}{'/' if path else ''}"

    def file(self, path: str, form: str, query: str = "") -> str:
        """A picture, table or chart's data."""
        return f"{self.root}{'' if form in SHARED else f'{self.language}/'}{path}.{form}"

    def here(self, language: str) -> str:
        """This page in another language."""
        return f"{self.root}{language}/{self.page}"

    def words(self) -> dict[str, Any]:
        """What every template needs."""
        return {
            "root": self.root, "url": self.url, "file": self.file, "here": self.here, "path": self.page, "live": False,
            "offered": self.languages,
        }  # fmt: skip
