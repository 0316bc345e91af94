"""Which passages an epoch learns from."""

from dataclasses import replace
from typing import Any

from dataset import Example
from sampling import EMPTY, batches, epoch_of, expected

from abstand.coding.reader.encoding import Encoded


def made(id_: str, told: bool, tokens: int = 5) -> Example:
    encoded = object.__new__(Encoded)
    object.__setattr__(encoded, "ids", tuple(range(tokens)))
    acts: dict[Any, Any] = {(0, 1, 0): [{}]} if told else {}
    return Example({"id": id_}, encoded, acts)


def test_passages_with_acts_always_take_part_the_rest_by_a_share() -> None:
    told, empty = [made(f"de-09-{n}", True) for n in range(40)], [made(f"de-nat-{n}", False) for n in range(800)]
    data = [*told, *empty]
    assert expected(data) == 40 + 800 * EMPTY
    epochs = [epoch_of(data), epoch_of(data)]
    for chosen in epochs:
        assert chosen[:40] == told
        assert abs(len(chosen) - expected(data)) < 80
    assert epochs[0] != epochs[1]


def test_batches_hold_everything_once_and_like_lengths_together() -> None:
    data = [made(f"de-01-{n}", True, tokens=1 + 50 * (n % 4)) for n in range(16)]
    parts = batches(data, 4)
    assert sorted(e.record["id"] for part in parts for e in part) == sorted(e.record["id"] for e in data)
    assert all(len({len(e.encoded.ids) for e in part}) == 1 for part in parts)
    assert batches([replace(data[0])], 4) == [[data[0]]]
