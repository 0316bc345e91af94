"""Reads files of other data sets, of any size, a stretch at a time; two stretches at once, in order."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

import pyarrow as pa

from abstand.entities import Gazetteer
from abstand.errors import InputError
from abstand.model import content_id
from abstand.sources.tables import gdelt, icews, plover, polecat, unga, weis
from abstand.sources.tables.blocks import Block, blocks
from abstand.sources.tables.formats import first_block, layout_of, nearest
from abstand.sources.tables.layouts import SOURCES, Layout
from abstand.sources.tables.parties import Parties
from abstand.sources.tables.rfiles import is_r_file
from abstand.sources.tables.schema import Chunk

FORMATS = (*SOURCES, "weis", "plover", "unga")
_BLOCK_READERS = {"gdelt": gdelt.read, "icews": icews.read, "polecat": polecat.read}


def read_file(source: str, file: Path, gazetteer: Gazetteer, beside: Iterable[Path] = ()) -> Iterator[Chunk]:
    """The chunks of a file of one of FORMATS. ``beside`` are further files that belong to it (R files of UN votes).

    Raises InputError for a file that is none of this format, or that cannot be read to its end.
    """
    parties = Parties(gazetteer)
    if source in SOURCES:
        yield from _numbered(_table(source, file, parties))
    elif source == "weis":
        yield from _numbered(_weis(file, parties))
    elif source == "plover":
        yield from _plover(file, parties)
    elif is_r_file(file):
        yield from unga.read_r([file, *beside], parties)
    elif unga.is_votes(file):
        yield from unga.read_csv(file, parties)
    else:
        first = first_block(file)
        raise InputError(f"{file}: is no table of UN votes{nearest(file, first, source)}")


def _table(source: str, file: Path, parties: Parties) -> Iterator[Chunk]:
    if is_r_file(file):
        raise InputError(f"{file}: is an R data file, no table{nearest(file, None, source)}")
    whole = blocks(file)
    first = next(whole)
    layout = layout_of(file, source, first)
    work = partial(_block, layout=layout, parties=parties)
    yield from _spread(work, chain([first], whole))


def _block(block: Block, layout: Layout, parties: Parties) -> Chunk:
    if layout.has_header and block.first == 1:
        header, _, content = block.content.partition(b"\n")
        if header.decode("utf-8", "replace").split("\t")[0] == layout.names[0]:
            block = Block(block.source, 2, content)
    return _BLOCK_READERS[layout.source](block, layout, parties)


def _weis(file: Path, parties: Parties) -> Iterator[Chunk]:
    if file.is_file() and not is_r_file(file):
        raise InputError(f"{file}: is no R data file with KEDS/WEIS events{nearest(file, first_block(file), 'weis')}")
    if is_r_file(file) and unga.is_votes(file):  # told by its name: to read it takes half a minute
        raise InputError(f"{file}: holds UN votes, no KEDS/WEIS events{nearest(file, None, 'weis')}")
    yield weis.read(file, parties)


def _plover(file: Path, parties: Parties) -> Iterator[Chunk]:
    if is_r_file(file):
        raise InputError(f"{file}: is an R data file, no PLOVER-JSON{nearest(file, None, 'plover')}")
    whole = blocks(file)
    first = next(whole)
    if not first.content.lstrip().startswith(b"{"):
        raise InputError(f"{file}: is no PLOVER-JSON, one object a line{nearest(file, first, 'plover')}")
    for block in chain([first], whole):
        yield plover.read(block, parties)


def _spread(work: Callable[[Block], Chunk], items: Iterable[Block]) -> Iterator[Chunk]:
    """The results in order; as many at once as there are processors, so that memory stays bounded."""
    at_once = os.cpu_count() or 1
    with ThreadPoolExecutor(at_once) as pool:
        waiting: deque[Future[Chunk]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _numbered(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Gives rows that say the same within a file, and have no id of their own, different ids: they are two events."""
    seen: Counter[str] = Counter()
    for chunk in chunks:
        if chunk.rows.num_rows and chunk.rows["own_id"].null_count:
            ids = [_nth(id_, seen) for id_ in chunk.rows["id"].to_pylist()]
            rows = chunk.rows.set_column(0, "id", pa.array(ids, pa.string()))
            chunk = Chunk(chunk.read, rows, chunk.problems, chunk.left_out, chunk.unknown)
        yield chunk


def _nth(id_: str, seen: Counter[str]) -> str:
    seen[id_] += 1
    return id_ if seen[id_] == 1 else content_id(id_, str(seen[id_]))
