from __future__ import annotations

import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abstand.annotation import sentences
from abstand.annotation.closing import closing_quotes
from abstand.annotation.sentences import split_sentences
from abstand.errors import DataError, InputError
from abstand.model import LANGUAGES

CASES = tomllib.loads((Path(__file__).parent / "sentence_cases.toml").read_text("utf-8"))
BITS = (
    *"aZбЖ1 .…!?„“”«»\"'’()[]–-,:\n\u00a0\u202f\t",
    "\n\n", "z. B. ", "U.S. ", " г. ", "Dr. ", "19. ", "II. ", "«Да!» — ", ".“Mit ", " ж. ", "Vlast.kz ",
    "... ", "\r\n",
)  # fmt: skip
MIN_PER_S = 20_000


@pytest.mark.parametrize(("language", "case"), [(lang, case) for lang in LANGUAGES for case in CASES[lang]])
def test_splits_where_marked(language, case):
    text = case.replace("|", "")
    assert [s.text for s in split_sentences(text, language)] == [part.strip() for part in case.split("|")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_cases(language):
    assert len(set(CASES[language])) >= 25


def check(text, language):
    found = split_sentences(text, language)
    assert all(s.text == text[s.span.start : s.span.end] == s.text.strip() != "" for s in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
    assert not any(re.search(r"\n[^\S\n]*\n", s.text) for s in found)


@given(st.lists(st.sampled_from(BITS), max_size=60).map("".join), st.sampled_from(LANGUAGES))
def test_covers_any_text_of_such_bits(text, language):
    check(text, language)


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
@pytest.mark.slow
def test_covers_any_text(text, language):
    check(text, language)


@pytest.mark.parametrize("text", ["", "   ", "\n\n \n"])
def test_nothing_has_no_sentences(text):
    assert split_sentences(text, "de") == ()


def test_offsets_count_code_points():
    _, second = split_sentences("Ein 🇰🇿 Gruß.  Zwei.", "de")
    assert (second.span.start, second.span.end) == (14, 19)


def test_unknown_language_is_refused_with_those_known():
    with pytest.raises(InputError, match=r"'tr'.*de, fr, en, ru, kk"):
        split_sentences("Merhaba.", "tr")


def test_a_wrong_data_file_is_named(monkeypatch):
    with pytest.raises(DataError, match=r"abbreviations\.toml: xx\.never"):
        sentences._read("xx", {"never": "Dr."})


def test_low_quote_makes_the_high_one_close():
    assert closing_quotes("„a“ “b”", 0, 7) == {2, 6}
    assert closing_quotes('“a” «b» "c"', 0, 11) == {2, 6, 10}
    assert closing_quotes("»a«", 0, 3) == {2}


@pytest.mark.parametrize(
    "text", ["." * 100_000, ". " * 50_000, "«" * 100_000, ".((((" * 20_000, 'a."' * 30_000, "\n" * 100_000]
)
def test_hostile_texts_take_linear_time(text):
    begin = time.perf_counter()
    check(text, "fr")
    assert time.perf_counter() - begin < 3


def test_is_quick_enough():
    text = "\n\n".join(" ".join(case.replace("|", "") for case in CASES["de"]) for _ in range(100))
    split_sentences("Warm.", "de")
    begin = time.perf_counter()
    count = len(split_sentences(text, "de"))
    assert count / (time.perf_counter() - begin) > MIN_PER_S / 20  # test machines are busy
