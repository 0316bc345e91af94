"""The same store on object storage: a real S3 server on loopback."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from made import again, coded

from abstand.errors import NoData, StoreError
from abstand.model import Event
from abstand.store import DeltaStore, open_store
from abstand.store.compacting import compact
from abstand.store.forgetting import forget
from abstand.store.migrations import migrate
from abstand.store.search import search
from abstand.store.vacuuming import vacuum
from abstand.store.verifying import verify

pytest.importorskip("moto.server", reason="moto, the S3 server of these tests, is not installed")
pytestmark = pytest.mark.slow
START_LIMIT_S = 60


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A process of its own: the store's calls do not let another thread of this one answer them."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-c", "import sys; from moto.server import main; main(sys.argv[1:])", "-H", "127.0.0.1"]
    running = subprocess.Popen([*command, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    running.terminate()
    running.wait()


@pytest.fixture
def store(endpoint: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, tmp_path) -> DeltaStore:
    import boto3

    for name, value in {
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": endpoint, "XDG_CACHE_HOME": str(tmp_path),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="news")
    return open_store(f"s3://news/{request.node.name}")


def test_the_whole_life_of_a_store(store: DeltaStore) -> None:
    store.add([coded(1), coded(2)])
    assert store.rewrite_events(lambda: [Event("e1", ("r1", "r2"), "r1", 1, ())])
    assert compact(store) == 2
    store.add([again(coded(2), "run2"), coded(3)])
    other = open_store(store.place.root)
    assert {entry.report.id: entry.report.run for entry in other.entries()} == {
        "r1": "run1",
        "r2": "run2",
        "r3": "run1",
    }
    assert other.as_of(1).known() == {"d1", "d2"}
    assert verify(other).is_whole
    assert {hit.id for hit in search(other, "title 3")} == {"r3"}
    assert migrate(store.place.root).kept == ()
    forget(other, "https://example.org/3")
    vacuum(other, 0)
    assert store.known() == {"d1", "d2"}
    with pytest.raises(StoreError, match="vacuumed away"):
        store.as_of(1).entries()
    with pytest.raises(NoData):
        forget(other, "d3")


def test_two_writers_get_different_versions(store: DeltaStore) -> None:
    one, two = open_store(store.place.root), open_store(store.place.root)
    at = one.stamp("events")
    for number in range(3):
        one.add([coded(number)])
        two.add([coded(number + 10)])
    assert [version.number for version in store.versions()] == [1, 2, 3, 4, 5, 6]
    one.replace_events([], at)
    with pytest.raises(StoreError):
        two.replace_events([], at)


def test_a_bucket_that_is_not_there_is_said(store: DeltaStore) -> None:
    with pytest.raises(StoreError, match="s3://nowhere/store"):
        open_store("s3://nowhere/store").add([coded(1)])


def test_another_address_is_refused() -> None:
    with pytest.raises(StoreError, match="a folder or at s3://"):
        open_store("ftp://example.org/store")
