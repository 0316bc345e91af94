"""Feeds and pages that mean harm, beside one that means well: each is a Problem, none stops the others."""

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest
from loopback import Web, outlet, page, rss
from test_feeds import LAUGHS

from abstand.sources.fetching import Limits


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "application/rss+xml")
    request.end_headers()
    while True:
        request.wfile.write(b"<item>" * 20_000)


def slow_drip(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    for _ in range(400):
        request.wfile.write(b"<rss>")
        time.sleep(0.05)


def broken_off(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"<rss>")
    request.close_connection = True


def no_http(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"\x00\xff" * 200_000)
    request.close_connection = True


def lay_out(web: Web) -> dict[str, str]:
    """A feed on a host of its own for each harm; returns what must be said of it."""
    told: dict[str, str] = {}

    def harm(name: str, reason: str) -> str:
        told[name] = reason
        return f"{name}.test"

    web.put(harm("laughs", "declares entities"), "/feed", f"<?xml version='1.0'?>{LAUGHS}<rss>&i;</rss>")
    web.do(harm("endless", "larger than 5,000,000 bytes"), "/feed", endless)
    web.do(harm("drip", "did not come within 6 s"), "/feed", slow_drip)
    web.do(harm("broken", "connection failed"), "/feed", broken_off)
    web.do(harm("nohttp", "connection failed"), "/feed", no_http)
    bomb = gzip.compress(bytes(30_000_000))
    web.put(harm("bomb", "unpacks to more than 100 times"), "/feed", bomb, Content_Encoding="gzip")
    web.put(harm("line", "is no feed"), "/feed", b"x" * 1_000_000)
    web.put(harm("deep", "in each other"), "/feed", b"<a>" * 100_000)
    web.put(harm("crooked", "in each other"), "/feed", b"<rss>&&&" + b"<a" * 100_000)
    web.put(harm("crowd", "more than 200,000 elements"), "/feed", b"<rss>" + b"<a/>" * 300_000)
    web.put(harm("cycle", "redirects more than 5 times"), "/feed", b"", 302, Location="/feed")
    web.put(harm("file", "no address that begins with http"), "/feed", b"", 302, Location="file:///etc/passwd")
    web.put(harm("multicast", "multicast address"), "/feed", b"", 302, Location="http://inside.test/")
    web.put(harm("html", "is no feed"), "/feed", page(1))
    script = "<item><title><script>alert(1)</script></title><link>javascript:alert(1)</link></item>"
    web.put(harm("script", "no address that begins with http"), "/feed", rss([], script))
    long = f"<item><link>http://long.test/{'a' * 1_000_000}</link></item>"
    web.put(harm("long", "longer than 2,000 characters"), "/feed", rss([], long))
    web.put(harm("charset", "declares the encoding 'utf-7'"), "/feed", "<?xml version='1.0' encoding='utf-7'?><rss/>")
    return told


@pytest.mark.slow
def test_each_harm_is_a_problem_and_none_stops_the_others(web: Web, go) -> None:
    told = lay_out(web)
    good = [web.article("good.test", f"/{n}", n) for n in range(5)]
    outlets = [outlet(f"{name}.test", [web.at(f"{name}.test", "/feed")]) for name in told]
    outlets.insert(3, outlet("good.test", [web.feed("good.test", [f"/{n}" for n in range(5)])]))

    async def resolve(host: str, port: int) -> list[str]:
        return ["224.0.0.1"] if host == "inside.test" else ["127.0.0.1"]

    began = time.monotonic()
    went = go(*outlets, resolve=resolve, limits=Limits(size=5_000_000, seconds=6.0))
    assert time.monotonic() - began < 60
    assert sorted(article.url for article in went.articles) == good
    said = {problem.source.split("//")[-1].split(".test")[0]: problem.reason for problem in reversed(went.problems)}
    assert not [f"{name}: {said.get(name)}" for name, reason in told.items() if reason not in said.get(name, "")]
