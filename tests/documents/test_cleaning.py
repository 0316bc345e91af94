from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abstand.documents.cleaning import clean, clean_markup, one_line, same


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("Staats\u00adbesuch", "Staatsbesuch"),
        ("a\u200bb\ufeff c\u200e", "ab c"),
        ("«\u00a0Oui\u202f»", "« Oui »"),
        ("a   b\t\tc", "a b c"),
        ("U\u0308bung", "Übung"),
        ("И\u0306од", "Йод"),
        ("a\u2028b\r\nc\rd", "a b c d"),
        ("a\x07b\x85c\ud800d", "ab cd"),
    ],
)
def test_one_line(raw, line):
    assert one_line(raw) == line


def test_clean_keeps_lines_and_runs_of_blanks():
    assert clean("Start\u00a0 \u00a0Titel\r\n\r\nText") == "Start   Titel\n\nText"


@given(st.text())
def test_clean_text_is_nfc_and_stays_clean(text):
    assert unicodedata.is_normalized("NFC", clean(text))
    assert clean(clean(text)) == clean(text)
    assert "\r" not in clean(text)


def test_same_overlooks_case_and_blanks():
    assert same(" Der  TITEL") == same("der Titel ")
    assert same("der Titel") != same("ein Titel")


def test_markup_loses_what_no_tree_may_hold():
    assert clean_markup("a&#0;b&#xFFFF;c\x1bd&#x110000;e&#27;f") == "abcdef"
    assert clean_markup("&#228;&#x20AC;&#150;&amp;") == "&#228;&#x20AC;&#150;&amp;"
