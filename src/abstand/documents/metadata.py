"""What an HTML page states of itself for machines: JSON-LD (schema.org), meta tags, microdata, ``<html lang>``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from abstand.documents.boilerplate import is_home
from abstand.documents.bylines import split_names
from abstand.documents.cleaning import one_line, same
from abstand.documents.days import day_of_stamp

ARTICLES = frozenset(
    {
        "AnalysisNewsArticle", "Article", "AskPublicNewsArticle", "BackgroundNewsArticle", "BlogPosting",
        "LiveBlogPosting", "NewsArticle", "OpinionNewsArticle", "Report", "ReportageNewsArticle", "ReviewNewsArticle",
    }
)  # fmt: skip
# what Yoast and others put beside (or in place of) an article
PAGES = frozenset({"WebPage", "ItemPage"})
MAX_JSON_NODES = 10_000

_TITLES = ("og:title", "dc.title", "dcterms.title", "twitter:title", "parsely-title", "headline")
_DAYS = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publication_date", "date", "og:pubdate", "mediator_published_time",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher")
_LANGUAGES = ("og:locale", "content-language", "dc.language", "dcterms.language", "inlanguage", "language")
_TITLE_SEPARATOR = re.compile(r"\s+(?:[|·•»«]|::|[-–—])\s+")
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$")
_BY = re.compile(r"^(?:von|by|par|автор)[ :]+", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.|@|/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Empty where the page states nothing. ``states_day`` is true even where the stated day cannot be right."""

    title: str = ""
    published: date | None = None
    states_day: bool = False
    authors: tuple[str, ...] = ()
    language: str = ""
    outlet: str = ""
    url: str = ""
    translated_from: str = ""
    text: str = ""
    is_article: bool = False


def read_metadata(tree: HtmlElement, today: date) -> Metadata:
    """What the page states. JSON-LD comes before meta tags, these before microdata and what is printed."""
    nodes = list(_nodes(tree))
    article = next((n for n in nodes if _types(n) & ARTICLES), {})
    page = next((n for n in nodes if _types(n) & PAGES), {})
    meta = _meta(tree)
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node}
    outlet = _outlet(article, meta, by_id) or _marked_publisher(tree) or _behind_title(tree)
    stamps = list(filter(None, _stamps(article, page, meta, tree)))
    return Metadata(
        title=_title(article, meta, tree, outlet),
        published=next(filter(None, (day_of_stamp(stamp, today) for stamp in stamps)), None),
        states_day=bool(stamps),
        authors=_authors(article, meta, tree, by_id, outlet),
        language=_language(article, page, meta, tree),
        outlet=outlet,
        url=_url(article, meta, tree),
        translated_from=_code(_string(_first(article.get("translationOfWork")), "inLanguage")),
        text=_string(article, "articleBody"),
        is_article=bool(article) or "article" in _of(meta, ("og:type",)),
    )


def stated_language_and_text(tree: HtmlElement) -> tuple[str, str]:
    """The language and the article's text as the page states them, without the rest of the metadata; empty for none."""
    nodes = list(_nodes(tree))
    article = next((n for n in nodes if _types(n) & ARTICLES), {})
    return _language(article, {}, _meta(tree), tree), _string(article, "articleBody")


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects on the page, those in lists and graphs too; scripts that are no JSON are left out."""
    waiting: list[Any] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            waiting.append(json.loads(_WRAPPING.sub("", script.text or ""), strict=False))
        except (ValueError, RecursionError):  # one broken script says nothing of the others
            continue
    for _ in range(MAX_JSON_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = item + waiting
        elif isinstance(item, dict):
            yield item
            waiting = [item[key] for key in ("@graph", "mainEntity") if key in item] + waiting


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type", ())
    return {str(kind).rsplit("/", 1)[-1] for kind in ([kinds] if isinstance(kinds, str) else kinds or ())}


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _string(node: Any, key: str) -> str:
    """The text of a property: a string, an object's name, or the first of a list of these."""
    value = _first(node.get(key)) if isinstance(node, dict) else None
    if isinstance(value, dict):
        value = _first(value.get("name") or value.get("@value") or value.get("@id"))
    return value if isinstance(value, str) else ""


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of meta tags by name, property, itemprop or http-equiv (small letters)."""
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        content = one_line(tag.get("content") or "")
        if key and content:
            found.setdefault(key.strip().casefold(), []).append(content)
    return found


def _of(meta: dict[str, list[str]], keys: Iterable[str]) -> list[str]:
    return [content for key in keys for content in meta.get(key, ())]


def _text(element: HtmlElement) -> str:
    return one_line("".join(element.itertext()))


def _title(article: dict[str, Any], meta: dict[str, list[str]], tree: HtmlElement, outlet: str) -> str:
    headings = [text for h1 in tree.iter("h1") if (text := _text(h1))]
    headings = headings if len(headings) == 1 else []
    printed = [_text(title) for title in tree.xpath("//head/title")]
    for stated in (_string(article, "headline"), *_of(meta, _TITLES), *headings, *printed):
        if title := _without_outlet(_unescaped(stated), outlet):
            shorter = next((h for h in headings if title.startswith(h)), "")
            return shorter or title
    return ""


def _unescaped(text: str) -> str:
    """Headlines in JSON-LD often hold HTML entities a second time."""
    return one_line(unescape(text))


def _without_outlet(title: str, outlet: str) -> str:
    parts = _TITLE_SEPARATOR.split(title)
    if len(parts) > 1 and outlet and same(parts[-1]) == same(outlet):
        return title[: title.rindex(parts[-1])].rstrip(" |·•»«:-–—")
    return title


def _stamps(article: dict[str, Any], page: dict[str, Any], meta: dict[str, list[str]], tree: HtmlElement) -> list[str]:
    """What is given as the time of publication, the surest first. The time of a change is none."""
    marked = tree.xpath("//*[@itemprop='datePublished']|//time[@pubdate]|//time[contains(@class, 'published')]")
    times = [stamp for time in marked if (stamp := time.get("datetime") or time.get("content") or _text(time))]
    return [
        _string(article, "datePublished"),
        *_of(meta, _DAYS),
        _string(page, "datePublished"),
        *times,
        *_lone_time(tree),
        _string(article, "dateCreated"),
    ]


def _lone_time(tree: HtmlElement) -> list[str]:
    """The one day printed in the article's own head; several days may be those of teasers."""
    for place in ("//header[.//h1]//time[@datetime]", "//article//time[@datetime][not(ancestor::aside)]"):
        stamps = {time.get("datetime")[:10]: time.get("datetime") for time in tree.xpath(place)}
        if len(stamps) == 1:
            return list(stamps.values())
    return []


