"""Readings and judgements in the words in which corrections are written."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from abstand.judging.correcting import NOTHING
from abstand.judging.nouns import Judgement, Reading
from abstand.judging.readings import FIELDS
from abstand.model import Verdict, When


def says(judgement: Judgement) -> str:
    """What it says beyond its verdict."""
    if naming := judgement.naming:
        return f"{naming.old} → {naming.new}"
    if judgement.verdict is Verdict.CORRECT and judgement.reading:
        return fields(judgement.reading, judgement.fields)
    return ""


def fields(reading: Reading, names: Iterable[str] = FIELDS) -> str:
    """``type=ACCUSE mode=none actors=KAZ,BLR``, as corrections are written."""
    return " ".join(f"{name}={shlex.quote(value_in_words(reading, name))}" for name in names)


def value_in_words(reading: Reading, name: str) -> str:
    """A field as a correction of it is written."""
    value = plain_value(reading, name)
    if isinstance(value, list):
        return "..".join(dict.fromkeys(value))
    return (",".join(value) if isinstance(value, tuple) else str(value or "")) or NOTHING


def plain_value(reading: Reading, name: str) -> object:
    """A field; days as a list of the first and the last, ``2022-08-19``."""
    value = getattr(reading, name)
    return [value.first.isoformat(), value.last.isoformat()] if isinstance(value, When) else value
