"""The application: its verbs, one file each, which are imported when they are used.

All verbs together need every library that Abstand has; a watch that runs for weeks, or ``abstand --help``, does not.
"""

from __future__ import annotations

import importlib
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from abstand import __version__
from abstand.cli.absent import absent

VERBS = Path(__file__).parent / "verbs.toml"


class Verb(TyperCommand):
    """A verb that has not been imported yet."""

    def __init__(self, name: str, home: str, help_line: str) -> None:
        super().__init__(name, help=help_line)
        self._home = home

    @cached_property
    def itself(self) -> Any:
        """The command, or the group of commands."""
        module, _, attribute = self._home.partition(":")
        with absent("pandas"):
            found = getattr(importlib.import_module(f"abstand.cli.{module}"), attribute)
        alone = typer.Typer()
        if isinstance(found, typer.Typer):
            alone.add_typer(found, name=self.name)
        else:
            alone.command(self.name)(found)
        return typer.main.get_group(alone).commands[self.name or ""]

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the command itself: from here on nothing is left of its stand-in."""
        return self.itself.make_context(info_name, args, parent, **extra)


class Verbs(TyperGroup):
    """All verbs, as verbs.toml lists them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        listed = tomllib.loads(VERBS.read_text(encoding="utf-8"))
        self.commands = {name: Verb(name, told["home"], told["help"]) for name, told in listed.items()}


app = typer.Typer(
    name="abstand",
    cls=Verbs,
    help="Reads news in German, French, English, Russian and Kazakh and measures how far states have moved apart.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"abstand {__version__}")
        raise typer.Exit


@app.callback()
def top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Who did what to whom between states, according to whom, how sure the text is, and how far apart they are."""
