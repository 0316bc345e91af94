"""Addresses of the web: brought to one form, so that the same article is known again at another of its addresses."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from tld import get_fld

from abstand.errors import DataError, NotFetched

LONGEST = 2_000  # characters; what is longer is no address of an article, and few servers take it
PORTS = {"http": 80, "https": 443}
TRACKING = Path(__file__).parent / "addresses.toml"
_SAFE = "/%:@!$&'()*+,;=~-._"
_ODD = re.compile(r"[\x00-\x20\x7f]")


def clean(address: str, base: str = "") -> str:
    """The absolute http(s) address in ASCII, without fragment, usual port and tracking parameters.

    A relative address is read from ``base``. Raises NotFetched for what is no address of a page.
    """
    if len(address) > LONGEST:
        raise NotFetched(f"the address is longer than {LONGEST:,} characters: {address:.60}…")
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise NotFetched(f"{address!r:.200} is no address: {error}") from error
    if parts.scheme not in PORTS or not host or _ODD.search(host):
        raise NotFetched(f"{address!r:.200} is no address that begins with http:// or https:// and names a host")
    if parts.username is not None:
        raise NotFetched(f"{address!r:.200} carries a user's name; only public addresses are read")
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, PORTS[parts.scheme]) else f"{host}:{port}"
    return urlunsplit((parts.scheme, place, quote(parts.path or "/", _SAFE), _query(parts.query), ""))


def _query(query: str) -> str:
    """The query as it stands, without the parameters that only track."""
    names, prefixes = _tracking()
    kept = []
    for part in query.split("&"):
        name = part.partition("=")[0].casefold()
        if part and name not in names and not name.startswith(prefixes):
            kept.append(quote(part, _SAFE + "?"))
    return "&".join(kept)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    try:
        lists = tomllib.loads(TRACKING.read_text(encoding="utf-8"))
        return frozenset(lists["names"]), tuple(lists["prefixes"])
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DataError(str(TRACKING), "names, prefixes", f"cannot be read: {error}") from error


def key(address: str) -> str:
    """What two addresses of one page share: neither scheme, ``www.``, last slash nor the order of parameters count.

    Also for an address as a document carries it; one that is none is its own key.
    """
    try:
        parts = urlsplit(clean(address))
    except NotFetched:
        return address
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = parts.path.rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}{'?' if query else ''}{query}"


def host_of(address: str) -> str:
    """The host and its port: what is asked one request at a time."""
    return urlsplit(address).netloc


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def site_of(address: str) -> str:
    """The registered domain, which ``news.example.org`` and ``www.example.org`` share; else the host."""
    return _site(urlsplit(address).hostname or "")


@lru_cache(4_096)  # hosts; a watch asks for the same few hundred again and again
def _site(host: str) -> str:
    return get_fld(f"http://{host}/", fail_silently=True) or host
