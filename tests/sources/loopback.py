"""A web of many hosts on this machine: one server, whose pages are told apart by the host's name."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from abstand.sources.catalogue import Outlet

NOW = datetime(2022, 9, 10, 12, tzinfo=UTC)
Serve = Callable[[BaseHTTPRequestHandler], None]
TEXT = (
    "<!doctype html><html lang='en'><head><title>{title}</title>{head}</head>"
    "<body><article><h1>{title}</h1>{text}</article></body></html>"
)
SENTENCE = (
    "Russia imposed sanctions on Kazakhstan on Monday, the ministry said in a long statement number {n} to the press."
)


@dataclass
class Asked:
    """A request as it came."""

    host: str
    path: str
    headers: Mapping[str, str]
    began_s: float


@dataclass
class Web:
    """Pages by host and path; what is not there is answered with 404."""

    port: int = 0
    pages: dict[tuple[str, str], Serve] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def at(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(
        self, host: str, path: str, body: str | bytes, status: int = 200, kind: str = "text/html", **headers: str
    ) -> str:
        """Serves bytes there; returns the address."""
        content = body.encode() if isinstance(body, str) else body

        def serve(request: BaseHTTPRequestHandler) -> None:
            answer(
                request, content, status, {"Content-Type": kind, **{k.replace("_", "-"): v for k, v in headers.items()}}
            )

        return self.do(host, path, serve)

    def do(self, host: str, path: str, serve: Serve) -> str:
        self.pages[host, path] = serve
        return self.at(host, path)

    def feed(self, host: str, paths: Sequence[str], path: str = "/feed") -> str:
        return self.put(host, path, rss(self.at(host, item) for item in paths), kind="application/rss+xml")

    def article(self, host: str, path: str, n: int = 0, head: str = "", title: str = "") -> str:
        return self.put(host, path, page(n, head, title))

    def paths(self, host: str) -> list[str]:
        return [asked.path for asked in self.asked if asked.host == host]

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]


def page(n: int, head: str = "", title: str = "") -> str:
    """An article that is like no other."""
    text = "".join(f"<p>{SENTENCE.format(n=f'{n}.{part}')}</p>" for part in range(3))
    return TEXT.format(title=title or f"Sanctions, report {n}", head=head, text=text)


def rss(addresses: Iterator[str] | Sequence[str], more: str = "") -> str:
    items = "".join(
        f"<item><title>News</title><link>{address.replace('&', '&amp;')}</link></item>" for address in addresses
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>F</title>{items}{more}</channel></rss>"


def sitemap(entries: Mapping[str, str]) -> str:
    """A site map of addresses with the days of their last change."""
    urls = "".join(
        f"<url><loc>{loc}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for loc, day in entries.items()
    )
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"


def answer(request: BaseHTTPRequestHandler, content: bytes, status: int = 200, headers: Mapping[str, str] = {}) -> None:
    request.send_response(status)
    for name, value in {"Content-Length": str(len(content)), **headers}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(content)


def outlet(name: str, feeds: Sequence[str] = (), sitemaps: Sequence[str] = (), **more: float) -> Outlet:
    home = f"http://{name}/"
    return Outlet(
        name, name, home, tuple(feeds), tuple(sitemaps), ("en",), "daily", "KAZ", "private", "quote",
        more.get("fewest", 0), more.get("most", 100),
    )  # fmt: skip


@contextlib.contextmanager
def serving() -> Iterator[Web]:
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers.get("Host", "").partition(":")[0]
            headers = {name.lower(): value for name, value in self.headers.items()}
            web.asked.append(Asked(host, self.path, headers, time.monotonic()))
            serve = web.pages.get((host, self.path))
            with contextlib.suppress(ConnectionError, TimeoutError):
                serve(self) if serve else answer(self, b"not here", 404)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 256  # hosts call at once
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # who is asked may be cut off

    server = Server(("127.0.0.1", 0), Handler)
    web.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
