"""The digest in its forms: Markdown, plain text, HTML, Atom."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from abstand.telling.rendering import render
from abstand.telling.views.digest import Digest


class Form(StrEnum):
    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    ATOM = "atom"


_TEMPLATES = {Form.MARKDOWN: "digest.md", Form.TEXT: "digest.txt", Form.HTML: "digest.html", Form.ATOM: "digest.xml"}


def write(digest: Digest, form: Form, language: str, site: str = "") -> str:
    """The digest told in ``language``. ``site``: the address of a published site, whose pages it then links to."""

    def page(path: str) -> str:
        return f"{site.rstrip('/')}/{language}/{path}/" if site else ""

    before = digest.since - timedelta(days=1)
    return render(_TEMPLATES[form], language, digest=digest, page=page, before=before)


def subject(digest: Digest, language: str) -> str:
    """What a letter with the digest is about."""
    return render("subject.txt", language, digest=digest).strip()
