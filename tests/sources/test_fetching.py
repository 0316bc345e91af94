"""Size, time, packing, status, redirects, back-off, robots: against a real server."""

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Web, answer

from abstand.errors import NotFetched
from abstand.sources.fetching import Body, Limits, unpacked
from abstand.sources.guarding import resolve_by_system
from abstand.sources.politeness import Manners, Timing


def test_a_page_comes_as_it_is(web: Web, get) -> None:
    address = web.put("a.test", "/p?x=1", "Сәлем", kind="text/html; charset=utf-8", ETag='"1"')
    response = get(address)
    assert (response.content.decode(), response.kind, response.headers["etag"]) == ("Сәлем", "text/html", '"1"')
    assert web.asked[-1].headers["user-agent"].startswith("Abstand/")
    assert "cookie" not in web.asked[-1].headers


def test_who_can_be_reached_is_told(web: Web, get) -> None:
    get(web.put("a.test", "/p", "x"), contact="desk@example.org")
    assert "desk@example.org" in web.asked[-1].headers["user-agent"]


def test_a_packed_page_is_unpacked(web: Web, get) -> None:
    assert get(web.put("a.test", "/p", gzip.compress(b"text", mtime=0), Content_Encoding="gzip")).content == b"text"


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (gzip.compress(bytes(50_000_000)), {"Content_Encoding": "gzip"}, "unpacks to more than 100 times its size"),
        (b"x" * 10_000_001, {}, "larger than 10,000,000 bytes"),
        (gzip.compress(b"text" * 99, mtime=0)[:-9], {"Content_Encoding": "gzip"}, "cut"),
        (b"no gzip", {"Content_Encoding": "gzip"}, "is no gzip"),
        (b"x", {"Content_Encoding": "br"}, "packed as 'br'"),
    ],
)
def test_a_body_beyond_the_limits_is_refused(web: Web, get, body: bytes, headers: dict[str, str], reason: str) -> None:
    with pytest.raises(NotFetched, match=reason):
        get(web.put("a.test", "/p", body, **headers), limits=Limits())


def test_a_body_without_end_is_refused(web: Web, get) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 100_000)

    with pytest.raises(NotFetched, match="larger than 1,000,000 bytes"):
        get(web.do("a.test", "/p", endless), limits=Limits(size=1_000_000))


@pytest.mark.slow  # for a second nothing comes
@pytest.mark.parametrize("part", ["head", "body"])
def test_a_slow_drip_ends_in_time(web: Web, get, part: str) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        if part == "body":
            request.send_response(200)
            request.end_headers()
        for _ in range(200):
            request.wfile.write(b"X-A: 1\r\n" if part == "head" else b"x")
            time.sleep(0.02)

    began = time.monotonic()
    with pytest.raises(NotFetched, match="within 1 s"):
        get(web.do("a.test", "/p", drip), limits=Limits(seconds=1.0))
    assert time.monotonic() - began < 3.5  # the whole would take four seconds
    assert web.paths("a.test").count("/p") == 1  # what is slow is not tried again


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=5_000), st.lists(st.integers(1, 700), max_size=5))
def test_packed_bytes_come_back_however_they_are_cut(content: bytes, cuts: list[int]) -> None:
    packed = gzip.compress(content, mtime=0) + gzip.compress(content)  # two parts in one, as RFC 1952 allows
    body = Body(Limits(ratio=10_000), packed=True)
    while packed:
        size = cuts.pop() if cuts else len(packed)
        body.add(packed[:size])
        packed = packed[size:]
    assert body.whole() == content * 2


def test_a_packed_file_is_unpacked_within_limits() -> None:
    assert unpacked(gzip.compress(b"<urlset/>", mtime=0)) == b"<urlset/>"
    assert unpacked(b"<urlset/>") == b"<urlset/>"
    with pytest.raises(NotFetched):
        unpacked(gzip.compress(bytes(12_000_000), 1))


@pytest.mark.parametrize(("status", "tries"), [(404, 1), (403, 1), (503, 2), (500, 2)])
def test_only_what_fails_for_a_while_is_tried_again(web: Web, get, status: int, tries: int) -> None:
    with pytest.raises(NotFetched, match=f"answers {status}") as told:
        get(web.put("a.test", "/p", "", status))
    assert told.value.temporary == (tries > 1)
    assert web.paths("a.test").count("/p") == tries


def test_what_fails_once_is_had_at_the_second_try(web: Web, get) -> None:
    def flaky(request: BaseHTTPRequestHandler) -> None:
        answer(request, b"fine", 503 if web.paths("a.test").count("/p") == 1 else 200)

    assert get(web.do("a.test", "/p", flaky)).content == b"fine"


def test_waits_grow_differ_and_obey_the_server(web: Web, get) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    timing = Timing(now=lambda: 0.0, sleep=sleep)
    manners = Manners(delay_s=0.0, tries=3, back_off_s=2.0)
    with pytest.raises(NotFetched):
        get(web.put("a.test", "/p", "", 503), manners=manners, timing=timing)
    assert 2 <= slept[0] <= 4 <= slept[1] <= 8
    slept.clear()
    with pytest.raises(NotFetched):
        get(web.put("a.test", "/q", "", 429, Retry_After="30"), manners=manners, timing=timing)
    assert slept == [30, 30]
    slept.clear()
    with pytest.raises(NotFetched):
        get(web.put("a.test", "/r", "", 429, Retry_After="7200"), manners=manners, timing=timing)
    assert slept == []


