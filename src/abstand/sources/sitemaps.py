"""Site maps (sitemaps.org), news site maps, and indexes of site maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lxml import etree

from abstand.errors import NotFetched
from abstand.sources.addresses import clean
from abstand.sources.feeds import Link, Listing, day_of_iso
from abstand.sources.fetching import unpacked
from abstand.sources.markup import parse_xml


def read_sitemap(content: bytes, address: str) -> Listing:
    """What a site map lists, in its order; ``maps`` are those that an index names. Raises NotFetched if it is none."""
    root = parse_xml(unpacked(content))
    kind = etree.QName(root).localname
    if kind not in ("urlset", "sitemapindex"):
        raise NotFetched(f"is no site map: it begins with <{kind}>")
    wrong: list[str] = []
    links = tuple(_links(root, address, wrong))
    return Listing(maps=links, wrong=tuple(wrong)) if kind == "sitemapindex" else Listing(links, wrong=tuple(wrong))


def _links(root: Iterable[etree._Element], base: str, wrong: list[str]) -> Iterator[Link]:
    for entry in root:
        told = dict(_texts(entry))
        if "loc" in told:
            try:
                yield Link(clean(told["loc"], base), _day(told, "publication_date"), _day(told, "lastmod"))
            except NotFetched as error:
                wrong.append(str(error))


def _texts(entry: etree._Element) -> Iterator[tuple[str, str]]:
    """The first text of each name below an entry, whatever the prefix of its namespace; images have a ``loc`` too."""
    for element in reversed(list(entry.iter("{*}loc", "{*}lastmod", "{*}publication_date"))):
        if element.text and "image" not in str(element.tag):
            yield etree.QName(element).localname, element.text.strip()


def _day(told: dict[str, str], name: str) -> date | None:
    return day_of_iso(told[name]) if name in told else None
