"""Bytes to text: a byte order mark, strict UTF-8, the charset that server or page declare, then old Windows code pages.

Nothing is replaced or ignored: bytes that are no text in any of these raise NotText with what and where.
"""

from __future__ import annotations

import codecs
import re

from abstand.errors import InputError, NoArticle, NotText
from abstand.sources import LARGEST_BYTES

# the longest article is far below; what is above is a dump, and would hold a worker for minutes
# of all bytes; a stray form feed or escape occurs in genuine texts, and is cleaned away later
MAX_CONTROL_SHARE = 0.005
# a charset has to be declared in the first bytes (HTML standard: 1024; some content systems take more)
DECLARED_WITHIN = 4096
# Windows-1252 has few letters beyond ASCII in German, French, English: é, ä … are 3 to 5 % of all,
# in a short sentence up to a sixth; a text in another script has nothing else
MAX_ACCENTED_SHARE = 0.25
# "оеаинт" make up 48 % of Russian; a text read in the wrong code page falls below half of that
MIN_COMMON_CYRILLIC_SHARE = 0.25
MAX_CAPITAL_CYRILLIC_SHARE = 0.5
MIN_CYRILLIC_SHARE = 0.5

SIGNATURES = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP file (or a word processor's document)",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a WebP image, sound or film",
    b"II*\x00": "a TIFF image",
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a bzip2 file",
    b"7z\xbc\xaf": "a 7z file",
    b"Rar!": "a RAR file",
    b"\xfd7zXZ": "an xz file",
    b"\xd0\xcf\x11\xe0": "an old word processor's document",
    b"{\\rtf": "an RTF document",
    b"\x7fELF": "a program",
    b"OggS": "sound or film",
    b"ID3": "sound",
    b"SQLite format 3": "a database",
    b"PAR1": "a Parquet table",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what pages in our languages declare; latin-1 stands for Windows-1252 there (WHATWG Encoding Standard)
_CODECS = {"iso8859-1": "cp1252", "ascii": "cp1252"} | {
    name: name
    for name in (
        "utf-8", "utf-16", "cp1250", "cp1251", "cp1252", "cp1254", "iso8859-5", "iso8859-15", "iso8859-9",
        "koi8-r", "koi8-u", "kz1048", "ptcp154", "cp866", "mac-cyrillic", "mac-roman",
    )
}  # fmt: skip
_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})", re.I
)
_CONTROLS = bytes({*range(0x09), *range(0x0E, 0x20), 0x7F} - {0x1B})
_CONTROL = re.compile(b"[" + re.escape(_CONTROLS) + b"]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_MIXED_WORD = re.compile(r"[a-zA-Z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][a-zA-Z]")
_WESTERN = frozenset("ÄÖÜäöüßẞÀÂÇÉÈÊËÎÏÔÙÛŸŒÆàâçéèêëîïôùûÿœæñóáíúšžčřçÅåØø")
_WESTERN_SIGNS = frozenset("\u00a0„“”‘’‚«»‹›–—…•·§°©®™€£¿¡²³½´\u00ad†%ªº×")


def decode(raw: bytes, source: str, charset: str = "") -> str:
    """The text in ``raw``; raises InputError (empty, too long) or NotText (binary, broken), naming ``source``.

    ``charset`` is what the server said; it comes before what the page says.
    """
    if len(raw) > LARGEST_BYTES:
        raise InputError(f"{source}: more than {LARGEST_BYTES:,} bytes; no article is so long")
    for bom, codec in _BOMS:
        if raw.startswith(bom):
            text = _strictly(raw, codec, source).removeprefix("\ufeff")
            break
    else:
        _refuse_binary(raw, source)
        text = _without_bom(raw, source, charset)
    if not text.strip():
        raise NoArticle(f"{source}: the file is empty")
    return text


def _refuse_binary(raw: bytes, source: str) -> None:
    for signature, kind in SIGNATURES.items():
        if raw.startswith(signature):
            raise NotText(f"{source}: {kind}, not a text or HTML file")
    if raw[4:8] == b"ftyp":
        raise NotText(f"{source}: a film, not a text or HTML file")
    if (nul := raw.find(b"\x00")) >= 0:
        raise NotText(f"{source}: a binary file (NUL byte at offset {nul}), or UTF-16 without a byte order mark")
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if controls > MAX_CONTROL_SHARE * len(raw) and (first := _CONTROL.search(raw)):
        raise NotText(f"{source}: a binary file ({controls} control characters, the first at offset {first.start()})")


def _without_bom(raw: bytes, source: str, charset: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        broken = problem
    declared = _codec(charset) or _declared(raw)
    # more than half of the bytes above ASCII form UTF-8: it is UTF-8, and broken
    if declared == "utf-8" or 2 * _bytes_in_multibyte(raw) > len(_HIGH.findall(raw)):
        raise _broken(source, "UTF-8", broken.start, raw)
    if declared:
        return _strictly(raw, declared, source)
    for codec, plausible in (("cp1251", _is_cyrillic), ("cp1252", _is_western)):
        text = _attempt(raw, codec)
        if text is not None and plausible(text):
            return text
    raise _broken(source, "UTF-8, Windows-1251 or Windows-1252", broken.start, raw)


def _strictly(raw: bytes, codec: str, source: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as problem:
        raise _broken(source, codec.upper(), problem.start, raw) from problem


def _broken(source: str, codec: str, offset: int, raw: bytes) -> NotText:
    found = f"byte 0x{raw[offset]:02x} at offset {offset}" if offset < len(raw) else f"it ends at offset {offset}"
    return NotText(f"{source}: no valid {codec} text ({found}); save it as UTF-8")


def _attempt(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def _declared(raw: bytes) -> str | None:
    """The codec that an HTML page declares, if it is one that we read."""
    found = _DECLARED.search(raw[:DECLARED_WITHIN])
    return _codec((found[1] or found[2]).decode("ascii")) if found else None


def _codec(charset: str) -> str | None:
    try:
        return _CODECS.get(codecs.lookup(charset).name) if charset else None
    except LookupError:
        return None


def _bytes_in_multibyte(raw: bytes) -> int:
    return sum(len(found) for found in _MULTIBYTE.findall(raw))


def _is_cyrillic(text: str) -> bool:
    """Whether a text read as Windows-1251 looks like Russian: Cyrillic words, small letters, frequent vowels."""
    letters = [c for c in text if c.isalpha()]
    foreign = [c for c in letters if c > "\x7f"]
    russian = [c for c in foreign if "а" <= c.lower() <= "я" or c in "ёЁ"]
    if not foreign or len(russian) < MIN_CYRILLIC_SHARE * len(letters) or len(russian) < 0.9 * len(foreign):
        return False
    common = sum(c.lower() in "оеаинт" for c in russian)
    capitals = sum(c.isupper() for c in russian)
    return (
        common >= MIN_COMMON_CYRILLIC_SHARE * len(russian)
        and capitals <= MAX_CAPITAL_CYRILLIC_SHARE * len(russian)
        and len(_MIXED_WORD.findall(text)) < 0.01 * len(letters) + 1
    )


def _is_western(text: str) -> bool:
    """Whether a text read as Windows-1252 looks German, French or English: few accented letters, known signs."""
    high = [c for c in text if c > "\x7f"]
    letters = sum(c.isalpha() for c in text)
    accented = sum(c in _WESTERN for c in high)
    return accented <= MAX_ACCENTED_SHARE * letters and all(c in _WESTERN or c in _WESTERN_SIGNS for c in high)
