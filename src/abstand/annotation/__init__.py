"""Annotation: a document's sentences with the entities and times they name."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from abstand.annotation.sentences import split_sentences
from abstand.annotation.times import TimeExpression, find_times
from abstand.entities import Gazetteer
from abstand.model import Document, Mention, Problem, Sentence

__all__ = ["Annotated", "AnnotatedSentence", "annotate", "split_sentences"]

TIME_REACH = 2  # sentences back to the time from which "the day after" counts


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """A sentence with its mentions and times; their offsets are in the sentence."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]

    @property
    def can_hold_act(self) -> bool:
        """The gate: an international act needs somebody to be named."""
        return bool(self.mentions)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document and its sentences, in order; and what its text says against what we know."""

    document: Document
    sentences: tuple[AnnotatedSentence, ...]
    problems: tuple[Problem, ...] = ()


def annotate(document: Document, gazetteer: Gazetteer) -> Annotated:
    """Split a document and find in each sentence who and when is named."""
    day = document.published_on
    sentences = split_sentences(document.text, document.language)
    found = gazetteer.examine(document.text, document.language, day, [sentence.span for sentence in sentences])
    mentions = _by_sentence(found.mentions, sentences)
    return Annotated(
        document,
        tuple(
            AnnotatedSentence(sentence, own, times)
            for sentence, own, times in zip(sentences, mentions, _times(sentences, document.language, day), strict=True)
        ),
        tuple(replace(problem, document=document.id) for problem in found.problems),
    )


def _times(sentences: Sequence[Sentence], language: str, day: date | None) -> Iterator[tuple[TimeExpression, ...]]:
    """The times of each sentence, counted where the text says so from those of the sentences before."""
    before: deque[tuple[TimeExpression, ...]] = deque(maxlen=TIME_REACH)
    for sentence in sentences:
        times = tuple(find_times(sentence.text, language, day, list(chain.from_iterable(before))))
        before.append(times)
        yield times


def _by_sentence(mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> Iterator[tuple[Mention, ...]]:
    """The mentions that lie in each sentence, with offsets there."""
    starts = [mention.start for mention in mentions]
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        yield tuple(replace(m, start=m.start - start, end=m.end - start) for m in inside if m.end <= end)
