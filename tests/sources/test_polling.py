"""A round over outlets on loopback: what is found, read once, put off, given up."""

from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest
from loopback import NOW, Web, answer, outlet, rss, sitemap

from abstand.errors import StoreError
from abstand.sources.feeds import Link
from abstand.sources.flow import unusual
from abstand.sources.ledger import WAITING, Ledger
from abstand.sources.politeness import Manners
from abstand.sources.polling import Coverage, Terms
from abstand.sources.watched import Watched


def addresses(went) -> list[str]:
    return sorted(article.url for article in went.articles)


def ledger_of(folder: Path) -> Ledger:
    return Ledger(folder / "watch.sqlite")


def test_what_a_feed_lists_is_read_once(web: Web, go) -> None:
    expected = [web.article("a.test", f"/{n}", n) for n in range(3)]
    one = outlet("a.test", [web.feed("a.test", ["/0?utm_source=rss", "/1", "/2#more"])])
    went = go(one)
    assert addresses(went) == expected
    assert {article.outlet for article in went.articles} == {"a.test"}
    assert (went.tallies["a.test"].new, went.tallies["a.test"].read) == (3, 3)
    assert not go(one).articles
    assert sum(web.paths("a.test").count(f"/{n}") for n in range(3)) == 3


def test_an_unchanged_feed_is_told_by_its_server(web: Web, go) -> None:
    body = rss([web.article("a.test", "/0")])

    def serve(request: BaseHTTPRequestHandler) -> None:
        same = request.headers.get("If-None-Match") == '"v1"' and request.headers.get("If-Modified-Since") == "then"
        stamps = {"ETag": '"v1"', "Last-Modified": "then"}
        answer(request, b"" if same else body.encode(), 304 if same else 200, stamps)

    one = outlet("a.test", [web.do("a.test", "/feed", serve)])
    assert len(go(one).articles) == 1
    went = go(one)
    assert (went.tallies["a.test"].listings, went.tallies["a.test"].unchanged) == (1, 1)
    assert not went.problems


def test_an_article_not_settled_is_read_again(web: Web, go) -> None:
    """As after a kill between reading and storing."""
    web.article("a.test", "/0")
    one = outlet("a.test", [web.feed("a.test", ["/0"])])
    assert len(go(one, settle=False).articles) == 1
    assert len(go(one).articles) == 1
    assert not go(one).articles


def test_one_article_at_two_addresses_is_read_once(web: Web, go) -> None:
    own = f"<link rel='canonical' href='{web.at('a.org', '/own')}'>"
    og = f"<meta property='og:url' content='{web.at('www.a.org', '/own/')}?utm_medium=x'>"
    web.article("a.org", "/own", 1, own)
    web.article("a.org", "/amp", 1, own)
    web.article("a.org", "/print", 1, og)
    web.put("a.org", "/short", "", 301, Location="/own")
    one = outlet("a.org", [web.feed("a.org", ["/amp", "/own", "/print", "/short"])])
    went = go(one)
    assert len(went.articles) == 1
    assert went.tallies["a.org"].copies == 3
    web.feed("a.org", ["/amp?id=2"])
    web.article("a.org", "/amp?id=2", 1, own)
    later = go(one)  # at a third address, in a later run
    assert not later.articles
    assert later.tallies["a.org"].copies == 1


@pytest.mark.parametrize(
    "head",
    [
        "<link rel='canonical' href='http://elsewhere.test/own'>",
        "<link rel='canonical' href='/'>",
        "<link rel='canonical' href='javascript:alert(1)'>",
        "<link rel='canonical' href=''>",
    ],
)
def test_an_own_address_that_cannot_be_right_is_not_believed(web: Web, go, head: str) -> None:
    expected = [web.article("a.test", f"/{n}", n, head) for n in range(2)]
    assert addresses(go(outlet("a.test", [web.feed("a.test", ["/0", "/1"])]))) == expected


