"""A verdict on a report: what is read afterwards, by every question, and after it is undone."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from reviewing_case import ACCUSED, AGAIN, CUT, DENIED, Reviewer, recoded, report, shown

from abstand.errors import InputError
from abstand.judging import State, moment
from abstand.judging.nouns import Judgement
from abstand.model import Basis, EventType, Status, Verdict, When


def state_of(store, judgement):
    return store.docket().state(judgement)


def test_a_rejected_report_vanishes_and_can_be_asked_for(store, anna):
    anna.reject("bb22")
    assert shown(store).keys() == {"aa11", "cc33", "dd44"}
    assert shown(store, with_rejected=True)["bb22"] == CUT, "as it was coded"
    assert store.entry("bb22").verdict is Verdict.REJECT, "it is still explained"


def test_an_accepted_report_is_sure(store, anna):
    anna.accept("bb22")
    entry = store.entry("bb22")
    assert (entry.report.confidence, entry.verdict) == (1.0, Verdict.ACCEPT)
    assert shown(store)["cc33"].confidence == 0.4, "the other one on these words is not"


def test_a_corrected_report_is_sure_and_says_what_the_person_says(store, anna):
    anna.correct("bb22", type="threaten", status="planned", actors="Russland, belarus", when="2022-09-01..2022-09-30")
    found = store.entry("bb22").report
    assert (found.type, found.mode, found.status) == (EventType.THREATEN, None, Status.PLANNED)
    assert (found.actors, found.recipients, found.confidence) == (("RUS", "BLR"), ("KAZ",), 1.0)
    assert found.when == When(date(2022, 9, 1), date(2022, 9, 30), Basis.STATED)
    assert (found.id, found.run) == (CUT.id, CUT.run)


def test_questions_are_answered_by_what_people_say(store, anna):
    anna.correct("bb22", type="THREATEN", recipients="BLR")
    assert "bb22" not in shown(store, pair=("KAZ", "RUS"))
    assert shown(store, pair=("BLR", "RUS")).keys() == {"bb22"}
    assert shown(store, types=frozenset({EventType.THREATEN})).keys() == {"bb22"}
    assert shown(store, types=frozenset({EventType.COERCE})).keys() == {"cc33"}
    anna.correct("bb22", when="2021-01-01", status="denied")
    assert shown(store, until=date(2021, 12, 31)).keys() == {"bb22"}
    assert next(iter(shown(store))) == "bb22", "by the corrected day"
    assert shown(store, since=date(2022, 1, 1), documents=frozenset({"d1"})).keys() == {"aa11", "cc33"}
    assert shown(store, statuses=frozenset({Status.DENIED})).keys() == {"bb22", "cc33"}


def test_two_corrections_add_up_and_each_can_be_undone(store, anna, ben):
    first = anna.correct("bb22", type="THREATEN")
    ben.correct("bb22", status="rumoured")
    assert (store.entry("bb22").report.type, store.entry("bb22").report.status) == ("THREATEN", "rumoured")
    undoing = anna.undo(first)
    assert (store.entry("bb22").report.type, store.entry("bb22").report.status) == ("COERCE", "rumoured")
    assert store.entry("bb22").report.mode == "withhold", "the mode that went with the type is back"
    anna.undo(undoing)
    assert store.entry("bb22").report.type == "THREATEN", "the undoing is undone"
    assert state_of(store, first) is State.HOLDS


def test_the_last_word_counts(store, anna, ben):
    rejected = anna.reject("bb22")
    accepted = ben.accept("bb22")
    assert store.entry("bb22").verdict is Verdict.ACCEPT
    assert (state_of(store, rejected), state_of(store, accepted)) == (State.OVERRULED, State.HOLDS)
    ben.undo(accepted)
    assert store.entry("bb22").verdict is Verdict.REJECT
    anna.undo(rejected)
    assert store.entry("bb22").verdict is None
    assert shown(store)["bb22"] == CUT


def test_a_rejection_ends_what_was_corrected_before(store, anna):
    anna.correct("bb22", type="THREATEN")
    anna.reject("bb22")
    anna.accept("bb22")
    assert store.entry("bb22").report.type is EventType.COERCE


def test_acceptance_is_of_what_was_shown(store, anna, ben):
    corrected = anna.correct("bb22", type="THREATEN")
    ben.accept("bb22")
    anna.undo(corrected)
    assert store.entry("bb22").report.type is EventType.THREATEN, "ben has said so too"


def test_persons_who_disagree_are_told(store, anna, ben):
    mine = anna.correct("bb22", type="THREATEN", mode="none")
    agreed = ben.accept("bb22")
    assert not store.docket().is_disputed(mine)
    other = ben.correct("bb22", type="SANCTION")
    assert store.docket().is_disputed(mine)
    ben.undo(other)
    ben.undo(agreed)
    ben.correct("bb22", status="rumoured")
    assert not store.docket().is_disputed(mine), "about another field"
    ben.reject("bb22")
    assert store.docket().is_disputed(mine)
    anna.reject("bb22")
    assert not store.docket().is_disputed(mine), "she has changed her mind"


def test_a_mind_changed_is_no_dispute(store, anna):
    first = anna.accept("bb22")
    anna.reject("bb22")
    assert not store.docket().is_disputed(first)


def test_undoing_twice_is_refused_with_what_to_undo(store, anna):
    judgement = anna.reject("bb22")
    undoing = anna.undo(judgement)
    with pytest.raises(InputError, match=f"undone already; to have it back, undo {undoing.id}"):
        anna.undo(judgement)


def test_a_rejected_report_stays_rejected_whatever_its_new_id_and_reading(store, anna):
    anna.reject("bb22")
    better = report("ff01", EventType.SANCTION, "of cutting", actors=("RUS",), recipients=("KAZ",))
    new = recoded(store, ACCUSED, better, DENIED)
    assert shown(new).keys() == {"aa11", "cc33"}
    split = [report(f"ff0{n}", EventType.COERCE, "cutting", actors=(code,)) for n, code in enumerate(("BLR", "RUS"))]
    assert shown(recoded(store, ACCUSED, *split, DENIED)).keys() == {"aa11", "cc33"}


def test_a_rejection_does_not_pass_to_what_stood_beside_it(store, anna):
    anna.reject("cc33")
    assert shown(recoded(store, ACCUSED, CUT)).keys() == {"aa11", "bb22"}, "the denial is gone; the act told stays"
    told, denied = (
        report(id_, EventType.COERCE, "cutting the", actors=("RUS", "BLR"), recipients=("KAZ",), status=status)
        for id_, status in (("ff01", Status.ASSERTED), ("ff02", Status.DENIED))
    )
    assert shown(recoded(store, told, denied)).keys() == {"ff01"}


def test_a_rejection_does_not_pass_to_other_words_or_documents(store, anna):
    anna.reject("bb22")
    elsewhere = report("ff01", EventType.COERCE, "denied", actors=("RUS",), recipients=("KAZ",))
    assert shown(recoded(store, elsewhere, AGAIN)).keys() == {"ff01", "dd44"}


def test_what_a_person_vouched_for_outlives_another_reading(store, anna):
    anna.accept("aa11")
    anna.correct("bb22", status="rumoured")
    new = recoded(
        store,
        report("ff01", EventType.PROTEST, "accused Moscow", confidence=0.3),
        report("ff02", EventType.ASSAULT, "cutting", actors=("KAZ",), recipients=("RUS",)),
    )
    found = shown(new)
    assert (found["ff01"].type, found["ff01"].mode, found["ff01"].confidence) == ("ACCUSE", "allege", 1.0)
    assert found["ff02"].actors == ("RUS",), "as it stood when the status was corrected"
    assert (found["ff02"].type, found["ff02"].status) == ("COERCE", "rumoured")


def test_a_successor_is_judged_with_its_predecessor(store, anna):
    first = anna.reject("bb22")
    new = recoded(store, report("ff01", EventType.COERCE, "cutting", actors=("BLR",)))
    Reviewer(new).accept("ff01")
    assert shown(new)["ff01"].actors == ("BLR",)
    assert new.docket().state(first) is State.OVERRULED
    third = recoded(new, report("ff99", EventType.COERCE, "of cutting the", actors=("RUS",)))
    assert shown(third)["ff99"].actors == ("BLR",), "the last word counts in every later coding"


def test_a_judgement_whose_report_is_gone_waits(store, anna):
    judgement = anna.reject("bb22")
    new = recoded(store, ACCUSED)
    assert new.docket().state(judgement) is State.WAITING
    assert shown(new).keys() == {"aa11"}
    assert recoded(new, ACCUSED, CUT).docket().state(judgement) is State.HOLDS


def test_two_documents_with_the_same_offsets_are_not_mixed_up(store, anna):
    anna.reject("dd44")
    assert shown(recoded(store, ACCUSED, CUT)).keys() == {"aa11", "bb22"}


def test_times_are_aware_and_the_last_word_is_last_though_the_clock_goes_back():
    with pytest.raises(ValueError, match="needs a zone"):
        Judgement("j", Verdict.UNDO, "anna", datetime(2024, 1, 1))
    now = datetime(2024, 1, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    early = Judgement("j", Verdict.UNDO, "anna", datetime(2024, 1, 1, 12, tzinfo=UTC))
    assert moment(now, []) == now
    assert moment(now, [early]) > early.at
    assert moment(now - timedelta(days=300), [early]) > early.at


def test_judgements_written_twice_are_one(store, anna):
    judgement = anna.reject("bb22")
    store.add_judgements([judgement])
    assert store.docket().judgements == (judgement,)


def test_history_holds_all_that_was_said_with_the_undoings(store, anna, ben):
    said = [anna.reject("bb22"), ben.accept("bb22")]
    said.append(anna.undo(said[0]))
    said.append(ben.rename("bb22", "Astana", "Kyrgyzstan"))
    ben.accept("aa11")
    assert [j.id for j in store.docket().history(CUT)] == [j.id for j in said]
    assert store.docket(["d2"]).history(AGAIN) == ()
