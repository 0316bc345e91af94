"""Memory is given back where the system can take it, and nothing happens where it cannot."""

import sys
from types import SimpleNamespace

import pyarrow as pa
import pytest

from abstand.engines import memory


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_giving_back_works_everywhere(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: asked.append(name))
    memory.give_back()
    assert len(asked) == (platform == "linux"), "only there a library without a name is the C library"


def test_saving_takes_the_pool_that_gives_back_and_one_heap(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    library = SimpleNamespace(mallopt=lambda what, number: asked.append((what, number)))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: library)
    before = pa.default_memory_pool()
    try:
        memory.save()
        assert pa.default_memory_pool().backend_name == "system"
    finally:
        pa.set_memory_pool(before)
    assert asked == [(-8, 1)]  # M_ARENA_MAX
