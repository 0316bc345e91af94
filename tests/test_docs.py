"""Every command and every option is in the documents."""

from pathlib import Path
from typing import Any

import pytest
import typer

from abstand.cli import app

COMMANDS = (Path(__file__).parents[1] / "docs" / "commands.md").read_text(encoding="utf-8")


def commands() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []

    def walk(prefix: str, command: Any) -> None:
        if hasattr(command, "commands"):
            for name, child in command.commands.items():
                walk(f"{prefix} {name}", child)
        else:
            found.append((prefix, command))

    walk("abstand", typer.main.get_command(app))
    return found


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda item: item if isinstance(item, str) else "")
def test_command_is_documented(name: str, command: Any) -> None:
    assert f"## `{name}" in COMMANDS, f"{name} has no section in docs/commands.md"
    section = COMMANDS.split(f"## `{name}", 1)[1].split("\n## ", 1)[0]
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in section, f"{name} {option} is not in its section of docs/commands.md"


def test_there_are_commands() -> None:
    names = {name for name, _ in commands()}
    assert {"abstand code", "abstand chronicle", "abstand distance", "abstand explain"} <= names
