"""Whatever people say in whatever order: the end does not depend on when it is read or how it is stored."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reviewing_case import ACCUSED, AGAIN, CUT, DENIED, Reviewer, Shelf, recoded

from abstand.errors import InputError
from abstand.judging.standing import undone
from abstand.model import Question
from abstand.store.judged import Judged

REPORTS = (ACCUSED, CUT, DENIED, AGAIN)
IDS = [report.id for report in REPORTS]
STEPS = st.one_of(
    st.tuples(st.just("accept"), st.sampled_from(IDS)),
    st.tuples(st.just("reject"), st.sampled_from(IDS)),
    st.tuples(st.just("correct"), st.sampled_from(IDS), st.sampled_from(["planned", "rumoured", "denied"])),
    st.tuples(st.just("relate"), st.sampled_from(IDS), st.sampled_from(IDS), st.booleans()),
    st.tuples(st.just("rename"), st.sampled_from(["aa11", "bb22"]), st.sampled_from(["KGZ", "UZB"])),
    st.tuples(st.just("undo"), st.integers(0, 20)),
)
WORK = st.lists(st.tuples(st.sampled_from(["anna", "ben"]), STEPS), max_size=12)


def take(store: Judged, author: str, step: tuple) -> None:
    """One step; what makes no sense where it comes is refused and adds nothing."""
    reviewer, (kind, *rest) = Reviewer(store, author), step
    held = store.judgements()
    try:
        match kind:
            case "undo":
                if held:
                    reviewer.undo(held[rest[0] % len(held)])
            case "correct":
                reviewer.correct(rest[0], status=rest[1])
            case "rename":
                reviewer.rename(rest[0], "Astana", rest[1])
            case _:
                getattr(reviewer, kind)(*rest)
    except InputError:
        assert store.judgements() == held


def seen(store: Judged) -> object:
    return store.entries(Question(with_rejected=True)), store.docket().pairs()


@pytest.mark.slow
@given(WORK, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_step_by_step_or_at_once_in_any_order_of_storage(work, chance: random.Random):
    steps = Shelf(*REPORTS)
    for author, step in work:
        take(steps, author, step)
        steps.entries()
    shuffled = steps.judgements() * 2
    chance.shuffle(shuffled)
    once = Shelf(*chance.sample(REPORTS, len(REPORTS)))
    once.add_judgements(shuffled)
    assert once.entries(Question(with_rejected=True)) == steps.entries(Question(with_rejected=True))
    assert once.docket().pairs() == steps.docket().pairs()
    states = {judgement.id: steps.docket().state(judgement) for judgement in steps.judgements()}
    assert {judgement.id: once.docket().state(judgement) for judgement in once.judgements()} == states


@pytest.mark.slow
@given(WORK)
@settings(max_examples=12, deadline=None)
def test_all_undone_is_as_if_nothing_had_been_said(work):
    store = Shelf(*REPORTS)
    for author, step in work:
        take(store, author, step)
    reviewer = Reviewer(store, "chief")
    for judgement in list(store.docket().judgements):
        if judgement.verdict != "undo" and judgement.id not in undone(store.judgements()):
            reviewer.undo(judgement)
    assert store.entries() == Shelf(*REPORTS).entries()
    assert store.docket().pairs() == {}


@pytest.mark.slow
@given(WORK)
@settings(max_examples=10, deadline=None)
def test_an_undoing_undone_changes_nothing(work):
    store = Shelf(*REPORTS)
    for author, step in work:
        take(store, author, step)
    standing = [j for j in store.docket().judgements if j.id not in undone(store.judgements())]
    if standing:
        before = seen(store)
        reviewer = Reviewer(store, "chief")
        reviewer.undo(reviewer.undo(standing[0]))
        assert seen(store)[:2] == before  # type: ignore[index]


@given(WORK)
@settings(max_examples=10, deadline=None)
def test_coding_the_same_again_leaves_all_judgements_in_force(work):
    store = Shelf(*REPORTS)
    for author, step in work:
        take(store, author, step)
    again = recoded(store, *REPORTS)
    assert seen(again) == seen(store)
