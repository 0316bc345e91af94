"""Web archives for tests, made record by record."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

from fastwarc.stream_io import ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType

FETCHED = "2023-05-06T22:30:00Z"


def record(
    address: str,
    content: bytes,
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    headers: str = "",
    type_: WarcRecordType = WarcRecordType.response,
    fetched: str = FETCHED,
) -> bytes:
    """A record of a WARC file as it stands there unpacked, with its digest."""
    made = WarcRecord()
    made.init_headers(type_)
    made.headers["WARC-Target-URI"] = address
    made.headers["WARC-Date"] = fetched
    if type_ == WarcRecordType.response:
        made.headers["Content-Type"] = "application/http; msgtype=response"
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n"
        made.set_bytes_content(head.encode() + content)
    else:
        made.headers["Content-Type"] = kind
        made.set_bytes_content(content)
    stream = BytesIO()
    made.write(stream, checksum_data=True)
    return stream.getvalue()


def zstd(content: bytes) -> bytes:
    stream = BytesIO()
    writer = ZstdWriter(stream)
    writer.write(content)
    writer.close()
    return stream.getvalue()


def archive(file: Path, *records: bytes) -> Path:
    """A file of records, each packed by itself as the file's ending says."""
    pack = {".gz": gzip.compress, ".zst": zstd}.get(file.suffix, bytes)
    file.write_bytes(b"".join(map(pack, records)))
    return file
