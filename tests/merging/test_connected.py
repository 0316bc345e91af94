"""Connected parts: as a plain walk along the links finds them, and soon."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from abstand.merging.growing import connected

NODES = 12
links = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=20)


@given(links)
def test_parts_are_those_that_a_walk_reaches(pairs: list[tuple[int, int]]) -> None:
    part = connected(NODES, np.array(pairs, np.int64).reshape(-1, 2))
    for node in range(NODES):
        reached, ahead = {node}, [node]
        while ahead:
            here = ahead.pop()
            further = {two for one in pairs if here in one for two in one} - reached
            reached |= further
            ahead += further
        assert reached == {other for other in range(NODES) if part[other] == part[node]}
        assert part[node] == min(reached)


def test_a_long_chain_takes_few_rounds() -> None:
    order = np.random.default_rng(1).permutation(200_000)
    chain = np.stack([order[:-1], order[1:]], axis=1)
    assert set(connected(len(order), chain)) == {0}  # a round a node would take hours
