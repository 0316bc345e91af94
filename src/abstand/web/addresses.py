"""Addresses within the app: each keeps the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from abstand.model import LANGUAGES

DEFAULT_LANGUAGE = "en"
INTERFACE_FORMS = frozenset({"json", "csv", "parquet"})  # what the JSON interface answers; the rest are pictures


def language_of(request: Request) -> str:
    """The language asked for by ``?lang=``, else the first of the browser's that we tell in, else English."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    accepted = request.headers.get("accept-language", "")
    ranked = (item.split(";")[0].strip()[:2].lower() for item in accepted.split(","))
    return next((code for code in ranked if code in LANGUAGES), DEFAULT_LANGUAGE)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses that a page names."""

    request: Request
    language: str

    def url(self, path: str, query: str = "") -> str:
        """Where ``path`` is, in the same language."""
        return f"/{path}?{'&'.join(filter(None, (query, urlencode({'lang': self.language}))))}"

    def file(self, path: str, form: str, query: str = "") -> str:
        """Where a picture (``svg``, ``png``), a table or a chart's data (``json``) of this path is."""
        room = "api/" if form in INTERFACE_FORMS else ""
        return self.url(f"{room}{path}.{form}", query)

    def here(self, language: str) -> str:
        """This page in another language, all else the same."""
        values = [(key, value) for key, value in self.request.query_params.multi_items() if key != "lang"]
        return f"{self.request.url.path}?{urlencode([*values, ('lang', language)])}"

    def words(self) -> dict[str, Any]:
        """What every template needs."""
        return {
            "root": "/", "url": self.url, "file": self.file, "here": self.here, "path": self.request.url.path,
            "live": True, "offered": LANGUAGES,
        }  # fmt: skip
