"""Work spread over processes: the order is kept, little is held, and what goes wrong is heard of."""

import os
from collections.abc import Iterator
from math import factorial, sqrt
from time import sleep

import pytest

from abstand.engines import spread
from abstand.engines.local import AHEAD


def slow_first(item: int) -> int:
    sleep(0.2 if item == 0 else 0)
    return item


def process_of(item: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(spread(factorial, range(50), jobs)) == [factorial(n) for n in range(50)]
    assert list(spread(factorial, [], jobs)) == []


def test_one_job_works_here_and_only_when_asked() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(5):
            taken.append(item)
            yield item

    results = spread(process_of, items(), 1)
    assert taken == []
    assert next(results) == os.getpid()
    assert taken == [0]


@pytest.mark.slow
def test_two_jobs_wait_for_the_slow_one_in_other_processes() -> None:
    assert list(spread(slow_first, range(6), 2)) == list(range(6))
    assert os.getpid() not in set(spread(process_of, range(4), 2))


@pytest.mark.slow
def test_two_jobs_hold_only_a_few_items() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(200):
            taken.append(item)
            yield item

    results = spread(factorial, items(), 2)
    next(results)
    assert len(taken) <= 2 * AHEAD
    assert len(list(results)) == 199


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_what_work_throws_is_thrown_in_its_place(jobs: int) -> None:
    results = spread(sqrt, [4.0, 9.0, -1.0, 16.0], jobs)
    assert [next(results), next(results)] == [2.0, 3.0]
    with pytest.raises(ValueError, match="math domain error"):
        next(results)
