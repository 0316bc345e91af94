"""Verdicts on mentions and on pairs of reports."""

import pytest
from reviewing_case import ACCUSED, AGAIN, CUT, DENIED, Reviewer, at, recoded, report, shown

from abstand.errors import InputError, UnknownEntity
from abstand.judging import State
from abstand.model import EventType, Evidence, Role, Verdict


def test_a_mention_is_named_anew_wherever_it_was_used(store, anna):
    anna.rename("bb22", "Astana", "Kyrgyzstan")
    found = shown(store)
    assert (found["aa11"].actors, found["aa11"].recipients) == (("KGZ",), ("RUS",))
    assert (found["bb22"].actors, found["bb22"].recipients, found["bb22"].speakers) == (("RUS",), ("KGZ",), ("KGZ",))
    assert found["cc33"].speakers == ("RUS",), "read in another mention"
    assert found["dd44"].actors == ("KAZ",), "in another document"
    assert found["aa11"].confidence == ACCUSED.confidence, "the rest is as sure as before"
    assert store.entry("aa11").verdict is Verdict.ENTITY
    codes = {item.code for item in found["aa11"].evidence if item.role is Role.ACTOR}
    assert codes == {"KGZ"}
    assert shown(store, pair=("KGZ", "RUS")).keys() == {"aa11", "bb22", "cc33"}


def test_the_last_name_given_counts_and_can_be_undone(store, anna, ben):
    first = anna.rename("aa11", "0-6", "KGZ")
    second = ben.rename("aa11", "Astana", "UZB")
    assert shown(store)["aa11"].actors == ("UZB",)
    assert store.docket().state(first) is State.OVERRULED
    assert store.docket().is_disputed(second)
    ben.undo(second)
    assert shown(store)["aa11"].actors == ("KGZ",)
    anna.undo(first)
    assert shown(store)["aa11"] == ACCUSED


def test_a_name_holds_for_what_a_later_coder_reads_in_the_mention(store, anna):
    anna.rename("aa11", "Astana", "KGZ")
    better = report("ff01", EventType.THREATEN, "denied")
    assert shown(recoded(store, better))["ff01"].actors == ("KGZ",)
    right = recoded(store, report("ff02", EventType.THREATEN, "denied", evidence=()))
    assert shown(right)["ff02"].actors == ("KAZ",), "not read in the mention"
    assert {right.docket().state(judgement) for judgement in right.judgements()} == {State.WAITING}


def test_names_and_corrections_apply_in_the_order_in_which_they_were_said(store, anna):
    anna.rename("aa11", "Astana", "KGZ")
    anna.accept("aa11")
    assert (shown(store)["aa11"].actors, shown(store)["aa11"].confidence) == (("KGZ",), 1.0)
    anna.correct("aa11", actors="UZB")
    assert shown(store)["aa11"].actors == ("UZB",)
    anna.accept("bb22")
    anna.rename("bb22", "Astana", "TJK")
    assert shown(store)["bb22"].recipients == ("TJK",)


def test_two_mentions_that_become_one_party_are_one(store, anna):
    anna.rename("aa11", "Astana", "RUS")
    assert (shown(store)["aa11"].actors, shown(store)["aa11"].recipients) == (("RUS",), ("RUS",))
    both = report("ff01", EventType.AGREE, "denied", actors=("KAZ", "KGZ"), recipients=("RUS",))
    new = recoded(store, both)
    Reviewer(new).rename("ff01", "Astana", "KGZ")
    assert shown(new)["ff01"].actors == ("KGZ",)


def test_a_name_that_made_two_parties_one_can_be_set_right(store, anna):
    both = recoded(store, report("ff01", EventType.AGREE, "denied", actors=("KAZ", "RUS"), recipients=()))
    Reviewer(both).rename("ff01", "Astana", "RUS")
    assert shown(both)["ff01"].actors == ("RUS",)
    Reviewer(both).rename("ff01", "Astana", "KGZ")
    assert shown(both)["ff01"].actors == ("KGZ", "RUS")


@pytest.mark.parametrize(
    ("mention", "name", "reason"),
    [
        ("Bishkek", "KGZ", r"no mention 'Bishkek' .* its mentions: 'Astana' \(0-6\), 'Moscow' \(15-21\)"),
        ("0-7", "KGZ", "no mention"),
        ("Astana", "KAZ", "names KAZ already"),
        ("Astana", "Kasachstn", "did you mean"),
    ],
)
def test_a_mention_or_name_that_is_not_known(store, anna, mention, name, reason):
    with pytest.raises((InputError, UnknownEntity), match=reason):
        anna.rename("aa11", mention, name)
    assert store.judgements() == []


def test_words_at_several_places_need_offsets(store):
    evidence = (*ACCUSED.evidence, Evidence(Role.SPEAKER, at("Moscow", last=True), "capital", "RUS"))
    new = recoded(store, report("ff01", EventType.ACCUSE, "accused", evidence=evidence, speakers=("RUS",)))
    with pytest.raises(InputError, match="name one: 15-21, 53-59"):
        Reviewer(new).rename("ff01", "Moscow", "BLR")
    Reviewer(new).rename("ff01", "53–59", "the ministry")
    assert (shown(new)["ff01"].recipients, shown(new)["ff01"].speakers) == (("RUS",), ("the ministry",))


def test_pairs_say_which_present_reports_are_the_same_act(store, anna, ben):
    anna.relate("aa11", "dd44", True)
    anna.relate("aa11", "bb22", False)
    assert store.docket().pairs() == {frozenset({"aa11", "dd44"}): True, frozenset({"aa11", "bb22"}): False}
    turned = ben.relate("dd44", "aa11", False)
    assert store.docket().pairs()[frozenset({"aa11", "dd44"})] is False, "in either order; the last word counts"
    assert store.docket().is_disputed(turned)
    ben.undo(turned)
    assert store.docket().pairs()[frozenset({"aa11", "dd44"})] is True


def test_pairs_are_found_again_after_re_coding(store, anna):
    judgement = anna.relate("aa11", "dd44", True)
    new = recoded(store, report("ff01", EventType.ACCUSE, "accused Moscow", mode="disapprove"), AGAIN)
    assert new.docket().pairs() == {frozenset({"ff01", "dd44"}): True}
    gone = recoded(store, AGAIN, DENIED)
    assert gone.docket().pairs() == {}
    assert gone.docket().state(judgement) is State.WAITING


def test_a_pair_is_of_two(store, anna):
    with pytest.raises(InputError, match="are one report"):
        anna.relate("aa11", "aa11", True)


def test_a_report_that_is_only_paired_keeps_its_confidence(store, anna):
    anna.relate("bb22", "dd44", True)
    assert shown(store)["bb22"] == CUT
