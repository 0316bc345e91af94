"""Items from coroutines to one reader: all of them, not too many at once, and an end in every case."""

import asyncio
import threading

import pytest

from abstand.sources.streaming import Put, stream


def test_all_items_come_and_only_a_few_wait() -> None:
    made: list[int] = []

    async def produce(put: Put[int]) -> None:
        for n in range(50):
            made.append(n)
            await put(n)

    taken = []
    for item in stream(produce, 3):
        taken.append(item)
        assert len(made) <= len(taken) + 5  # three wait, one is handed over, one is being put
    assert taken == list(range(50))


def test_what_the_producer_raises_comes_after_its_items() -> None:
    async def produce(put: Put[str]) -> None:
        await put("first")
        raise ValueError("broken")

    items = stream(produce, 3)
    assert next(items) == "first"
    with pytest.raises(ValueError, match="broken"):
        next(items)


def test_who_stops_reading_ends_the_producer() -> None:
    ended = threading.Event()

    async def produce(put: Put[int]) -> None:
        try:
            while True:
                await put(1)
                await asyncio.sleep(0.01)
        finally:
            ended.set()

    items = stream(produce, 2)
    next(items)
    items.close()
    assert ended.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name == "abstand-stream"]


def test_nothing_is_a_stream_too() -> None:
    async def produce(put: Put[int]) -> None:
        return

    assert list(stream(produce, 2)) == []
