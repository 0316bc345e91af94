"""Annotation: a document's sentences with the entities and times they name."""

from __future__ import annotations

from dataclasses import dataclass

from abstand.annotation.sentences import split_sentences
from abstand.annotation.times import TimeExpression, find_times
from abstand.entities import Gazetteer
from abstand.model import Document, Mention, Sentence

__all__ = ["Annotated", "AnnotatedSentence", "annotate", "split_sentences"]


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
    """A document and its sentences, in order."""

    document: Document
    sentences: tuple[AnnotatedSentence, ...]


def annotate(document: Document, gazetteer: Gazetteer) -> Annotated:
    """Split a document and find in each sentence who and when is named."""
    day = document.published_on
    return Annotated(
        document,
        tuple(
            AnnotatedSentence(
                sentence,
                tuple(gazetteer.find(sentence.text, document.language, day)),
                tuple(find_times(sentence.text, document.language, day)),
            )
            for sentence in split_sentences(document.text, document.language)
        ),
    )
