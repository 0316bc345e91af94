"""Entities: states, organisations, groups, persons, firms and outlets, by their names in five languages."""

from __future__ import annotations

from datetime import date

from abstand.entities.checking import check
from abstand.entities.gazetteer import OWN_FOLDER, Gazetteer, default, own_folder
from abstand.model import Mention

__all__ = ["OWN_FOLDER", "Gazetteer", "check", "default", "find", "own_folder", "resolve"]


def find(text: str, lang: str, when: date | None = None) -> list[Mention]:
    """The mentions of entities in ``text`` (language ``lang``, published on ``when``), in order, without overlaps."""
    return default().find(text, lang, when)


def resolve(name: str) -> str:
    """The code of a state or organisation given by code or by any of its names; raises UnknownEntity."""
    return default().resolve(name)
