"""Memory that is free but still held by the allocators: little of it, and given back to the system."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

import pyarrow as pa

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def save() -> None:
    """Make the allocators save memory rather than time; to be called before there are threads.

    Arrow's own keeps what it does not use. With the C library's, each thread would have a heap with holes of its own.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    if limit := _of_c("mallopt"):
        limit(_ARENA_MAX, 1)


def give_back() -> None:
    """Give back what the C library and Arrow hold free: reading word lists alone leaves some 40 MB so.

    On systems without the GNU C library only Arrow's part.
    """
    pa.default_memory_pool().release_unused()
    if trim := _of_c("malloc_trim"):
        trim(ctypes.c_size_t(0))


def _of_c(name: str) -> Callable[..., int] | None:
    """A function of the C library; None where there is none."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
