"""Which two reports may tell of the same act at all: they share two parties, a type family and days.

Blocks are made of those three, so that the cost grows with the reports times those of their block and days, not with
the square of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from abstand.merging.traits import Columns, Ints, Trait

SLACK_DAYS = 1  # a night belongs to two days, and so does a day in two time zones
VAGUE_DAYS = 45  # a longer time ("in 2022") only joins the same time: it would touch all acts of the year
BUCKET_DAYS = 4  # of a block: as long as an act without stated time may be back
# pairs looked at together: eight times as many take 100 MB more and no less time (4,000 alike reports)
AT_ONCE = 1 << 17
VAGUE = -1  # the bucket of those with a vague time
Key = tuple[tuple[str, ...], str, bool, int, tuple[int, int] | None]


def pairs(traits: Sequence[Trait], columns: Columns) -> Iterator[tuple[Ints, Ints]]:
    """The candidate pairs as rows (i, j) of the columns, i < j, in parts; a pair of many parties may come again."""
    rows, blocks, buckets = _blocks(traits)
    order = np.lexsort((rows, blocks))
    rows, blocks, buckets = rows[order], blocks[order], buckets[order]
    counts = np.searchsorted(blocks, blocks, side="right") - np.arange(len(rows)) - 1
    for part in _parts(counts):
        at = np.repeat(np.arange(len(rows))[part], counts[part])
        ahead = np.arange(len(at)) - np.repeat(np.cumsum(counts[part]) - counts[part], counts[part]) + 1
        one, other = rows[at], rows[at + ahead]
        later = np.maximum(columns.first[one], columns.first[other])
        touch = later <= np.minimum(columns.last[one], columns.last[other]) + SLACK_DAYS
        # of all buckets that two share, only that in which the later begins
        touch &= (buckets[at] == later // BUCKET_DAYS) | (buckets[at] == VAGUE)
        yield one[touch], other[touch]


def parties(trait: Trait) -> list[tuple[str, ...]]:
    """What the blocks know of the parties: every two of them, or the only one; nothing of a report without any."""
    codes = sorted(trait.entry.report.codes)
    return list(combinations(codes, 2)) or [(code,) for code in codes]


def is_vague(first: int, last: int) -> bool:
    """Whether the time is too long to say which act of several it was."""
    return last - first >= VAGUE_DAYS


def _blocks(traits: Sequence[Trait]) -> tuple[Ints, Ints, Ints]:
    """Rows, the blocks that they stand in (a row stands in several), and the blocks' buckets."""
    numbers: dict[Key, int] = {}
    placed: list[tuple[int, int, int]] = []
    for row, trait in enumerate(traits):
        placed += ((row, numbers.setdefault(key, len(numbers)), key[3]) for key in _keys(trait))
    rows, blocks, buckets = np.array(placed, dtype=np.int64).reshape(-1, 3).T
    return rows, blocks, buckets


def _keys(trait: Trait) -> Iterator[Key]:
    if trait.first is None or trait.last is None:
        return
    span = trait.first // BUCKET_DAYS, (trait.last + SLACK_DAYS) // BUCKET_DAYS
    for codes in parties(trait):
        for family in trait.families:
            if is_vague(trait.first, trait.last):
                yield codes, family, trait.is_plan, VAGUE, (trait.first, trait.last)
            else:
                yield from ((codes, family, trait.is_plan, bucket, None) for bucket in range(span[0], span[1] + 1))


def _parts(counts: Ints) -> Iterator[slice]:
    """Runs of rows that have about AT_ONCE pairs."""
    ends = np.cumsum(counts)
    start = done = 0
    while start < len(counts):
        stop = max(start + 1, int(np.searchsorted(ends, done + AT_ONCE, side="right")))
        yield slice(start, stop)
        start, done = stop, int(ends[stop - 1])
