"""Bytes of a page or a text file to a Document."""

from __future__ import annotations

import re
from datetime import date

from abstand.documents.body import Body, refine
from abstand.documents.cleaning import one_line
from abstand.documents.decoding import decode
from abstand.documents.draft import Draft
from abstand.documents.html import read_html
from abstand.documents.language import language_of
from abstand.documents.plain import read_plain
from abstand.errors import InputError, NoArticle
from abstand.model import LANGUAGES, Basis, Document, When, content_id

PARAGRAPH_BREAK = "\n\n"
# characters; shorter than any news of one sentence, longer than a button's words
MIN_ARTICLE = 40

_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1)\b[^>]*>", re.IGNORECASE)
_BEGINS_AS_MARKUP = re.compile(
    r"\s*<(?:!doctype|html|head|body|article|main|section|div|p|h1|meta|title)\b|\s*<!--", re.IGNORECASE
)
_BEGINS_AS_XML = re.compile(r"\s*<\?xml\b(?![\s\S]{0,2000}<html)|\s*<(?:rss|feed|urlset|sitemapindex)\b", re.IGNORECASE)
# so many tags and closing tags do not come about in a text that only speaks of HTML
MIN_TAGS = 3


def read_document(
    raw: bytes,
    *,
    source: str,
    today: date,
    url: str = "",
    outlet: str = "",
    published: date | None = None,
    language: str | None = None,
    title: str = "",
    rights: str = "quote",
    charset: str = "",
) -> Document:
    """The article in an HTML page or a plain text; what the caller gives wins over what the page says.

    ``source`` names the file in messages, ``charset`` is what the server said. Raises InputError (too long, a day after
    ``today``), NoArticle (or empty), OtherLanguage and NotText (binary, no encoding that we know).
    """
    if published is not None and published > today:
        raise InputError(f"{source}: published on {published}, which is after today ({today})")
    if language is not None and language not in LANGUAGES:
        raise InputError(f"{source}: language {language!r}; Abstand reads {', '.join(LANGUAGES)}")
    draft = _draft(decode(raw, source, charset), source, today, url)
    title = one_line(title) or draft.title
    language = language or language_of(_sample(draft, source), source, draft.language)
    body = refine(draft.blocks, title, language, draft.authors)
    if not body.paragraphs or (draft.is_html and not any(len(p) >= MIN_ARTICLE for p in body.paragraphs)):
        raise NoArticle(f"{source}: no article text on the page")
    day = published or draft.published or _only_day(body, today)
    outlet, url = one_line(outlet) or draft.outlet, url.strip() or draft.url
    text = PARAGRAPH_BREAK.join(body.paragraphs)
    return Document(
        id=content_id(outlet, url, title, text, day.isoformat() if day else ""),
        text=text,
        language=language,
        title=title,
        outlet=outlet,
        url=url,
        published=When(day, day, Basis.STATED) if day else None,
        authors=tuple(dict.fromkeys((*draft.authors, *body.authors))),
        translated_from=draft.translated_from or body.translated_from,
        rights=rights,
    )


def _draft(text: str, source: str, today: date, url: str) -> Draft:
    if _BEGINS_AS_XML.match(text):
        raise InputError(f"{source}: an XML file (a feed or a site map?), not a text or HTML file")
    return read_html(text, today, url) if is_html(text) else read_plain(text)


def is_html(text: str) -> bool:
    """Whether a text is a page, or a piece of one, rather than a text that speaks of HTML."""
    return _BEGINS_AS_MARKUP.match(text) is not None or len(_TAG.findall(text[:100_000])) >= MIN_TAGS


def _sample(draft: Draft, source: str) -> str:
    """The text by which the language is told: short lines may be a menu in another language."""
    lines = [line for block in draft.blocks for line in block]
    if not lines:
        raise NoArticle(f"{source}: no article text on the page")
    return "\n".join([line for line in lines if len(line) >= MIN_ARTICLE] or lines)


def _only_day(body: Body, today: date) -> date | None:
    """The day of the lines that are only a date; None where they differ, or where it is yet to come."""
    days = [day for day in body.days if day <= today]
    return days[0] if len(days) == 1 else None
