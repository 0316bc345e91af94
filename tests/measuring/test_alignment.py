"""Agreement beyond chance, by hand; and windows, issues and messages."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abstand.errors import InputError, NoData
from abstand.measuring.alignment import Window, agreements, alignment
from abstand.sources.tables import VOTES, Issue
from abstand.store import MemoryStore

TIMES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=60)


def stored(votes, issues=("nu",)):
    """``{"USA": "yna-"}``: yes, no, abstain, absent; one letter a roll call, one roll call a year from 2000."""
    words = {"y": "yes", "n": "no", "a": "abstain"}
    rows = [
        {"id": f"{state}{at}", "roll_call": str(at), "session": 55 + at, "day": date(2000 + at, 12, 1), "state": state,
         "vote": words[letter], "issues": list(issues) if at % 2 == 0 else []}
        for state, letters in votes.items() for at, letter in enumerate(letters) if letter != "-"
    ]  # fmt: skip
    store = MemoryStore()
    store.append("votes", pa.Table.from_pylist(rows, VOTES))
    return store


def test_kappa_and_pi_checked_by_hand():
    # Ten roll calls: 4 yes-yes, 2 no-no, 1 abstain-abstain, 2 yes-abstain, 1 yes-no.
    # Disagreement: (2 × 1/4 + 1) / 10 = .15
    one = np.array([2, 2, 2, 2, 0, 0, 1, 2, 2, 2])
    other = np.array([2, 2, 2, 2, 0, 0, 1, 1, 1, 0])
    agreement, kappa, pi = agreements(one, other)
    assert agreement == pytest.approx(0.7)
    # shares no, abstain, yes: one .2 .1 .7, other .3 .3 .4
    # E(kappa) = 1/4 (.2·.3 + .1·.3 + .1·.4 + .7·.3) + (.2·.4 + .7·.3) = .085 + .29 = .375
    assert kappa == pytest.approx(1 - 0.15 / 0.375)
    # m: .25 .2 .55; E(pi) = 2 (1/4 (.25·.2 + .2·.55) + .25·.55) = .355
    assert pi == pytest.approx(1 - 0.15 / 0.355)


def test_of_two_kinds_of_votes_kappa_is_cohens():
    one, other = np.array([2] * 50 + [0] * 50), np.array([2] * 40 + [0] * 10 + [2] * 10 + [0] * 40)
    _, kappa, pi = agreements(one, other)
    assert kappa == pytest.approx((0.8 - 0.5) / (1 - 0.5))
    assert pi == pytest.approx(kappa)


@given(TIMES)
def test_bounds_and_symmetry(votes):
    one, other = (np.array(side) for side in zip(*votes, strict=True))
    agreement, kappa, pi = agreements(one, other)
    assert agreements(other, one) == pytest.approx((agreement, kappa, pi), abs=1e-12, nan_ok=False) or kappa is None
    assert 0 <= agreement <= 1
    for figure in (kappa, pi):
        assert figure is None or figure <= 1 + 1e-12
    if kappa is not None and pi is not None:
        assert pi <= kappa + 1e-12, "pi takes differing habits for disagreement"


def test_absences_are_left_out_and_the_undefined_is_none():
    (pair,) = alignment(stored({"KAZ": "yy-n", "RUS": "y-yn"}), ["Kasachstan", "RUS"])
    assert (pair.votes, pair.first, pair.last, pair.agreement) == (2, date(2000, 12, 1), date(2003, 12, 1), 1.0)
    assert pair.kappa == pytest.approx(1)
    (same,) = alignment(stored({"KAZ": "yy", "RUS": "yy"}), ["KAZ", "RUS"])
    assert (same.agreement, same.kappa, same.pi) == (1.0, None, None)


def test_windows_and_issues():
    store = stored({"KAZ": "ynyn", "RUS": "yyyy", "USA": "nnnn"})
    every = alignment(store, ["KAZ", "RUS", "USA"], every_years=2)
    assert [(p.one, p.other, p.votes) for p in every[:3]] == [("KAZ", "RUS", 2), ("KAZ", "USA", 2), ("RUS", "USA", 2)]
    assert len(every) == 6
    (on_issue,) = alignment(store, ["KAZ", "RUS"], Window(issue=Issue.NUCLEAR))
    assert (on_issue.votes, on_issue.agreement) == (2, 1.0)
    (late,) = alignment(store, ["KAZ", "RUS"], Window(since=date(2003, 1, 1)))
    assert (late.votes, late.agreement) == (1, 0.0)
    (middle,) = alignment(store, ["KAZ", "RUS"], Window(date(2001, 1, 1), date(2002, 12, 31), Issue.NUCLEAR))
    assert (middle.votes, middle.first) == (1, date(2002, 12, 1))


@pytest.mark.parametrize(
    ("states", "window", "error", "reason"),
    [
        (["KAZ", "Kazakhstan"], Window(), InputError, "between two states or more"),
        (["KAZ", "ISL"], Window(), NoData, "no vote of ISL is stored"),
        (["KAZ", "RUS"], Window(since=date(2020, 1, 1)), NoData, "issue; there are votes from 2000-12-01 to"),
        (["KAZ", "RUS"], Window(date(2020, 1, 1), date(2019, 1, 1)), InputError, "the first comes after the last"),
        (["KAZ", "CHN"], Window(), NoData, "never voted on the same roll call"),
    ],
)
def test_messages(states, window, error, reason):
    with pytest.raises(error, match=reason):
        alignment(stored({"KAZ": "yy--", "RUS": "yyyy", "CHN": "--yy"}), states, window)


def test_an_empty_store_says_how_to_get_votes():
    with pytest.raises(NoData, match="abstand import unga"):
        alignment(MemoryStore(), ["KAZ", "RUS"])


def test_a_window_may_have_both_ends_and_an_issue():
    store = stored({"KAZ": "ynyn", "RUS": "yyyy"})
    window = Window(date(2001, 1, 1), date(2002, 12, 31))
    assert [pair.votes for pair in alignment(store, ["KAZ", "RUS"], window)] == [2]
    on_issue = Window(date(2001, 1, 1), date(2002, 12, 31), Issue("nu"))
    assert [pair.votes for pair in alignment(store, ["KAZ", "RUS"], on_issue)] == [1]
