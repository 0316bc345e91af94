"""From a passage to what the model reads."""

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

from abstand.annotation import annotate
from abstand.coding.reader.encoding import (
    BARE,
    BEFORE_TOKENS,
    BOS,
    EOS,
    MARK,
    PAD,
    SENTENCE_TOKENS,
    Batch,
    Encoded,
    encode,
)
from abstand.coding.reader.passage import passages
from abstand.entities import default
from abstand.model import Document, Way


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


def encoded(text: str) -> Encoded:
    return encode(list(passages(annotate(Document("d", text, "en"), default())))[-1], tokenizer())


def test_the_sentence_stands_between_its_context_and_the_end() -> None:
    item = encoded("It was late. France attacked Spain.")
    assert (item.ids[0], item.ids[-1]) == (BOS, EOS)
    assert item.offsets[item.first].of(item.passage.text) == "France"
    assert item.offsets[item.last - 1].of(item.passage.text) == "."


def test_a_long_sentence_is_cut_and_says_so() -> None:
    item = encoded("France attacked Spain " + "and again " * 200 + ".")
    assert item.is_cut
    assert len(item.ids) == SENTENCE_TOKENS + 2
    assert not encoded("France attacked Spain.").is_cut


def test_of_long_context_the_nearest_is_kept() -> None:
    item = encoded("It was late " + "and late " * 100 + ". France attacked Spain.")
    assert item.first == BEFORE_TOKENS + 1


def test_a_batch_marks_which_tokens_are_whose_and_pairs_them() -> None:
    one, other = encoded("France attacked Spain, Reuters said."), encoded("Moscow and the French met Italy.")
    batch = Batch.of([one, other])
    assert batch.ids.shape == (2, max(len(one.ids), len(other.ids)))
    assert (batch.ids[batch.mask == 0] == PAD).all()
    assert batch.entity_rows.tolist() == [0, 0, 1, 1, 1]
    assert len(batch.first) == len(batch.second) == 2 + 6
    assert set(batch.pair_rows.tolist()) == {0, 1}
    moscow = batch.entities[2]
    assert moscow.tolist().count(MARK[Way.CAPITAL]) == 1
    assert batch.names[0].max() == BARE


def test_a_batch_without_names_and_times_has_empty_tables() -> None:
    batch = Batch.of([encoded("France attacked Spain.")])
    assert batch.names.shape[0] == batch.times.shape[0] == 0
    assert np.array_equal(batch.pair_rows, [0, 0])
