"""What was forgotten on request, and must not be coded again."""

from __future__ import annotations

from abstand.model import Document, content_id


class Forgotten:
    """Documents that must not be coded again: by id, or by the hash of their address."""

    def __init__(self, ids: frozenset[str], urls: frozenset[str]) -> None:
        self.ids, self.urls = ids, urls - {""}

    def covers(self, document: Document) -> bool:
        return document.id in self.ids or hash_of(document.url) in self.urls


def hash_of(url: str) -> str:
    return content_id("url", url) if url else ""