def _authors(
    article: dict[str, Any], meta: dict[str, list[str]], tree: HtmlElement, by_id: dict[str, Any], outlet: str
) -> tuple[str, ...]:
    stated = list(_people(article.get("author"), by_id)) or [
        name for content in _of(meta, _AUTHORS) if not _ADDRESS.search(content) for name in _split(content)
    ]
    marked = tree.xpath(
        "//*[@itemprop='author']//*[@itemprop='name']|//*[@itemprop='author'][not(.//*)]|//a[@rel='author']"
        "|//*[contains(@class, 'vcard')]//*[contains(concat(' ', @class, ' '), ' fn ')]"
    )
    names = stated or [name for element in marked for name in _split(_text(element))] or _beside_headline(tree)
    return tuple(dict.fromkeys(name for name in names if name and same(name) != same(outlet)))


def _beside_headline(tree: HtmlElement) -> list[str]:
    """The names in the article's head that a class marks as its author's."""
    marked = tree.xpath("//header[.//h1]//*[contains(concat(' ', @class, ' '), ' author ')]")
    return [name for element in marked for name in split_names(_BY.sub("", _text(element))) if " " in name]


def _people(value: Any, by_id: dict[str, Any]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        node = by_id.get(str(item["@id"]), item) if isinstance(item, dict) and "@id" in item else item
        name = node if isinstance(node, str) else _string(node, "name")
        if name and not _ADDRESS.search(name):
            yield from _split(_unescaped(name))


def _split(names: str) -> tuple[str, ...]:
    alone = _BY.sub("", names)
    return split_names(alone) or (alone,)


def _outlet(article: dict[str, Any], meta: dict[str, list[str]], by_id: dict[str, Any]) -> str:
    publisher = _first(article.get("publisher"))
    if isinstance(publisher, dict):
        publisher = by_id.get(str(publisher.get("@id")), publisher)
    name = publisher if isinstance(publisher, str) else _string(publisher, "name")
    return next((one_line(n) for n in (name, *_of(meta, _OUTLETS)) if n and not _ADDRESS.search(n)), "")


def _marked_publisher(tree: HtmlElement) -> str:
    """The publisher in microdata."""
    names = tree.xpath("//*[@itemprop='publisher']//*[@itemprop='name']")
    return next(filter(None, (one_line(name.get("content") or "") or _text(name) for name in names)), "")


def _behind_title(tree: HtmlElement) -> str:
    """What the window's title has behind the headline: "Headline - Paper"."""
    headings = [_text(h1) for h1 in tree.iter("h1")]
    titles = [_text(title) for title in tree.xpath("//head/title")]
    if len(headings) != 1 or len(titles) != 1 or not headings[0] or not titles[0].startswith(headings[0]):
        return ""
    parts = [part for part in _TITLE_SEPARATOR.split(titles[0][len(headings[0]) :]) if part.strip()]
    return one_line(parts[-1]) if parts and not is_home(parts[-1]) else ""


def _language(article: dict[str, Any], page: dict[str, Any], meta: dict[str, list[str]], tree: HtmlElement) -> str:
    stated = (
        _string(article, "inLanguage"),
        tree.get("lang") or "",
        _string(page, "inLanguage"),
        *_of(meta, _LANGUAGES),
    )
    return next((code for code in map(_code, stated) if code), "")


def _code(tag: str) -> str:
    """The two-letter code of a language tag ("de-AT", "ru_RU"); empty for what is none."""
    code = re.split(r"[-_]", tag.strip().casefold())[0]
    return code if len(code) == 2 and code.isalpha() else ""


def _url(article: dict[str, Any], meta: dict[str, list[str]], tree: HtmlElement) -> str:
    canonical = [link.get("href") or "" for link in tree.xpath("//link[@rel='canonical']")]
    stated = (*canonical, *_of(meta, ("og:url",)), _string(article, "url"), _string(article, "mainEntityOfPage"))
    return next((url.strip() for url in stated if url.strip().startswith(("http://", "https://"))), "")
