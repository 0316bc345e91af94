"""Files that may be compressed, as streams of what they hold. What they are is told by their first bytes."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from fastwarc.stream_io import ZstdReader

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP, ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
PACKED_ENDINGS = frozenset({".gz", ".zst", ".zstd"})
LONGEST_MAGIC = 4


class _Unpacked(io.RawIOBase):
    """What a gzip or zstd stream holds. Raises OSError where it is damaged or breaks off."""

    def __init__(self, reader: gzip.GzipFile | ZstdReader, closes: BinaryIO | None) -> None:
        self._reader, self._closes = reader, closes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            found = self._reader.read(len(view))
        except EOFError as error:
            raise OSError(f"it breaks off: {error}") from error
        view[: len(found)] = found
        return len(found)

    def close(self) -> None:
        if self._closes:
            self._closes.close()
        super().close()


def opened(file: Path) -> BinaryIO:
    """The content of a file, unpacked if it is packed. Raises OSError."""
    stream = file.open("rb")
    return _unpacked(stream, closes=stream)


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The content of a whole stream, unpacked if it is packed; it is not closed with what is given. Raises OSError."""
    return _unpacked(stream, closes=None)


def beginning(stream: BinaryIO, length: int) -> bytes:
    """The first bytes of what a stream holds; nothing where it is packed, and damaged there."""
    found = unpacked(stream)
    try:
        return found.raw.read(length) if isinstance(found, io.BufferedReader) else found.read(length)
    except OSError:
        return b""


def _unpacked(stream: BinaryIO, closes: BinaryIO | None) -> BinaryIO:
    stream.seek(0)
    magic = stream.read(LONGEST_MAGIC)
    stream.seek(0)
    if magic.startswith(GZIP):
        return io.BufferedReader(_Unpacked(gzip.GzipFile(fileobj=stream, mode="rb"), closes))
    if magic.startswith(ZSTD):
        return io.BufferedReader(_Unpacked(ZstdReader(stream), closes))
    return stream


def inner_name(file: Path) -> str:
    """The name in small letters without the ending of a packed file: ``news.warc`` of ``news.warc.gz``."""
    name = file.name.lower()
    return name[: -len(file.suffix)] if file.suffix.lower() in PACKED_ENDINGS else name
