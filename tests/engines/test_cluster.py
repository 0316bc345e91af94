"""Work spread over a Ray cluster: the same results as on one machine, and clear words where there is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from math import factorial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from abstand import pipeline
from abstand.coding import Coder
from abstand.engines import Engine, spread
from abstand.errors import InputError
from abstand.store import MemoryStore

TEXTS = ("Kazakhstan accused Russia of spying.", "Paris and Berlin signed a treaty on gas.", "")


def process_of(item: int) -> int:
    return os.getpid()


def one_over(item: int) -> float:
    return 1 / item


def own_names(item: int) -> str:
    return os.environ["ABSTAND_ENTITIES"]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """One small Ray for all tests of this file: it takes some seconds to start."""
    ray = pytest.importorskip("ray", reason="Ray is an extra that is not installed")
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # workers cannot import tests
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ABSTAND_ENTITIES", "names")
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        assert list(spread(own_names, [1], 2, Engine.RAY)) == ["names"]  # starts and ends a cluster of its own
    assert not ray.is_initialized()
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=128 << 20)
    yield ray
    ray.shutdown()


@pytest.mark.slow
def test_a_cluster_gives_results_in_the_order_of_the_items_from_other_processes(cluster: Any) -> None:
    assert list(spread(factorial, range(50), 2, Engine.RAY)) == [factorial(n) for n in range(50)]
    assert os.getpid() not in set(spread(process_of, range(4), 0, Engine.RAY))
    assert cluster.is_initialized()  # whoever connected it leaves it


@pytest.mark.slow
def test_what_goes_wrong_in_a_cluster_is_heard_of(cluster: Any) -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread(one_over, [1, 0], 2, Engine.RAY))


@pytest.mark.slow
def test_a_cluster_codes_as_one_machine_does(cluster: Any, tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text)
    stores = {engine: MemoryStore() for engine in Engine}
    counted = {
        engine: pipeline.code(str(tmp_path), store=store, coder=Coder.CUES, engine=engine)
        for engine, store in stores.items()
    }
    assert counted[Engine.RAY] == counted[Engine.LOCAL]
    assert counted[Engine.RAY].reports > 0
    here, there = (sorted(store.read("reports", ["id"]).column("id").to_pylist()) for store in stores.values())
    assert here == there


@pytest.mark.parametrize(("address", "message"), [("far:6379", "at far:6379 does not answer"), ("", "does not start")])
def test_what_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch, address: str, message: str) -> None:
    """A stand-in for Ray, which itself tries for minutes."""

    def init(**_: Any) -> None:
        raise ConnectionError("refused")

    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace(is_initialized=lambda: False, init=init))
    monkeypatch.setenv("RAY_ADDRESS", address)
    with pytest.raises(InputError, match=message):
        list(spread(factorial, [1], 1, Engine.RAY))


def test_without_ray_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(InputError, match=r"pip install \"abstand\[ray\]\""):
        list(spread(factorial, [1], 1, Engine.RAY))
