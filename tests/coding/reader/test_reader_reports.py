"""From a document to the reader's reports: an engine that says what we tell it to."""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from abstand.annotation import Annotated, annotate
from abstand.coding.reader.decode import ActOutputs, Floats, Ints
from abstand.coding.reader.encoding import SENTENCE_TOKENS, Batch
from abstand.coding.reader.labels import DOMAINS, LABELS, MODES, STATUSES, TYPES, label_of
from abstand.coding.reader.reading import BATCH, read
from abstand.entities import default
from abstand.model import Document, EventType, Problem, Report, Role, Span

UNLIKELY = -9.0
SURE = 9.0  # of the time head
WORDS = {EventType.ASSAULT: "attacked", EventType.ACCUSE: "accused", EventType.AID: "helped"}
STATES = ("FRA", "ESP", "ITA", "CHL")


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Split(Regex(r"\w+|[^\w\s]"), "removed", invert=True)
    return made


class Reader:
    """For each of WORDS in a sentence, its act done by the first to the second state of STATES named in the passage.

    It is surer of ASSAULT than of the others. Speakers are ``voices``; the time is the passage's first, if any.
    """

    def __init__(self, *voices: str) -> None:
        self.tokenizer, self.voices = tokenizer(), voices
        self.batches: list[int] = []

    def pairs(self, batch: Batch) -> Floats:
        self.batches.append(len(batch.items))
        logits = np.full((len(batch.first), LABELS), UNLIKELY, dtype=np.float32)
        names = [one.name for item in batch.items for one in item.passage.entities]
        for place, row in enumerate(batch.pair_rows.tolist()):
            own = sorted(np.flatnonzero(batch.entity_rows == row), key=lambda n: STATES.index(names[n]))
            if [batch.first[place], batch.second[place]] == own[:2]:
                passage = batch.items[row].passage
                for type_, word in WORDS.items():
                    if word in passage.text[passage.begin :]:
                        logits[place, label_of(type_, False)] = 3.0 if type_ is EventType.ASSAULT else 1.0
        return logits

    def acts(self, batch: Batch, pair: Ints, label: Ints) -> ActOutputs:
        count = len(pair)
        heads = [np.zeros((count, size), dtype=np.float32) for size in (len(STATUSES), len(DOMAINS), len(MODES))]
        trigger = np.full((count, batch.ids.shape[1]), UNLIKELY, dtype=np.float32)
        times = np.zeros((count, len(batch.time_rows) + 1), dtype=np.float32)
        said = [one.name in self.voices for it in batch.items for one in it.passage.entities]
        said += [one.name in self.voices for it in batch.items for one in it.passage.names]
        for n, (p, kind) in enumerate(zip(pair.tolist(), label.tolist(), strict=True)):
            item = batch.items[int(batch.pair_rows[p])]
            word = WORDS[TYPES[kind]]
            start = item.passage.text.index(word, item.passage.begin)
            trigger[n, item.tokens(Span(start, start + len(word)))] = 1
            times[n, : len(batch.time_rows)] = SURE
        speakers = np.where(np.array([said] * count), 6.0, -3.0).astype(np.float32)
        return ActOutputs(*heads, trigger, speakers, times)


class Yes(Reader):
    """An engine that finds everything everywhere."""

    def pairs(self, batch: Batch) -> Floats:
        super().pairs(batch)
        return np.full((len(batch.first), LABELS), 5.0, dtype=np.float32)


def annotated(text: str, language: str = "en", id_: str = "d") -> Annotated:
    return annotate(Document(id_, text, language), default())


def told(text: str, *voices: str) -> tuple[Report, ...]:
    return read(annotated(text), Reader(*voices), "r")


def shown(report: Report, text: str) -> Iterator[tuple[Role, str]]:
    return ((item.role, item.span.of(text)) for item in report.evidence)


def test_a_report_says_who_did_what_in_which_sentence() -> None:
    text = "France attacked Spain."
    (report,) = told(text)
    assert (report.document, report.run, report.sentence) == ("d", "r", Span(0, len(text)))
    assert (report.type, report.actors, report.recipients) == (EventType.ASSAULT, ("FRA",), ("ESP",))
    assert (report.trigger, report.speakers, report.when) == ("attacked", (), None)
    assert 0.8 < report.confidence < 1


def test_reports_come_in_the_order_of_sentences_and_the_surest_first() -> None:
    text = (
        "France accused Spain and also attacked Spain, and then there was a very long silence in the room. "
        "France helped Spain. Then in the evening France accused Spain."
    )
    found = [(report.sentence.start, report.type) for report in told(text)]
    second, third = text.index("France helped"), text.index("Then in")
    assert found == [
        (0, EventType.ASSAULT),
        (0, EventType.ACCUSE),
        (second, EventType.AID),
        (third, EventType.ACCUSE),
    ]


def test_evidence_stands_word_for_word_in_the_document_also_of_the_context() -> None:
    text = (
        "Chile slept well. It rained. 😀 France was there on 3 May 2022. It rained. "
        "Reuters said that it attacked Spain."
    )
    (report,) = told(text, "Reuters")
    assert list(shown(report, text)) == [
        (Role.ACT, "attacked"),
        (Role.ACTOR, "France"),
        (Role.RECIPIENT, "Spain"),
        (Role.SPEAKER, "Reuters"),
        (Role.TIME, "on 3 May 2022"),
    ]
    assert report.sentence.of(text) == "Reuters said that it attacked Spain."
    assert report.speakers == ("Reuters",)


def test_every_mention_of_a_party_is_evidence_with_its_code() -> None:
    text = "Madrid wept: Spain was attacked by France, as the Spanish say."
    (report,) = told(text)
    spans = [(item.span.of(text), item.code) for item in report.evidence if item.role is Role.RECIPIENT]
    assert spans == [("Madrid", "ESP"), ("Spain", "ESP"), ("Spanish", "ESP")]