def test_of_a_site_map_what_is_new_is_read(web: Web, go, tmp_path: Path) -> None:
    days = {"/old": "2022-08-01", "/week": "2022-09-05T08:00:00Z", "/today": "2022-09-10", "/undated": ""}
    for path in (*days, "/next", "/undated2"):
        web.article("a.test", path)
    web.put("a.test", "/map", sitemap({web.at("a.test", path): day for path, day in days.items()}))
    one = outlet("a.test", sitemaps=[web.at("a.test", "/map")])
    assert addresses(go(one)) == [web.at("a.test", path) for path in ("/today", "/week")]
    more = days | {"/next": "2022-09-11", "/undated2": ""}
    web.put("a.test", "/map", sitemap({web.at("a.test", path): day for path, day in more.items()}))
    later = go(one, now=NOW + timedelta(days=1))
    assert addresses(later) == [web.at("a.test", path) for path in ("/next", "/undated2")]
    with ledger_of(tmp_path) as ledger:
        assert ledger.starts() == [Watched("a.test", date(2022, 9, 10), date(2022, 9, 3))]


def test_of_an_index_the_newest_site_maps_are_read(web: Web, go) -> None:
    for n in range(9):
        web.article("a.test", f"/{n}", n)
        web.put("a.test", f"/map{n}", sitemap({web.at("a.test", f"/{n}"): "2022-09-09"}))
    named = "".join(
        f"<sitemap><loc>/map{n}</loc><lastmod>2022-0{n + 1}-05</lastmod></sitemap>" for n in range(9)
    )  # of January to September
    web.put("a.test", "/index", f"<sitemapindex>{named}</sitemapindex>")
    assert addresses(go(outlet("a.test", sitemaps=[web.at("a.test", "/index")]))) == [web.at("a.test", "/8")]
    named = "".join(f"<sitemap><loc>/map{n}</loc></sitemap>" for n in range(9))
    web.put("a.test", "/index", f"<sitemapindex>{named}</sitemapindex>")
    later = go(outlet("a.test", sitemaps=[web.at("a.test", "/index")]))
    assert addresses(later) == [web.at("a.test", f"/{n}") for n in range(4, 8)]


def test_an_index_that_names_itself_ends(web: Web, go) -> None:
    web.put("a.test", "/index", "<sitemapindex><sitemap><loc>/index</loc></sitemap></sitemapindex>")
    go(outlet("a.test", sitemaps=[web.at("a.test", "/index")]))
    assert web.paths("a.test").count("/index") == 3


def test_what_a_site_map_made_old_a_feed_makes_new(web: Web, go) -> None:
    expected = [web.article("a.test", f"/{n}", n) for n in range(2)]
    web.put("a.test", "/map", sitemap(dict.fromkeys([*expected, web.at("a.test", "/2")], "")))
    one = outlet("a.test", [web.put("a.test", "/feed", "", 404)], [web.at("a.test", "/map")])
    assert not go(one).articles
    web.feed("a.test", ["/0", "/1"])
    assert addresses(go(one)) == expected


def test_a_day_ahead_is_not_believed(web: Web, go) -> None:
    for path in ("/a", "/b"):
        web.article("a.test", path)
    items = "".join(
        f"<item><link>{web.at('a.test', path)}</link><pubDate>{day} Sep 2022 10:00:00 +0600</pubDate></item>"
        for path, day in (("/a", "09"), ("/b", "29"))
    )
    went = go(outlet("a.test", [web.put("a.test", "/feed", rss([], items))]))
    assert {article.url[-1]: article.published for article in went.articles} == {"a": date(2022, 9, 9), "b": None}


def test_what_fails_is_put_off_and_at_last_given_up(web: Web, go) -> None:
    web.put("a.test", "/0", "", 503)
    web.put("a.test", "/1", "", 404)
    one = outlet("a.test", [web.feed("a.test", ["/0", "/1"])])
    assert "/0: the server answers 503" in go(one).reasons
    assert not go(one, now=NOW + timedelta(minutes=1)).problems  # too soon
    tried, now = 1, NOW
    for _ in range(8):
        now += timedelta(days=1)
        tried += len(go(one, now=now).problems)
    assert tried == 6
    assert web.paths("a.test").count("/1") == 1


