"""Every command and every option is in the documents."""

from pathlib import Path

import pytest
import typer
from click import Command, Group

from abstand.cli import app

COMMANDS = (Path(__file__).parents[1] / "docs" / "commands.md").read_text(encoding="utf-8")


def commands() -> list[tuple[str, Command]]:
    found: list[tuple[str, Command]] = []

    def walk(prefix: str, command: Command) -> None:
        if isinstance(command, Group):
            for name, child in command.commands.items():
                walk(f"{prefix} {name}", child)
        else:
            found.append((prefix, command))

    walk("abstand", typer.main.get_command(app))
    return found


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda item: item if isinstance(item, str) else "")
def test_command_is_documented(name: str, command: Command) -> None:
    assert f"## `{name}" in COMMANDS, f"{name} has no section in docs/commands.md"
    section = COMMANDS.split(f"## `{name}", 1)[1].split("\n## ", 1)[0]
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in section, f"{name} {option} is not in its section of docs/commands.md"


def test_there_are_commands() -> None:
    assert {"abstand code", "abstand chronicle", "abstand distance", "abstand explain"} <= {name for name, _ in commands()}
