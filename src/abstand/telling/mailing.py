"""The digest as a letter: plain text and HTML in one, sent through a server of one's own."""

from __future__ import annotations

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage

from abstand.errors import InputError

PATIENCE_S = 30
VARIABLES = ("ABSTAND_SMTP", "ABSTAND_MAIL_FROM", "ABSTAND_MAIL_TO")


@dataclass(frozen=True, slots=True)
class Post:
    """Where letters are handed in, from whom and to whom. Without ``user`` nobody signs in."""

    host: str
    port: int
    sender: str
    recipients: tuple[str, ...]
    user: str = ""
    password: str = ""


def post_of(variables: Mapping[str, str]) -> Post:
    """From ``ABSTAND_SMTP`` (host:port), ``ABSTAND_MAIL_FROM``, ``ABSTAND_MAIL_TO`` (by commas), and for servers that
    ask for it ``ABSTAND_SMTP_USER`` and ``ABSTAND_SMTP_PASSWORD``. Raises InputError.
    """
    missing = [name for name in VARIABLES if not variables.get(name)]
    if missing:
        raise InputError(f"the digest cannot be sent: set {', '.join(missing)}")
    host, _, port = variables["ABSTAND_SMTP"].rpartition(":")
    if not host or not port.isdigit():
        raise InputError(f"ABSTAND_SMTP is {variables['ABSTAND_SMTP']!r}; write it as mail.example.org:587")
    recipients = tuple(item.strip() for item in variables["ABSTAND_MAIL_TO"].split(",") if item.strip())
    return Post(
        host, int(port), variables["ABSTAND_MAIL_FROM"], recipients, variables.get("ABSTAND_SMTP_USER", ""),
        variables.get("ABSTAND_SMTP_PASSWORD", ""),
    )  # fmt: skip


def letter(post: Post, subject: str, text: str, html: str) -> EmailMessage:
    """One letter, readable with and without HTML."""
    message = EmailMessage()
    message["From"] = post.sender
    message["To"] = ", ".join(post.recipients)
    message["Subject"] = subject
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message


def send(post: Post, message: EmailMessage) -> None:
    """Hand the letter in, encrypted wherever the server can. Raises InputError with the server's answer."""
    try:
        with smtplib.SMTP(post.host, post.port, timeout=PATIENCE_S) as server:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls()
            elif post.user:
                raise InputError(f"{post.host} offers no encryption; the password is not sent")
            if post.user:
                server.login(post.user, post.password)
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise InputError(f"{post.host}:{post.port} did not take the digest: {error}") from error