def test_what_is_no_page_is_told(web: Web, go) -> None:
    web.put("a.test", "/0", b"%PDF", kind="application/pdf")
    assert "is application/pdf, no page" in go(outlet("a.test", [web.feed("a.test", ["/0"])])).reasons


def test_a_dead_host_is_left_alone_and_its_articles_wait(web: Web, go) -> None:
    for n in range(6):
        web.put("a.test", f"/{n}", "", 502)
    one = outlet("a.test", [web.feed("a.test", [f"/{n}" for n in range(6)])])
    assert "3 articles wait for a later run" in go(one).reasons
    for n in range(6):
        web.article("a.test", f"/{n}", n)
    assert len(go(one, now=NOW + timedelta(days=1)).articles) == 6


def test_an_outlet_of_which_nothing_can_be_read_says_so(web: Web, go) -> None:
    went = go(outlet("a.test", [web.at("a.test", "/gone")]), terms=Terms(named=True))
    assert [problem.named for problem in went.problems] == [False, True]
    assert "a.test: none of its feeds and site maps could be read" in went.reasons


def test_a_host_is_asked_one_request_at_a_time(web: Web, go) -> None:
    """Three outlets on one host, three on hosts of their own."""
    feeds = []
    for n in range(6):
        host = "shared.test" if n < 3 else f"own{n}.test"
        paths = [f"/{n}/{part}" for part in range(2)]
        for path in paths:
            web.article(host, path, n)
        feeds.append(outlet(f"o{n}.test", [web.feed(host, paths, f"/feed{n}")]))
    went = go(*feeds, manners=Manners(delay_s=0.03))
    assert len(went.articles) == 12
    for host in {asked.host for asked in web.asked}:
        asked = [asked for asked in web.asked if asked.host == host]
        gaps = [later.began_s - earlier.began_s for earlier, later in pairwise(asked)]
        assert min(gaps) >= 0.027, host


def test_a_second_watch_is_refused(tmp_path: Path) -> None:
    with ledger_of(tmp_path), pytest.raises(StoreError, match="another watch is using it"):
        ledger_of(tmp_path)
    with ledger_of(tmp_path) as ledger:
        assert ledger.starts() == []


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "watch.sqlite").write_text("something else, and long enough to be looked at " * 50)
    with pytest.raises(StoreError, match=r"watch\.sqlite"):
        ledger_of(tmp_path)


@pytest.mark.parametrize(
    ("site", "feeds", "expected"),
    [
        ([date(2022, 8, 1)], [], date(2022, 9, 3)),  # reaches back further than asked for
        ([date(2022, 9, 5)], [], date(2022, 9, 6)),  # its first day may be cut
        ([], [date(2022, 9, 8), date(2022, 9, 1)], date(2022, 9, 9)),  # one section reaches back less
        ([date(2022, 9, 5)], [date(2022, 9, 10)], date(2022, 9, 6)),
        ([], [], date(2022, 9, 10)),
    ],
)
def test_since_when_an_outlet_is_held_whole(site: list[date], feeds: list[date], expected: date) -> None:
    assert Coverage(site, feeds).complete_from(date(2022, 9, 3), date(2022, 9, 10)) == expected


@pytest.mark.parametrize(
    ("a_day", "told"), [(0, "dries up"), (1, "dries up"), (2, ""), (6, ""), (7, "floods"), (30, "floods")]
)
def test_an_outlet_that_dries_up_or_floods_is_told(tmp_path: Path, a_day: int, told: str) -> None:
    one = outlet("a.test", ["http://a.test/feed"], fewest=2, most=6)
    days = [NOW.date() + timedelta(days=n) for n in range(5)]
    with ledger_of(tmp_path) as ledger:
        assert unusual(one, ledger, days[0]) == ""
        ledger.start(Watched("a.test", days[0], days[0]))
        for n, day in enumerate(days):
            links = [(Link(f"http://a.test/{n}/{m}"), WAITING) for m in range(a_day if n else 50)]
            assert ledger.found("a.test", links, day, "http://a.test/feed", {}) == len(links)
        assert unusual(one, ledger, days[2]) == ""  # one whole day is too few
        found = unusual(one, ledger, days[4])
    assert found.endswith(told)
    assert bool(found) == bool(told)
