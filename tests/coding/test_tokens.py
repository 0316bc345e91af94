"""Words and the borders between the parts of a sentence."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abstand.coding.tokens import COMMA, PART, Tokens
from abstand.model import Span

SPLIT = frozenset({"that", "because"})
BITS = st.sampled_from((*"aZжқ1 .,;:…–-/()«»„“”\"'’!?\n", "l'", "n't", "'s ", "АҚШ-тың", "U.S. ", "that ", "(CSTO)"))


def words(sentence: str) -> list[str]:
    return [word.text for word in Tokens.of(sentence).words]


def borders(sentence: str, split: frozenset[str] = SPLIT) -> list[int]:
    """What is crossed from each word to the next."""
    tokens = Tokens.of(sentence, split)
    return [tokens.crossing(place, place + 1) for place in range(len(tokens.words) - 1)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Arland blamed Borland.", ["arland", "blamed", "borland"]),
        ("L'Iran n’a pas dit qu'il viendrait", ["l'", "iran", "n'", "a", "pas", "dit", "qu'", "il", "viendrait"]),
        ("lorsqu'elle s'oppose jusqu'à puisqu’on", ["lorsqu'", "elle", "s'", "oppose", "jusqu'", "à", "puisqu'", "on"]),
        ("They didn't, can’t and won't", ["they", "didn't", "can't", "and", "won't"]),
        ("Moscow's and Kyiv’s", ["moscow", "'s", "and", "kyiv", "'s"]),
        ("the troops' way", ["the", "troops", "way"]),
        ("Қазақстан-Ресей және АҚШ-тың", ["қазақстан-ресей", "және", "ақш-тың"]),
        ("премьер-министр, вице‑президент", ["премьер-министр", "вице‑президент"]),
        ("the U.S. and 24.kg", ["the", "u.s", "and", "24.kg"]),
        ("Außenministerium ÜBER Ёлка", ["außenministerium", "über", "ёлка"]),
        ("", []),
        (" – … !? ", []),
    ],
)
def test_words(sentence, found):
    assert words(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "crossed"),
    [
        ("one two", [0]),
        ("one - two/three", [0, 0]),
        ("one, two", [COMMA]),
        ("one; two: three – four — five", [PART] * 4),
        ("one, – two", [PART]),
        ("one … two! three? four", [PART] * 3),
        ("one two that three", [0, PART, 0]),
        ("one, that two", [PART, 0]),
        ("that one two", [0, 0]),
        ("he said “one two three four” again", [0, PART, 0, 0, 0, PART]),
    ],
)
def test_borders(sentence, crossed):
    assert borders(sentence) == crossed


@pytest.mark.parametrize(
    "sentence",
    [
        "the Pact (OVKS) blamed", "die OVKS (CSTO) und", "la (OTSC) dit",
        "the “Star” wrote", "der „Spiegel“ schrieb", "le « Monde » écrit", "le «Monde» écrit",
        "движение «Талибан» заявило", "газета «Новое русское слово» пишет", 'the "Daily Planet" wrote',
    ],
)  # fmt: skip
def test_short_quotes_and_abbreviations_part_nothing(sentence):
    assert set(borders(sentence)) == {0}


@pytest.mark.parametrize(
    "sentence",
    [
        "Arland (in 2022) blamed",
        "Arland (the old state) blamed",
        "er sagte „wir gehen jetzt alle“",
        "Arland (a) blamed",
    ],
)
def test_longer_asides_part(sentence):
    assert PART in borders(sentence)


def test_borders_add_up_both_ways():
    tokens = Tokens.of("one, two; three", SPLIT)
    assert tokens.crossing(0, 2) == tokens.crossing(2, 0) == COMMA + PART
    assert tokens.crossing(1, 1) == 0


@pytest.mark.xfail(strict=True, reason="German quotes may point inwards (»Spiegel«); the pattern knows only « first")
def test_short_quotes_that_point_inwards_part_nothing():
    assert set(borders("der »Spiegel« schrieb")) == {0}


@pytest.mark.xfail(strict=True, reason="straight quotes: what stands between two quotations is taken for a short aside")
def test_the_words_between_two_quotations_are_no_aside():
    assert borders('"We shall never do that again" said Arland "and must go"')[5:7] == [PART, 0]


@pytest.mark.xfail(strict=True, reason="marks inside numbers are taken for borders")
@pytest.mark.parametrize("sentence", ["sent 1,500 men", "um 14:30 Uhr", "bei 3,5 Prozent"])
def test_marks_within_a_number_part_nothing(sentence):
    assert set(borders(sentence)) == {0}


def test_words_of_a_span():
    sentence = "The Arland-Borland talks, again"
    tokens = Tokens.of(sentence)
    assert tokens.range_of(Span(4, 10)) == tokens.range_of(Span(11, 18)) == (1, 1)
    assert tokens.range_of(Span(0, 24)) == (0, 2)
    assert tokens.range_of(Span(24, 26)) is None
    assert tokens.span(1, 2).of(sentence) == "Arland-Borland talks"


@given(st.lists(BITS, max_size=40).map("".join) | st.text(max_size=60))
def test_any_sentence_has_words_in_order_and_growing_borders(sentence):
    tokens = Tokens.of(sentence, SPLIT)
    assert len(tokens.borders) == len(tokens.words)
    assert all(one <= other for one, other in pairwise(tokens.borders))
    assert all(one.end <= other.start for one, other in pairwise(tokens.words))
    for place, word in enumerate(tokens.words):
        assert sentence[word.start : word.end].lower().replace("’", "'") == word.text != ""
        assert tokens.range_of(Span(word.start, word.end)) == (place, place)
