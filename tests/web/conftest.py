"""The app over the small store."""

import pytest
from fastapi.testclient import TestClient

from abstand.store import Store
from abstand.web import create_app
from abstand.web.desk import reviewers


@pytest.fixture(scope="session")
def store(told_store: Store) -> Store:
    return told_store


@pytest.fixture(scope="session")
def client(store: Store) -> TestClient:
    return TestClient(create_app(store))


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords hashed at small cost: their cost is not what is tested."""
    monkeypatch.setattr(reviewers, "COST", 2)
