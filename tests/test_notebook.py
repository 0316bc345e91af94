"""The notebook in docs/ runs from top to bottom and shows what it says."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def read() -> dict[str, Any]:
    held: dict[str, Any] = json.loads((DOCS / "first-look.ipynb").read_text(encoding="utf-8"))
    return held


def texts(notebook: dict[str, Any]) -> list[str]:
    """What the cells print and name, without pictures."""
    given = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    return [output.get("text") or output["data"].get("text/plain", "") for output in given]


def pictures(notebook: dict[str, Any]) -> list[str]:
    given = [output.get("data", {}) for cell in notebook["cells"] for output in cell.get("outputs", ())]
    return [data["image/svg+xml"] for data in given if "image/svg+xml" in data]


@pytest.mark.slow
def test_the_notebook_runs_and_shows_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS / "making"))
    notebook = sys.modules.get("notebook") or __import__("notebook")
    fresh, kept = read(), read()
    notebook.run(fresh)
    assert len(texts(fresh)) == len(texts(kept)), "figures may move with the reader, what is shown may not"
    assert texts(fresh)[0].startswith("45 texts, 220 sentences, ")
    assert len(pictures(fresh)) == len(pictures(kept)) == 5
    assert all("<title>" in picture for picture in pictures(fresh))


def test_the_notebook_is_kept_with_its_outputs_and_links_to_files() -> None:
    held = read()
    assert (held["nbformat"], len(pictures(held))) == (4, 5)
    told = "\n".join("".join(cell["source"]) for cell in held["cells"] if cell["cell_type"] == "markdown")
    linked = {part.split(")")[0] for part in told.split("](")[1:]}
    assert {link for link in linked if not link.startswith("http") and not (DOCS / link).exists()} == set()
