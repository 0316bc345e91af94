"""Reports in the forms of other event data: PLOVER's JSON, and a dyadic table as ICEWS has it, with CAMEO's roots."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import permutations, product
from typing import Any

import pyarrow as pa

Row = Mapping[str, Any]
CODER = "abstand"
CODEBOOK = "PLOVER 2021 draft 0.8 with statuses"

CAMEO = pa.schema(
    [
        ("event_id", pa.string()),
        ("event_date", pa.date32()),
        ("source_code", pa.string()),
        ("target_code", pa.string()),
        ("cameo_root", pa.string()),
        ("quad_class", pa.int8()),
        ("plover_type", pa.string()),
        ("plover_mode", pa.string()),
        ("status", pa.string()),
        ("event_text", pa.string()),
        ("confidence", pa.float64()),
        ("story_id", pa.string()),
        ("sentence", pa.string()),
        ("sentence_start", pa.int32()),
        ("publisher", pa.string()),
        ("url", pa.string()),
        ("language", pa.string()),
    ]
)


@dataclass(frozen=True)
class Mapped:
    """The published mapping: CAMEO root and PLOVER quad of each type."""

    types: Mapping[str, str]
    modes: Mapping[str, Mapping[str, str]]
    quads: Mapping[str, int]

    def root(self, type_: str, mode: str | None) -> str:
        return self.modes.get(type_, {}).get(mode or "", self.types[type_])


@lru_cache(maxsize=1)
def mapping() -> Mapped:
    data = tomllib.loads((resources.files("abstand.store") / "cameo.toml").read_text("utf-8"))
    return Mapped(data["types"], data["modes"], data["quads"])


def plover(row: Row) -> dict[str, Any]:
    """One record of PLOVER's JSON (manual, table “PLOVER JSON”); fields of ours beside its own: status, speakers,
    confidence, date_basis, event_id, document."""
    day, last, basis = _days(row)
    record = {
        "id": row["id"],
        "date": _text(day),
        "enddate": _text(last),
        "date_basis": basis,
        "actor": [{"code": code} for code in row["actors"]],
        "recipient": [{"code": code} for code in row["recipients"]],
        "event": [row["type"]],
        "mode": [row["mode"]] if row["mode"] else [],
        "context": [row["domain"]],
        "quad_code": mapping().quads[row["type"]],
        "event_text": [row["trigger"]],
        "link": row["event"] or None,
        "text": row["sentence"],
        "text_info": {"start": row["start"], "end": row["end"]},
        "cite_info": {
            "url": row["url"],
            "title": row["title"],
            "publication": row["outlet"],
            "language": row["language"],
            "coder": CODER,
            "codebook": CODEBOOK,
        },
        "coder": row["run"],
        "status": row["status"],
        "speakers": row["speakers"],
        "confidence": row["confidence"],
        "document": row["document"],
    }
    return record | ({"text_info": {**record["text_info"], "text_story": [row["text"]]}} if "text" in row else {})


def cameo(row: Row) -> Iterator[dict[str, Any]]:
    """One row for every ordered pair of source and target; an act of several together goes both ways."""
    pairs = product(row["actors"], row["recipients"]) if row["recipients"] else permutations(row["actors"], 2)
    for source, target in pairs:
        yield {
            "event_id": row["id"],
            "event_date": _days(row)[0],
            "source_code": source,
            "target_code": target,
            "cameo_root": mapping().root(row["type"], row["mode"]),
            "quad_class": mapping().quads[row["type"]],
            "plover_type": row["type"],
            "plover_mode": row["mode"],
            "status": row["status"],
            "event_text": row["trigger"],
            "confidence": row["confidence"],
            "story_id": row["document"],
            "sentence": row["sentence"],
            "sentence_start": row["start"],
            "publisher": row["outlet"],
            "url": row["url"],
            "language": row["language"],
        }


def _days(row: Row) -> tuple[Any, Any, str | None]:
    """The days of the act, or of publication where the text gives none."""
    if row["when_first"] is not None:
        return row["when_first"], row["when_last"], row["when_basis"]
    return row["published_first"], row["published_last"], "published" if row["published_first"] else None


def _text(day: object) -> str | None:
    return str(day) if day is not None else None
