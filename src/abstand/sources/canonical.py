"""The address that a page gives as its own: ``rel=canonical``, else ``og:url``, where it is on the same site."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
from lxml.etree import LxmlError

from abstand.errors import NotFetched
from abstand.sources.addresses import clean, site_of

HEAD_BYTES = 200_000  # both stand in the head of a page, and no head is longer


def canonical_of(content: bytes, address: str) -> str:
    """The page's own address; ``address``, where it was found, if it names none that can be right.

    A site's front page is never the address of an article: some publishing systems name it on every page.
    """
    for stated in _stated(content[:HEAD_BYTES]):
        try:
            own = clean(stated, address)
        except NotFetched:
            continue
        if site_of(own) == site_of(address) and (_is_deep(own) or not _is_deep(address)):
            return own
    return address


def _stated(head: bytes) -> Iterator[str]:
    try:
        tree = lxml.html.document_fromstring(head)
    except (LxmlError, ValueError):  # no markup
        return
    for path in (
        "//link[translate(@rel, 'CANOIL', 'canoil') = 'canonical']/@href",
        "//meta[@property = 'og:url']/@content",
    ):
        yield from (str(value) for value in tree.xpath(path) if value.strip())


def _is_deep(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.path.strip("/") or parts.query)
