"""What the lexicon knows of a sentence's words, looked up once."""

from coding_stage import lexicon_of, scene_of

from abstand.coding.lexicon import Marker
from abstand.coding.scene import Scene


def words(scene: Scene, places) -> list[str]:
    return [scene.tokens.words[place].text for place in sorted(places)]


def test_titles_and_posts_abroad():
    scene = scene_of("The president and the ambassador met near the embassy")
    assert words(scene, scene.titles) == ["president", "ambassador", "embassy"]
    assert words(scene, scene.posts_abroad) == ["ambassador", "embassy"]


def test_fillers_are_titles_articles_names_and_numbers():
    scene = scene_of("Yesterday the president Ivan Petrov and 2 others spoke")
    assert words(scene, scene.fillers) == ["the", "president", "ivan", "petrov", "2"]


def test_a_sentence_begins_with_a_capital_that_says_nothing():
    assert 0 not in scene_of("Yesterday Arland spoke").fillers
    assert 0 in scene_of("The Arland spoke").fillers


def test_split_words_of_the_lexicon_part_the_sentence():
    assert scene_of("they met that day").tokens.crossing(1, 2) > 0
    assert scene_of("they met this day").tokens.crossing(1, 2) == 0


def test_of_cues_that_share_words_the_longest_counts():
    cue = [{"type": "ACCUSE", "verbs": ["called"]}, {"type": "REQUEST", "verbs": ["called on"]}]
    scene = scene_of("Arland called on Borland and called it bad", lexicon_of(cue=cue))
    assert [match.value.type for match in scene.cues] == ["REQUEST", "ACCUSE"]


def test_of_role_words_that_share_words_the_longest_counts():
    roles = {"place": ["in"], "recipient": ["in support of"], "genitive": ["of"]}
    scene = scene_of("a vote in support of Arland in Borland", lexicon_of(roles=roles))
    assert [str(match.value) for match in scene.roles] == ["recipient", "place"]


def test_markers_by_kind():
    markers = scene_of("It will not reportedly do so, insiders said").markers
    found = {kind: [match.pattern.text for match in matches] for kind, matches in markers.items() if matches}
    assert found == {
        Marker.PLAN: ["will"], Marker.NEGATION: ["not"], Marker.RUMOUR: ["reportedly"],
        Marker.ANONYMOUS: ["insiders"], Marker.SPEECH: ["said"],
    }  # fmt: skip
    assert set(markers) == set(Marker)
