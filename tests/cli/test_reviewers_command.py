"""``abstand reviewers``: who may review, from the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from abstand.cli.app import app
from abstand.store import open_store


@pytest.fixture
def store(tmp_path: Path) -> str:
    open_store(tmp_path / "store")
    return str(tmp_path / "store")


def test_a_reviewer_comes_and_goes(store: str) -> None:
    run = CliRunner()
    added = run.invoke(app, ["reviewers", "add", "anna", "--store", store], input="correct horse\n")
    assert (added.exit_code, "anna may review" in added.output) == (0, True)
    listed = run.invoke(app, ["reviewers", "list", "--json", "--store", store])
    assert json.loads(listed.output)["name"] == "anna"
    assert run.invoke(app, ["reviewers", "remove", "anna", "--store", store]).exit_code == 0
    assert "no reviewers" in run.invoke(app, ["reviewers", "list", "--store", store]).output


@pytest.mark.parametrize(
    ("command", "said"),
    [(["add", "anna"], "at least 10"), (["remove", "ben"], "no reviewer is called 'ben'")],
)
def test_what_cannot_be_meant_is_said(store: str, command: list[str], said: str) -> None:
    result = CliRunner().invoke(app, ["reviewers", *command, "--store", store], input="short\n")
    assert result.exit_code == 1
    assert said in str(result.exception)


def test_there_must_be_a_store(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["reviewers", "list", "--store", str(tmp_path / "none")])
    assert "there is no store" in str(result.exception)
