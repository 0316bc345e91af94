"""Stores of every earlier layout, as earlier versions have written them, are brought up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from abstand.errors import StoreError
from abstand.store import migrations, open_store
from abstand.store.layout import LAYOUT
from abstand.store.migrations import STEPS, migrate
from abstand.store.verifying import verify

DATA = Path(__file__).parent / "data"


@pytest.fixture(params=range(1, LAYOUT))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Eight documents with 16 reports; some rows twice, and rows of a ninth that was not finished."""
    return Path(shutil.copytree(DATA / f"layout{request.param}", tmp_path / "store"))


def test_there_is_a_step_and_a_store_for_every_layout() -> None:
    assert set(STEPS) == set(range(1, LAYOUT))


@pytest.mark.slow
def test_an_earlier_store_is_named_then_migrated(old: Path) -> None:
    with pytest.raises(StoreError, match="abstand store migrate"):
        open_store(old)
    done = migrate(old)
    assert (done.after, [folder.exists() for folder in done.kept]) == (LAYOUT, [True])
    store = open_store(old)
    found = verify(store)
    assert (found.is_whole, found.documents, found.reports, found.events) == (True, 8, 16, 20)
    assert store.read("reports").num_rows == 16, "no row twice"
    assert all(entry.sentence == entry.report.sentence.of(entry.document.text) for entry in store.entries())
    assert all(entry.event for entry in store.entries())
    assert len(store.runs()) == len(store.problems()) == 1
    assert set(store.coded_by().values()) <= {store.runs()[0].id, ""}
    assert migrate(old).kept == ()


@pytest.mark.slow
def test_cut_off_anywhere_it_is_begun_anew(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, deaths = Path.rename, [0, 1]

    def fragile(path: Path, target: Path) -> Path:
        if deaths and deaths.pop(0) == 0:
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(Path, "rename", fragile)
    with pytest.raises(KeyboardInterrupt):
        migrate(old)
    migrate(old)
    assert len(open_store(old).entries()) == 16


@pytest.mark.slow
def test_cut_off_between_the_names_it_is_ended(old: Path) -> None:
    migrate(old)
    old.rename(migrations._beside(old))
    assert migrate(old).after == LAYOUT
    assert len(open_store(old).entries()) == 16


def test_what_is_no_store_is_said(tmp_path: Path, old: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        migrate(tmp_path / "nowhere")
    (old / "abstand-layout").write_text("99")
    with pytest.raises(StoreError, match="layout 99; this version reads layouts 1 to"):
        migrate(old)
