"""Finds texts that are nearly the same: MinHash over word n-grams proposes, the exact Jaccard similarity decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rensa import RMinHash, RMinHashLSH

PERMUTATIONS = 128
# 32 bands of 4 rows propose a pair of Jaccard 0.7 with probability 0.9998
BANDS = 32
SEED = 0
WORD = re.compile(r"\w+")


def shingles(text: str, words: int) -> frozenset[str]:
    """The text's lower-case word n-grams; a text shorter than n words is one shingle."""
    found = WORD.findall(text.lower())
    return frozenset(" ".join(found[i : i + words]) for i in range(max(1, len(found) - words + 1)))


def near_duplicates(
    texts: Iterable[tuple[str, str]], known: Iterable[tuple[str, str]], jaccard: float, words: int
) -> Iterator[tuple[str, str, float]]:
    """Pairs of ids at or over ``jaccard``: each of ``texts`` with an earlier one, or with one of ``known``."""
    lsh = RMinHashLSH(threshold=jaccard, num_perm=PERMUTATIONS, num_bands=BANDS)
    seen: list[tuple[str, frozenset[str]]] = []

    def add(id_: str, grams: frozenset[str]) -> Iterator[tuple[str, str, float]]:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(sorted(grams))
        for other in lsh.query(sketch):
            earlier, their = seen[other]
            if (similarity := len(grams & their) / len(grams | their)) >= jaccard:
                yield id_, earlier, similarity
        lsh.insert(len(seen), sketch)
        seen.append((id_, grams))

    for id_, text in known:
        for _ in add(id_, shingles(text, words)):
            pass
    for id_, text in texts:
        yield from add(id_, shingles(text, words))
