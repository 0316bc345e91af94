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
# Arrow parses so many bytes at a time: its pieces stay in the processor's cache, which halves the time. No line that is
# read is longer; a block with a longer one is read as bytes, whole.
PIECE_BYTES = 1 << 20
_CODES = pa.dictionary(pa.int32(), pa.string())
_TYPES = {"integer": pa.int64(), "number": pa.float64(), "day": _CODES, "code": _CODES, "text": pa.string()}
_PATTERNS = {"integer": r"\A-?\d{1,18}\z", "number": r"\A-?\d+(\.\d+)?\z"}  # of plain numbers; others are looked at
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

    piece = PIECE_BYTES if typed else max(len(block.content), 1)
    types = {column.name: _TYPES[column.kind] if typed else pa.binary() for column in layout.columns}
    table = csv.read_csv(
        pa.BufferReader(block.content),
        csv.ReadOptions(use_threads=False, block_size=piece, column_names=list(layout.names)),
        csv.ParseOptions(delimiter=TAB, quote_char=False, ignore_empty_lines=False, invalid_row_handler=refuse),
        csv.ConvertOptions(
            column_types=types, null_values=["", *layout.nulls], strings_can_be_null=typed, check_utf8=typed
        ),
    )
    return table.unify_dictionaries().combine_chunks(), wrong


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
    return any(_has_wrong_word(chunk.dictionary, column) for chunk in values.chunks)


def _has_wrong_word(words: pa.StringArray, column: Column) -> bool:
    """``words``: the different values of a column of codes or days."""
    if column.kind == "day":
        return any(column.day(word) is None for word in words.to_pylist())
    return (
        bool(column.pattern) and not pc.all(pc.match_substring_regex(words, column.whole_pattern), min_count=0).as_py()
    )


def _slowly(block: Block, layout: Layout, mend: Mend) -> tuple[pa.Table, NDArray[np.int64], dict[int, str]]:
    raw, wrong = _parsed(block, layout, typed=False)
    numbers = np.setdiff1d(np.arange(raw.num_rows + len(wrong)), np.array([row for row, _ in wrong], dtype=np.int64))
    faults = _faults_by_row(raw, layout)
    good = np.array([row for row in range(raw.num_rows) if row not in faults], dtype=np.int64)
    bad = {
        int(block.first + numbers[row]): reason for row, reason in faults.items() if not _is_header(raw, row, layout)
    }
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


def _is_header(raw: pa.Table, row: int, layout: Layout) -> bool:
    """Whether a row is the header again, which tables put together from several have."""
    first = raw.column(0)[row].as_py() == layout.names[0].encode()
    return (
        layout.has_header and first and [*raw.slice(row, 1).to_pylist()[0].values()] == [*map(str.encode, layout.names)]
    )


def _faults_by_row(raw: pa.Table, layout: Layout) -> Faults:
    """The first fault of every row that has one."""
    found: Faults = {}
    for number, column in enumerate(layout.columns, start=1):
        encoded = pc.dictionary_encode(raw.column(column.name)).combine_chunks()
        chunk = encoded.chunk(0) if isinstance(encoded, pa.ChunkedArray) else encoded
        faults = _wrong_words(chunk.dictionary, column, layout)
        codes = chunk.indices.to_numpy(zero_copy_only=False)
        for row in np.flatnonzero(np.isin(codes, list(faults))):
            found.setdefault(int(row), f"column {number}, {column.name}: {faults[int(codes[row])]}")
    return found


def _wrong_words(words: pa.BinaryArray, column: Column, layout: Layout) -> dict[int, str]:
    """By position in ``words``: what is wrong with it."""
    try:
        suspects = np.flatnonzero(~_surely_right(words.cast(pa.string()), column))
    except pa.ArrowInvalid:  # a word is no valid UTF-8
        suspects = np.arange(len(words))
    told = ((int(at), _fault(words[int(at)].as_py(), column, layout)) for at in suspects)
    return {at: fault for at, fault in told if fault}


def _surely_right(words: pa.StringArray, column: Column) -> NDArray[np.bool_]:
    """Which words need no closer look, shape (words,): asked of Arrow, since a column may have a million of them."""
    if column.kind == "day":
        return np.zeros(len(words), dtype=bool)
    pattern = _PATTERNS.get(column.kind, column.whole_pattern if column.pattern else "^.")
    right = pc.match_substring_regex(words, pattern)
    if column.kind in _PATTERNS:
        value = pc.if_else(right, words, pa.scalar(None, pa.string())).cast(pa.float64())
        low, high = (edge if edge is not None else sign * np.inf for edge, sign in ((column.low, -1), (column.high, 1)))
        right = pc.fill_null(pc.and_(pc.greater_equal(value, low), pc.less_equal(value, high)), False)
    return np.asarray(right.to_numpy(zero_copy_only=False), dtype=bool)


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
