"""Which format a file has: the layout that fits its first lines, or what else it seems to be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from abstand.errors import InputError
from abstand.sources.tables.blocks import Block, blocks
from abstand.sources.tables.layouts import SOURCES, TAB, Layout, layouts
from abstand.sources.tables.rfiles import is_r_file
from abstand.sources.tables.unga import is_votes

SAMPLE_LINES = 200
# Which share of the fields of the better lines must be able to stand where they stand. A row of the right format has
# all or all but one; a row of another format with as many columns has about half.
GOOD_FIT = 0.85
OTHERS = {16: "GDELT 2.0 mentions", 27: "GDELT 2.0 global knowledge graph (GKG)", 11: "GDELT 1.0 GKG"}


def layout_of(file: Path, source: str, first: Block) -> Layout:
    """The edition of ``source`` that the file's first block fits. Raises InputError that names the nearest format."""
    lines = [line.split(TAB) for line in sample(first)]
    fits = {layout: _fit(layout, lines) for layout in layouts(source)}
    best = max(fits, key=lambda layout: fits[layout])
    if fits[best] >= GOOD_FIT:
        return best
    raise InputError(f"{file}: is no {best.title}: {_reason(best, lines)}{nearest(file, first, source)}")


def sample(block: Block) -> list[str]:
    text = block.content[:1_000_000].decode("utf-8", "replace").split("\n")
    return [line for line in text[:SAMPLE_LINES] if line.strip()]


def _fit(layout: Layout, lines: Sequence[Sequence[str]]) -> float:
    """How well the better half of the lines fits: single bad lines, and a header, do not make a file another format."""
    fits = sorted((_line_fit(layout, fields) for fields in lines), reverse=True)
    return sum(fits[: (len(fits) + 1) // 2]) / max((len(fits) + 1) // 2, 1)


def _line_fit(layout: Layout, fields: Sequence[str]) -> float:
    if layout.has_header and tuple(fields[: len(layout.names)]) == layout.names:
        return 1.0
    while len(fields) > len(layout.columns) and not fields[-1].strip():
        fields = fields[:-1]  # POLECAT: empty columns at the end
    return layout.fit(fields)


def _reason(layout: Layout, lines: Sequence[Sequence[str]]) -> str:
    known = "/".join(str(len(edition.columns)) for edition in layouts(layout.source))
    if not lines:
        return "it holds no line"
    fields = lines[min(1, len(lines) - 1)]
    if len(fields) != len(layout.columns):
        return f"its lines have {len(fields)} tab-separated columns, not {known}"
    return f"its columns hold something else ({layout.faults(fields)[0]})"


def nearest(file: Path, first: Block | None, asked: str) -> str:
    """``; it looks like …, try …`` for the known format that comes closest; empty if none does."""
    found = _guess(file, first)
    if not found or found == asked:
        return ""
    if found in OTHERS.values():
        return f"; it looks like {found}, which is not read: only event exports are"
    return f"; it looks like {found}, try ‘abstand import {found} {file}’"


def _guess(file: Path, first: Block | None) -> str:
    if is_r_file(file):
        return "unga" if is_votes(file) else "weis"
    if first is None:
        return ""
    lines = sample(first)
    fields = [line.split(TAB) for line in lines]
    fits = {source: max(_fit(layout, fields) for layout in layouts(source)) for source in SOURCES}
    best = max(fits, key=lambda source: fits[source])
    if fits[best] >= GOOD_FIT:
        return best
    if is_votes(file):
        return "unga"
    if lines and _is_plover(lines[0]):
        return "plover"
    return OTHERS.get(len(fields[0]), "") if fields else ""


def _is_plover(line: str) -> bool:
    try:
        record = json.loads(line)
    except ValueError:
        return False
    return isinstance(record, dict) and {"actor", "event"} <= {*record}


def first_block(file: Path) -> Block:
    """The beginning of a file, for guessing. Raises InputError."""
    return next(blocks(file, 1_000_000))
