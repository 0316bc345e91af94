from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abstand.documents.decoding import decode
from abstand.errors import InputError, NotText
from abstand.sources import LARGEST_BYTES

GERMAN = "Die Außenminister von Österreich und Dänemark trafen sich – „kurz“, wie es hieß – am Rand der Übung."
FRENCH = "Le président français a été reçu à Genève ; l'été dernier, il avait refusé."
RUSSIAN = "Президент прибыл в Вену с официальным визитом. Ёлка стоит."
KAZAKH = "Президент Венаға ресми сапармен келді, үкімет хабарлады."


@pytest.mark.parametrize("text", [GERMAN, FRENCH, RUSSIAN, KAZAKH])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_mark(text, codec):
    assert decode(text.encode(codec), "a.txt") == text


def test_utf_16_big_endian_with_mark():
    assert decode(b"\xfe\xff" + GERMAN.encode("utf-16-be"), "a.txt") == GERMAN


@pytest.mark.parametrize(("text", "codec"), [(GERMAN, "cp1252"), (FRENCH, "cp1252"), (RUSSIAN, "cp1251")])
def test_old_windows_code_pages_are_told_apart(text, codec):
    assert decode(text.encode(codec), "a.txt") == text


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ('<meta charset="koi8-r">', "koi8-r"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "cp1251"),
        ('<?xml version="1.0" encoding="ISO-8859-5"?>', "iso8859-5"),
    ],
)
def test_declared_charset(declared, codec):
    text = f"<html>{declared}<p>Президент прибыл.</p>" if "meta" in declared else f"{declared}<html>Президент"
    assert decode(text.encode(codec), "a.html") == text


def test_latin_1_means_windows_1252_on_the_web():
    raw = '<meta charset="iso-8859-1"><p>Er sagte: „Größe“</p>'.encode("cp1252")
    assert "„Größe“" in decode(raw, "a.html")


def test_valid_utf_8_wins_over_a_wrong_declaration():
    text = f'<meta charset="windows-1251"><p>{RUSSIAN}</p>'
    assert decode(text.encode(), "a.html") == text


def test_unknown_declaration_is_left_aside():
    raw = f'<meta charset="klingon"><p>{GERMAN}</p>'.encode("cp1252")
    assert "Außenminister" in decode(raw, "a.html")


@pytest.mark.parametrize("raw", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(raw):
    with pytest.raises(InputError, match=r"a\.txt: the file is empty"):
        decode(raw, "a.txt")


def test_too_long():
    with pytest.raises(InputError, match=r"a\.txt: more than 20,000,000 bytes"):
        decode(b"a" * (LARGEST_BYTES + 1), "a.txt")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x00\x00\x00\x20ftypmp42", "film"),
        (b"{\\rtf1\\ansi Hallo}", "RTF"),
        (b"abc\x00def", "NUL byte at offset 3"),
        ("Größe".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (b"ab\x01\x02\x03cd", "3 control characters, the first at offset 2"),
    ],
)
def test_binary_is_refused_by_its_kind(raw, kind):
    with pytest.raises(NotText, match=rf"^a\.bin: .*{kind}"):
        decode(raw, "a.bin")


def test_a_stray_control_character_is_no_binary():
    assert decode(b"a" * 1000 + b"\x1a", "a.txt").startswith("aaa")


@pytest.mark.parametrize(
    ("raw", "offset"),
    [
        (RUSSIAN.encode() + b"\xd0", len(RUSSIAN.encode())),
        ("Größe und ".encode() + b"\xff " + "Öl".encode(), 12),
        (b'<meta charset="utf-8"><p>Gr\xf6\xdfe</p>', 27),
        (f'<meta charset="windows-1251">{RUSSIAN}'.encode() + b"\xd0", 29 + len(RUSSIAN.encode())),
    ],
)
def test_broken_utf_8_names_the_offset(raw, offset):
    with pytest.raises(NotText, match=rf"a\.txt: no valid UTF-8 text \(byte 0x.. at offset {offset}\)"):
        decode(raw, "a.txt")


def test_broken_utf_16():
    with pytest.raises(NotText, match="no valid UTF-16 text"):
        decode(b"\xff\xfeab\x00", "a.txt")


@pytest.mark.parametrize(
    "text", [RUSSIAN.encode("koi8-r"), b"\xe4\xf5\xfe\xf0" * 20, "Ελλάδα και Κύπρος".encode("iso8859-7")]
)
def test_no_known_encoding(text):
    with pytest.raises(NotText, match=r"no valid UTF-8, Windows-1251 or Windows-1252 text"):
        decode(text, "a.txt")


@given(st.binary(max_size=200))
def test_never_raises_anything_else(raw):
    message = "a: "
    try:
        assert decode(raw, "a").strip()
    except InputError as problem:
        message = str(problem)
    assert message.startswith("a: ")
    assert "\n" not in message
