"""From coded records to what the reader learns from: passages with the acts told in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path

from records import Record
from tokenizers import Tokenizer

from abstand.coding.reader.encoding import Encoded, encode
from abstand.coding.reader.labels import label_of
from abstand.coding.reader.passage import Passage, passages
from abstand.entities import Gazetteer
from abstand.model import EventType, Sentence, Span
from abstand.records import annotated_record

Place = tuple[int, int, int]  # first entity, second entity, label
STEM = 4  # letters that a name and its inflected form must share
ENDING = 3  # letters that inflection may change


@dataclass(frozen=True, slots=True)
class Example:
    """A passage of a record; ``acts`` are the record's events told in its sentence, by entities and label."""

    record: Record
    encoded: Encoded
    acts: dict[Place, list[Record]]


def examples(records: Iterable[Record], gazetteer: Gazetteer, tokenizer: Tokenizer) -> Iterator[Example]:
    """The examples of records: one for each sentence of a record's text that names enough to hold an act."""
    for record in records:
        annotated, begin = annotated_record(record, gazetteer)
        own = [item.sentence for item in annotated.sentences if item.sentence.span.start >= begin]
        for passage in passages(annotated):
            start = passage.start + passage.begin
            if start >= begin:
                told = [event for event in record["events"] if _sentence_of(event, own).span.start == start]
                yield Example(record, encode(passage, tokenizer), _acts(told, passage))


def _sentence_of(event: Record, sentences: list[Sentence]) -> Sentence:
    """The sentence that holds an event's trigger; the first of the text if none does."""
    return next((sentence for sentence in sentences if event["trigger"] in sentence.text), sentences[0])


def _acts(events: Iterable[Record], passage: Passage) -> dict[Place, list[Record]]:
    """The events of a passage by who does what to whom; without parties that the gazetteer does not find."""
    places = {one.name: place for place, one in enumerate(passage.entities)}
    named = [passage.is_named(one) for one in passage.entities]
    acts: dict[Place, list[Record]] = {}
    for event in events:
        actors = [places[code] for code in event["actors"] if code in places]
        recipients = [places[code] for code in event["recipients"] if code in places]
        label = label_of(EventType(event["type"]), not event["recipients"])
        for first, second in product(actors, recipients) if event["recipients"] else permutations(actors, 2):
            if first != second and (named[first] or named[second]):
                acts.setdefault((first, second, label), []).append(event)
    return acts


def trigger_tokens(example: Example, event: Record) -> list[int]:
    """The places of the tokens of an event's trigger in the passage's sentence."""
    passage = example.encoded.passage
    start = passage.text.find(event["trigger"], passage.begin)
    return example.encoded.tokens(Span(start, start + len(event["trigger"]))) if start >= 0 else []


def speaker_places(example: Example, event: Record) -> list[int]:
    """The candidates of the passage that stand for an event's speakers; a name also in another case."""
    candidates = example.encoded.passage.speakers
    return [n for n, one in enumerate(candidates) if any(_is_same(one.name, name) for name in event["speakers"])]


def _is_same(candidate: str, name: str) -> bool:
    one, other = candidate.casefold(), name.casefold()
    is_long = min(len(one), len(other)) > STEM
    return one == other or (is_long and one.startswith(other[: max(STEM, len(other) - ENDING)]))


def time_place(example: Example, event: Record) -> int | None:
    """The time expression of the passage that says an event's days; their number if it has none; None if unfound."""
    times = example.encoded.passage.times
    if event["when"] is None:
        return len(times)
    days = [[time.when.first.isoformat(), time.when.last.isoformat()] for time in times]
    return days.index(event["when"]) if event["when"] in days else None


def texts_of(folder: Path, records: Iterable[Record]) -> Iterator[str]:
    """The words whose pieces the tokeniser must keep: those of the gazetteer's data files and of records."""
    for file in sorted(folder.rglob("*.toml")):
        yield from file.read_text(encoding="utf-8").splitlines()
    for record in records:
        yield record["text"]
        yield record.get("before") or ""
