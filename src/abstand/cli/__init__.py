"""The command line: a skin. Each verb reads its arguments, calls one public function and prints."""

from __future__ import annotations

import sys

from abstand.cli.app import app
from abstand.cli.output import errors
from abstand.errors import AbstandError

__all__ = ["app", "main"]


def main() -> None:
    """The ``abstand`` command: errors that Abstand raises on purpose become one line and exit status 1."""
    try:
        app()
    except AbstandError as error:
        errors().print(f"abstand: {error}", style="red")
        sys.exit(1)
