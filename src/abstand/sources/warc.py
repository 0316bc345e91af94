"""Web archives: the pages of WARC files and the texts of WET files, as Common Crawl and web.archive.org keep them.

An archive is read as a stream, one record at a time. A damaged record is a Problem; reading goes on with the next
record that can be found: of a file packed record by record (as the standard asks) or not packed, all but the damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from abstand.model import Problem
from abstand.sources.raw import LARGEST_BYTES, STAGE, LeftOut, Raw, Reason
from abstand.sources.streams import GZIP, ZSTD

BEGINNING = b"WARC/1."
# the first place on earth where a day begins: what stood on a page when it was fetched is not of a later day
FURTHEST_EAST = timedelta(hours=14)
SEARCHED_AT_ONCE = 1 << 20
# how a record begins: packed, or not
_BEGINS = re.compile(b"|".join(map(re.escape, (GZIP, ZSTD, BEGINNING))))
_TOLD = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
_PAGES = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml")
_OK, _REDIRECTS = 200, range(300, 400)

Item = Raw | Problem | LeftOut


def read_warc(stream: BinaryIO, source: str, named: bool = False) -> Iterator[Item]:
    """The pages of an archive in their order; what is no page is left out, what is damaged is a Problem.

    ``source`` names the archive in messages; the stream must let itself be searched (``seek``).
    """
    start: int | None = 0
    number, told = 0, False
    while start is not None:
        position = start
        stream.seek(start)
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
                position, number, told = record.stream_pos, number + 1, False
                yield from _items(record, f"{source}, record {number}")
            if number == 0:
                yield Problem(STAGE, source, "holds no WARC record", named=named)
            return
        except OSError as error:
            if not told:
                yield _damage(source, number, error, named)
            told = True
        start = _next(stream, position + 1)


def _damage(source: str, number: int, error: OSError, named: bool) -> Problem:
    if number == 0:
        return Problem(STAGE, source, f"is no WARC file, or damaged from its beginning: {error}", named=named)
    return Problem(STAGE, f"{source}, after record {number}", f"is damaged: {error}")


def _next(stream: BinaryIO, start: int) -> int | None:
    """Where the next record may begin, from ``start`` on."""
    stream.seek(start)
    kept = b""
    while piece := stream.read(SEARCHED_AT_ONCE):
        if found := _BEGINS.search(kept + piece):
            return start - len(kept) + found.start()
        start += len(piece)
        kept = (kept + piece)[-len(BEGINNING) :]
    return None


def _items(record: WarcRecord, source: str) -> Iterator[Item]:
    if not record.record_type & _TOLD:
        return  # requests, metadata and the description of the crawl are about pages
    source = f"{source}, {record.headers.get('WARC-Target-URI') or 'without address'}"
    length = record.content_length
    if record.record_type == WarcRecordType.revisit:
        yield LeftOut(Reason.REPEATED)
    elif length > LARGEST_BYTES:
        yield Problem(STAGE, source, f"more than {LARGEST_BYTES:,} bytes; no article is so long")
    elif len(block := record.reader.read(length)) < length:
        yield Problem(STAGE, source, f"breaks off: {len(block):,} of {length:,} bytes are there")
    else:
        yield _taken(_standing_alone(record, block), source)


def _standing_alone(record: WarcRecord, block: bytes) -> WarcRecord:
    """The record with its content in memory: of one in a stream, what follows is lost if its content is decoded."""
    alone = WarcRecord()
    alone.init_headers(record.record_type)
    for name, value in record.headers.items():
        alone.headers[name] = value
    alone.set_bytes_content(block)
    alone.is_http = record.is_http
    return alone


def _taken(record: WarcRecord, source: str) -> Item:
    if record.headers.get("WARC-Block-Digest") and not record.verify_block_digest():
        return Problem(STAGE, source, "is damaged: it does not fit its own digest")
    if record.record_type != WarcRecordType.response:
        return _page(record, source, (record.headers.get("Content-Type") or "").split(";")[0].strip(), "")
    if not record.is_http:
        return LeftOut(Reason.NO_PAGE)  # the answer of a name server
    try:
        return _response(record, source)
    except OSError as error:
        return Problem(STAGE, source, f"the server's answer cannot be decoded: {error}")


def _response(record: WarcRecord, source: str) -> Item:
    """What a server sent. Raises OSError where it is not packed as it says."""
    record.parse_http(auto_decode="all")
    status = record.http_headers.status_code if record.http_headers else None
    if status != _OK:
        return LeftOut(Reason.REDIRECT if status in _REDIRECTS else Reason.HTTP_ERROR)
    return _page(record, source, record.http_content_type or "", record.http_charset or "")


def _page(record: WarcRecord, source: str, kind: str, charset: str) -> Item:
    is_text = record.record_type == WarcRecordType.conversion and kind == "text/plain"
    if not is_text and kind.lower() not in _PAGES:
        return LeftOut(Reason.NO_PAGE)
    content = record.reader.read(LARGEST_BYTES + 1)
    url = record.headers.get("WARC-Target-URI") or ""
    return Raw(source, content, url=url, charset=charset, latest=_latest(record), bulk=True)


def _latest(record: WarcRecord) -> date | None:
    """The last day that a page fetched then can be of; None where the archive does not say when it was fetched."""
    try:
        fetched = datetime.fromisoformat(record.headers.get("WARC-Date") or "")
    except ValueError:
        return None
    return (fetched.astimezone(UTC) + FURTHEST_EAST).date()
