"""Names changed for names of the same make, so that who acts is read from the sentence and not from who they are.

A name's tokens are replaced by those of another name of the same language, way of naming, number of tokens and last
letters (in Russian and Kazakh these tell the case), so that all places stay what they are.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dataset import Example

from abstand.coding.reader.encoding import Encoded

ENDING = 2  # letters at the end that the two names share
SHARE = 0.5  # of the names of a passage

Key = tuple[str, str, int, str]
Pool = dict[Key, list[tuple[int, ...]]]


def pool_of(data: Sequence[Example]) -> Pool:
    """The tokens of all names by what they must have in common."""
    found: defaultdict[Key, set[tuple[int, ...]]] = defaultdict(set)
    for example in data:
        for key, places in _names(example):
            found[key].add(tuple(example.encoded.ids[n] for n in places))
    return {key: sorted(names) for key, names in found.items()}


def swapped(example: Example, pool: Pool, generator: random.Random) -> Encoded:
    """The passage with a share of its names changed."""
    ids = list(example.encoded.ids)
    for key, places in _names(example):
        if generator.random() < SHARE:
            for place, piece in zip(places, generator.choice(pool[key]), strict=True):
                ids[place] = piece
    return replace(example.encoded, ids=tuple(ids))


def _names(example: Example) -> list[tuple[Key, list[int]]]:
    encoded = example.encoded
    text = encoded.passage.text
    names = []
    for entity in encoded.passage.entities:
        for span, way in zip(entity.spans, entity.ways, strict=True):
            places = encoded.tokens(span)
            if places:
                ending = span.of(text)[-ENDING:].casefold()
                names.append(((example.record["lang"], way.value, len(places), ending), places))
    return names


class Varied:
    """Gives a passage as it is or with names changed, as often the one as the other."""

    def __init__(self, data: Sequence[Example], seed: int) -> None:
        self._pool, self._dice = pool_of(data), random.Random(seed)

    def __call__(self, example: Example) -> Encoded:
        return self._dice.choice([example.encoded, swapped(example, self._pool, self._dice)])
