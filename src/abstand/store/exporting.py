"""Writes tables to files: one sentence a report leaves the store, and no full text unless all rights are claimed.

Every column is described, with its unit, in docs/data.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from abstand.errors import InputError
from abstand.model import Entry, Question
from abstand.store import exchange, reading
from abstand.store.base import Store
from abstand.store.judged import joined_row
from abstand.store.layout import FULL, among
from abstand.store.tables import SCHEMAS

_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
REPORTS = pa.schema(
    [
        *((name, _TEXT) for name in ("id", "document", "outlet", "url", "language", "sentence", "type", "mode")),
        ("actors", _TEXTS),
        ("recipients", _TEXTS),
        ("status", _TEXT),
        ("speakers", _TEXTS),
        ("when_first", pa.date32()),
        ("when_last", pa.date32()),
        ("when_basis", _TEXT),
        ("domain", _TEXT),
        ("trigger", _TEXT),
        ("confidence", pa.float64()),
        ("event", _TEXT),
        ("run", _TEXT),
    ]
)
WITH_REPORTS = ("reports", "events")  # tables that other people's forms can hold: an event as its first report tells it


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    PLOVER = "plover"
    CAMEO = "cameo"


class Rights(StrEnum):
    """What may leave: one sentence a report, or full texts too (on one's own machine)."""

    QUOTE = "quote"
    ALL = "all"


def schema_of(table: str, rights: Rights = Rights.QUOTE) -> pa.Schema:
    """The columns of an export of this table."""
    if table == "reports":
        return REPORTS
    schema = SCHEMAS[table]
    return schema if rights is Rights.ALL or table != "documents" else schema.remove(schema.get_field_index("text"))


def export(store: Store, table: str, format_: Format, out: Path, rights: Rights = Rights.QUOTE) -> int:
    """Writes a table; the number of rows. The file is there whole or not at all.

    Raises InputError for a table that is none or has no such form, and for a file that cannot be written.
    """
    if table not in SCHEMAS:
        raise InputError(f"there is no table {table!r}; there are {', '.join(sorted(SCHEMAS))}")
    if format_ in (Format.PLOVER, Format.CAMEO) and table not in WITH_REPORTS:
        raise InputError(f"{table} cannot be told in the form {format_}; {' and '.join(WITH_REPORTS)} can")
    written = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with written.open("wb") as stream:
            rows = _WRITERS[format_](store.now(), table, rights, stream)
        written.replace(out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        written.unlink(missing_ok=True)
    return rows


def _full_reports(store: Store) -> Iterator[pa.Table]:
    """The reports as people have left them, with their event, piece by piece; those of judged documents come last."""
    judged = store.judged_documents()
    for told in reading.report_pieces(store, FULL["reports"].names):
        untouched = told.filter(pc.invert(pc.is_in(told["document"], pa.array(sorted(judged), _TEXT))))
        events = reading.members(store, untouched)
        ids = untouched.column("id").to_pylist()
        yield untouched.append_column("event", pa.array([events.get(id_) for id_ in ids], _TEXT))
    if judged:
        left = store.entries(Question(documents=judged), texts=False)
        yield pa.Table.from_pylist([_export_row(entry) for entry in left], schema=REPORTS)


def _export_row(entry: Entry) -> dict[str, Any]:
    own = {"sentence": entry.sentence, "event": entry.event or None}
    return {**joined_row(entry), **own}


def pieces(store: Store, table: str, rights: Rights) -> Iterator[pa.Table]:
    """The rows of an export, piece by piece, with the columns of ``schema_of``."""
    schema = schema_of(table, rights)
    source = {"reports": _full_reports, "documents": reading.document_pieces}.get(table)
    for piece in source(store) if source else [store.read(table)]:
        yield piece.select(schema.names).cast(schema)


def _jsonl(store: Store, table: str, rights: Rights, out: BinaryIO) -> int:
    return _lines((row for piece in pieces(store, table, rights) for row in piece.to_pylist()), out)


def _lines(rows: Iterable[dict[str, Any]], out: BinaryIO) -> int:
    number = 0
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace") + b"\n")
        number += 1
    return number


def _csv(store: Store, table: str, rights: Rights, out: BinaryIO) -> int:
    return _as_csv(pieces(store, table, rights), schema_of(table, rights), out)


def _as_csv(tables: Iterable[pa.Table], schema: pa.Schema, out: BinaryIO) -> int:
    """Lists are joined by ``;``; objects and lists of objects are JSON."""
    flat = pa.schema([(field.name, _flat_type(field.type)) for field in schema])
    number = 0
    with csv.CSVWriter(out, flat) as writer:
        for table in tables:
            writer.write_table(pa.table([_flat(table.column(field.name)) for field in schema], schema=flat))
            number += table.num_rows
    return number


def _flat_type(kind: pa.DataType) -> pa.DataType:
    return _TEXT if pa.types.is_nested(kind) else kind


def _flat(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if not pa.types.is_nested(column.type):
        return column
    if column.type == _TEXTS:
        return pc.binary_join(column, ";")
    return pa.chunked_array([[_as_json(item) for item in column.to_pylist()]], _TEXT)


def _as_json(item: Any) -> str | None:
    return None if item is None else json.dumps(item, ensure_ascii=False, default=str)


def _parquet(store: Store, table: str, rights: Rights, out: BinaryIO) -> int:
    number = 0
    with pq.ParquetWriter(out, schema_of(table, rights), compression="zstd") as writer:
        for piece in pieces(store, table, rights):
            writer.write_table(piece)
            number += piece.num_rows
    return number


def _told(store: Store, table: str, rights: Rights) -> Iterator[dict[str, Any]]:
    """Reports as rows; of events, the first report of each."""
    firsts = {event.first for event in store.events()} if table == "events" else None
    for piece in _full_reports(store):
        rows = piece if firsts is None else piece.filter(among("id", firsts))
        texts: dict[str, str] = {}
        if rights is Rights.ALL:
            texts = {item.id: item.text for item in store.documents(rows.column("document").to_pylist())}
        for row in rows.to_pylist():
            yield row | ({"text": texts[row["document"]]} if texts else {})


def _plover(store: Store, table: str, rights: Rights, out: BinaryIO) -> int:
    return _lines(map(exchange.plover, _told(store, table, rights)), out)


def _cameo(store: Store, table: str, rights: Rights, out: BinaryIO) -> int:
    rows = [row for told in _told(store, table, Rights.QUOTE) for row in exchange.cameo(told)]
    return _as_csv([pa.Table.from_pylist(rows, schema=exchange.CAMEO)], exchange.CAMEO, out)


_WRITERS: dict[Format, Callable[[Store, str, Rights, BinaryIO], int]] = {
    Format.JSONL: _jsonl,
    Format.CSV: _csv,
    Format.PARQUET: _parquet,
    Format.PLOVER: _plover,
    Format.CAMEO: _cameo,
}
