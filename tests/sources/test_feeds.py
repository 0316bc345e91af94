"""RSS, Atom and site maps as they are in the world."""

import gzip
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.errors import NotFetched
from abstand.sources.feeds import Link, read_feed
from abstand.sources.sitemaps import read_sitemap

BASE = "https://example.org/feed"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>Example</title>
<item><title>A</title><link>https://example.org/a?utm_source=rss</link>
<pubDate>Sat, 10 Sep 2022 01:30:00 +0600</pubDate></item>
<item><title>B</title><link>/b</link></item>
<item><title>C</title><guid isPermaLink="true">https://example.org/c</guid></item>
<item><title>D</title><link>https://proxy.org/~r/d</link><feedburner:origLink>https://example.org/d</feedburner:origLink></item>
<item><title>E</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><title>Example</title>
<entry><title>A</title><link rel="enclosure" href="/a.mp3"/><link href="a"/>
<published>2022-09-09T23:00:00-03:00</published>
<updated>2022-10-01T00:00:00Z</updated></entry>
<entry><title>B</title><link href="b"/><updated>2022-10-01T00:00:00Z</updated></entry></feed>"""
NEWS_MAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://example.org/a</loc><news:news><news:publication_date>2022-09-10T01:30:00+06:00</news:publication_date>
<news:title>A</news:title></news:news><image:image><image:loc>https://example.org/a.jpg</image:loc></image:image></url>
<url><image:image><image:loc>https://example.org/b.jpg</image:loc></image:image><loc> https://example.org/b </loc>
<lastmod>2022-09-08</lastmod></url><url><loc>ftp://example.org/c</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.org/1.xml.gz</loc><lastmod>2022-09-01T00:00:00Z</lastmod></sitemap>
<sitemap><loc>2.xml</loc></sitemap></sitemapindex>"""


def test_rss_is_read() -> None:
    listing = read_feed(RSS.encode(), BASE)
    assert listing.links == (
        Link("https://example.org/a", date(2022, 9, 10)),  # the day where it was published, not in Greenwich
        Link("https://example.org/b"),
        Link("https://example.org/c"),
        Link("https://example.org/d"),
    )


def test_atom_is_read_and_a_change_is_no_publication() -> None:
    listing = read_feed(ATOM.encode(), BASE)
    assert listing.links == (Link("https://example.org/a", date(2022, 9, 9)), Link("https://example.org/b"))


def test_a_feed_in_an_old_encoding_is_read() -> None:
    text = RSS.replace("UTF-8", "windows-1251").replace("<title>A", "<title>Новости").encode("windows-1251")
    assert len(read_feed(text, BASE).links) == 4


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "koi8-r"])
def test_a_feed_in_another_encoding_than_it_says_is_read_or_refused(declared: str) -> None:
    text = RSS.replace("UTF-8", declared).replace("<title>A", "<title>Новости").encode("windows-1251")
    try:
        found = {link.address for link in read_feed(text, BASE).links}
    except NotFetched:
        found = set()
    assert found <= {f"https://example.org/{name}" for name in "abcd"}


def test_a_feed_with_faults_is_read_as_far_as_it_goes() -> None:
    broken = RSS.replace("<title>B</title>", "<title>B & C &nbsp;</title>").replace("</channel></rss>", "")
    assert Link("https://example.org/a", date(2022, 9, 10)) in read_feed(broken.encode(), BASE).links


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://u:p@example.org/"])
def test_links_that_lead_elsewhere_are_told(link: str) -> None:
    listing = read_feed(RSS.replace("/b</link>", f"{link}</link>").encode(), BASE)
    assert len(listing.links) == 3
    assert len(listing.wrong) == 1


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>Not found</body></html>", b"{}", b"\x00\x01\x02", b"<rss", "Сәлем".encode()]
)
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(NotFetched):
        read_feed(content, BASE)


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">{}]>'.format(
    "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("read", [read_feed, read_sitemap])
@pytest.mark.parametrize("doctype", [LAUGHS, '<!DOCTYPE a [<!ENTITY i SYSTEM "file:///etc/passwd">]>'])
def test_entities_are_refused(read, doctype: str, encoding: str) -> None:
    feed = "<rss version='2.0'><channel><title>&i;</title></channel></rss>"
    text = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{feed}'
    with pytest.raises(NotFetched, match="declares entities"):
        read(text.encode(encoding), BASE)


def test_an_encoding_in_which_entities_could_hide_is_refused() -> None:
    with pytest.raises(NotFetched, match="utf-7"):
        read_feed(b"<?xml version='1.0' encoding='utf-7'?>+ADwAIQ-ENTITY", BASE)


def test_a_news_site_map_is_read() -> None:
    listing = read_sitemap(NEWS_MAP.encode(), BASE)
    assert listing.links == (
        Link("https://example.org/a", date(2022, 9, 10)),
        Link("https://example.org/b", None, date(2022, 9, 8)),
    )
    assert len(listing.wrong) == 1


@pytest.mark.parametrize("packed", [False, True])
def test_an_index_of_site_maps_is_read(packed: bool) -> None:
    content = gzip.compress(INDEX.encode()) if packed else INDEX.encode()
    listing = read_sitemap(content, "https://example.org/sitemap.xml")
    assert not listing.links
    assert listing.maps == (
        Link("https://example.org/1.xml.gz", None, date(2022, 9, 1)),
        Link("https://example.org/2.xml"),
    )


@pytest.mark.parametrize("content", [b"", b"<html></html>", RSS.encode(), b"<urlset>" * 300, b"<urlset><url>"])
def test_what_is_no_site_map_is_refused(content: bytes) -> None:
    with pytest.raises(NotFetched):
        read_sitemap(content, BASE)


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300) | st.text("<>&;/! abcrsitemlnkhp:='\"[]", max_size=300).map(str.encode))
def test_bytes_of_any_kind_are_read_or_refused(content: bytes) -> None:
    for read in (read_feed, read_sitemap):
        try:
            read(b"<rss><channel><item>" + content, BASE)
        except NotFetched:
            continue
