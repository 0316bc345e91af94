"""What every source gives: raw texts, and what it left out on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

STAGE = "sources"
LARGEST_BYTES = 20_000_000  # no article is longer; what is, is an archive or a mistake


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they were found, with what is known of them from outside. ``source`` names them in messages.

    ``named`` says that the user named this very file, rather than a folder or a collection that holds it.
    ``charset`` is what the server said; ``latest`` the last day that the text can be of, because it was fetched then.
    ``bulk`` marks what comes by the thousand, unchosen: a page of a web archive. Of such pages only those that can
    hold an act are read, and a page without an article is nothing to report.
    """

    source: str
    content: bytes
    named: bool = False
    url: str = ""
    outlet: str = ""
    title: str = ""
    language: str | None = None
    published: date | None = None
    charset: str = ""
    latest: date | None = None
    bulk: bool = False
    rights: str = "quote"


class Reason(StrEnum):
    """Why something is left out, as the closing table says it."""

    GATE = "names fewer than two parties"
    LANGUAGE = "another language"
    NO_ARTICLE = "no article on the page"
    REDIRECT = "redirects"
    HTTP_ERROR = "HTTP errors"
    NO_PAGE = "no HTML"
    REPEATED = "repeated records (revisit)"
    TEASER = "teasers without full text"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that a source passed over on purpose. It is counted by its reason, and kept nowhere."""

    reason: Reason
