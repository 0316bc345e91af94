"""The digest in its forms: Markdown, HTML, Atom."""

from __future__ import annotations

from enum import StrEnum

from abstand.telling.rendering import render
from abstand.telling.views.digest import Digest
from abstand.telling.views.feed import Feed


class Form(StrEnum):
    MARKDOWN = "markdown"
    HTML = "html"
    ATOM = "atom"


_TEMPLATES = {Form.MARKDOWN: "digest.md", Form.HTML: "digest.html"}


def write(digest: Digest, form: Form, language: str) -> str:
    """The digest told in ``language``."""
    if form is Form.ATOM:
        return render("feed.xml", language, feed=_feed(digest))
    return render(_TEMPLATES[form], language, digest=digest)


def _feed(digest: Digest) -> Feed:
    events = tuple(event for pair in digest.pairs for event in (*pair.acts, *pair.unsure))
    title = f"Abstand {digest.since} – {digest.until}"
    return Feed(title, f"urn:abstand:digest:{digest.until}", "", f"{digest.until}T00:00:00Z", digest.until, events)
