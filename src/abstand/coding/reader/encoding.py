"""From a passage to the numbers that the model reads: token ids and which tokens belong to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from abstand.coding.lexicon import Marker
from abstand.coding.reader.hints import CUE_HINTS, MARKER_HINTS
from abstand.coding.reader.passage import Candidate, Passage
from abstand.model import Span, Way

BOS, PAD, EOS = 0, 1, 2
BEFORE_TOKENS = 72  # tokens of context kept, the nearest
SENTENCE_TOKENS = 190  # tokens of the sentence read; a longer one is cut
LONGEST = 600  # tokens; what is longer is a list or a table, no sentence, and is not read
WAYS = tuple(Way)
MARK = {way: number for number, way in enumerate(WAYS, start=1)}  # 0: the token is not theirs
BARE = len(WAYS) + 1

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A passage as tokens. ``offsets`` are the tokens' spans in its text; the sentence is ``[first, last)``.

    ``sentence_tokens`` counts the tokens of the whole sentence, also of what was cut.
    """

    passage: Passage
    ids: tuple[int, ...]
    offsets: tuple[Span, ...]
    first: int
    sentence_tokens: int

    @property
    def is_cut(self) -> bool:
        """Whether the sentence is longer than what the model reads of it."""
        return self.sentence_tokens > SENTENCE_TOKENS

    @property
    def is_readable(self) -> bool:
        """Whether it may be a sentence at all."""
        return self.sentence_tokens <= LONGEST

    @property
    def last(self) -> int:
        return len(self.ids) - 1

    def tokens(self, span: Span) -> list[int]:
        """The places of the tokens that overlap a span of the text."""
        return [place for place, own in enumerate(self.offsets) if own.overlaps(span)]


def encode(passage: Passage, tokenizer: Tokenizer) -> Encoded:
    """Tokenise a passage and cut it to what the model reads at once."""
    read = tokenizer.encode(passage.text.replace("\n", " "), add_special_tokens=False)
    spans = [_without_blank(Span(*offsets), passage.text) for offsets in read.offsets]
    first = next((place for place, span in enumerate(spans) if span.end > passage.begin), len(spans))
    start, end = max(0, first - BEFORE_TOKENS), first + SENTENCE_TOKENS
    nowhere = Span(-1, -1)
    return Encoded(
        passage,
        (BOS, *read.ids[start:end], EOS),
        (nowhere, *spans[start:end], nowhere),
        first - start + 1,
        len(spans) - first,
    )


def _without_blank(span: Span, text: str) -> Span:
    """A token's own letters: the tokeniser counts the blank before a word to it."""
    blanks = len(span.of(text)) - len(span.of(text).lstrip())
    return Span(span.start + blanks, span.end)


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages side by side. B passages of at most n tokens, E entities, P ordered pairs, N bare names, T times.

    ``ids``, ``mask``, ``inside`` (B, n): tokens, which are real, which are of the sentence; ``cues``, ``markers``
    (B, n): the hints of the word lists on each token, or 0. ``entities`` (E, n),
    ``names`` (N, n) and ``times`` (T, n): 0, or how a token belongs to each; ``entity_rows``, ``name_rows``,
    ``time_rows`` the passage of each. ``first``, ``second`` (P,): the entities of each pair.
    """

    items: tuple[Encoded, ...]
    ids: Ints
    mask: Ints
    inside: Ints
    cues: Ints
    markers: Ints
    entities: Ints
    entity_rows: Ints
    names: Ints
    name_rows: Ints
    times: Ints
    time_rows: Ints
    first: Ints
    second: Ints

    @property
    def pair_rows(self) -> Ints:
        """The passage of each pair."""
        return self.entity_rows[self.first]

    @classmethod
    def of(cls, items: Sequence[Encoded]) -> Batch:
        width = max(len(item.ids) for item in items)
        ids, mask, inside, cues, markers = (
            np.full((len(items), width), fill, dtype=np.int64) for fill in (PAD, 0, 0, 0, 0)
        )
        for row, item in enumerate(items):
            ids[row, : len(item.ids)] = item.ids
            mask[row, : len(item.ids)] = 1
            inside[row, item.first : item.last] = 1
            for hint in item.passage.hints:
                places = item.tokens(hint.span)
                if isinstance(hint.of, Marker):
                    markers[row, places] = MARKER_HINTS[hint.of]
                else:
                    cues[row, places] = CUE_HINTS[hint.of]
        dated = [(row, it, Candidate("", (time.span,))) for row, it in enumerate(items) for time in it.passage.times]
        entities = _marks([(row, it, one) for row, it in enumerate(items) for one in it.passage.entities], width)
        names = _marks([(row, it, one) for row, it in enumerate(items) for one in it.passage.names], width)
        return cls(
            tuple(items),
            ids,
            mask,
            inside,
            cues,
            markers,
            *entities,
            *names,
            *_marks(dated, width),
            *_pairs(items),
        )


def _marks(named: Sequence[tuple[int, Encoded, Candidate]], width: int) -> tuple[Ints, Ints]:
    """(things, width) how each token belongs to each thing, and each thing's row."""
    marks = np.zeros((len(named), width), dtype=np.int64)
    for place, (_, item, one) in enumerate(named):
        for span, way in zip(one.spans, one.ways or [None] * len(one.spans), strict=True):
            marks[place, item.tokens(span)] = MARK[way] if way else BARE
    return marks, np.array([row for row, _, _ in named], dtype=np.int64)


def _pairs(items: Sequence[Encoded]) -> tuple[Ints, Ints]:
    """Every two different entities of one passage of which its sentence names one, in both orders; not what was cut."""
    found: list[tuple[int, int]] = []
    base = 0
    for item in items:
        entities = item.passage.entities
        named = [item.passage.is_named(entity) for entity in entities]
        seen = [place for place, entity in enumerate(entities) if any(map(item.tokens, entity.spans))]
        found += [(base + a, base + b) for a, b in permutations(seen, 2) if named[a] or named[b]]
        base += len(entities)
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]
