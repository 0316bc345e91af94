"""What speaks for and against an act that the model proposes."""

from dataclasses import replace

import pytest

from abstand.annotation import annotate
from abstand.coding.reader.labels import label_of
from abstand.coding.reader.passage import Passage, passages
from abstand.coding.reader.weighing import FARTHEST, LETTER, Proposal, Weights, shipped_weights, signs
from abstand.entities import default
from abstand.model import Document, EventType, Span


def passage_of(text: str) -> Passage:
    (passage,) = passages(annotate(Document("d", text, "en"), default()))
    return passage


def proposed(
    passage: Passage, first: str, second: str, type_: EventType, word: str, logit: float = 1.0, mutual: bool = False
) -> Proposal:
    by_name = {one.name: one for one in passage.entities}
    start = passage.text.index(word)
    span = Span(start, start + len(word))
    return Proposal(by_name[first], by_name[second], label_of(type_, mutual), logit, span)


def signs_of(one: Proposal, among: list[Proposal], passage: Passage) -> dict[str, float]:
    return dict(signs(one, [one, *among], passage))


ACCUSED = passage_of("France and Spain accused Italy of fraud.")


def test_the_word_lists_agree_or_not() -> None:
    right = signs_of(proposed(ACCUSED, "FRA", "ITA", EventType.ACCUSE, "accused"), [], ACCUSED)
    assert {"cue", "lists_find_it", "lists_find_the_pair"} <= right.keys()
    other = signs_of(proposed(ACCUSED, "FRA", "ITA", EventType.AID, "accused"), [], ACCUSED)
    assert {"cue_of_another_act", "lists_find_the_pair"} <= other.keys()
    assert not {"cue", "lists_find_it", "lists_find_nothing"} & other.keys()


def test_lists_that_find_nothing_say_nothing_against_it() -> None:
    passage = passage_of("France likes what Spain says of cheese.")
    assert "lists_find_nothing" in signs_of(proposed(passage, "FRA", "ESP", EventType.SUPPORT, "likes"), [], passage)


def test_rivals_are_other_pairs_that_may_do_the_same() -> None:
    one = proposed(ACCUSED, "FRA", "ESP", EventType.ACCUSE, "accused", 0.5)
    rivals = [
        proposed(ACCUSED, "FRA", "ITA", EventType.ACCUSE, "accused", 2.0),
        proposed(ACCUSED, "ESP", "ITA", EventType.ACCUSE, "accused", 1.0),
        proposed(ACCUSED, "FRA", "ITA", EventType.AID, "accused", 9.0),
    ]
    found = signs_of(one, rivals, ACCUSED)
    assert (found["rivals"], found["stronger_rival"]) == (2, 1.5)
    assert found["words_of_another_act"] == 1
    alone = signs_of(one, [], ACCUSED)
    assert (alone["rivals"], alone["stronger_rival"]) == (0, 0)
    assert "words_of_another_act" not in alone


def test_two_who_do_the_same_to_a_third_stand_together() -> None:
    one = proposed(ACCUSED, "FRA", "ESP", EventType.ACCUSE, "accused")
    both = [proposed(ACCUSED, state, "ITA", EventType.ACCUSE, "accused") for state in ("FRA", "ESP")]
    assert "together" in signs_of(one, both, ACCUSED)
    assert "together" not in signs_of(one, both[:1], ACCUSED)
    assert "together" not in signs_of(both[0], [one, both[1]], ACCUSED), "the accused stands alone"
    assert "together" not in signs_of(replace(one, label=label_of(EventType.AID, False)), both, ACCUSED)
    unlikely = [replace(act, logit=-3.0) for act in both]
    assert "together" not in signs_of(one, unlikely, ACCUSED)


def test_two_who_suffer_the_same_stand_together() -> None:
    one = proposed(ACCUSED, "FRA", "ESP", EventType.ACCUSE, "accused")
    both = [proposed(ACCUSED, "ITA", state, EventType.ACCUSE, "accused") for state in ("FRA", "ESP")]
    assert "together" in signs_of(one, both, ACCUSED)


def test_who_stands_nearer_to_the_words() -> None:
    passage = passage_of("Chile said that France attacked Spain.")
    found = signs_of(proposed(passage, "CHL", "ESP", EventType.ASSAULT, "attacked"), [], passage)
    assert (found["nearer_than_first"], found["nearer_than_second"]) == (2, 0)
    assert found["distance"] == pytest.approx(LETTER * len(" said that France "))


def test_who_stands_before_the_sentence_alone_is_far() -> None:
    text = "France was silent. Its troops attacked Spain."
    found = [p for p in passages(annotate(Document("d", text, "en"), default())) if p.begin]
    (passage,) = found
    own = signs_of(proposed(passage, "FRA", "ESP", EventType.ASSAULT, "attacked"), [], passage)
    assert own["distance"] == pytest.approx(LETTER * FARTHEST)


def test_confidence_is_the_logistic_of_the_sum() -> None:
    one = proposed(ACCUSED, "FRA", "ITA", EventType.ACCUSE, "accused", 2.0)
    assert Weights({"logit": 1.0, "bias": -2.0}, 0.5, 0.5).confidence(one, [one], ACCUSED) == 0.5
    assert Weights({}, 0.5, 0.5).confidence(one, [one], ACCUSED) == 0.5


def test_a_hostile_act_must_be_surer() -> None:
    weights = Weights({}, 0.2, 0.4)
    accused, helped = (proposed(ACCUSED, "FRA", "ITA", t, "accused") for t in (EventType.ACCUSE, EventType.AID))
    assert [weights.tells(accused, chance) for chance in (0.19, 0.3, 0.4)] == [False, False, True]
    assert [weights.tells(helped, chance) for chance in (0.19, 0.2)] == [False, True]


def test_every_sign_has_a_weight() -> None:
    one = proposed(ACCUSED, "FRA", "ESP", EventType.ACCUSE, "accused", 0.5)
    weights = shipped_weights()
    assert signs_of(one, [], ACCUSED).keys() <= weights.signs.keys()
    assert 0 < weights.least <= weights.hostile < 1
    assert weights.signs["logit"] > 0
