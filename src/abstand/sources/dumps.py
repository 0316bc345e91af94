"""Dumps: JSONL and CSV files with one text a line or row, and which of their columns holds what."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO

from abstand.errors import InputError
from abstand.model import Problem
from abstand.sources.raw import LARGEST_BYTES, STAGE, Raw
from abstand.sources.stamps import stated_day, unix_day
from abstand.sources.streams import opened

FIELDS = ("text", "title", "published", "lang", "outlet", "url")
DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds ``text``, ``title`` …; a field that is not given has the column of its own name.

    ``day_format`` (as of ``strptime``) says how days are written that are neither ISO 8601, RFC 2822, ``20220819`` nor
    Unix time.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    day_format: str = ""

    @classmethod
    def parse(cls, text: str, day_format: str = "") -> Columns:
        """``text=body,published=date``. Raises InputError."""
        names: dict[str, str] = {}
        for part in filter(None, map(str.strip, text.split(","))):
            name, sign, column = (piece.strip() for piece in part.partition("="))
            if not sign or not column or name not in FIELDS:
                raise InputError(
                    f"{part!r} names no column; write FIELD=COLUMN, where FIELD is one of {', '.join(FIELDS)}"
                )
            if name in names:
                raise InputError(f"the column of `{name}` is given twice: {names[name]} and {column}")
            names[name] = column
        return cls(names, day_format)

    def of(self, name: str) -> str:
        return self.names.get(name, name)

    def raw(self, source: str, record: Mapping[str, Any]) -> Raw:
        """A record as a text. Raises ValueError for what is none."""
        text = record.get(self.of("text"))
        if not isinstance(text, str):
            raise ValueError(f"a record is a JSON object with a `{self.of('text')}`")
        return Raw(
            source,
            text.encode(),
            url=self._words(record, "url"),
            outlet=self._words(record, "outlet"),
            title=self._words(record, "title"),
            language=self._words(record, "lang") or None,
            published=self._day(record.get(self.of("published"))),
        )

    def _words(self, record: Mapping[str, Any], name: str) -> str:
        words = record.get(self.of(name)) or ""
        if not isinstance(words, str):
            raise ValueError(f"`{self.of(name)}` is {words!r:.40}, not a text")
        return words

    def _day(self, stamp: object) -> date | None:
        if stamp is None or stamp == "":
            return None
        if isinstance(stamp, int | float) and not isinstance(stamp, bool):
            return unix_day(float(stamp))
        text = str(stamp).strip()
        if self.day_format:
            return datetime.strptime(text, self.day_format).date()
        return stated_day(text)


AS_NAMED = Columns()


def read_jsonl(file: Path, columns: Columns) -> Iterator[Raw | Problem]:
    """One document a line; a line that is no record is a Problem."""
    with opened(file) as stream:
        for number, line in enumerate(_lines(stream), start=1):
            source = f"{file}, line {number}"
            if len(line) > LARGEST_BYTES:
                yield Problem(STAGE, source, f"more than {LARGEST_BYTES:,} bytes; no article is so long")
            elif line.strip():
                try:
                    yield _record(columns, source, json.loads(line))
                except (ValueError, TypeError, RecursionError) as error:
                    yield Problem(STAGE, source, f"is no record: {error}")


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is too long only its beginning, one byte more than may be."""
    while line := stream.readline(LARGEST_BYTES + 1):
        rest = line
        while len(rest) > LARGEST_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(LARGEST_BYTES + 1)
        yield line


def _record(columns: Columns, source: str, record: Any) -> Raw:
    if not isinstance(record, dict):
        raise ValueError(f"a record is a JSON object with a `{columns.of('text')}`")
    return columns.raw(source, record)


def read_csv(file: Path, columns: Columns, named: bool = False) -> Iterator[Raw | Problem]:
    """One document a row below a heading; the columns are parted by a comma, semicolon, tab or ``|``."""
    csv.field_size_limit(LARGEST_BYTES)  # the module's own limit is shorter than long articles
    with TextIOWrapper(opened(file), encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        heading = stream.readline()
        names = next(csv.reader([heading], delimiter=_delimiter(heading)), [])
        wanted = {name: columns.of(name) for name in FIELDS if name == "text" or name in columns.names}
        if missing := [column for column in wanted.values() if column not in names]:
            yield Problem(STAGE, str(file), _missing(missing, names), named=named)
            return
        yield from _rows(file, csv.reader(stream, delimiter=_delimiter(heading), strict=True), names, columns)


def _rows(file: Path, rows: Any, names: list[str], columns: Columns) -> Iterator[Raw | Problem]:
    number = 1
    while True:
        number += 1
        source = f"{file}, row {number}"
        try:
            row = next(rows)
            if row:
                yield columns.raw(source, _named(row, names))
        except StopIteration:
            return
        except (ValueError, TypeError, csv.Error) as error:
            yield Problem(STAGE, source, f"is no record: {error}")


def _named(row: list[str], names: list[str]) -> dict[str, str]:
    if len(row) != len(names):
        raise ValueError(f"it has {len(row)} fields, the heading {len(names)}")
    return dict(zip(names, row, strict=True))


def _delimiter(heading: str) -> str:
    return max(DELIMITERS, key=heading.count)


def _missing(missing: list[str], names: list[str]) -> str:
    wanted = ", ".join(f"`{column}`" for column in missing)
    return (
        f"has no column {wanted}; its columns are {', '.join(names) or 'none'}: say which holds what, as in text=body"
    )
