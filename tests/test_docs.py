"""Every command and every option is in the documents."""

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
import typer

from abstand.cli import app

COMMANDS = (Path(__file__).parents[1] / "docs" / "commands.md").read_text(encoding="utf-8")


def commands() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []

    def walk(prefix: str, command: Any) -> None:
        command = getattr(command, "itself", command)
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


def test_every_section_stands_once_in_the_contents() -> None:
    """Sections are named in addresses as GitHub names them."""
    contents = re.findall(r"\(#([^)]*)\)", COMMANDS.split("\n## ", 1)[0])
    heads = re.findall(r"^## (.*)$", COMMANDS, re.MULTILINE)
    assert sorted(contents) == sorted(re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads)


def test_there_are_commands() -> None:
    names = {name for name, _ in commands()}
    assert {"abstand code", "abstand chronicle", "abstand distance", "abstand explain"} <= names


def test_the_list_of_verbs_says_what_each_says_itself() -> None:
    for name, verb in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert verb.help == " ".join(inspect.cleandoc(verb.itself.help).split("\n\n")[0].split()), name
