"""Saved feeds: Atom and RSS files whose entries hold full texts, such as the export of a blog or a news archive.

The file is read as a stream: each entry goes to feedparser alone, with the head of the feed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import feedparser
import lxml.html
from lxml import etree

from abstand.model import Problem
from abstand.sources.raw import STAGE, LeftOut, Raw, Reason
from abstand.sources.stamps import stated_day
from abstand.sources.streams import opened

ENTRIES = ("{*}entry", "{*}item")
ROOTS = frozenset({"feed", "rss", "RDF"})
# characters of text; a shorter description is the teaser of an article that stands elsewhere
MIN_FULL_TEXT = 600

Item = Raw | Problem | LeftOut


def read_feed(file: Path, named: bool = False) -> Iterator[Item]:
    """The entries of a saved feed in their order. Entities that the file declares itself are not expanded."""
    number = 0
    with opened(file) as stream:
        try:
            for number, feed in enumerate(_entries(stream), start=1):
                yield _item(feedparser.parse(feed), f"{file}, entry {number}")
        except etree.XMLSyntaxError as error:
            yield Problem(
                STAGE, f"{file}, after entry {number}", f"is no valid XML: {error.msg}", named=named and not number
            )
            return
    if number == 0:
        reason = "holds no entry of an Atom or RSS feed; other XML files are not read"
        yield Problem(STAGE, str(file), reason, named=named)


def _entries(stream: BinaryIO) -> Iterator[bytes]:
    """The feed with one entry at a time."""
    for _, entry in etree.iterparse(stream, tag=ENTRIES, resolve_entities=False, no_network=True, huge_tree=True):
        root, parent = entry.getroottree().getroot(), entry.getparent()
        if parent is None or etree.QName(root).localname not in ROOTS:
            return
        yield etree.tostring(root, encoding="utf-8")
        parent.remove(entry)


def _item(parsed: Any, source: str) -> Item:
    if not parsed.entries:
        return Problem(STAGE, source, "is no entry that can be read")
    entry, feed = parsed.entries[0], parsed.feed
    content = next((part.get("value") or "" for part in entry.get("content", ())), "")
    summary = entry.get("summary", "")
    if not content and len(_words(summary)) < MIN_FULL_TEXT:
        return LeftOut(Reason.TEASER)
    return Raw(
        source,
        _page(content or summary, _language(entry, feed)),
        url=entry.get("link", ""),
        outlet=_words(feed.get("title", "")),
        title=_words(entry.get("title", "")),
        published=_day(entry.get("published", "")),
    )


def _page(content: str, language: str) -> bytes:
    """The entry's text as a page of its own: an entry says which HTML it holds, but holds no whole page."""
    if "<" not in content:
        return content.encode()
    return f'<!doctype html><html lang="{language}"><body><article>{content}</article></body></html>'.encode()


def _language(entry: Any, feed: Any) -> str:
    stated = next((part.get("language") for part in entry.get("content", ()) if part.get("language")), "")
    return str(stated or feed.get("language") or "").replace('"', "")


def _words(markup: str) -> str:
    """The text of a piece of HTML."""
    return str(lxml.html.fragment_fromstring(markup, create_parent="div").text_content()) if markup.strip() else ""


def _day(stamp: str) -> date | None:
    """The day of publication; None where the feed gives none that can be read."""
    try:
        return stated_day(stamp) if stamp else None
    except ValueError:
        return None
