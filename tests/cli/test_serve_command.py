"""``abstand serve``: who is let in, and that it really answers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from abstand.cli.serve import is_loopback

SOURCE = Path(__file__).parents[2] / "src"


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("a.org", False)],
)
def test_what_is_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_others_are_let_in_only_with_a_password(abstand, store, monkeypatch) -> None:
    monkeypatch.delenv("ABSTAND_PASSWORD", raising=False)
    said = abstand("serve", "--store", store, "--host", "0.0.0.0")
    assert said.status == 2
    assert "ABSTAND_PASSWORD" in said.err


def test_a_store_that_is_not_there(abstand) -> None:
    said = abstand("serve", "--store", "nowhere")
    assert said.status == 1
    assert "there is no store" in said.err


def test_a_version_that_is_not_there(abstand, store) -> None:
    said = abstand("serve", "--store", store, "--as-of", "99")
    assert said.status == 1
    assert "99" in said.err


@pytest.mark.slow
def test_it_answers(store: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from abstand.cli import main; main()", "serve", "--store", str(store)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen([*command, "--port", str(port)], env=environment, stdout=subprocess.DEVNULL) as served:
        try:
            assert "Kazakhstan" in page(f"http://127.0.0.1:{port}/pair/KAZ/RUS?lang=en")
        finally:
            served.terminate()


def page(address: str, patience_s: float = 60) -> str:
    """The page, once the server is up."""
    until = time.monotonic() + patience_s
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode()
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
