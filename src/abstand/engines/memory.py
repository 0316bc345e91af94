"""Memory that is free but still held by the allocators, given back to the system."""

from __future__ import annotations

import ctypes
import sys

import pyarrow as pa


def give_back() -> None:
    """Give back what the C library and Arrow hold free: reading word lists alone leaves some 40 MB so.

    On systems without the GNU C library only Arrow's part.
    """
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(ctypes.c_size_t(0))
