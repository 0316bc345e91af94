"""From the model's numbers to acts: an engine that gives the numbers we say."""

from collections.abc import Mapping

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from abstand.annotation import annotate
from abstand.coding.reader.decode import Act, ActOutputs, Floats, Ints, read_acts
from abstand.coding.reader.encoding import Batch, encode
from abstand.coding.reader.labels import DOMAINS, LABELS, MODES, STATUSES, label_of
from abstand.coding.reader.passage import passages
from abstand.coding.reader.weighing import Weights
from abstand.entities import default
from abstand.model import Document, EventType, Span, Status

UNLIKELY = -9.0
Numbers = Mapping[tuple[str, str, EventType, bool], float]


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


class Told:
    """An engine for which ``numbers`` says how likely acts are; ``trigger`` and ``speaker`` are words of the text."""

    def __init__(self, numbers: Numbers, trigger: str, speaker: str = "", status: Status = Status.ASSERTED) -> None:
        self.numbers, self.trigger, self.speaker, self.status = numbers, trigger, speaker, status

    def pairs(self, batch: Batch) -> Floats:
        logits = np.full((len(batch.first), LABELS), UNLIKELY, dtype=np.float32)
        names = [one.name for item in batch.items for one in item.passage.entities]
        for place, (a, b) in enumerate(zip(batch.first, batch.second, strict=True)):
            for (first, second, type_, mutual), value in self.numbers.items():
                if (names[a], names[b]) == (first, second):
                    logits[place, label_of(type_, mutual)] = value
        return logits

    def acts(self, batch: Batch, pair: Ints, label: Ints) -> ActOutputs:
        (item,) = batch.items
        zeros = {name: np.zeros((len(pair), size), dtype=np.float32) for name, size in SIZES.items()}
        zeros["status"][:, STATUSES.index(self.status)] = 1
        trigger = np.full((len(pair), batch.ids.shape[1]), UNLIKELY, dtype=np.float32)
        start = item.passage.text.index(self.trigger)
        trigger[:, item.tokens(Span(start, start + len(self.trigger)))] = 1
        said = [one.name == self.speaker for one in item.passage.speakers]
        speakers = np.where(np.array([said] * len(pair)), 3.0, -3.0).astype(np.float32)
        times = np.zeros((len(pair), len(batch.time_rows) + 1), dtype=np.float32)
        times[:, 0] = 1
        return ActOutputs(zeros["status"], zeros["domain"], zeros["mode"], trigger, speakers, times)


SIZES = {"status": len(STATUSES), "domain": len(DOMAINS), "mode": len(MODES)}
ALONE = Weights({"logit": 1.0}, 0.5, 0.5)  # the model's own word counts, nothing else


def acts_of(text: str, engine: Told, weights: Weights = ALONE) -> list[Act]:
    (passage,) = passages(annotate(Document("d", text, "en"), default()))
    (acts,) = read_acts(Batch.of([encode(passage, tokenizer())]), engine, weights)
    return acts


def names(act: Act) -> tuple[list[str], list[str]]:
    return [one.name for one in act.actors], [one.name for one in act.recipients]


def test_an_act_past_its_threshold_is_told_with_its_words() -> None:
    (act,) = acts_of("France attacked Spain.", Told({("FRA", "ESP", EventType.ASSAULT, False): 2.0}, "attacked"))
    assert names(act) == (["FRA"], ["ESP"])
    assert (act.type, act.status, act.mode) == (EventType.ASSAULT, Status.ASSERTED, None)
    assert act.trigger.of("France attacked Spain.") == "attacked"
    assert act.confidence == pytest.approx(0.881, abs=0.001)


def test_below_the_threshold_nothing_is_told() -> None:
    assert acts_of("France met Spain.", Told({("FRA", "ESP", EventType.CONSULT, False): -0.1}, "met")) == []


def test_what_two_do_together_needs_both_orders_to_say_so() -> None:
    both = {("FRA", "ESP", EventType.CONSULT, True): 2.0, ("ESP", "FRA", EventType.CONSULT, True): 1.0}
    (act,) = acts_of("France met Spain.", Told(both, "met"))
    assert names(act) == (["FRA", "ESP"], [])
    assert acts_of("France met Spain.", Told({("FRA", "ESP", EventType.CONSULT, True): 2.0}, "met")) == []


def test_of_one_type_between_two_only_the_likelier_direction_is_told() -> None:
    numbers = {("FRA", "ESP", EventType.ACCUSE, False): 2.0, ("ESP", "FRA", EventType.ACCUSE, False): 1.0}
    (act,) = acts_of("France accused Spain.", Told(numbers, "accused"))
    assert names(act) == (["FRA"], ["ESP"])


def test_parties_told_of_by_the_same_words_are_one_act() -> None:
    numbers = {("FRA", "ITA", EventType.ACCUSE, False): 2.0, ("ESP", "ITA", EventType.ACCUSE, False): 1.0}
    (act,) = acts_of("France and Spain accused Italy.", Told(numbers, "accused"))
    assert names(act) == (["FRA", "ESP"], ["ITA"])
    assert act.confidence == pytest.approx(0.881, abs=0.001)


def test_acts_on_different_parties_by_different_actors_stay_apart() -> None:
    numbers = {("FRA", "ITA", EventType.ACCUSE, False): 2.0, ("ESP", "CHL", EventType.ACCUSE, False): 1.0}
    assert len(acts_of("France accused Italy, Spain Chile.", Told(numbers, "accused"))) == 2


def test_who_speaks_and_how_real_it_is() -> None:
    told = Told({("FRA", "ESP", EventType.ASSAULT, False): 2.0}, "attacked", "Reuters", Status.RUMOURED)
    (act,) = acts_of("France attacked Spain, Reuters reported.", told)
    assert [one.name for one in act.speakers] == ["Reuters"]
    assert act.status is Status.RUMOURED


def test_confidence_follows_the_weights() -> None:
    told = Told({("FRA", "ESP", EventType.ASSAULT, False): 2.0}, "attacked")
    (act,) = acts_of("France attacked Spain.", told, Weights({"logit": 0.5, "bias": -1.0}, 0.5, 0.5))
    assert act.confidence == 0.5
