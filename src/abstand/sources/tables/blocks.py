"""A file's bytes in blocks of whole lines: plain, zipped or gzipped, never more than a block of it in memory."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from abstand.errors import InputError

BLOCK_BYTES = 16_000_000  # some 40,000 rows of GDELT: large enough for whole columns, small enough for three in memory
LONGEST_LINE = 1_000_000  # bytes; what has longer lines is no table
ZIP, GZIP = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b"  # the second: a zip that holds nothing
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines, each ended by a line feed. ``first`` is the number of the first one in its file, from 1."""

    source: str
    first: int
    content: bytes


def blocks(file: Path, size: int = BLOCK_BYTES) -> Iterator[Block]:
    """The lines of a file or of every file in a zip. Raises InputError for what cannot be read to its end."""
    try:
        with file.open("rb") as stream:
            start = stream.read(4)
        if start.startswith(ZIP):
            yield from _zipped(file, size)
        elif start.startswith(GZIP):
            with gzip.open(file, "rb") as unpacked:
                yield from _cut(str(file), unpacked, size)
        else:
            with file.open("rb") as stream:
                yield from _cut(str(file), stream, size)
    except FileNotFoundError as error:
        raise InputError(f"{file}: there is no such file") from error
    except (zipfile.BadZipFile, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{file}: the archive is cut off or damaged ({error}); fetch it anew") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}") from error


def _zipped(file: Path, size: int) -> Iterator[Block]:
    with zipfile.ZipFile(file) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if not members:
            raise InputError(f"{file}: the archive holds no file")
        for member in members:
            name = str(file) if len(members) == 1 else f"{file}: {member.filename}"
            with archive.open(member) as stream:
                yield from _cut(name, stream, size)


def _cut(source: str, stream: IO[bytes] | gzip.GzipFile, size: int) -> Iterator[Block]:
    first, rest = 1, b""
    while content := stream.read(size):
        if first == 1 and not rest:
            content = _without_mark(source, content)
        end = content.rfind(b"\n") + 1
        if not end and len(rest) + len(content) > max(size, LONGEST_LINE):
            raise InputError(f"{source}: line {first} is longer than {LONGEST_LINE:,} bytes; this is no table of lines")
        whole = b"".join((rest, memoryview(content)[:end])) if end else b""
        rest = content[end:] if end else rest + content
        if whole:
            yield Block(source, first, _plain_ends(whole))
            first += whole.count(b"\n")
    if rest:
        yield Block(source, first, _plain_ends(rest + b"\n"))
    elif first == 1:
        raise InputError(f"{source}: the file is empty")


def _without_mark(source: str, content: bytes) -> bytes:
    if content.startswith(UTF16_MARKS):
        raise InputError(f"{source}: the file is in UTF-16; save it as UTF-8")
    if b"\x00" in content[:LONGEST_LINE]:
        raise InputError(f"{source}: a binary file, not a table of lines")
    return content.removeprefix(UTF8_MARK)


def _plain_ends(content: bytes) -> bytes:
    """Lines ended by a line feed alone; a lone carriage return inside a line becomes a blank: Arrow would see two."""
    if b"\r" not in content:
        return content
    return content.replace(b"\r\n", b"\n").replace(b"\r", b" ")
