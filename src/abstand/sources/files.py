"""Files and folders: text, HTML, web archives, dumps and saved feeds; ``-`` is standard input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

from abstand.model import Problem
from abstand.sources.dumps import AS_NAMED, Columns, read_csv, read_jsonl
from abstand.sources.raw import LARGEST_BYTES, STAGE, LeftOut, Raw
from abstand.sources.saved_feeds import read_feed
from abstand.sources.streams import GZIP, ZSTD, beginning, inner_name, unpacked
from abstand.sources.warc import BEGINNING, read_warc

STDIN = "-"
STDIN_NAME = "standard input"
STORE_MARK = "abstand-layout"  # the file that tells a store's folder: stores are not read as texts
WARC_ENDINGS = (".warc", ".wet")
JSONL_ENDINGS = (".jsonl", ".ndjson")
CSV_ENDINGS = (".csv", ".tsv")
FEED_ENDINGS = (".atom", ".rss", ".xml")
ARCHIVE_ENDINGS = (*WARC_ENDINGS, *CSV_ENDINGS, *FEED_ENDINGS)
TEXT_ENDINGS = (".txt", ".text", ".md", ".html", ".htm", ".xhtml")
_ENDINGS = (*TEXT_ENDINGS, *WARC_ENDINGS, *JSONL_ENDINGS, *CSV_ENDINGS, *FEED_ENDINGS)

Item = Raw | Problem | LeftOut


def read_paths(paths: Iterable[str], stdin: BinaryIO, columns: Columns = AS_NAMED) -> Iterator[Item]:
    """The items of all paths in order; folders are walked in the order of their names, hidden files left out.

    ``columns`` says which column of a dump holds what.
    """
    for path in paths:
        if not path:
            yield Problem(STAGE, "''", "the empty path names no file", named=True)
        elif path == STDIN:
            yield from _standard_input(stdin)
        elif Path(path).is_dir():
            yield from _folder(Path(path), columns)
        else:
            yield from _file(Path(path), columns, named=True)


def _folder(folder: Path, columns: Columns) -> Iterator[Item]:
    stores = {mark.parent for mark in folder.rglob(STORE_MARK)}
    files = sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not _hidden(file.relative_to(folder)) and stores.isdisjoint(file.parents)
    )
    if not files:
        yield Problem(STAGE, str(folder), "the folder holds no file", named=True)
    for file in files:
        name = inner_name(file)
        if name.endswith(_ENDINGS) or "." not in name:
            yield from _file(file, columns, named=False)
        else:
            reason = f"files ending in {file.suffix} are not read; text, HTML, WARC, JSONL, CSV and feeds are"
            yield Problem(STAGE, str(file), reason)


def _hidden(file: Path) -> bool:
    return any(part.startswith(".") for part in file.parts)


def _file(file: Path, columns: Columns, named: bool) -> Iterator[Item]:
    try:
        yield from _content(file, columns, named)
    except FileNotFoundError:
        yield Problem(STAGE, str(file), "there is no such file", named=named)
    except OSError as error:
        yield Problem(STAGE, str(file), f"cannot be read: {error.strerror or error}", named=named)


def _content(file: Path, columns: Columns, named: bool) -> Iterator[Item]:
    """What a file holds, by its name; a web archive is known by its first bytes, too."""
    name = inner_name(file)
    if name.endswith(JSONL_ENDINGS):
        yield from read_jsonl(file, columns)
    elif name.endswith(CSV_ENDINGS):
        yield from read_csv(file, columns, named)
    elif name.endswith(FEED_ENDINGS):
        yield from read_feed(file, named)
    else:
        with file.open("rb") as stream:
            yield from _archive_or_text(stream, str(file), named, is_archive=name.endswith(WARC_ENDINGS))


def _standard_input(stdin: BinaryIO) -> Iterator[Item]:
    """A text, a page or a web archive, packed or not. An archive is kept on disk while it is read: where it is damaged
    the next record has to be searched, which a pipe does not allow."""
    begin = stdin.read(len(BEGINNING))
    if not begin.startswith((GZIP, ZSTD, BEGINNING)):
        yield Raw(STDIN_NAME, begin + stdin.read(LARGEST_BYTES + 1 - len(begin)), named=True)
        return
    try:
        with TemporaryFile() as kept:
            kept.write(begin)
            copyfileobj(stdin, kept)
            yield from _archive_or_text(kept, STDIN_NAME, named=True)
    except OSError as error:
        yield Problem(STAGE, STDIN_NAME, f"cannot be read: {error}", named=True)


def _archive_or_text(stream: BinaryIO, source: str, named: bool, is_archive: bool = False) -> Iterator[Item]:
    if is_archive or beginning(stream, len(BEGINNING)) == BEGINNING:
        yield from read_warc(stream, source, named)
    else:
        yield Raw(source, unpacked(stream).read(LARGEST_BYTES + 1), named)
