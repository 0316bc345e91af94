"""One form for the addresses of one page."""

import pytest

from abstand.errors import NotFetched
from abstand.sources.addresses import clean, key, site_of


@pytest.mark.parametrize(
    ("found", "cleaned"),
    [
        ("HTTPS://WWW.Example.org:443/a/b/#top", "https://www.example.org/a/b/"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org/a?utm_source=rss&id=3&fbclid=9&YCLID=1", "https://example.org/a?id=3"),
        ("https://example.org/a?from=rss&id=%D0%B0", "https://example.org/a?from=rss&id=%D0%B0"),
        ("https://example.org/жаңалық?q=ә", "https://example.org/%D0%B6%D0%B0%D2%A3%D0%B0%D0%BB%D1%8B%D2%9B?q=%D3%99"),
        ("https://пример.рф/a", "https://xn--e1afmkfd.xn--p1ai/a"),
        (" https://example.org/a\n", "https://example.org/a"),
        ("/b/c?x=1", "https://base.org/b/c?x=1"),
        ("//other.org/d", "https://other.org/d"),
        ("http://[::1]:80/a", "http://[::1]/a"),
    ],
)
def test_an_address_is_brought_to_one_form(found: str, cleaned: str) -> None:
    assert clean(found, "https://base.org/a/") == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)", "mailto:a@example.org", "", "http://",
        "http://user:word@example.org/", "http://good.org\\@evil.org/", "http://a b.org/", "http://example.org:port/",
        "http://" + "a" * 70 + ".org/", "https://example.org/" + "a" * 3_000, "http://[::1/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(NotFetched):
        clean(address)


@pytest.mark.parametrize(
    "same",
    [
        "http://example.org/a?y=2&x=1",
        "https://www.example.org/a/?x=1&y=2",
        "https://example.org/a?x=1&utm_medium=feed&y=2#part",
    ],
)
def test_addresses_of_one_page_have_one_key(same: str) -> None:
    assert key(same) == key("https://example.org/a?x=1&y=2")


def test_addresses_of_two_pages_have_two_keys() -> None:
    assert len({key(f"https://example.org/{rest}") for rest in ("a", "b", "a?id=1", "a?id=2", "A")}) == 5
    assert key("no address") == "no address"


def test_a_site_is_a_registered_domain() -> None:
    assert site_of("https://rus.azattyq.org/a") == site_of("https://www.azattyq.org/b") == "azattyq.org"
    assert site_of("http://127.0.0.1:80/a") == "127.0.0.1"
    assert site_of("https://www.a.co.uk/") == "a.co.uk"
    assert site_of("https://stat.gov.kz/") == "stat.gov.kz"  # gov.kz is a public suffix as co.uk is