@pytest.mark.parametrize("asked", ["9" * 40, "Fri, 31 Dec 9999 23:59:59 GMT", "soon", "-5", ""])
def test_whatever_is_asked_for_is_a_wait_that_can_be_waited(web: Web, get, asked: str) -> None:
    with pytest.raises(NotFetched) as told:
        get(web.put("a.test", "/p", "", 429, Retry_After=asked))
    assert 0 <= told.value.wait_s <= 7 * 86_400


def redirect(web: Web, host: str, path: str, to: str, status: int = 302) -> str:
    return web.put(host, path, b"", status, Location=to)


def test_redirects_are_followed_five_times(web: Web, get) -> None:
    for n in range(6):
        redirect(web, "a.test", f"/{n}", f"/{n + 1}" if n % 2 else web.at("a.test", f"/{n + 1}"))
    web.put("a.test", "/6", "end")
    assert get(web.at("a.test", "/1")).content == b"end"
    assert get(web.at("a.test", "/1")).address == web.at("a.test", "/6")
    with pytest.raises(NotFetched, match="redirects more than 5 times"):
        get(web.at("a.test", "/0"))


@pytest.mark.parametrize("to", ["file:///etc/passwd", "gopher://a.test/", "javascript:alert(1)", "http://u:p@a.test/"])
def test_a_redirect_away_from_the_web_is_refused(web: Web, get, to: str) -> None:
    with pytest.raises(NotFetched, match=r"is no address|carries a user"):
        get(redirect(web, "a.test", "/p", to))


def test_a_redirect_to_a_private_address_is_refused(web: Web, get, monkeypatch) -> None:
    """The first host counts as public here; where it leads to does not."""
    from abstand.sources import guarding

    judged = guarding.refused
    monkeypatch.setattr(guarding, "refused", lambda ip, allow: "" if str(ip) == "127.0.0.1" else judged(ip, allow))

    async def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "a.test" else ["169.254.169.254"]

    address = redirect(web, "a.test", "/p", "http://inside.test/secret")
    with pytest.raises(NotFetched, match=r"inside\.test leads to 169\.254\.169\.254, a link-local address"):
        get(address, allow_private=False, resolve=resolve)


def test_a_name_that_turns_to_a_private_address_is_refused(web: Web, get, monkeypatch) -> None:
    """It is resolved for every connection, and what was checked is what is connected to."""
    from abstand.sources import guarding

    told = iter(["127.0.0.1", "10.0.0.9"])
    judged = guarding.refused
    monkeypatch.setattr(guarding, "refused", lambda ip, allow: "" if str(ip) == "127.0.0.1" else judged(ip, allow))

    async def resolve(host: str, port: int) -> list[str]:
        return [next(told)]

    address = web.put("a.test", "/p", "x", Connection="close")
    web.put("a.test", "/robots.txt", "", Connection="close")
    web.pages["a.test", "/robots.txt"] = lambda request: (answer(request, b"", 200, {"Connection": "close"}), None)[1]
    with pytest.raises(NotFetched, match=r"10\.0\.0\.9, a private address"):
        get(address, allow_private=False, resolve=resolve)
    assert web.paths("a.test") == ["/robots.txt"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "[::1]"])
def test_this_machine_is_refused_however_it_is_written(web: Web, get, host: str) -> None:
    with pytest.raises(NotFetched):
        get(f"http://{host}:{web.port}/p", allow_private=False, resolve=resolve_by_system)
    assert not web.asked


def test_robots_are_obeyed(web: Web, get) -> None:
    rules = "User-agent: abstand\nDisallow: /no\nDisallow: /*?print\nAllow: /no/yes\n\nUser-agent: *\nDisallow: /\n"
    web.put("a.test", "/robots.txt", rules)
    for path in ("/yes", "/no/yes", "/no", "/yes?print=1"):
        web.put("a.test", path, "x")
    assert get(web.at("a.test", "/yes")).content == b"x"
    assert get(web.at("a.test", "/no/yes")).content == b"x"
    for path in ("/no", "/yes?print=1"):
        with pytest.raises(NotFetched, match=r"robots\.txt forbids it"):
            get(web.at("a.test", path))
    assert not {"/no", "/yes?print=1"} & set(web.paths("a.test"))


def test_robots_of_where_a_redirect_leads_are_obeyed_too(web: Web, get) -> None:
    web.put("b.test", "/robots.txt", "User-agent: *\nDisallow: /")
    web.put("b.test", "/p", "x")
    with pytest.raises(NotFetched, match="forbids"):
        get(redirect(web, "a.test", "/p", web.at("b.test", "/p")))
    assert web.paths("b.test") == ["/robots.txt"]


def test_nothing_is_asked_while_robots_cannot_be_had(web: Web, get) -> None:
    web.put("a.test", "/robots.txt", "", 503)
    with pytest.raises(NotFetched, match="cannot be read") as told:
        get(web.put("a.test", "/p", "x"))
    assert told.value.temporary
    assert "/p" not in web.paths("a.test")


def test_the_delay_that_robots_ask_for_is_kept(web: Web, get) -> None:
    web.put("a.test", "/robots.txt", "User-agent: *\nCrawl-delay: 0.3")
    get(web.put("a.test", "/p", "x"))
    first, second = web.asked
    assert second.began_s - first.began_s >= 0.28
    web.put("b.test", "/robots.txt", "User-agent: *\nCrawl-delay: 3600")
    with pytest.raises(NotFetched, match="left alone"):
        get(web.put("b.test", "/p", "x"))


def test_a_host_that_is_not_found_is_told(web: Web, get) -> None:
    async def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(NotFetched, match=r"robots\.txt of .*the host a\.test is not found: no such name"):
        get("http://a.test/", resolve=nowhere)
