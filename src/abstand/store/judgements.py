"""Judgements as rows: the layout of their table on disk, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC
from typing import Any

import pyarrow as pa

from abstand.judging.nouns import Judgement, Naming, Reading, Target
from abstand.model import Basis, Domain, EventType, Span, Status, Verdict, When

_TEXTS = pa.list_(pa.string())
_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])
_READING = pa.struct(
    [
        ("type", pa.string()),
        ("mode", pa.string()),
        ("actors", _TEXTS),
        ("recipients", _TEXTS),
        ("status", pa.string()),
        ("speakers", _TEXTS),
        ("when", pa.struct([("first", pa.date32()), ("last", pa.date32()), ("basis", pa.string())])),
        ("domain", pa.string()),
    ]
)
_TARGET = pa.struct(
    [("report", pa.string()), ("document", pa.string()), ("sentence", _SPAN), ("act", _SPAN), ("reading", _READING)]
)
JUDGEMENTS = pa.schema(
    [
        ("id", pa.string()),
        ("verdict", pa.string()),
        ("author", pa.string()),
        ("at", pa.timestamp("us", tz="UTC")),
        ("reason", pa.string()),
        ("targets", pa.list_(_TARGET)),
        ("beside", pa.list_(_TARGET)),
        ("reading", _READING),
        ("fields", _TEXTS),
        (
            "naming",
            pa.struct([("document", pa.string()), ("span", _SPAN), ("old", pa.string()), ("new", pa.string())]),
        ),
        ("undoes", pa.string()),
    ]
)


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    """The columns of ``JUDGEMENTS``."""
    return asdict(judgement) | {"at": judgement.at.astimezone(UTC)}


def judgement_of(row: Mapping[str, Any]) -> Judgement:
    naming = row["naming"]
    return Judgement(
        id=row["id"],
        verdict=Verdict(row["verdict"]),
        author=row["author"],
        at=row["at"].astimezone(UTC),
        reason=row["reason"],
        targets=tuple(map(_target_of, row["targets"])),
        beside=tuple(map(_target_of, row["beside"])),
        reading=_reading_of(row["reading"]) if row["reading"] else None,
        fields=tuple(row["fields"]),
        naming=Naming(naming["document"], Span(**naming["span"]), naming["old"], naming["new"]) if naming else None,
        undoes=row["undoes"],
    )


def _target_of(row: Mapping[str, Any]) -> Target:
    sentence, act = Span(**row["sentence"]), Span(**row["act"])
    return Target(row["report"], row["document"], sentence, act, _reading_of(row["reading"]))


def _reading_of(row: Mapping[str, Any]) -> Reading:
    when = row["when"]
    return Reading(
        type=EventType(row["type"]),
        mode=row["mode"],
        actors=tuple(row["actors"]),
        recipients=tuple(row["recipients"]),
        status=Status(row["status"]),
        speakers=tuple(row["speakers"]),
        when=When(when["first"], when["last"], Basis(when["basis"])) if when else None,
        domain=Domain(row["domain"]),
    )
