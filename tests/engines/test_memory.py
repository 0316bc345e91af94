"""Memory is given back where the system can take it, and nothing happens where it cannot."""

import sys

import pytest

from abstand.engines import memory


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_giving_back_works_everywhere(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: asked.append(name))
    memory.give_back()
    assert len(asked) == (platform == "linux"), "only there a library without a name is the C library"
