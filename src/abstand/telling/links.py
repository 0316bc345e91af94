"""Addresses fit to be followed."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_url(url: str) -> str:
    """The address if it is one of the web, else nothing: texts may carry ``javascript:`` and worse.

    >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    try:
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:  # no address at all: "http://[half"
        return ""
