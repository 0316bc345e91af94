"""Who did it to whom: frames, voices of the verb, cases, posts and names.

Every sentence is plain enough to hold under any sensible weights: it is tried with those shipped and with simple ones.
"""

import math

import pytest
from coding_stage import SMALL, lexicon_of, marked, with_clauses

from abstand.coding.arrange import Arrangement, Weights, arrange, shipped_weights
from abstand.coding.lexicon import Lexicon
from abstand.coding.parties import find_parties
from abstand.coding.scene import Scene

SIGNS = (
    "role_recipient", "role_partner", "role_place", "role_topic", "nominative", "genitive", "oblique", "owner", "venue",
    "attribute", "genitive_doer", "genitive_done_to", "noun_bare", "before", "after",
)  # fmt: skip
PLAIN: Weights = {
    "distance": {"word": -0.1, "comma": -0.5, "part": -1.0, "farthest": -4.0},
    "subject": dict.fromkeys(SIGNS, 0.0) | {
        "before": 1.0, "nominative": 2.0, "owner": 2.0, "genitive_doer": 2.0, "oblique": -2.0, "role_recipient": -2.0,
        "role_partner": -2.0, "role_place": -2.0, "role_topic": -2.0, "venue": -2.0, "attribute": -2.0,
    },
    "object": dict.fromkeys(SIGNS, 0.0) | {
        "after": 1.0, "oblique": 2.0, "role_recipient": 2.0, "role_partner": 1.0, "genitive_done_to": 2.0,
        "nominative": -2.0, "role_place": -2.0, "role_topic": -2.0, "venue": -2.0, "attribute": -2.0,
    },
    "order": {"subject_first": 1.0},
    "agency": {"by": 3.0, "active": -1.0},
    "together": {"partner": 2.0, "topic": -2.0, "venue": -2.0, "attribute": -2.0, "joined": 1.0},
    "least": {"directed": -1.0, "mutual": -1.0},
}  # fmt: skip
RUSSIAN = lexicon_of(
    "ru",
    cue=[{"type": "ACCUSE", "verbs": ["осудил*", "осужден*"], "nouns": ["осуждение"]},
         {"type": "ASSAULT", "nouns": ["обстрел*"]}, {"type": "RETREAT", "nouns": ["уход*"]}],
    clauses=with_clauses(agent_case="instrumental", split=["что"]),
    markers={"passive": ["осужден*"]},
    roles={"partner": ["с"], "recipient": ["против"]},
    titles={"words": ["президент*"]},
)  # fmt: skip


@pytest.fixture(params=[shipped_weights(), PLAIN], ids=["shipped", "plain"])
def weights(request) -> Weights:
    return request.param


def arranged(text: str, weights: Weights, words: Lexicon = SMALL) -> Arrangement | None:
    """The arrangement of the only cue of the text."""
    plain, mentions = marked(text)
    scene = Scene.of(plain, words)
    (cue,) = scene.cues
    return arrange(cue, find_parties(scene, mentions), scene, weights)


