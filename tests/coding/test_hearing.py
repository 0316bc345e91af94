from __future__ import annotations

from abstand.coding.hearing import Floor, Named
from abstand.coding.lexicon import lexicon
from abstand.coding.scene import Scene
from abstand.model import Span


def floor_of(text, *named, language="en"):
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in named]
    found = [Named(name, (span,), is_entity=True) for name, span in zip(named, spans, strict=True)]
    return Floor(Scene.of(text, lexicon(language)), 0, found)


def said(floor):
    return [floor.scene.tokens.span(one.first, one.last).of(floor.scene.tokens.sentence) for one in floor.sayings]


def test_words_of_saying_are_those_of_both_lists():
    assert said(floor_of("Riga fears this, Oslo said.")) == ["fears", "said"]


def test_who_stands_nearest_to_a_word_of_saying():
    floor = floor_of("Riga shelled Minsk, Oslo said.", "Riga", "Minsk", "Oslo")
    assert [floor.is_nearest(one, 0) for one in range(3)] == [False, False, True]


def test_who_is_quoted_about_somebody_is_not_heard_from_inside_the_quotation():
    floor = floor_of("“Riga has shelled the whole of Minsk”, Oslo said.", "Riga", "Minsk", "Oslo")
    assert [one for one, _ in floor.links] == [2]


def test_in_kazakh_the_first_of_a_clause_speaks_by_its_last_word():
    floor = floor_of(
        "Рига Минскінің екі шекара бекетін кеше таңертең атқылағанын растады.", "Рига", "Минск", language="kk"
    )
    assert floor.links[0, 0].gap == 1


def test_an_official_of_no_named_state_is_heard():
    assert floor_of("Riga shelled the port, a ministry official said.", "Riga").has_official_of_nobody
    assert not floor_of("Riga shelled the port, Oslo said.", "Riga", "Oslo").has_official_of_nobody


def test_those_a_sentence_hears():
    floor = floor_of("This was said by Oslo, citing Riga.", "Oslo", "Riga")
    assert [one.name for one in floor.told_by()] == ["Oslo", "Riga"]
