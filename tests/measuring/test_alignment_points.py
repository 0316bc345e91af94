"""Ideal points: known points come back within their intervals, and the facts of the UN are facts here."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import spearmanr

from abstand.entities import default
from abstand.measuring.ideal_points import MISSING, Session, fit
from abstand.measuring.positions import Position, positions
from abstand.sources.tables import VOTES, read_file
from abstand.store import MemoryStore

SHARED = Path(__file__).parents[3] / "shared" / "data" / "unvotes"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the data sets beside the project are absent")
STATES, CALLS, SESSIONS = 30, 60, 5


def simulated(seed=1):
    """Points that move by 0.2 a session, and votes drawn by the model; a tenth of the votes are absences."""
    random = np.random.default_rng(seed)
    points = np.sort(random.normal(size=STATES))
    sessions, truth = [], []
    for number in range(SESSIONS):
        slope, lower = random.normal(size=CALLS), random.normal(-0.8, 0.8, size=CALLS)
        latent = points[:, None] * slope + random.normal(size=(STATES, CALLS))
        votes = (latent > lower).astype(np.int64) + (latent > lower + 0.7)
        votes[random.random(votes.shape) < 0.1] = MISSING
        present = np.arange(1 if number == 0 else 0, STATES)
        sessions.append(Session(number + 1, present, votes[present]))
        truth.append(points[present].copy())
        points = points + random.normal(0, 0.2, size=STATES)
    return sessions, truth


def test_known_points_come_back_in_order_and_within_their_intervals():
    sessions, truth = simulated()
    found = fit(sessions, anchor=STATES - 1)
    inside = []
    for means, deviations, true in zip(found.means, found.deviations, truth, strict=True):
        assert spearmanr(means, true)[0] > 0.9
        scale, middle = np.polyfit(true, means, 1)  # only the priors fix these two, for all states together
        inside += (np.abs(means - scale * true - middle) < 1.96 * deviations).tolist()
    assert 0.88 < np.mean(inside) < 1


def test_who_votes_less_is_known_less():
    sessions, _ = simulated()
    sessions[2].votes[3, 5:] = MISSING
    found = fit(sessions, anchor=STATES - 1)
    assert found.deviations[2][3] > 1.2 * np.median(found.deviations[2])


def test_the_anchor_stands_on_the_positive_side():
    sessions, _ = simulated()
    assert np.mean([means[-1] for means in fit(sessions, anchor=STATES - 1).means]) > 0
    assert np.mean([means[-1] for means in fit(sessions, anchor=1).means]) < 0


def test_positions_are_estimated_once_and_kept():
    sessions, _ = simulated()
    known = sorted(thing.code for thing in default().table.things if thing.kind == "state")
    codes = [*known[: STATES - 1], "USA"]
    words = ("no", "abstain", "yes")
    rows = [
        {"id": f"{s.number}-{v}-{i}", "roll_call": f"{s.number}-{v}", "session": s.number, "state": codes[i],
         "vote": words[x]}
        for s in sessions
        for i, votes in zip(s.states, s.votes, strict=True)
        for v, x in enumerate(votes) if x != MISSING
    ]  # fmt: skip
    store = MemoryStore()
    store.append("votes", pa.Table.from_pylist(rows, VOTES))
    store.note("import")
    earlier = store.as_of(1)
    first = positions(store, ["USA", codes[2]])
    kept = store.read("positions").num_rows
    assert kept == sum(len(session.states) for session in sessions)
    assert positions(store, ["USA", codes[2]]) == first
    assert store.read("positions").num_rows == kept
    assert [item.session for item in positions(store, ["USA"], sessions=(2, 3))] == [2, 3]
    assert positions(earlier, ["USA", codes[2]]) == first, "also of an earlier version, in which they cannot be kept"
    assert all(item.low < item.point < item.high for item in first)


@needs_shared
@pytest.mark.slow
def test_the_order_of_the_permanent_five_and_the_poles():
    store = MemoryStore()
    for chunk in read_file("unga", SHARED / "un_votes.rda", default()):
        store.append("votes", chunk.rows)
    five = ["USA", "GBR", "FRA", "RUS", "CHN"]
    found = positions(store, [*five, "ISR", "PRK", "KAZ"])
    cold_war = means(item for item in found if 25 <= item.session <= 45)
    assert min(five, key=cold_war.__getitem__) == "RUS", "the Soviet Union was the other pole"
    since = means(item for item in found if item.session >= 46)
    assert sorted(five, key=since.__getitem__, reverse=True) == five
    assert since["USA"] > since["ISR"] > since["RUS"] > since["PRK"]
    assert since["KAZ"] < since["FRA"]


def means(found: Iterable[Position]) -> dict[str, float]:
    """The mean point of each state."""
    points: defaultdict[str, list[float]] = defaultdict(list)
    for item in found:
        points[item.state].append(item.point)
    return {state: float(np.mean(of)) for state, of in points.items()}
