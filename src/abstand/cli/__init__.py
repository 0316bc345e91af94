"""The command line: a skin. Each verb reads its arguments, calls one public function and prints."""

from __future__ import annotations

import sys

from rich.console import Console

from abstand.cli.app import app
from abstand.errors import AbstandError

__all__ = ["app", "main"]


def main() -> None:
    """The ``abstand`` command: errors that Abstand raises on purpose become one line and exit status 1."""
    try:
        app()
    except AbstandError as error:
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"abstand: {error}", style="red", markup=False)
        sys.exit(1)
    except BrokenPipeError:
        # the reader of a pipe (head, less) has seen enough
        sys.stderr.close()
        sys.exit(0)
