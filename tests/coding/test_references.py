"""Words that stand for parties named before."""

import pytest
from coding_stage import SMALL, marked, scene_of, shorts

from abstand.coding.references import described
from abstand.model import Way


def meant(text: str, before: str = "") -> list[tuple[str, str]]:
    """The descriptions of the text with the codes they stand for."""
    plain, mentions = marked(text)
    found = described(scene_of(text), mentions, marked(before)[1])
    assert [mention.start for mention in found] == sorted(mention.start for mention in found)
    assert set(mentions) <= set(found)
    return [(mention.span.of(plain), mention.code) for mention in found if mention.way is Way.DESCRIPTION]


@pytest.mark.parametrize(
    ("text", "before", "found"),
    [
        ("It slept.", "", []),
        ("It slept.", "Nobody came.", []),
        ("It slept.", "[Arland|AAA] met [Borland|BBB].", [("It", "AAA")]),
        ("The country slept.", "[Arland|AAA] met [Borland|BBB].", [("The country", "AAA")]),
        ("[Arland|AAA] said it slept.", "", [("it", "AAA")]),
        ("If it slept, [Arland|AAA] left.", "", []),
        ("They slept.", "[Arland|AAA] met [Borland|BBB].", [("They", "AAA"), ("They", "BBB")]),
        ("They slept.", "[Arland|AAA] met [Borland|BBB] and [Corland|CCC].", [("They", "BBB"), ("They", "CCC")]),
        ("They slept.", "[Arland|AAA] met [Arland|AAA].", []),
        ("[Arland|AAA] and they slept.", "[Borland|BBB] spoke.", [("they", "BBB"), ("they", "AAA")]),
        ("The bloc slept.", "[The Pact|PCT organisation] met.", [("The bloc", "PCT")]),
        ("The bloc slept.", "[Arland|AAA] met.", []),
        ("[The Pact|PCT organisation] and [the Union|UNN organisation]; the bloc slept", "", [("the bloc", "UNN")]),
        ("Our country slept.", "", [("Our country", "HOM")]),
    ],
)
def test_what_descriptions_stand_for(text, before, found):
    assert meant(text, before) == found


@pytest.mark.parametrize("sign", ["outlet", "city", "organisation"])
def test_a_pronoun_stands_for_states_alone(sign):
    assert meant("It slept.", f"[Something|XXX {sign}] and [Arland|AAA] met.") == [("It", "AAA")]


def test_a_person_stands_for_the_state():
    assert meant("It slept.", "[Petrov|AAA person] met [Borland|BBB].") == [("It", "AAA")]


def test_what_is_named_is_not_described():
    assert meant("[The country|TCY] slept.", "[Arland|AAA] met.") == []


@pytest.mark.xfail(strict=True, reason="pronouns are taken as they are found: the shorter of two shuts out the longer")
def test_the_longest_description_is_taken():
    assert meant("The two countries slept.", "[Arland|AAA] met [Borland|BBB].") == [
        ("The two countries", "AAA"),
        ("The two countries", "BBB"),
    ]


def test_they_do_it_with_each_other_or_to_a_third():
    before = "[Arland|AAA] and [Borland|BBB] slept."
    assert shorts(before, "They met.") == ["CONSULT AAA BBB asserted"]
    assert shorts(before, "They blamed [Corland|CCC].") == ["ACCUSE AAA BBB > CCC asserted"]
    assert shorts(before, "It blamed [Corland|CCC].") == ["ACCUSE AAA > CCC asserted"]


@pytest.mark.xfail(strict=True, reason="the sentence before outweighs the subject of the own sentence")
def test_what_depends_on_a_speaker_is_about_the_speaker():
    assert shorts("[Arland|AAA] slept.", "[Corland|CCC] said that it zapped [Borland|BBB].") == [
        "ASSAULT CCC > BBB asserted"
    ]


def test_the_lexicon_decides_which_words():
    assert SMALL.pronouns.patterns
    assert meant("She slept.", "[Arland|AAA] met.") == []
