"""Which pieces of the encoder's 250,002 the reader keeps: what our five languages use.

Kept are the special pieces, all Cyrillic ones, all single characters and punctuation, and every piece that the
commonest words of German, French, English and Russian (wordfreq), the names of the gazetteer or the corpus's train
part need. A word whose piece is gone is read in smaller pieces.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

SPECIAL = 4  # <s>, <pad>, </s>, <unk>
UNKNOWN = 3
WORDS = 100_000  # commonest words a language
SPACE = "\u2581"


def tokenizer_of(pieces: list[tuple[str, float]]) -> Tokenizer:
    """A unigram tokeniser over pieces with their scores; the first four are the special ones."""
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always")
    return tokenizer


def is_kept_by_script(piece: str) -> bool:
    """Whether a piece is kept whatever the texts use: Cyrillic, no letters at all, or a single Latin letter."""
    letters = [unicodedata.name(letter, "?").split()[0] for letter in piece if letter.isalpha()]
    return set(letters) <= {"CYRILLIC"} or (len(piece.strip(SPACE)) == 1 and letters == ["LATIN"])


def kept_pieces(pieces: list[str], scores: list[float], texts: Iterable[str]) -> list[int]:
    """The numbers of the pieces to keep, in their order."""
    tokenizer = tokenizer_of(list(zip(pieces, scores, strict=True)))
    used: set[int] = set()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == 10_000:
            used.update(piece for read in tokenizer.encode_batch(batch) for piece in read.ids)
            batch.clear()
    used.update(piece for read in tokenizer.encode_batch(batch) for piece in read.ids)
    return [n for n, piece in enumerate(pieces) if n < SPECIAL or n in used or is_kept_by_script(piece)]


def common_words() -> Iterable[str]:
    """The commonest words of four languages, as they stand and with a capital."""
    from wordfreq import top_n_list  # only here: training alone needs it

    for language in ("de", "fr", "en", "ru"):
        for word in top_n_list(language, WORDS):
            yield word
            yield word[:1].upper() + word[1:]
