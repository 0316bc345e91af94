"""Files that may be compressed, as streams of what they hold. What they are is told by their first bytes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from fastwarc.stream_io import GzipReader, ZstdReader

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP, ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
PACKED_ENDINGS = frozenset({".gz", ".zst", ".zstd"})
LONGEST_MAGIC = 4


class _Unpacked(io.RawIOBase):
    """What a gzip or zstd file holds. Raises OSError where it is damaged or breaks off."""

    def __init__(self, packed: BinaryIO, reader: GzipReader | ZstdReader) -> None:
        self._packed, self._reader = packed, reader

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        found = self._reader.read(len(view))
        view[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._packed.close()
        super().close()


def opened(file: Path) -> BinaryIO:
    """The content of a file, unpacked if it is packed. Raises OSError."""
    stream = file.open("rb")
    magic = stream.read(LONGEST_MAGIC)
    stream.seek(0)
    if magic.startswith(GZIP):
        return io.BufferedReader(_Unpacked(stream, GzipReader(stream)))
    if magic.startswith(ZSTD):
        return io.BufferedReader(_Unpacked(stream, ZstdReader(stream)))
    return stream


def inner_name(file: Path) -> str:
    """The name in small letters without the ending of a packed file: ``news.warc`` of ``news.warc.gz``."""
    name = file.name.lower()
    return name[: -len(file.suffix)] if file.suffix.lower() in PACKED_ENDINGS else name
