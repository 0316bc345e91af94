"""Words that stand for a party named before."""

import pytest
from small import GAZETTEER

from abstand.entities import find
from abstand.model import Way


def meant(text: str) -> list[tuple[str, str]]:
    """The references of the text with the codes they stand for."""
    found = GAZETTEER.find(text, "en")
    assert [(m.start, m.end) for m in found] == sorted((m.start, m.end) for m in found)
    return [(text[m.start : m.end], m.code) for m in found if m.way is Way.DESCRIPTION]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It slept.", []),
        ("Nobody came. It slept.", []),
        ("Arland met Borland. It slept.", []),
        ("Arland met. It slept.", [("It", "AAA")]),
        ("Arland met the Pact. The country slept.", [("The country", "AAA")]),
        ("Arland said it slept.", [("it", "AAA")]),
        ("If it slept, Arland left.", []),
        ("Arland met Borland. The two slept.", [("The two", "AAA"), ("The two", "BBB")]),
        ("Arland met Borland and Corland. The two slept.", []),
        ("Corland spoke. Arland met Borland. The two slept.", []),
        ("Arland met Arland. The two slept.", []),
        ("Arland and Borland met; the two slept.", [("the two", "AAA"), ("the two", "BBB")]),
        ("Arland met Borland. The two countries slept.", [("The two countries", c) for c in ("AAA", "BBB")]),
        ("Arland met Borland. They slept.", []),
        ("Ada Quill met the Borish president. They slept.", [("They", "AAA"), ("They", "BBB")]),
        ("Ada Quill met Borland. She slept.", [("She", "AAA")]),
        ("Ada Quill met the Borish president. She slept.", []),
        ("Arland met Borland. She slept.", []),
        ("The Arish president said he slept.", [("he", "AAA")]),
        ("Arland needs Borland. Its neighbour slept.", [("Its neighbour", "BBB")]),
        ("Arland, Borland, Corland. Its neighbour slept.", []),
        ("Arland slept. Its neighbour did not.", []),
        ("The Pact met. The bloc slept.", [("The bloc", "PCT")]),
        ("Arland met. The bloc slept.", []),
        ("The Pact and the Union; the bloc slept", [("the bloc", "UNN")]),
        ("Our country slept.", [("Our country", "CCC")]),
        ("Arland slept. One. Two. It slept.", []),
    ],
)
def test_what_references_stand_for(text, found):
    assert meant(text) == found


@pytest.mark.parametrize("bystander", ["The Evening Post", "Borland City", "The Pact"])
def test_a_pronoun_stands_for_states_alone(bystander):
    assert meant(f"{bystander} and Arland met. It slept.") == [("It", "AAA")]


def test_a_person_stands_for_the_state():
    assert meant("Ada Quill met somebody. It slept.") == [("It", "AAA")]


def test_given_sentences_bound_what_is_near():
    from abstand.model import Span

    text = "Borland slept; nobody. Then Arland; nobody else; it dreamt"
    spans = [Span(0, 15), Span(15, 23), Span(23, 36), Span(36, 49), Span(49, len(text))]
    assert [m.code for m in GAZETTEER.find(text, "en", sentences=spans) if m.way is Way.DESCRIPTION] == ["AAA"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Мемлекет басшысы келді.", ["KAZ"]),
        ("Қырғызстан туралы айтылды. Мемлекет басшысы келді.", ["KGZ"]),
        ("Қырғызстан мен Өзбекстан туралы айтылды. Мемлекет басшысы келді.", []),
        ("Қазақстан мен Қырғызстан келісті. Мемлекет басшысы келді.", ["KAZ"]),
        ("Қазақстан қарсы. Қырғызстан мемлекет басшысы келді.", ["KGZ"]),
        ("Қырғызстанға Мемлекет басшысы Тоқаев келді.", ["KAZ"]),
    ],
)
def test_the_head_of_state_is_the_one_of_the_state_that_is_spoken_of(text, found):
    assert [m.code for m in find(text, "kk") if m.way is Way.DESCRIPTION] == found