def told(text: str, weights: Weights, words: Lexicon = SMALL) -> str:
    found = arranged(text, weights, words)
    if found is None:
        return ""
    actors, recipients = (
        "+".join("+".join(party.codes) for party in side) for side in (found.actors, found.recipients)
    )
    return f"{actors} > {recipients}" if recipients else actors


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("[Arland|AAA] blamed [Borland|BBB].", "AAA > BBB"),
        ("Yesterday [Arland|AAA] blamed [Borland|BBB].", "AAA > BBB"),
        ("[Arland|AAA] and [Borland|BBB] blamed [Corland|CCC].", "AAA+BBB > CCC"),
        ("[Arland|AAA] blamed [Borland|BBB] and [Corland|CCC].", "AAA > BBB+CCC"),
        ("The [Arlandic|AAA adjective] president [Petrov|AAA person] blamed [Borland|BBB].", "AAA > BBB"),
        ("The foreign ministry in [Arland|AAA] blamed [Borland|BBB].", "AAA > BBB"),
        ("In [Corl City|CCC capital], [Arland|AAA] blamed [Borland|BBB].", "AAA > BBB"),
        ("[Arland|AAA] blamed [Borland|BBB] in [Corl City|CCC capital].", "AAA > BBB"),
        ("[Arland|AAA] blamed [Borland|BBB]; [Corland|CCC] slept.", "AAA > BBB"),
        ("[Corland|CCC] slept; [Arland|AAA] blamed [Borland|BBB].", "AAA > BBB"),
        ("[Arland|AAA] blamed it.", ""),
        ("[Arland|AAA] blamed [Arland|AAA].", ""),
    ],
)
def test_the_subject_does_it_to_the_object(text, parties, weights):
    assert told(text, weights) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("[Borland|BBB] was blamed by [Arland|AAA].", "AAA > BBB"),
        ("[Borland|BBB] and [Corland|CCC] were blamed by [Arland|AAA].", "AAA > BBB+CCC"),
        ("[Borland|BBB] was sharply and openly blamed by [Arland|AAA].", "AAA > BBB"),
        ("[Borland|BBB] was silent, and [Arland|AAA] blamed [Corland|CCC].", "AAA > CCC"),
        ("[Arland|AAA], who was late, blamed [Borland|BBB].", "AAA > BBB"),
    ],
)
def test_in_the_passive_the_subject_suffers_it(text, parties, weights):
    assert told(text, weights) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("[Arland|AAA] and [Borland|BBB] met.", "AAA+BBB"),
        ("[Arland|AAA] met [Borland|BBB].", "AAA+BBB"),
        ("[Arland|AAA] met with [Borland|BBB].", "AAA+BBB"),
        ("[Arland|AAA] met [Borland|BBB] in [Corl City|CCC capital].", "AAA+BBB"),
        ("talks between [Arland|AAA] and [Borland|BBB]", "AAA+BBB"),
        ("[Arlandic|AAA adjective]-[Borlandic|BBB adjective] talks", "AAA+BBB"),
        ("[Arland|AAA] and [Borland|BBB] met and spoke about [Corland|CCC].", "AAA+BBB"),
        ("[Arland|AAA] met.", ""),
    ],
)
def test_those_who_stand_together_do_it_with_each_other(text, parties, weights):
    found = arranged(text, weights)
    assert told(text, weights) == parties
    assert found is None or not found.recipients


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("[Arland's|AAA genitive] president toured [Borland|BBB].", "AAA > BBB"),
        ("[Petrov|AAA person] toured [Borl City|BBB capital].", "AAA > BBB"),
        ("[Arland's|AAA genitive] journey to [Borland|BBB]", "AAA > BBB"),
        ("the [Arlandic|AAA adjective] president's journey to [Borland|BBB]", "AAA > BBB"),
        ("[Borland|BBB] welcomed [Petrov|AAA person].", "AAA > BBB"),
        ("[Arland|AAA] got a loan from [Borland|BBB].", "BBB > AAA"),
        ("[Arland|AAA] lent [Borland|BBB] money.", "AAA > BBB"),
    ],
)
def test_the_other_frames(text, parties, weights):
    """A guest is the actor, whoever is the subject; who gets a loan is the recipient."""
    assert told(text, weights) == parties


@pytest.mark.xfail(strict=True, reason="only the directed frame knows the passive: guest and host are swapped")
@pytest.mark.parametrize(
    "text", ["[Borland|BBB] was toured by [Petrov|AAA person].", "[Petrov|AAA person] was welcomed by [Borland|BBB]."]
)
def test_the_passive_of_visits_and_receptions(text, weights):
    assert told(text, weights) == "AAA > BBB"


