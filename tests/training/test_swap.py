"""Names changed for others of their kind, the sentence around them kept."""

import random
from typing import Any

from dataset import Example, examples
from swap import Varied, pool_of, swapped
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from abstand.entities import default

WORDS = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "France",
    "Greece",
    "Mexico",
    "accused",
    "thanked",
    "and",
    "Madrid",
    "of",
    "it",
]


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Split(Regex(r"\w+|[^\w\s]"), "removed", invert=True)
    return made


def made(*texts: str) -> list[Example]:
    records: list[dict[str, Any]] = [
        {"id": f"en-1-{n}", "lang": "en", "text": t, "events": []} for n, t in enumerate(texts)
    ]
    return list(examples(records, default(), tokenizer()))


def test_only_names_change_and_only_for_names_of_the_same_make() -> None:
    data = made("France accused Mexico and Madrid", "Greece thanked Mexico")
    pool, dice = pool_of(data), random.Random(0)
    place = {word: n for n, word in enumerate(WORDS)}
    seen: set[tuple[int, ...]] = set()
    for _ in range(60):
        ids = swapped(data[0], pool, dice).ids
        assert [ids[n] for n in (0, 2, 4, 6)] == [data[0].encoded.ids[n] for n in (0, 2, 4, 6)]
        assert ids[1] in {place["France"], place["Greece"]}  # both end in "ce"
        assert ids[3] == place["Mexico"]
        assert ids[5] == place["Madrid"]  # a capital is no name of a state
        seen.add(tuple(ids))
    assert len(seen) == 2


def test_the_example_itself_stays() -> None:
    data = made("France accused Mexico", "Greece thanked Mexico")
    before = data[0].encoded.ids
    assert swapped(data[0], pool_of(data), random.Random(1)).passage is data[0].encoded.passage
    assert data[0].encoded.ids == before


def test_a_passage_comes_as_it_is_and_with_other_names() -> None:
    data = made("France accused Mexico", "Greece thanked Mexico")
    vary = Varied(data, 0)
    seen = [vary(data[0]).ids for _ in range(60)]
    assert set(seen) == {data[0].encoded.ids, (0, 5, *data[0].encoded.ids[2:])}
    assert seen.count(data[0].encoded.ids) > 30
