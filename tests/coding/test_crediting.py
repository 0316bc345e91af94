from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.coding.crediting import Told, heard_by, signs, speakers_of
from abstand.coding.hearing import Floor, Named
from abstand.coding.lexicon import lexicon
from abstand.coding.scene import Scene
from abstand.model import LANGUAGES, Span, Status

UNSURE = 0.0  # the reader's logit for everybody: it leaves the choice to the signs


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def heard(text, act, *named, language="en", status=Status.ASSERTED, actors=(), recipients=(), logit=UNSURE):
    """The names of those who speak for the act; names that begin small or are quoted in the text are no entities."""
    floor = floor_of(text, named, language)
    told = Told(span(text, act), status, actors, recipients)
    return [one.name for one in speakers_of(told, floor, [logit] * len(named))]


def floor_of(text, named, language="en"):
    scene = Scene.of(text, lexicon(language))
    return Floor(scene, 0, [Named(name, (span(text, name),), name[0].isupper()) for name in named])


@pytest.mark.parametrize(
    ("language", "text", "act", "named", "speakers"),
    [
        ("en", "Riga shelled Minsk, Oslo said.", "shelled", ("Riga", "Minsk", "Oslo"), ["Oslo"]),
        ("en", "According to Oslo, Riga shelled Minsk.", "shelled", ("Riga", "Minsk", "Oslo"), ["Oslo"]),
        ("de", "Riga habe Minsk beschossen, sagte Oslo.", "beschossen", ("Riga", "Minsk", "Oslo"), ["Oslo"]),
        ("de", "Riga habe, teilte Oslo mit, die Stadt beschossen.", "beschossen", ("Riga", "Oslo"), ["Oslo"]),
        ("fr", "Riga a bombardé Minsk, a déclaré Oslo.", "bombardé", ("Riga", "Minsk", "Oslo"), ["Oslo"]),
        ("fr", "Selon Oslo, Riga a bombardé Minsk.", "bombardé", ("Riga", "Minsk", "Oslo"), ["Oslo"]),
        ("ru", "Рига обстреляла Минск, заявил Осло.", "обстреляла", ("Рига", "Минск", "Осло"), ["Осло"]),
        ("ru", "По данным Осло, Рига обстреляла Минск.", "обстреляла", ("Рига", "Минск", "Осло"), ["Осло"]),
        ("kk", "Рига Минскіні қатты атқылады, деп хабарлады Осло.", "атқылады", ("Рига", "Минск", "Осло"), ["Осло"]),
    ],
)
def test_who_stands_by_a_speech_or_source_word_speaks(language, text, act, named, speakers):
    assert heard(text, act, *named, language=language, logit=1.0) == speakers


def test_who_speaks_in_another_half_of_the_sentence_does_not_speak_for_the_act():
    text = "Riga shelled Minsk; Bern will meet Rome, Oslo said."
    assert heard(text, "meet", "Riga", "Minsk", "Bern", "Rome", "Oslo") == ["Oslo"]
    assert heard(text, "shelled", "Riga", "Minsk", "Bern", "Rome", "Oslo") == []


def test_a_chain_of_sources_is_kept_in_the_order_of_the_text():
    text = "Riga shelled Minsk, reported Radio Nova, citing Oslo."
    assert heard(text, "shelled", "Riga", "Oslo", "Radio Nova") == ["Radio Nova", "Oslo"]


def test_who_denies_an_act_speaks_for_the_denial():
    text = "Riga denied having shelled Minsk."
    assert heard(text, "shelled", "Riga", "Minsk", status=Status.DENIED, actors=["Riga"]) == ["Riga"]


def test_a_sure_reader_decides():
    text = "Riga shelled Minsk, Oslo said."
    assert heard(text, "shelled", "Oslo", logit=-9.0) == []
    assert heard("Riga shelled Minsk.", "shelled", "Riga", logit=9.0) == ["Riga"]


def test_the_word_beside_the_speaker_is_shown():
    text = "Riga shelled Minsk, Oslo said."
    floor = floor_of(text, ("Riga", "Oslo"))
    said = heard_by(floor.named[1], floor)
    assert said
    assert said.of(text) == "said"


def test_nothing_is_shown_where_there_is_no_such_word():
    floor = floor_of("Riga shelled Minsk.", ("Riga",))
    assert heard_by(floor.named[0], floor) is None


@pytest.mark.slow
@settings(deadline=None)  # the first text of a language loads its words
@given(st.text(max_size=80), st.data())
def test_any_text_gives_signs_with_finite_weights(text, data):
    language = data.draw(st.sampled_from(LANGUAGES))
    places = st.integers(0, len(text))
    a, b, c, d = sorted(data.draw(st.tuples(places, places, places, places)))
    floor = Floor(Scene.of(text, lexicon(language)), 0, [Named("AAA", (Span(a, b),), True)])
    told = Told(Span(c, d), data.draw(st.sampled_from(list(Status))), ["AAA"], [])
    assert all(-10 < value < 10 for _, value in signs(0, told, floor))
    speakers_of(told, floor, [0.0])
