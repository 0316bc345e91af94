from __future__ import annotations

from datetime import date

import pytest

from abstand.annotation.times import find_times
from abstand.coding.dating import Passage, time_of
from abstand.coding.lexicon import lexicon
from abstand.coding.scene import Scene
from abstand.model import Span, Status

PUBLISHED = date(2022, 10, 20)


def dated(text, act, *others, before="", status=Status.ASSERTED, told=()):
    """The words of the time that the act is given, or None."""
    begin = len(before) + 1 if before else 0
    whole = f"{before} {text}" if before else text
    passage = Passage(
        Scene.of(text, lexicon("en")),
        begin,
        find_times(whole, "en", PUBLISHED),
        PUBLISHED,
    )
    spans = [Span(place, place + len(words)) for words in (act, *others) for place in [whole.index(words, begin)]]
    time = time_of(spans[0], status, spans[1:], passage, told)
    return time and time.span.of(whole)


def test_the_time_of_its_own_clause():
    text = "On Monday Riga condemned Minsk; on Tuesday Oslo met Bern."
    assert dated(text, "condemned", "met") == "On Monday"
    assert dated(text, "met", "condemned") == "on Tuesday"


def test_a_time_beside_another_act_is_that_act_s():
    text = "Riga condemned Minsk, which had shelled Oslo on Tuesday."
    assert dated(text, "shelled", "condemned") == "on Tuesday"
    assert dated(text, "condemned", "shelled") is None


def test_a_time_beside_a_speech_word_is_that_of_the_saying():
    assert dated("Riga shelled Minsk, the ministry said on Tuesday.", "shelled") is None
    assert dated("Riga shelled Minsk on Tuesday, the ministry said.", "shelled") == "on Tuesday"


def test_what_is_planned_is_not_past_and_what_is_done_is_not_to_come():
    assert dated("Riga met Minsk on Monday.", "met") == "on Monday"
    assert dated("Riga met Minsk on Monday.", "met", status=Status.PLANNED) is None
    assert dated("Riga shelled Minsk on 1 December 2022.", "shelled") is None


def test_a_time_of_the_sentence_before_is_none_by_itself_but_the_reader_may_be_sure():
    assert dated("Riga condemned Minsk.", "condemned", before="On Monday the council met.") is None
    assert dated("Riga condemned Minsk.", "condemned", before="On Monday it rained.", told=[4.0]) == "On Monday"


@pytest.mark.parametrize(("logit", "time"), [(-6.0, None), (6.0, "on Monday")])
def test_the_reader_can_turn_the_signs(logit, time):
    assert dated("Riga met Minsk and, said Oslo on Monday, Bern.", "met", told=[logit]) == time


def test_no_times_no_time():
    assert dated("Riga condemned Minsk.", "condemned", told=[]) is None
