"""How real the text presents an act, and which marker says so."""

from itertools import combinations

import pytest
from coding_stage import ENGLISH, lexicon_of, scene_of, tell
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.coding.lexicon import Lexicon, Marker, lexicon
from abstand.coding.scene import Scene
from abstand.coding.status import NEGATION_REACH, Reality, status_at, status_of, told_type
from abstand.model import LANGUAGES, EventType, Role, Span, Status

SMALL = lexicon_of()
# one marker of each kind, in the order in which they outweigh each other
WORDS = {"denied": "denied", "rumoured": "reportedly", "negated": "not", "hypothetical": "could", "planned": "will"}


def reality(text: str, lexicon: Lexicon = SMALL) -> Reality:
    """The reality of the first cue of the text."""
    scene = scene_of(text, lexicon)
    return status_of(scene.cues[0], scene)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("They zapped [Borland|BBB].", "asserted"),
        ("They denied having zapped [Borland|BBB].", "denied"),
        ("They denied that it had zapped [Borland|BBB].", "denied"),
        ("They denied, again, that it had zapped [Borland|BBB].", "denied"),
        ("They zapped [Borland|BBB], which he denied.", "denied"),
        ("They called the zapping of [Borland|BBB] false.", "denied"),
        ("They denied all; they slept; they zapped [Borland|BBB].", "asserted"),
        ("They zapped [Borland|BBB] and denied that they slept.", "asserted"),
        ("They reportedly zapped [Borland|BBB].", "rumoured"),
        ("Reportedly, they zapped [Borland|BBB].", "rumoured"),
        ("They did not zap [Borland|BBB].", "negated"),
        ("They didn’t zap [Borland|BBB].", "negated"),
        ("They zapped [Borland|BBB], not Arland.", "asserted"),
        ("They slept not, and they zapped [Borland|BBB].", "asserted"),
        ("They could zap [Borland|BBB].", "hypothetical"),
        ("If they zap [Borland|BBB], all is lost.", "hypothetical"),
        ("If all is lost, they zap [Borland|BBB].", "asserted"),
        ("They will zap [Borland|BBB].", "planned"),
        ("They will sleep, they zapped [Borland|BBB].", "asserted"),
        ("They will say that they zapped [Borland|BBB].", "asserted"),
    ],
)
def test_a_marker_holds_for_its_own_clause(text, status):
    """A denial and a rumour also hold for a clause that depends on them."""
    assert reality(text).status == status


@pytest.mark.parametrize(("stronger", "weaker"), list(combinations(WORDS, 2)))
def test_which_marker_outweighs_which(stronger, weaker):
    for first, second in ((stronger, weaker), (weaker, stronger)):
        assert reality(f"They {WORDS[first]} {WORDS[second]} zap [Borland|BBB].").status == stronger


def test_a_guess_outweighs_what_another_clause_denies():
    assert reality("They denied it all, they could zap [Borland|BBB].").status == "hypothetical"
    assert reality("They denied it all, they zap [Borland|BBB].").status == "denied"


@pytest.mark.parametrize(("between", "status"), [(NEGATION_REACH, "negated"), (NEGATION_REACH + 1, "asserted")])
def test_a_negation_reaches_so_many_words(between, status):
    assert reality(f"not {'ever ' * between}zap").status == status


@pytest.mark.parametrize("marker", ["will", "could", "if"])
@pytest.mark.parametrize("verb", ["blame", "ask"])
def test_in_acts_of_words_a_plan_or_a_guess_is_what_the_words_say(marker, verb):
    """ "Arland asked if Borland could help" is a request that was made."""
    assert reality(f"They {verb} that nation {marker} it help").status == "asserted"
    assert reality(f"They {marker} {verb} it").status == "asserted"


@pytest.mark.parametrize("marker", ["not", "reportedly", "denied"])
def test_acts_of_words_too_are_negated_denied_and_rumoured(marker):
    assert reality(f"They {marker} blame it").status != "asserted"


def test_a_plan_beside_a_noun_is_another_act_s():
    assert reality("They will discuss the zapping of [Borland|BBB]").status == "asserted"
    assert reality("They could discuss the zapping of [Borland|BBB]").status == "hypothetical"


def test_the_words_of_a_cue_may_say_the_status_themselves():
    assert reality("They prepares a ban") == Reality(Status.PLANNED)
    assert reality("They never prepares a ban").status == "negated"


def test_a_marker_inside_the_cue_is_not_counted():
    words = lexicon_of(cue=[{"type": "REJECT", "verbs": ["did not sign"]}])
    assert reality("They did not sign", words) == Reality(Status.ASSERTED)
    assert reality("They never did not sign", words).status == "negated"


@pytest.mark.parametrize(
    ("word", "status"),
    [("zapmady", "negated"), ("zapped", "asserted"), ("lendmady", "asserted"), ("zapado", "asserted")],
)
def test_a_negating_ending_after_the_stem_negates(word, status):
    """Kazakh: "көмек бермеді". What belongs to the stem itself says nothing."""
    cues = [{"type": "ASSAULT", "verbs": ["zap*"]}, {"type": "AID", "verbs": ["lendmady"]}]
    words = lexicon_of(cue=cues, markers={"negation": ["*mady", "*pado"]})
    assert reality(f"They {word} it", words).status == status


def test_a_noun_listed_beside_a_denial_is_not_denied():
    assert reality("After they denied it and the zapping of [Borland|BBB]").status == "asserted"


def test_the_marker_is_told():
    found = reality("They did not zap [Borland|BBB]")
    assert found.marker
    assert found.marker.value is Marker.NEGATION
    assert found.marker.pattern.text == "not"
    assert reality("They zapped [Borland|BBB]").marker is None


@pytest.mark.parametrize("type_", EventType)
def test_only_kind_acts_that_are_planned_become_an_agreement(type_):
    kind = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}
    assert told_type(type_, Status.PLANNED) == ("AGREE" if type_ in kind else type_)
    for status in set(Status) - {Status.PLANNED}:
        assert told_type(type_, status) is type_


def test_reports_carry_type_status_and_the_marker_s_place():
    text = "[Arland|AAA] will meet [Borland|BBB]."
    (report,) = tell(text)
    assert (report.type, report.mode, report.status) == ("AGREE", "meet", "planned")
    (item,) = [item for item in report.evidence if item.role is Role.STATUS]
    assert item.span.of("Arland will meet Borland.") == "will"
    assert item.why == "plan: will"


def test_every_status_but_assertion_has_its_markers():
    assert set(WORDS) | {"asserted"} == set(Status)
    assert set(ENGLISH["markers"]) == set(Marker)


@pytest.mark.slow
@settings(deadline=None)  # the first text of a language loads its words
@given(st.text(max_size=80), st.sampled_from(LANGUAGES), st.data())
def test_any_words_of_any_text_have_a_status_told_inside_it(text: str, language: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    scene = Scene.of(text, lexicon(language))
    found = status_at(Span(start, end), data.draw(st.sampled_from(list(EventType))), scene)
    if found and found.marker:
        span = scene.tokens.span(found.marker.first, found.marker.last)
        assert 0 <= span.start < span.end <= len(text)