def test_visits_are_paid_to_places(weights):
    """In any other act a city in a place's position is no party."""
    visit = arranged("[Petrov|AAA person] toured in [Borland|BBB].", weights)
    attack = arranged("[Petrov|AAA person] zapped in [Borland|BBB].", weights)
    assert visit
    assert [party.codes for party in (*visit.actors, *visit.recipients)] == [("AAA",), ("BBB",)]
    assert attack is None or attack.fitness < visit.fitness
    assert told("[Petrov|AAA person] met near [Borl City|BBB city].", weights) == ""


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("[Arland's|AAA genitive] zapping of [Borland|BBB]", "AAA > BBB"),
        ("the [Arlandic|AAA adjective] zapping of [Borland|BBB]", "AAA > BBB"),
        ("the zapping of [Borland|BBB] by [Arland|AAA]", "AAA > BBB"),
        ("[Arland's|AAA genitive] reproaches against [Borland|BBB]", "AAA > BBB"),
        ("the pullout of [Arland|AAA] from [Borland|BBB]", "AAA > BBB"),
        ("[Arland's|AAA genitive] loan to [Borland|BBB]", "AAA > BBB"),
    ],
)
def test_nouns_have_their_doer_before_them_or_with_of(text, parties, weights):
    """After "of" stands who does it (a pullout) or whom it is done to (a zapping)."""
    assert told(text, weights) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("[Россию|BBB accusative] осудил [Арланд|AAA nominative].", "AAA > BBB"),
        ("[Арланд|AAA nominative] осудил [Россию|BBB accusative].", "AAA > BBB"),
        ("[Борланд|BBB nominative] был осужден [Арландом|AAA instrumental].", "AAA > BBB"),
        ("[Арландом|AAA instrumental] был осужден [Борланд|BBB nominative].", "AAA > BBB"),
        ("обстрел [Борланда|BBB genitive] [Арландом|AAA instrumental]", "AAA > BBB"),
        ("осуждение [Борланда|BBB genitive] [Арландом|AAA instrumental]", "AAA > BBB"),
        ("[Корландом|CCC instrumental] [Арланд|AAA nominative] осудил [Борланд|BBB accusative].", "AAA > BBB"),
        ("[Арланд|AAA nominative] в [Корланде|CCC locative] осудил [Борланд|BBB].", "AAA > BBB"),
    ],
)
def test_cases_say_who_whatever_the_order(text, parties, weights):
    assert told(text, weights, RUSSIAN) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("[Arland|AAA] left [the Pact|PCT organisation].", "AAA > PCT"),
        ("[Arland|AAA] left [Borland|BBB].", ""),
        ("[Arland|AAA] left [Borland|BBB] and [the Pact|PCT organisation].", "AAA > BBB+PCT"),
        ("[Arland|AAA] left [the Pact|PCT organisation] in [Borland|BBB].", "AAA > PCT"),
    ],
)
def test_what_is_done_to_an_organisation_needs_one(text, parties, weights):
    assert told(text, weights) == parties


@pytest.mark.parametrize(
    "text",
    [
        "The [Zap Organisation|ZAP organisation] and [Borland|BBB] slept.",
        "[Arland|AAA] joined the [Pact of Talks|PCT].",
    ],
)
def test_a_cue_inside_a_name_tells_nothing(text, weights):
    assert arranged(text, weights) is None


@pytest.mark.parametrize("place", ["[Arl City|AAA capital]", "[Arland|AAA]"])
def test_where_an_ambassador_is_posted_acts_when_the_post_is_the_cue(place, weights):
    """There a city's name counts as much as the state's."""
    words = lexicon_of(cue=[{"type": "ACCUSE", "verbs": ["ambassador … summoned"]}])
    assert told(f"The [Borlandic|BBB adjective] ambassador was summoned in {place}.", weights, words) == "AAA > BBB"


def test_else_where_an_ambassador_is_posted_does_not_count(weights):
    text = "The [Borlandic|BBB adjective] ambassador in [Corland|CCC] blamed [Arland|AAA]."
    assert told(text, weights) == "BBB > AAA"


def test_a_pledge_of_two_is_done_to_each_other(weights):
    assert told("[Arland|AAA] and [Borland|BBB] pledged to share water.", weights) == "AAA+BBB"
    assert told("[Arland|AAA] pledged [Borland|BBB] water.", weights) == "AAA > BBB"
    assert told("[Arland|AAA] and [Borland|BBB] blamed everyone.", weights) == ""


def test_the_nearer_party_is_the_one(weights):
    text = "[Corland|CCC] and its many friends from all over the world know that [Arland|AAA] blamed [Borland|BBB]."
    assert told(text, weights) == "AAA > BBB"


def test_fitness_is_what_speaks_for_it_over_the_least(weights):
    near = arranged("[Arland|AAA] blamed [Borland|BBB].", weights)
    far = arranged("[Arland|AAA], so late, blamed, in the end, [Borland|BBB].", weights)
    assert near
    assert far
    assert near.fitness > far.fitness >= 0


def test_what_speaks_too_little_is_no_arrangement(weights):
    impossible = {**weights, "least": {"directed": math.inf, "mutual": math.inf}}
    assert arranged("[Arland|AAA] blamed [Borland|BBB].", impossible) is None
    assert arranged("[Arland|AAA] met [Borland|BBB].", impossible) is None


def test_the_shipped_weights_hold_every_sign():
    shipped = shipped_weights()
    assert shipped.keys() == PLAIN.keys()
    for table, plain in PLAIN.items():
        assert shipped[table].keys() == plain.keys(), table
    assert shipped["distance"]["farthest"] < min(shipped["distance"][sign] for sign in ("word", "comma", "part")) <= 0
