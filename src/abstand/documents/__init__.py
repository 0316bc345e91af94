"""Documents: bytes of a web page or a text file become one clean text with its title, day, authors and outlet."""

from __future__ import annotations

from abstand.documents.gate import why_unread
from abstand.documents.language import language_of
from abstand.documents.nfc import Normalised, normalise
from abstand.documents.reading import read_document

__all__ = ["Normalised", "language_of", "normalise", "read_document", "why_unread"]
