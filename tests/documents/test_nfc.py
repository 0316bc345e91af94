from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from abstand.documents import normalise
from abstand.model import Span

# letters, marks that combine and reorder, Hangul that composes without combining classes, an ohm sign
LETTERS = "aeoAüйИі\u0301\u0308\u0306\u0327\u0323\u0344\u1100\u1161\u11a8\uac00\u2126\ufb1d\u09c7\u09be 𝒳"
texts = st.one_of(st.text(), st.text(alphabet=LETTERS, max_size=12))


@given(texts)
@example("\u0323a\u0301\u0308")
@example("\u1100\u1161\u11a8\u1161")
@example("\u09c7\u09be")
def test_is_the_nfc_form(text):
    assert normalise(text).text == unicodedata.normalize("NFC", text)


@given(texts)
def test_offsets_ascend_from_start_to_end(text):
    offsets = list(normalise(text).offsets)
    assert len(offsets) == len(normalise(text).text) + 1
    assert offsets == sorted(offsets)
    assert offsets[0] == 0
    assert offsets[-1] == len(text)


@given(texts, st.data())
def test_raw_span_holds_what_became_the_span(text, data):
    done = normalise(text)
    start = data.draw(st.integers(0, len(done.text)))
    end = data.draw(st.integers(start, len(done.text)))
    raw = done.raw(Span(start, end)).of(text)
    assert done.text[start:end] in unicodedata.normalize("NFC", raw)


@given(st.text())
def test_what_is_nfc_maps_to_itself(text):
    text = unicodedata.normalize("NFC", text)
    assert list(normalise(text).offsets) == list(range(len(text) + 1))


@pytest.mark.parametrize(
    ("span", "raw"),
    [(Span(0, 1), Span(0, 1)), (Span(1, 2), Span(1, 3)), (Span(2, 3), Span(3, 4)), (Span(2, 2), Span(3, 3))],
)
def test_composed_letter_stands_for_its_parts(span, raw):
    assert normalise("Go\u0308r").raw(span) == raw
