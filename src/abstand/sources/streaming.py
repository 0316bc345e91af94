"""A stream of items from many coroutines to one reader, who takes them when it has time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
Put = Callable[[T], Awaitable[None]]


def stream(produce: Callable[[Put[T]], Awaitable[None]], ahead: int) -> Generator[T, None, None]:
    """What ``produce`` puts, in a thread of its own; it waits while ``ahead`` items are not taken.

    Raises what ``produce`` raises, after the items that it put before. Not to be read to the end: close it, and
    ``produce`` is cancelled.
    """
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="abstand-stream", daemon=True)
    thread.start()
    queue: asyncio.Queue[T] = asyncio.Queue(ahead)

    async def work() -> None:
        await produce(queue.put)

    producing = asyncio.run_coroutine_threadsafe(_task(work), loop).result()
    try:
        while taken := asyncio.run_coroutine_threadsafe(_next(queue, producing), loop).result():
            yield from taken
    finally:
        asyncio.run_coroutine_threadsafe(_end(producing), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _task(work: Callable[[], Awaitable[None]]) -> asyncio.Future[None]:
    return asyncio.ensure_future(work())


async def _next(queue: asyncio.Queue[T], producing: asyncio.Future[None]) -> list[T]:
    """One item; none once all is produced and taken."""
    getting = asyncio.ensure_future(queue.get())
    either: set[asyncio.Future[Any]] = {getting, producing}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if not getting.done():
        await asyncio.sleep(0)  # an item put in the last moment
    if getting.done():
        return [getting.result()]
    getting.cancel()
    producing.result()
    return []


async def _end(producing: asyncio.Future[None]) -> None:
    producing.cancel()
    await asyncio.wait({producing})
    await asyncio.get_running_loop().shutdown_default_executor()
