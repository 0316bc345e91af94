"""Which passages an epoch learns from."""

from dataclasses import replace
from typing import Any

from dataset import Example
from sampling import SEEN_EMPTY, SEEN_TOLD, Sample, batches

from abstand.coding.reader.encoding import Encoded


def made(id_: str, told: bool, tokens: int = 5) -> Example:
    encoded = object.__new__(Encoded)
    object.__setattr__(encoded, "ids", tuple(range(tokens)))
    acts: dict[Any, Any] = {(0, 1, 0): [{}]} if told else {}
    return Example({"id": id_}, encoded, acts)


def test_without_a_number_every_passage_takes_part() -> None:
    data = [made("de-01-1", False), made("de-nat-1", True), made("de-12-1", False)]
    sample = Sample(data)
    assert sample.epoch() == data
    assert sample.expected == 3


def test_what_is_new_always_takes_part_the_rest_by_a_share() -> None:
    told, empty = [made(f"de-09-{n}", True) for n in range(400)], [made(f"de-nat-{n}", False) for n in range(400)]
    new = [made("de-10-1", False)]
    sample = Sample([*told, *empty, *new], since=10)
    assert sample.expected == 400 * SEEN_TOLD + 400 * SEEN_EMPTY + 1
    for chosen in (sample.epoch(), sample.epoch()):
        assert new[0] in chosen
        assert abs(len(chosen) - sample.expected) < 80
    assert sample.epoch() != sample.epoch()


def test_batches_hold_everything_once_and_like_lengths_together() -> None:
    data = [made(f"de-01-{n}", True, tokens=1 + 50 * (n % 4)) for n in range(16)]
    parts = batches(data, 4)
    assert sorted(e.record["id"] for part in parts for e in part) == sorted(e.record["id"] for e in data)
    assert all(len({len(e.encoded.ids) for e in part}) == 1 for part in parts)
    assert batches([replace(data[0])], 4) == [[data[0]]]
