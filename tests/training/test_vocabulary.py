"""Which pieces of the encoder's vocabulary the reader keeps."""

import pytest
from vocabulary import UNKNOWN, common_words, is_kept_by_script, kept_pieces, tokenizer_of

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
ORDINARY = {
    "▁": -3.0, "▁Mos": -5.0, "kau": -5.0, "▁Moskau": -4.0, "▁Paris": -4.0, "▁мир": -6.0, "қ": -9.0, "中": -9.0,
    "国": -9.0, "▁中国": -8.0, "a": -9.0, "▁M": -9.0, "▁2022": -6.0, "!": -7.0, "😀": -9.0, "ing": -6.0,
}  # fmt: skip
PIECES = [*SPECIAL, *ORDINARY]
SCORES = [0.0] * len(SPECIAL) + list(ORDINARY.values())


def kept(*texts: str) -> set[str]:
    return {PIECES[n] for n in kept_pieces(PIECES, SCORES, texts)}


@pytest.mark.parametrize("piece", ["мир", "▁Қазақ", "ң", "a", "▁é", "ß", "2022", "▁", "…", "😀", "!?", "%", "", "ё-"])
def test_kept_whatever_the_texts_use(piece: str) -> None:
    assert is_kept_by_script(piece)


@pytest.mark.parametrize("piece", ["ing", "▁Paris", "中", "▁中国", "ا", "ქ", "aя", "Ελ", "ab", "▁de"])
def test_kept_only_if_used(piece: str) -> None:
    assert not is_kept_by_script(piece)


def test_of_the_others_those_that_the_texts_need_are_kept() -> None:
    ours = {*SPECIAL, "▁", "▁мир", "қ", "a", "▁M", "▁2022", "!", "😀"}
    assert kept() == ours
    assert kept("Moskau") == ours | {"▁Moskau"}
    assert kept("Paris Moskau", "中国") == ours | {"▁Moskau", "▁Paris", "▁中国"}


def test_numbers_come_in_the_order_of_the_pieces() -> None:
    numbers = kept_pieces(PIECES, SCORES, ["Moskau", "中国"])
    assert numbers == sorted(set(numbers))
    assert numbers[: len(SPECIAL)] == list(range(len(SPECIAL)))


def test_texts_beyond_one_batch_count() -> None:
    for place in (0, 9_999, 10_000):
        texts = ["!"] * 10_001
        texts[place] = "Moskau"
        assert "▁Moskau" in kept(*texts)


def test_a_word_whose_piece_is_gone_is_read_in_smaller_ones() -> None:
    numbers = [n for n, piece in enumerate(PIECES) if piece != "▁Moskau"]
    tokenizer = tokenizer_of([(PIECES[n], SCORES[n]) for n in numbers])
    assert tokenizer.encode("Moskau").tokens == ["▁Mos", "kau"]


def test_the_likeliest_pieces_are_read_and_unknown_signs_have_their_number() -> None:
    tokenizer = tokenizer_of(list(zip(PIECES, SCORES, strict=True)))
    assert tokenizer.encode("Moskau  \t Paris").tokens == ["▁Moskau", "▁Paris"]
    assert tokenizer.encode("Paris ქ").ids[-1] == UNKNOWN


def test_offsets_are_those_of_the_text_before_it_was_normalised() -> None:
    tokenizer = tokenizer_of(list(zip(PIECES, SCORES, strict=True)))
    text = "Ｍoskau   Paris!"  # a full-width M, three blanks
    read = tokenizer.encode(text)
    assert read.tokens == ["▁Moskau", "▁Paris", "!"]
    assert [text[start:end].strip() for start, end in read.offsets] == ["Ｍoskau", "Paris", "!"]


def test_common_words_stand_as_they_are_and_with_a_capital() -> None:
    pytest.importorskip("wordfreq")
    words = iter(common_words())
    for _ in range(100):
        assert (word := next(words))[:1].upper() + word[1:] == next(words)
