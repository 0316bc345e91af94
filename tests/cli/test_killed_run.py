"""A run that is killed in the middle of its work loses nothing: bench/faults.py, at fewer and chosen moments."""

import importlib.util
import random
import sys
from pathlib import Path

import pytest

from abstand.pipeline import BATCH
from abstand.store import open_store

BENCH = Path(__file__).parents[2] / "bench" / "faults.py"
DOCUMENTS = 500

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def faults():
    found = importlib.util.spec_from_file_location("faults", BENCH)
    module = sys.modules["faults"] = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def undisturbed(faults, tmp_path_factory):
    place = tmp_path_factory.mktemp("faults")
    faults.write_documents(place / "in", DOCUMENTS, random.Random(2))
    faults.run_undisturbed(place / "in", place / "whole", 1)
    whole = faults.Holding.of(open_store(place / "whole"))
    assert len(whole.documents) == DOCUMENTS
    assert sum(map(len, whole.documents.values())) > DOCUMENTS
    return place / "in", whole


def commit(table: str, number: int) -> str:
    return f"{table}/_delta_log/{number:020}.json"


@pytest.mark.parametrize(
    ("sign", "jobs"),
    [
        ("sentences", 1),
        (commit("reports", 0), 1),
        (commit("documents", 1), 1),
        (commit("sentences", 4), 1),
        (commit("documents", 9), 1),
        (commit("reports", 3), 2),
    ],
)
def test_nothing_is_lost(faults, undisturbed, tmp_path, sign, jobs):
    folder, whole = undisturbed
    assert faults.kill_at(folder, tmp_path / "store", jobs, 0, sign), "it had ended before it was killed"
    held = len(open_store(tmp_path / "store").known())
    assert held % BATCH == 0, "batches are stored whole or not at all"
    assert list(faults.losses(folder, tmp_path / "store", whole)) == []


def test_a_loss_would_be_seen(faults, undisturbed, tmp_path):
    """The check itself can fail: documents without their reports are not whole."""
    folder, whole = undisturbed
    store = open_store(tmp_path / "store")
    store.append("documents", open_store(folder.parent / "whole").read("documents").slice(0, 10))
    found = list(faults.losses(folder, tmp_path / "store", whole))
    assert any("is not whole" in loss for loss in found)
    assert "after the second run the store differs from an undisturbed one" in found
