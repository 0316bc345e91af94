"""A block of lines as typed columns, each value checked against the layout; bad rows become Problems.

The fast way lets Arrow convert whole columns and looks at ranges and at the different values of codes; only a block in
which that finds a fault is read again as bytes, value by value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from abstand.model import Problem
from abstand.sources.tables.blocks import Block
from abstand.sources.tables.layouts import TAB, Column, Layout

STAGE = "import"
_CODES = pa.dictionary(pa.int32(), pa.string())
_TYPES = {"integer": pa.int64(), "number": pa.float64(), "day": _CODES, "code": _CODES, "text": pa.string()}
Faults = dict[int, str]  # by row of the table: what is wrong with it
Check = Callable[[pa.Table], Faults]
Mend = Callable[[list[str], Layout], list[str] | str]


@dataclass(frozen=True, slots=True)
class Checked:
    """The good rows of a block with the numbers of their lines, and what is wrong with the others."""

    table: pa.Table
    lines: NDArray[np.int64]
    read: int
    problems: tuple[Problem, ...]


def no_check(_: pa.Table) -> Faults:
    return {}


def no_mending(fields: list[str], layout: Layout) -> str:
    return f"{len(fields)} columns instead of {len(layout.columns)}"


def checked(block: Block, layout: Layout, check: Check = no_check, mend: Mend = no_mending) -> Checked:
    """The rows of a block. ``check`` looks across columns; ``mend`` may put a line of too many fields right."""
    bad: dict[int, str] = {}
    try:
        table, wrong = _parsed(block, layout, typed=True)
        lines = block.first + np.arange(table.num_rows, dtype=np.int64)
        if wrong or _faults(table, layout):
            raise pa.ArrowInvalid("rows with faults")
    except pa.ArrowInvalid:
        table, lines, bad = _slowly(block, layout, mend)
    crossed = check(table)
    bad |= {int(lines[row]): reason for row, reason in crossed.items()}
    if crossed:
        keep = np.setdiff1d(np.arange(table.num_rows), np.fromiter(crossed, dtype=np.int64))
        table, lines = table.take(pa.array(keep)), lines[keep]
    problems = tuple(Problem(STAGE, f"{block.source}, line {line}", reason) for line, reason in sorted(bad.items()))
    return Checked(table, lines, len(lines) + len(bad), problems)


def _parsed(block: Block, layout: Layout, typed: bool) -> tuple[pa.Table, list[tuple[int, str]]]:
    """The lines with the right number of fields, and the others with their row and text."""
    wrong: list[tuple[int, str]] = []

    def refuse(row: csv.InvalidRow) -> str:
        wrong.append((row.number - 1, row.text))
        return "skip"

    types = {column.name: _TYPES[column.kind] if typed else pa.binary() for column in layout.columns}
    table = csv.read_csv(
        pa.BufferReader(block.content),
        csv.ReadOptions(use_threads=False, block_size=max(len(block.content), 1), column_names=list(layout.names)),
        csv.ParseOptions(delimiter=TAB, quote_char=False, ignore_empty_lines=False, invalid_row_handler=refuse),
        csv.ConvertOptions(
            column_types=types, null_values=["", *layout.nulls], strings_can_be_null=typed, check_utf8=typed
        ),
    )
    return table.combine_chunks(), wrong


def _faults(table: pa.Table, layout: Layout) -> bool:
    return any(_has_fault(table.column(column.name), column) for column in layout.columns)


def _has_fault(values: pa.ChunkedArray, column: Column) -> bool:
    if column.required and values.null_count:
        return True
    if column.kind in ("integer", "number"):
        ends = pc.min_max(values).as_py()
        low, high = ends["min"], ends["max"]
        if low is None:
            return False
        if column.kind == "number" and not pc.all(pc.is_finite(values)).as_py():
            return True
        return bool((column.low is not None and low < column.low) or (column.high is not None and high > column.high))
    if column.kind == "text":
        return False
    return any(column.fault(value) for value in _different(values))


def _different(values: pa.ChunkedArray) -> list[str]:
    chunks = (chunk.dictionary for chunk in values.chunks)
    return [value for chunk in chunks for value in chunk.to_pylist() if value is not None]


def _slowly(block: Block, layout: Layout, mend: Mend) -> tuple[pa.Table, NDArray[np.int64], dict[int, str]]:
    raw, wrong = _parsed(block, layout, typed=False)
    numbers = np.setdiff1d(np.arange(raw.num_rows + len(wrong)), np.array([row for row, _ in wrong], dtype=np.int64))
    faults = _faults_by_row(raw, layout)
    good = np.array([row for row in range(raw.num_rows) if row not in faults], dtype=np.int64)
    bad = {int(block.first + numbers[row]): reason for row, reason in faults.items()}
    mended: dict[int, list[str]] = {}
    for row, text in wrong:
        fields = text.rstrip("\n").split(TAB)
        right = mend(fields, layout)
        if isinstance(right, list):
            mended[block.first + row] = right
        elif right:
            bad[block.first + row] = right
    lines = np.concatenate([block.first + numbers[good], np.array(list(mended), dtype=np.int64)])
    table = pa.concat_tables([_typed(raw.take(pa.array(good)), layout), _of_fields(mended.values(), layout)])
    return table.unify_dictionaries().combine_chunks(), lines, bad


def _faults_by_row(raw: pa.Table, layout: Layout) -> Faults:
    """The first fault of every row that has one."""
    found: Faults = {}
    for number, column in enumerate(layout.columns, start=1):
        encoded = pc.dictionary_encode(raw.column(column.name)).combine_chunks()
        chunk = encoded.chunk(0) if isinstance(encoded, pa.ChunkedArray) else encoded
        faults = {i: _fault(value, column, layout) for i, value in enumerate(chunk.dictionary.to_pylist())}
        wrong = [i for i, fault in faults.items() if fault]
        codes = chunk.indices.to_numpy(zero_copy_only=False)
        for row in np.flatnonzero(np.isin(codes, wrong)):
            found.setdefault(int(row), f"column {number}, {column.name}: {faults[int(codes[row])]}")
    return found


def _fault(value: bytes, column: Column, layout: Layout) -> str:
    try:
        text = value.decode()
    except UnicodeDecodeError as error:
        return f"no valid UTF-8 (byte 0x{value[error.start]:02x})"
    return layout.fault(column, text)


def _typed(raw: pa.Table, layout: Layout) -> pa.Table:
    return pa.table({column.name: _column(raw.column(column.name), column, layout) for column in layout.columns})


def _column(raw: pa.ChunkedArray, column: Column, layout: Layout) -> pa.ChunkedArray:
    text = raw.cast(pa.string())
    empty = pc.is_in(text, value_set=pa.array(["", *layout.nulls]))
    text = pc.if_else(empty, pa.scalar(None, pa.string()), text)
    kind = _TYPES[column.kind]
    return pc.dictionary_encode(text).cast(kind) if kind == _CODES else text.cast(kind)


def _of_fields(rows: Iterable[list[str]], layout: Layout) -> pa.Table:
    listed = [[field.encode() for field in row] for row in rows]
    columns = {
        column.name: pa.array([row[i] for row in listed], pa.binary()) for i, column in enumerate(layout.columns)
    }
    return _typed(pa.table(columns), layout)
