"""Ideal points of states from the stored UN votes; estimated once for the same votes and kept in the store."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from abstand import __version__
from abstand.entities import resolve
from abstand.errors import NoData, StoreError
from abstand.measuring.alignment import VOTES, Window, votes_of
from abstand.measuring.ideal_points import MISSING, STEP_SD, Ints, Session, fit
from abstand.model import content_id
from abstand.sources.tables import Issue
from abstand.store import Store

ANCHOR = "USA"  # stands on the positive side
Z95 = 1.959963984540054
FEWEST_STATES = 3  # of fewer no common scale can be made


@dataclass(frozen=True, slots=True)
class Position:
    """A state's ideal point in a session with its 95 % interval; ``votes`` is how many votes of the state it rests on.

    The unit is the spread of the states in their first session; positive is the side of the United States.
    """

    session: int
    state: str
    point: float
    low: float
    high: float
    votes: int


def positions(
    store: Store, states: Sequence[str], issue: Issue | None = None, sessions: tuple[int, int] | None = None
) -> list[Position]:
    """The positions of states (codes or names) by state, then by session; sessions first and last, both included.

    All votes on the issue are used for the estimate; ``sessions`` only cuts what is given. Raises UnknownEntity, and
    NoData if no vote of the United States is stored, without which the sign is open.
    """
    codes = [resolve(state) for state in states]
    rows = votes_of(store, Window(issue=issue))
    table = _kept(store, rows, issue)
    found = [
        Position(row["session"], row["state"], row["point"], row["low"], row["high"], row["votes"])
        for row in table.filter(pc.is_in(table["state"], value_set=pa.array(codes))).to_pylist()
    ]
    first, last = sessions or (0, max((item.session for item in found), default=0))
    return sorted(
        (item for item in found if first <= item.session <= last),
        key=lambda item: (codes.index(item.state), item.session),
    )


def _kept(store: Store, rows: pa.Table, issue: Issue | None) -> pa.Table:
    """The estimate for just these votes: from the store, else made and stored."""
    ids = "".join(sorted(rows["id"].unique().to_pylist()))
    key = content_id("positions", __version__, str(STEP_SD), issue or "", ids)
    held = store.read("positions")
    held = held.filter(pc.equal(held["key"], key))
    if held.num_rows:
        return held
    made = _estimated(rows, key, held.schema)
    with suppress(StoreError):  # it only saves time: an earlier version, or what may not be written, answers as well
        store.append("positions", made)
    return made


def _estimated(rows: pa.Table, key: str, schema: pa.Schema) -> pa.Table:
    states = sorted(rows["state"].unique().to_pylist())
    if ANCHOR not in states or len(states) < FEWEST_STATES:
        raise NoData(
            f"ideal points need votes of {ANCHOR}, whose side is the positive one, and of {FEWEST_STATES} states"
        )
    sessions = _sessions(rows, states)
    points = fit(sessions, states.index(ANCHOR))
    columns: dict[str, list[object]] = {name: [] for name in schema.names}
    for session, means, deviations in zip(sessions, points.means, points.deviations, strict=True):
        cast = (session.votes != MISSING).sum(axis=1)
        for state, mean, deviation, number in zip(session.states, means, deviations, cast, strict=True):
            values = (key, session.number, states[state], mean, mean - Z95 * deviation, mean + Z95 * deviation, number)
            for name, value in zip(schema.names, values, strict=True):
                columns[name].append(value)
    return pa.table(columns, schema=schema)


def _sessions(rows: pa.Table, states: Sequence[str]) -> list[Session]:
    """The votes by session; a state is in every session from its first to its last."""
    of_state = _indices(rows["state"], states)
    of_vote = _indices(rows["vote"], VOTES)
    numbers = rows["session"].to_numpy().astype(np.int64)
    calls = pc.dictionary_encode(rows["roll_call"]).combine_chunks().indices.to_numpy()
    first, last = np.full(len(states), np.iinfo(np.int64).max), np.zeros(len(states), dtype=np.int64)
    np.minimum.at(first, of_state, numbers)
    np.maximum.at(last, of_state, numbers)
    found = []
    for number in np.unique(numbers).tolist():
        here = numbers == number
        present = np.flatnonzero((first <= number) & (number <= last))
        kept, column = np.unique(calls[here], return_inverse=True)
        votes = np.full((len(present), len(kept)), MISSING, dtype=np.int64)
        votes[np.searchsorted(present, of_state[here]), column] = of_vote[here]
        found.append(Session(int(number), present, votes))
    return found


def _indices(column: pa.ChunkedArray, words: Sequence[str]) -> Ints:
    return np.asarray(pc.index_in(column, value_set=pa.array(list(words))).to_numpy(), dtype=np.int64)