def test_evidence_says_who_stands_for_a_party() -> None:
    (report,) = told("Madrid wept: Spain was attacked by Emmanuel Macron.")
    whys = [item.why for item in report.evidence if item.role in (Role.ACTOR, Role.RECIPIENT)]
    assert whys == ["person: emmanuel-macron", "capital: ESP", "name: ESP"]


def test_ids_are_stable_and_each_ones_own() -> None:
    text = "France attacked Spain. France accused Spain. Then Spain was attacked by France."
    first, again, other = (
        [report.id for report in read(annotated(text, id_=id_), Reader(), run)]
        for id_, run in (("d", "r"), ("d", "later"), ("e", "r"))
    )
    assert first == again
    assert len(set(first + other)) == 6


def test_what_is_told_of_a_sentence_does_not_hang_on_how_many_are_read_at_once() -> None:
    parts = [f"France {word} Spain{' and so on' * (n % 5)}." for n in range(7) for word in WORDS.values()]
    text = " ".join(parts)
    model = Reader("FRA")
    found = read(annotated(text), model, "r")
    assert len(model.batches) > 1
    assert max(model.batches) <= BATCH
    assert [report.sentence.of(text) for report in found] == parts
    assert [report.trigger for report in found] == list(WORDS.values()) * 7
    for report in found:
        assert all(re.fullmatch("France|Spain|" + report.trigger, words) for _, words in shown(report, text))
        assert report.speakers == ("FRA",)


def test_a_time_of_one_sentence_is_not_given_to_another() -> None:
    text = "France attacked Spain on 3 May 2022.\n\nIt rained. It rained. Italy accused Chile."
    assert [report.when is not None for report in told(text)] == [True, False]


def complaints(text: str) -> tuple[tuple[Report, ...], list[Problem]]:
    problems: list[Problem] = []
    return read(annotated(text), Reader(), "r", problems.append), problems


def test_of_a_sentence_too_long_the_beginning_is_read_and_the_rest_complained_of() -> None:
    text = "It was late. France attacked Spain" + " and so on" * 100 + "."
    (report,), (problem,) = complaints(text)
    assert report.sentence == Span(text.index("France"), len(text))
    assert problem.document == "d"
    assert f"sentence at {text.index('France')} " in problem.reason
    assert str(SENTENCE_TOKENS) in problem.reason
    assert "end was not read" in problem.reason


def test_a_sentence_of_5000_words_is_not_read_but_those_around_it_are() -> None:
    text = "France attacked Spain. France attacked Spain" + " again" * 5000 + ". Then France accused Spain."
    reports, (problem,) = complaints(text)
    assert [report.type for report in reports] == [EventType.ASSAULT, EventType.ACCUSE]
    assert "5004 tokens" in problem.reason
    assert "it was not read" in problem.reason


def test_nothing_is_complained_of_where_all_was_read() -> None:
    assert complaints("France attacked Spain. It rained.")[1] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("😀😀😀 👩‍👩‍👧 🇫🇷 🇪🇸", "en"),
        ("😀. 😀! 🇷🇺🇺🇦?", "ru"),
        ("中国攻击了俄罗斯。法国和西班牙开会。", "en"),
        ("中国攻击了俄罗斯。法国和西班牙开会。", "kk"),
        ("Frаnce attackеd Sраin.", "en"),  # half the vowels are Cyrillic
        ("\u200b\u2060 \ufeff.", "de"),
        ("Һәм ұғым ქართული עברית 한국어 ﷽ Ω≈ç√.", "kk"),
        ("France elected a parliament.", "en"),
    ],
)
@pytest.mark.slow
def test_where_no_two_states_are_named_nothing_is_told(text: str, language: str) -> None:
    problems: list[Problem] = []
    assert read(annotated(text, language), Yes(), "r", problems.append) == ()
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        "😀😀 France attacked 👩‍👩‍👧 Spain.",
        "中国！ Then France attacked Spain, 法国 ну да.",
        "Қ\u0301 ﬁ Å France attacked Spain \u200b.",
    ],
)
def test_offsets_hold_among_signs_of_all_kinds(text: str) -> None:
    (report,) = told(text)
    assert list(shown(report, text)) == [(Role.ACT, "attacked"), (Role.ACTOR, "France"), (Role.RECIPIENT, "Spain")]


def test_an_engine_that_says_yes_to_everything_gives_no_doubles() -> None:
    class Sure(Yes):
        def acts(self, batch: Batch, pair: Ints, label: Ints) -> ActOutputs:
            return super().acts(batch, pair, np.full_like(label, label_of(EventType.ASSAULT, False)))

    reports = read(annotated("France attacked Spain. It attacked Italy."), Sure(), "r")
    assert len({report.id for report in reports}) == len(reports) > 0
    assert all(len(report.codes) >= 2 and not set(report.actors) & set(report.recipients) for report in reports)
    assert all(a.sentence <= b.sentence for a, b in pairwise(reports))


def test_a_speaker_named_twice_is_told_once() -> None:
    (report,) = told("France attacked Spain, Reuters said; Reuters had asked.", "Reuters")
    assert report.speakers == ("Reuters",)


def test_who_is_named_only_in_what_was_cut_takes_no_part() -> None:
    text = "France attacked the village" + " and so on" * 100 + " in Spain."
    assert complaints(text)[0] == ()


def test_words_of_an_act_have_no_blank_before_them() -> None:
    model = Reader()
    model.tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always")
    (report,) = read(annotated("France attacked Spain."), model)
    assert report.trigger == "attacked"
